// Kernels between rows and training rows, as pairwise functions compute them: all products at once.

import { linearScores } from "../../linear-scores.ts";
import type { Matrix, SparseMatrix } from "../../samples.ts";
import type { State } from "../../state.ts";
import { type Centers, centersOf, squaredDistances } from "../cluster/centers.ts";

/** n × training rows. */
export type Kernel = (x: Matrix | SparseMatrix) => Float64Array;

const names = ["linear", "poly", "polynomial", "rbf", "sigmoid", "cosine", "precomputed"] as const;

export type KernelName = (typeof names)[number];

export function readKernelName(state: State): KernelName {
  const held = state.optional("kernel");
  if (held !== undefined && typeof held !== "string") throw state.unsupported("an own kernel");
  return state.option("kernel", names, "linear");
}

/**
 * @param points  training rows × features
 * @see sklearn/metrics/pairwise.py `polynomial_kernel`, `rbf_kernel`, `sigmoid_kernel`, `cosine_similarity`
 */
export function readKernel(state: State, points: Float64Array, features: number): Kernel {
  const centers = centersOf(points, features);
  const gamma = readGamma(state, features);
  switch (readKernelName(state)) {
    case "linear":
      return (x) => products(x, centers);
    case "poly":
    case "polynomial": {
      const [offset, degree] = [state.number("coef0", 1), state.number("degree", 3)];
      return (x) => products(x, centers).map((value) => (gamma * value + offset) ** degree);
    }
    case "sigmoid": {
      const offset = state.number("coef0", 1);
      return (x) => products(x, centers).map((value) => Math.tanh(gamma * value + offset));
    }
    case "rbf":
      return (x) => squaredDistances(x, centers).map((distance) => Math.exp(-gamma * distance));
    case "cosine":
      return (x) => cosines(x, centers);
    case "precomputed":
      throw state.invalid("its kernel is computed beforehand");
  }
}

/** `gamma_` since 1.3; before, None stood for one over the number of features. */
function readGamma(state: State, features: number): number {
  if (state.isSet("gamma_")) return state.number("gamma_");
  return state.isSet("gamma") ? state.number("gamma") : 1 / features;
}

function products(x: Matrix | SparseMatrix, { data, count, features }: Centers): Float64Array {
  return linearScores(x, { coefficients: data, intercepts: new Float64Array(count), features });
}

function cosines(x: Matrix | SparseMatrix, centers: Centers): Float64Array {
  const { count, norms, features } = centers;
  const origin = centersOf(new Float64Array(features), features);
  const lengths = squaredDistances(x, origin);
  return products(x, centers).map((value, i) => {
    const size = Math.sqrt((lengths[Math.floor(i / count)] ?? 0) * (norms[i % count] ?? 0));
    return size === 0 ? value : value / size;
  });
}
