// What all models of libsvm hold: a kernel, support vectors, dual coefficients and intercepts.

import { sparseOf } from "../../../objects/scipy-globals.ts";
import type { CompressedRows } from "../../../objects/sparse-rows.ts";
import { PyGlobal, PyObject, type PyValue } from "../../../objects/values.ts";
import { describe, scalarText } from "../../attribute-values.ts";
import type { InputHint, InputSpec } from "../../estimator.ts";
import { denseNumbers, numbers, wrongKind } from "../../inputs.ts";
import { pointHints } from "../../point-hints.ts";
import type { Matrix, Samples, SparseMatrix } from "../../samples.ts";
import { risingRows } from "../../sparse-pairs.ts";
import type { State } from "../../state.ts";
import {
  denseVectors,
  type KernelFunction,
  type KernelVectors,
  precomputedVectors,
  sparseVectors,
} from "./kernels.ts";

/** A model of libsvm, its parts agreeing in size. */
export interface SupportVectors extends KernelVectors {
  readonly inputs: InputSpec;
  /** rows × count, row-major: one row for regression, one less than classes for classification. */
  readonly coefficients: Float64Array;
  /** Samples as the model takes them: sparse ones only where it was fitted on such. */
  take(samples: Samples): Matrix | SparseMatrix;
  hints(): readonly InputHint[] | null;
}

/**
 * @param rows  rows of `_dual_coef_`
 * @throws ESTIMATOR_INVALID, and ESTIMATOR_UNSUPPORTED for a kernel that is a Python function
 * @see sklearn/svm/_base.py `BaseLibSVM`
 */
export function readSupportVectors(state: State, rows: number): SupportVectors {
  const kernel = state.value("kernel");
  if (kernel instanceof PyGlobal || kernel instanceof PyObject) {
    const name = kernel instanceof PyGlobal ? kernel.path : describe(kernel);
    throw state.unsupported(`the Python function ${name} as its kernel`);
  }
  const vectors =
    scalarText(kernel) === "precomputed" ? readPrecomputed(state) : readVectors(state);
  return { ...vectors, coefficients: readCoefficients(state, rows, vectors.count) };
}

type Vectors = Omit<SupportVectors, "coefficients">;

/** Each row holds kernel values with the training samples; `support_` says which of them count. */
function readPrecomputed(state: State): Vectors {
  const samples = state.float64("shape_fit_", [null]).data[0] ?? 0;
  const support = state.float64("support_", [null]).data;
  if (support.some((index) => !Number.isInteger(index) || index < 0 || index >= samples)) {
    throw state.mismatch("support_", `row numbers under ${samples}`, "another");
  }
  const inputs = state.numberInputs(samples);
  return {
    ...precomputedVectors(Int32Array.from(support)),
    inputs,
    take: denseTaker(state, inputs),
    hints: () => null,
  };
}

function readVectors(state: State): Vectors {
  const held = state.value("support_vectors_");
  const sparse = sparseOf(held);
  const kernel = readKernel(state);
  if (sparse === null) {
    const { shape, data } = state.float64("support_vectors_", [null, null]);
    const [rows = 0, columns = 0] = shape;
    const inputs = state.numberInputs(widthOf(state, rows, columns));
    return {
      ...denseVectors({ kind: "dense", data, rows, columns }, kernel),
      inputs,
      take: denseTaker(state, inputs),
      hints: () => (rows === 0 ? null : pointHints(data, columns)),
    };
  }
  checkSparse(state, held, sparse);
  const inputs = state.numberInputs(widthOf(state, sparse.rows, sparse.columns));
  const rule = { className: state.className, inputs };
  return {
    ...sparseVectors(risingRows(sparse), kernel),
    inputs,
    take: (samples) => numbers(samples, rule),
    hints: () => null,
  };
}

function denseTaker(state: State, inputs: InputSpec): (samples: Samples) => Matrix {
  const rule = { className: state.className, inputs };
  return (samples) => {
    if (samples.kind !== "sparse") return denseNumbers(samples, rule);
    throw wrongKind(rule, "dense rows, as it was fitted on such", "sparse rows");
  };
}

function checkSparse(state: State, held: PyValue, { values }: CompressedRows): void {
  if (held instanceof PyObject) state.charge(held, values.length);
  const strange = values.find((value) => !Number.isFinite(value));
  if (strange !== undefined) {
    throw state.mismatch("support_vectors_", "finite numbers", String(strange));
  }
}

/** Without any support vector only `shape_fit_` knows the width. */
function widthOf(state: State, rows: number, columns: number): number {
  if (!state.isSet("shape_fit_")) return columns;
  const fitted = state.float64("shape_fit_", [2]).data[1] ?? 0;
  if (rows > 0 && fitted !== columns) {
    throw state.mismatch("support_vectors_", `${fitted} columns wide`, `${columns}`);
  }
  return fitted;
}

const kernelNames = ["linear", "poly", "rbf", "sigmoid"] as const;

/** Parameters are read where the kernel uses them only: the others may be anything. */
function readKernel(state: State): KernelFunction {
  const name = state.option("kernel", kernelNames);
  return {
    name,
    gamma: name === "linear" ? 0 : finite(state, "_gamma", 0),
    coef0: name === "poly" || name === "sigmoid" ? finite(state, "coef0", -Infinity) : 0,
    degree: name === "poly" ? state.integer("degree", 0, 2 ** 31 - 1) : 0,
  };
}

function finite(state: State, name: string, low: number): number {
  const value = state.number(name);
  if (Number.isFinite(value) && value >= low) return value;
  const range = low === 0 ? "a finite number of at least 0" : "a finite number";
  throw state.mismatch(name, range, String(value));
}

/** `_dual_coef_`, whose signs are libsvm's own; `dual_coef_` turns those of two classes around. */
function readCoefficients(state: State, rows: number, count: number): Float64Array {
  const sparse = sparseOf(state.value("_dual_coef_"));
  if (sparse === null) return state.float64("_dual_coef_", [rows, count]).data;
  const { indptr, values } = sparse;
  // scikit-learn's own sparse coefficients hold every entry in order; none has a shape of its own.
  const shape = count === 0 ? [1, 0] : [sparse.rows, sparse.columns];
  const full = indptr.every((start, row) => start === Math.min(row * count, values.length));
  if (shape[0] !== rows || shape[1] !== count || values.length !== rows * count || !full) {
    throw state.mismatch("_dual_coef_", `${rows} × ${count} stored numbers`, `${values.length}`);
  }
  const strange = values.find((value) => !Number.isFinite(value));
  if (strange !== undefined) throw state.mismatch("_dual_coef_", "finite numbers", String(strange));
  return values;
}
