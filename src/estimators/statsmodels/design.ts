// What coefficients are multiplied by: the rows as they are, or what a formula makes of them.

import { frameSize, seriesOf } from "../../objects/pandas-tables.ts";
import { PyObject, type PyValue } from "../../objects/values.ts";
import { describe, scalarText } from "../attribute-values.ts";
import type { InputHint, InputSpec } from "../estimator.ts";
import { denseRows } from "../inputs.ts";
import type { Matrix, Samples } from "../samples.ts";
import type { State } from "../state.ts";

export interface Design {
  readonly inputs: InputSpec;
  hints(): readonly InputHint[] | null;
  /** n × width. */
  rows(samples: Samples): Matrix;
}

/**
 * Rows of numbers in the order of training, a constant's column among them: statsmodels adds none itself.
 *
 * @param model  the record of the model that was fitted
 */
export function plainDesign(model: State, width: number): Design {
  const data = modelData(model);
  const names = columnNames(model, data.optional("orig_exog") ?? null, width);
  const inputs: InputSpec = { kind: "numbers", width, names, allowsMissing: false };
  const constant = data.isSet("const_idx") ? data.integer("const_idx", 0, width - 1) : -1;
  return {
    inputs,
    hints: () => constantHint(constant, width),
    rows: (samples) => denseRows(samples, { className: model.className, inputs }),
  };
}

const dataClasses: ReadonlySet<string> = new Set([
  "statsmodels.base.data.ModelData",
  "statsmodels.base.data.PandasData",
]);

/** The record of the data that a model was fitted to. */
export function modelData(model: State): State {
  const value = model.value("data");
  const path = value instanceof PyObject ? value.global.path : "";
  if (!dataClasses.has(path)) throw model.mismatch("data", "a record of data", describe(value));
  return model.part("data", value, path);
}

/** The names of the columns; null where the model was fitted to an array, or its data is gone. */
export function columnNames(model: State, value: PyValue, width: number): readonly string[] | null {
  const labels = frameSize(value)?.names ?? namesOfSeries(value);
  if (labels === null) return null;
  if (labels.length !== width) {
    throw model.mismatch("data.orig_exog", `${width} columns`, String(labels.length));
  }
  const names = labels.map(scalarText).filter((name) => name !== undefined);
  return names.length === width && new Set(names).size === width ? names : null;
}

function namesOfSeries(value: PyValue): readonly PyValue[] | null {
  const series = seriesOf(value);
  return series && [series.name];
}

/** The constant is 1 in every row. */
function constantHint(constant: number, width: number): readonly InputHint[] | null {
  if (constant < 0) return null;
  return Array.from({ length: width }, (_, j) =>
    j === constant ? { low: 1, high: 1, typical: 1, integer: true } : {},
  );
}
