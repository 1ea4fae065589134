// The columns of a MissingIndicator inside an imputer, which stand behind the imputed columns.

import type { State } from "../../state.ts";

/**
 * The positions of the columns whose being missing is answered too; none where the imputer was not told so.
 *
 * @param width  number of columns that the imputer takes
 * @see sklearn/impute/_base.py `_BaseImputer._concatenate_indicator`
 */
export function readIndicated(state: State, width: number): readonly number[] {
  if (!state.boolean("add_indicator", false) || !state.isSet("indicator_")) return [];
  return readFeatures(state.member("indicator_", state.value("indicator_")), width);
}

/** `features_` of a MissingIndicator: positions under `width`. */
export function readFeatures(indicator: State, width: number): readonly number[] {
  const { data } = indicator.float64("features_", [null]);
  return Array.from(data, (feature) => {
    if (Number.isInteger(feature) && feature >= 0 && feature < width) return feature;
    throw indicator.mismatch("features_", `columns under ${width}`, String(feature));
  });
}

/** Rows of imputed numbers with their marks behind: 1 where a column was missing. */
export function withMarks(
  imputed: { readonly data: Float64Array; readonly columns: number },
  rows: number,
  marks: { readonly indicated: readonly number[]; isMissing(row: number, column: number): boolean },
): Float64Array {
  const { data, columns } = imputed;
  const { indicated } = marks;
  const width = columns + indicated.length;
  const answer = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    answer.set(data.subarray(row * columns, (row + 1) * columns), row * width);
    for (const [k, column] of indicated.entries()) {
      if (marks.isMissing(row, column)) answer[row * width + columns + k] = 1;
    }
  }
  return answer;
}
