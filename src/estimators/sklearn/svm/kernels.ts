// libsvm's kernels: how alike a row and every support vector are.

import type { CompressedRows } from "../../../objects/sparse-rows.ts";
import { PairSums } from "../../kernels/pair-sums.ts";
import type { Matrix, SparseMatrix } from "../../samples.ts";
import { pairDot, pairSquares, sparseRow } from "../../sparse-pairs.ts";

/** From an inner product, or for "rbf" a squared distance, to the kernel's value. */
export interface KernelFunction {
  readonly name: "linear" | "poly" | "rbf" | "sigmoid";
  /** 0 where the kernel has none. */
  readonly gamma: number;
  readonly coef0: number;
  /** A whole number, at least 0. */
  readonly degree: number;
}

/** Vectors to compare rows with; what comes in must have the same width. */
export interface KernelVectors {
  readonly count: number;
  /** The kernel's values of row `row` of `x` with every vector, valid until the next row. */
  compare(x: Matrix | SparseMatrix, row: number): Float64Array;
}

/**
 * Vectors of a dense model, which takes dense rows only.
 *
 * @param data  n × width, row-major
 * @see sklearn/svm/src/libsvm/svm.cpp `Kernel::k_function`
 */
export function denseVectors(points: Matrix, kernel: KernelFunction): KernelVectors {
  const { rows, columns } = points;
  const pairs = new PairSums(points);
  const isRadial = kernel.name === "rbf";
  return {
    count: rows,
    compare(x, row) {
      if (x.kind !== "dense") return new Float64Array(rows);
      const start = row * columns;
      if (isRadial) return pairs.add("squares", x.data, start, -kernel.gamma);
      const values = pairs.add("dots", x.data, start);
      applyKernel(kernel, values);
      return values;
    },
  };
}

/** Vectors of a sparse model: rows of any kind are walked as sparse ones. Columns must rise. */
export function sparseVectors(vectors: CompressedRows, kernel: KernelFunction): KernelVectors {
  const sum = kernel.name === "rbf" ? pairSquares : pairDot;
  const values = new Float64Array(vectors.rows);
  return {
    count: vectors.rows,
    compare(x, row) {
      const asked = sparseRow(x, row);
      for (let k = 0; k < values.length; k++) values[k] = sum(asked, vectors, k);
      applyKernel(kernel, values);
      return values;
    },
  };
}

/** Rows that hold their kernel values with all training points already, at the support vectors' places. */
export function precomputedVectors(support: Int32Array): KernelVectors {
  const values = new Float64Array(support.length);
  return {
    count: support.length,
    compare(x, row) {
      if (x.kind !== "dense") return values;
      const start = row * x.columns;
      for (let k = 0; k < values.length; k++) values[k] = x.data[start + (support[k] ?? 0)] ?? 0;
      return values;
    },
  };
}

function applyKernel({ name, gamma, coef0, degree }: KernelFunction, values: Float64Array): void {
  if (name === "linear") return;
  for (let k = 0; k < values.length; k++) {
    const sum = values[k] ?? 0;
    if (name === "rbf") values[k] = Math.exp(-gamma * sum);
    else if (name === "sigmoid") values[k] = Math.tanh(gamma * sum + coef0);
    else values[k] = wholePower(gamma * sum + coef0, degree);
  }
}

/** base^times by squaring, in libsvm's order of multiplications. @see svm.cpp `powi` */
function wholePower(base: number, times: number): number {
  let square = base;
  let power = 1;
  for (let rest = times; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power *= square;
    square *= square;
  }
  return power;
}
