// What the training points were: labels of one or several outputs, or numbers.

import { NdArray } from "../../../objects/ndarray.ts";
import type { Labels } from "../../estimator.ts";
import type { State } from "../../state.ts";

/** Labels by number. */
export interface LabelTargets {
  readonly classes: readonly Labels[];
  /** points × outputs: numbers of labels in `classes`. */
  readonly codes: Int32Array;
  /** Whether answers have one column per output: more than one output, as a rule. */
  readonly isTable: boolean;
}

/** `_y`, `classes_` and `outputs_2d_`. @throws ESTIMATOR_INVALID when they disagree */
export function readLabelTargets(state: State, count: number): LabelTargets {
  const isTable = state.boolean("outputs_2d_", false);
  const { shape, data } = state.float64("_y", isTable ? [count, null] : [count]);
  const outputs = isTable ? (shape[1] ?? 0) : 1;
  const classes = isTable ? state.labelLists("classes_", outputs) : [state.labels("classes_")];
  if (outputs < 1) throw state.mismatch("_y", "at least one column", "none");
  for (const [i, code] of data.entries()) {
    const labels = classes[i % outputs]?.values.length ?? 0;
    if (!Number.isInteger(code) || code < 0 || code >= labels) {
      throw state.mismatch("_y", `numbers of labels under ${labels}`, String(code));
    }
  }
  return { classes, codes: Int32Array.from(data), isTable };
}

export interface NumberTargets {
  /** points × outputs. */
  readonly values: Float64Array;
  readonly outputs: number;
  /** Whether `_y` has one dimension, so that answers have one too. */
  readonly isVector: boolean;
  /** Whether numpy adds them up as float32. */
  readonly isSingle: boolean;
}

/** `_y` of a regressor. @throws ESTIMATOR_INVALID */
export function readNumberTargets(state: State, count: number): NumberTargets {
  const { shape, data } = state.float64("_y");
  const isVector = shape.length === 1;
  const outputs = isVector ? 1 : (shape[1] ?? 0);
  if (shape.length < 1 || shape.length > 2 || shape[0] !== count || outputs < 1) {
    throw state.mismatch("_y", `numbers for ${count} points`, `of shape (${shape.join(", ")})`);
  }
  const held = state.value("_y");
  const isSingle = held instanceof NdArray && held.dtype.code === "f" && held.dtype.itemSize === 4;
  return { values: data, outputs, isVector, isSingle };
}
