// What a Gaussian process knows of new rows from the rows it was fitted on.

import type { InputHint } from "../../estimator.ts";
import { denseRows, type NumberRule } from "../../inputs.ts";
import { pointHints } from "../../point-hints.ts";
import type { Matrix, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import type { ProcessKernel, RowComparison } from "./kernel.ts";
import { readProcessKernel } from "./read-kernel.ts";

export interface TrainingRows {
  readonly rule: NumberRule;
  readonly kernel: ProcessKernel;
  /** Number of training rows. */
  readonly count: number;
  /** Samples as dense, finite rows. */
  take(samples: Samples): Matrix;
  /** Calls back with each row and its kernel values with all training rows, which the next row overwrites. */
  compare(x: Matrix, use: (values: Float64Array, row: number, own: Float64Array) => void): void;
  hints(): readonly InputHint[];
}

/** `X_train_` and `kernel_`. @throws ESTIMATOR_INVALID */
export function readTrainingRows(state: State): TrainingRows {
  const { data, shape } = state.float64("X_train_", [null, null]);
  const [count = 0, features = 0] = shape;
  if (count < 1 || features < 1) throw state.mismatch("X_train_", "rows", "none");
  const kernel = readProcessKernel(state, "kernel_", features);
  const rule = { className: state.className, inputs: state.numberInputs(features) };
  const points: Matrix = { kind: "dense", data, rows: count, columns: features };
  let compareRow: RowComparison | undefined;
  return {
    rule,
    kernel,
    count,
    take: (samples) => denseRows(samples, rule),
    compare(x, use) {
      compareRow ??= kernel.against(points);
      const values = new Float64Array(count);
      for (let row = 0; row < x.rows; row++) {
        const own = x.data.subarray(row * features, (row + 1) * features);
        compareRow(own, values);
        use(values, row, own);
      }
    },
    hints: () => pointHints(data, features),
  };
}

/** `L_`, the lower Cholesky root of the training rows' kernel. @throws ESTIMATOR_INVALID */
export function readRoot(state: State, count: number): (values: Float64Array) => Float64Array {
  const { data } = state.float64("L_", [count, count]);
  for (let k = 0; k < count; k++) {
    const diagonal = data[k * count + k] ?? 0;
    if (diagonal === 0) throw state.mismatch(`L_[${k}][${k}]`, "not 0", "0");
  }
  return (values) => {
    const solved = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      let sum = values[i] ?? 0;
      for (let k = 0; k < i; k++) sum -= (data[i * count + k] ?? 0) * (solved[k] ?? 0);
      solved[i] = sum / (data[i * count + i] ?? 1);
    }
    return solved;
  };
}
