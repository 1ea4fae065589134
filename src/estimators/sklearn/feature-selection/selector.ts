// What all selectors of features share: some columns are kept, the others left out, and come back as zeros.

import type { Estimator, InputSpec } from "../../estimator.ts";
import { type NumberRule, numbers } from "../../inputs.ts";
import { inputNames, type OutputNames } from "../../output-names.ts";
import { floatMatrix } from "../../results.ts";
import type { ArrayResult, Matrix, Result, Samples, SparseMatrix } from "../../samples.ts";
import { SparseRows } from "../../sparse-rows.ts";
import type { State } from "../../state.ts";
import { transformer } from "../../transformer.ts";

/** Positions of the features for which a test is true, rising. */
export function positionsWhere(width: number, isKept: (feature: number) => boolean): Int32Array {
  const kept: number[] = [];
  for (let feature = 0; feature < width; feature++) if (isKept(feature)) kept.push(feature);
  return Int32Array.from(kept);
}

/**
 * Whether a selector takes NaN because its estimator does. Pipelines never say so, whatever their steps take.
 *
 * @see sklearn/pipeline.py `Pipeline.__sklearn_tags__`
 */
export function passesMissing({ className, inputs }: Estimator): boolean {
  return inputs.allowsMissing && className !== "Pipeline";
}

export type Selector = Estimator & Required<Pick<Estimator, "transform">>;

/**
 * A transformer that keeps some features.
 *
 * @param kept  positions, rising
 * @see sklearn/feature_selection/_base.py `SelectorMixin`
 */
export function selector(state: State, inputs: InputSpec, kept: Int32Array): Selector {
  const { className } = state;
  const width = inputs.width ?? 0;
  const { allowsMissing } = inputs;
  const rule: NumberRule = { className, inputs };
  const back: NumberRule = {
    className,
    inputs: { kind: "numbers", width: kept.length, names: null, allowsMissing },
  };
  const places = new Int32Array(width).fill(-1);
  for (const [k, column] of kept.entries()) places[column] = k;
  const transform = (samples: Samples): Result => {
    const x = numbers(samples, rule);
    if (kept.length === 0) return floatMatrix(new Float64Array(), x.rows, 0);
    return x.kind === "sparse" ? keptEntries(x, places, kept.length) : keptColumns(x, kept);
  };
  const inverseTransform = (samples: Samples) => spread(numbers(samples, back), kept, width);
  const outputNames: OutputNames = (given) => {
    const names = inputNames(given, rule);
    return Array.from(kept, (column) => names[column] ?? "");
  };
  const answers = { transform, inverseTransform, outputNames };
  const parts = { inputs, width: kept.length, keepsColumns: kept, ...answers };
  return { ...transformer(state, parts), transform };
}

function keptColumns(x: Matrix, kept: Int32Array): ArrayResult {
  const data = new Float64Array(x.rows * kept.length);
  for (let row = 0, to = 0; row < x.rows; row++) {
    for (const column of kept) data[to++] = x.data[row * x.columns + column] ?? 0;
  }
  return floatMatrix(data, x.rows, kept.length);
}

/** @param places  where each column goes; −1 for those that are left out */
function keptEntries(x: SparseMatrix, places: Int32Array, columns: number): SparseMatrix {
  const rows = new SparseRows();
  for (let row = 0; row < x.rows; row++) {
    for (let i = x.indptr[row] ?? 0; i < (x.indptr[row + 1] ?? 0); i++) {
      const place = places[x.indices[i] ?? 0] ?? -1;
      if (place >= 0) rows.add(place, x.values[i] ?? 0);
    }
    rows.endRow();
  }
  return rows.matrix(columns);
}

/** The kept columns in their old places, zeros in the others. */
function spread(x: Matrix | SparseMatrix, kept: Int32Array, width: number): Result {
  if (x.kind === "sparse") {
    return { ...x, columns: width, indices: x.indices.map((column) => kept[column] ?? 0) };
  }
  const data = new Float64Array(x.rows * width);
  for (let row = 0; row < x.rows; row++) {
    for (const [k, column] of kept.entries()) {
      data[row * width + column] = x.data[row * kept.length + k] ?? 0;
    }
  }
  return floatMatrix(data, x.rows, width);
}
