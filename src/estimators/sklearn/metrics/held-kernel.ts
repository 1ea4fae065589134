// The kernel that a model holds in its parameter `kernel`, a name or a kernel of Gaussian processes, and the
// training rows that it compares with.

import { sparseOf } from "../../../objects/scipy-globals.ts";
import { PyGlobal, PyObject } from "../../../objects/values.ts";
import { denseMatrix, denseNumbers, type NumberRule, wrongKind } from "../../inputs.ts";
import type { Matrix, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { checkAnswerSize } from "../../transformer.ts";
import { isProcessKernel, readProcessKernel } from "../gaussian-process/read-kernel.ts";
import { readKernel } from "./pairwise-kernels.ts";

/** n × points. @throws INPUT_WIDTH, INPUT_KIND, INPUT_NOT_FINITE, INPUT_ROWS */
export type KernelMatrix = (samples: Samples, rule: NumberRule) => Matrix;

/**
 * Compares samples with training rows as `pairwise_kernels` does.
 *
 * @param gamma  where the estimator keeps another than its parameter
 * @throws ESTIMATOR_UNSUPPORTED naming functions of somebody's own; ESTIMATOR_INVALID
 * @see sklearn/metrics/pairwise.py `pairwise_kernels`
 */
export function readHeldKernel(state: State, points: Matrix, gamma?: number): KernelMatrix {
  const held = state.optional("kernel") ?? null;
  if (held instanceof PyGlobal) throw state.unsupported(`the kernel ${held.path}`);
  const parameters = state.optional("kernel_params") ?? null;
  if (parameters instanceof Map && parameters.size > 0) throw state.unsupported("kernel_params");
  if (isProcessKernel(held)) {
    const kernel = readProcessKernel(state, "kernel", points.columns);
    let compare: Comparison | undefined;
    return (samples, rule) => {
      compare ??= kernel.against(points);
      return kernelMatrix(samples, rule, { points, compare, nonNegative: false });
    };
  }
  const { kernel, nonNegative } = readKernel(state, points.columns, gamma);
  const compare = kernel(points);
  return (samples, rule) => kernelMatrix(samples, rule, { points, compare, nonNegative });
}

/** Whether the samples are kernel values already, one for each training row. */
export function isPrecomputed(state: State): boolean {
  return state.optional("kernel") === "precomputed";
}

/** The largest number of training numbers that are made dense. */
const maxDense = 2 ** 26;

/** Training rows, sparse ones made dense. @throws ESTIMATOR_INVALID, ESTIMATOR_UNSUPPORTED for too many */
export function readKernelPoints(state: State, name: string): Matrix {
  const held = state.value(name);
  const sparse = sparseOf(held);
  if (sparse === null) {
    const { data, shape } = state.float64(name, [null, null]);
    const [rows = 0, columns = 0] = shape;
    return { kind: "dense", data, rows, columns };
  }
  const { rows, columns, values } = sparse;
  if (rows * columns > maxDense) throw state.unsupported(`${rows} × ${columns} sparse numbers`);
  if (held instanceof PyObject) state.charge(held, rows * columns);
  const strange = values.find((value) => !Number.isFinite(value));
  if (strange !== undefined) throw state.mismatch(name, "finite numbers", String(strange));
  state.spend(sparse, 8 * rows * columns);
  const inputs = { kind: "numbers", width: null, names: null, allowsMissing: false } as const;
  return denseMatrix({ kind: "sparse", ...sparse }, { className: state.className, inputs });
}

type Comparison = (row: Float64Array, values: Float64Array) => void;

interface Comparing {
  readonly points: Matrix;
  readonly compare: Comparison;
  /** Whether numbers below 0 are refused. */
  readonly nonNegative: boolean;
}

function kernelMatrix(
  samples: Samples,
  rule: NumberRule,
  { points, compare, nonNegative }: Comparing,
): Matrix {
  const x = denseNumbers(samples, rule);
  const negative = nonNegative ? x.data.find((value) => value < 0) : undefined;
  if (negative !== undefined) throw wrongKind(rule, "numbers from 0 on", String(negative));
  const count = points.rows;
  checkAnswerSize(x.rows, count, rule);
  const data = new Float64Array(x.rows * count);
  for (let row = 0; row < x.rows; row++) {
    const given = x.data.subarray(row * x.columns, (row + 1) * x.columns);
    compare(given, data.subarray(row * count, (row + 1) * count));
  }
  return { kind: "dense", data, rows: x.rows, columns: count };
}
