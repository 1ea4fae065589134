// DummyRegressor: the same numbers for whatever is asked.

import { NdArray } from "../../../objects/ndarray.ts";
import type { Estimator } from "../../estimator.ts";
import { type ArrayResult, sampleCount } from "../../samples.ts";
import type { State } from "../../state.ts";
import { anyInputs } from "./any-inputs.ts";

/** @see sklearn/dummy.py `DummyRegressor.predict` */
export function readDummyRegressor(state: State): Estimator {
  const { data: constant } = state.float64("constant_");
  const outputs = state.integer("n_outputs_", 1, 2 ** 31, constant.length);
  if (constant.length !== outputs) {
    throw state.mismatch("constant_", `${outputs} numbers`, String(constant.length));
  }
  const value = state.value("constant_");
  const whole = value instanceof NdArray && "iu".includes(value.dtype.code);
  return {
    ...state.description(),
    role: "regressor",
    inputs: anyInputs(state),
    classes: null,
    outputs,
    children: [],
    hints: () => null,
    predict(samples): ArrayResult {
      const rows = sampleCount(samples);
      const data = new Float64Array(rows * outputs);
      for (let start = 0; start < data.length; start += outputs) data.set(constant, start);
      const shape = outputs === 1 ? [rows] : [rows, outputs];
      return { kind: "array", shape, type: whole ? "int" : "float", data };
    },
  };
}
