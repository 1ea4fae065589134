// libsvm's kernels: how alike a row and every support vector are.

import type { CompressedRows } from "../../../objects/sparse-rows.ts";
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
  /** Writes the kernel's values of row `row` of `x` with every vector into `values`. */
  compare(x: Matrix | SparseMatrix, row: number, values: Float64Array): void;
}

/**
 * Vectors of a dense model, which takes dense rows only.
 *
 * @param data  n × width, row-major
 * @see sklearn/svm/src/libsvm/svm.cpp `Kernel::k_function`
 */
export function denseVectors(
  { data, rows, columns }: Matrix,
  kernel: KernelFunction,
): KernelVectors {
  const sums = kernel.name === "rbf" ? squaredDistances : innerProducts;
  return {
    count: rows,
    compare(x, row, values) {
      if (x.kind === "dense")
        sums(x.data.subarray(row * columns, (row + 1) * columns), data, values);
      applyKernel(kernel, values);
    },
  };
}

/** Vectors of a sparse model: rows of any kind are walked as sparse ones. Columns must rise. */
export function sparseVectors(vectors: CompressedRows, kernel: KernelFunction): KernelVectors {
  const sum = kernel.name === "rbf" ? pairSquares : pairDot;
  return {
    count: vectors.rows,
    compare(x, row, values) {
      const asked = sparseRow(x, row);
      for (let k = 0; k < values.length; k++) values[k] = sum(asked, vectors, k);
      applyKernel(kernel, values);
    },
  };
}

/** Rows that hold their kernel values with all training points already, at the support vectors' places. */
export function precomputedVectors(support: Int32Array): KernelVectors {
  return {
    count: support.length,
    compare(x, row, values) {
      if (x.kind !== "dense") return;
      const start = row * x.columns;
      for (let k = 0; k < values.length; k++) values[k] = x.data[start + (support[k] ?? 0)] ?? 0;
    },
  };
}

function innerProducts(row: Float64Array, vectors: Float64Array, sums: Float64Array): void {
  for (let k = 0, start = 0; k < sums.length; k++, start += row.length) {
    let sum = 0;
    for (let j = 0; j < row.length; j++) sum += (row[j] ?? 0) * (vectors[start + j] ?? 0);
    sums[k] = sum;
  }
}

function squaredDistances(row: Float64Array, vectors: Float64Array, sums: Float64Array): void {
  for (let k = 0, start = 0; k < sums.length; k++, start += row.length) {
    let sum = 0;
    for (let j = 0; j < row.length; j++) {
      const difference = (row[j] ?? 0) - (vectors[start + j] ?? 0);
      sum += difference * difference;
    }
    sums[k] = sum;
  }
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
