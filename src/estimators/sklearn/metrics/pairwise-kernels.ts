// Kernels: how alike two rows are, by name, as scikit-learn compares many rows with many others.

import { dotProduct } from "../../dot-product.ts";
import { type PairSum, PairSums } from "../../kernels/pair-sums.ts";
import type { Matrix } from "../../samples.ts";
import type { State } from "../../state.ts";

/** Compares rows with these points: writes the kernel's values of a row with all of them into `values`. */
export type Kernel = (points: Matrix) => (row: Float64Array, values: Float64Array) => void;

type RowSum = (x: Float64Array, points: Float64Array, start: number) => number;

/** −Σ (x − y)² / (x + y), over the columns where not both are 0. */
const chiSquared: RowSum = (x, points, start) => {
  let sum = 0;
  for (let j = 0; j < x.length; j++) {
    const both = (x[j] ?? 0) + (points[start + j] ?? 0);
    if (both !== 0) sum -= ((x[j] ?? 0) - (points[start + j] ?? 0)) ** 2 / both;
  }
  return sum;
};

const cosine: RowSum = (x, points, start) => {
  const y = points.subarray(start, start + x.length);
  const norms = (norm(x) || 1) * (norm(y) || 1);
  return dotProduct(x, y) / norms;
};

function norm(x: Float64Array): number {
  return Math.sqrt(dotProduct(x, x));
}

/** What a kernel is told besides its name; null is scikit-learn's default. */
export interface KernelParameters {
  readonly gamma: number | null;
  readonly degree: number | null;
  readonly coef0: number | null;
}

/**
 * The kernel of this name; null where there is none.
 *
 * @param features  number of columns, whose inverse is the usual gamma
 * @see sklearn/metrics/pairwise.py `PAIRWISE_KERNEL_FUNCTIONS`
 */
export function kernelOf(
  name: string,
  parameters: KernelParameters,
  features: number,
): Kernel | null {
  const gamma = parameters.gamma ?? 1 / features;
  const coef0 = parameters.coef0 ?? 1;
  switch (name) {
    case "linear":
      return bySums("dots", (sum) => sum);
    case "poly":
    case "polynomial":
      return bySums("dots", (sum) => (sum * gamma + coef0) ** (parameters.degree ?? 3));
    case "sigmoid":
      return bySums("dots", (sum) => Math.tanh(sum * gamma + coef0));
    case "rbf":
      return byPowers("squares", -gamma);
    case "laplacian":
      return byPowers("lengths", -gamma);
    case "cosine":
      return byPairs(cosine, (sum) => sum);
    case "additive_chi2":
      return byPairs(chiSquared, (sum) => sum);
    case "chi2":
      return byPairs(chiSquared, (sum) => Math.exp(sum * (parameters.gamma ?? 1)));
    default:
      return null;
  }
}

function bySums(kind: PairSum, finish: (sum: number) => number): Kernel {
  return (points) => {
    const pairs = new PairSums(points);
    return (row, values) => {
      const sums = pairs.add(kind, row, 0);
      for (let i = 0; i < values.length; i++) values[i] = finish(sums[i] ?? 0);
    };
  };
}

/** e^(factor·sum). */
function byPowers(kind: PairSum, factor: number): Kernel {
  if (factor > 0) return bySums(kind, (sum) => Math.exp(factor * sum));
  return (points) => {
    const pairs = new PairSums(points);
    return (row, values) => values.set(pairs.add(kind, row, 0, factor));
  };
}

function byPairs(sum: RowSum, finish: (sum: number) => number): Kernel {
  return ({ data, columns }) =>
    (row, values) => {
      for (let i = 0; i < values.length; i++) values[i] = finish(sum(row, data, i * columns));
    };
}

/** The kernels that divide by what may not be negative. */
const nonNegativeKernels: ReadonlySet<string> = new Set(["additive_chi2", "chi2"]);

export interface NamedKernel {
  readonly kernel: Kernel;
  /** Whether numbers below 0 are refused. */
  readonly nonNegative: boolean;
}

/**
 * The kernel that a model names in its parameter `kernel`.
 *
 * @param gamma  where the estimator keeps another than its parameter
 * @throws ESTIMATOR_UNSUPPORTED naming functions of somebody's own; ESTIMATOR_INVALID
 */
export function readKernel(state: State, features: number, gamma?: number): NamedKernel {
  const name = state.text("kernel");
  const parameters = {
    gamma: gamma ?? readNumber(state, "gamma"),
    degree: readNumber(state, "degree"),
    coef0: readNumber(state, "coef0"),
  };
  const kernel = kernelOf(name, parameters, features);
  if (kernel === null) throw state.unsupported(`the kernel ${name}`);
  return { kernel, nonNegative: nonNegativeKernels.has(name) };
}

function readNumber(state: State, name: string): number | null {
  return state.isSet(name) ? state.number(name) : null;
}
