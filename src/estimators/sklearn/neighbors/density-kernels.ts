// Kernels of density estimation, as logarithms: their values by distance over bandwidth, and what makes
// their volume 1.

import type { State } from "../../state.ts";

const kernels = ["gaussian", "tophat", "epanechnikov", "exponential", "linear", "cosine"] as const;

export type DensityKernel = (typeof kernels)[number];

export function readDensityKernel(state: State): DensityKernel {
  return state.option("kernel", kernels, "gaussian");
}

/**
 * ln K, where K is 1 at distance 0.
 *
 * @param u  distance over bandwidth
 * @see sklearn/neighbors/_binary_tree.pxi.tp `compute_log_kernel`
 */
export function logKernel(kernel: DensityKernel, u: number): number {
  if (kernel === "gaussian") return -0.5 * u * u;
  if (kernel === "exponential") return -u;
  if (u >= 1) return -Infinity;
  switch (kernel) {
    case "tophat":
      return 0;
    case "epanechnikov":
      return Math.log(1 - u * u);
    case "linear":
      return Math.log(1 - u);
    case "cosine":
      return Math.log(Math.cos(0.5 * Math.PI * u));
  }
}

/**
 * −ln of the kernel's volume in so many dimensions.
 *
 * @see sklearn/neighbors/_binary_tree.pxi.tp `_log_kernel_norm`
 */
export function logKernelNorm(
  kernel: DensityKernel,
  bandwidth: number,
  dimensions: number,
): number {
  return -logVolume(kernel, dimensions) - dimensions * Math.log(bandwidth);
}

function logVolume(kernel: DensityKernel, d: number): number {
  switch (kernel) {
    case "gaussian":
      return 0.5 * d * Math.log(2 * Math.PI);
    case "tophat":
      return logBall(d);
    case "epanechnikov":
      return logBall(d) + Math.log(2 / (d + 2));
    case "exponential":
      return logSphere(d - 1) + logGammaOfHalf(2 * d);
    case "linear":
      return logBall(d) - Math.log(d + 1);
    case "cosine":
      return Math.log(cosineFactor(d)) + logSphere(d - 1);
  }
}

/** The integral of cos(πr/2)·r^(d − 1) from 0 to 1, by parts. */
function cosineFactor(d: number): number {
  let factor = 0;
  let term = 2 / Math.PI;
  for (let k = 1; k <= d; k += 2) {
    factor += term;
    term *= -(d - k) * (d - k - 1) * (2 / Math.PI) ** 2;
  }
  return factor;
}

/** ln of the volume of the unit ball. */
function logBall(d: number): number {
  return 0.5 * d * Math.log(Math.PI) - logGammaOfHalf(d + 2);
}

/** ln of the surface of the unit ball in d + 1 dimensions. */
function logSphere(d: number): number {
  return Math.log(2 * Math.PI) + logBall(d - 1);
}

/** ln Γ(m / 2) for a whole number m, from Γ(1/2) = √π and Γ(1) = 1 on. */
function logGammaOfHalf(m: number): number {
  let log = m % 2 === 0 ? 0 : 0.5 * Math.log(Math.PI);
  for (let n = m % 2 === 0 ? 2 : 1; n < m; n += 2) log += Math.log(n / 2);
  return log;
}
