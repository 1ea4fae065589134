// TargetEncoder: each category as the mean of the target where it was met in training.

import { elementTexts } from "../../element-texts.ts";
import type { Estimator, InputSpec } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import { inputNames, type OutputNames, sameNames } from "../../output-names.ts";
import { floatMatrix } from "../../results.ts";
import { sampleCount } from "../../samples.ts";
import type { State } from "../../state.ts";
import { checkMissing, columnsOf } from "../../table-columns.ts";
import { transformer } from "../../transformer.ts";
import { type CategoryColumn, choiceHints, readCategoryColumns } from "./category-columns.ts";

/** @see sklearn/preprocessing/_target_encoder.py `TargetEncoder.transform` */
export function readTargetEncoder(state: State): Estimator {
  const columns = readCategoryColumns(state);
  const classes = readClassCount(state);
  const width = columns.length * classes;
  const encodings = readEncodings(state, classes, columns);
  const means = state.float64("target_mean_", classes === 1 ? [] : [classes]).data;
  const inputs: InputSpec = {
    ...state.numberInputs(columns.length),
    kind: "table",
    allowsMissing: true,
  };
  const rule: NumberRule = { className: state.className, inputs };
  return transformer(state, {
    inputs,
    width,
    outputNames: classes === 1 ? sameNames(rule) : classNames(state, rule),
    hints: () => choiceHints(columns, true),
    transform(samples) {
      const values = columnsOf(samples, rule);
      const rows = sampleCount(samples);
      const data = new Float64Array(rows * width);
      for (const [j, column] of values.entries()) {
        checkMissing(column, j, rule);
        for (let row = 0; row < rows; row++) {
          const category = columns[j]?.index.numberOf(column[row] ?? null) ?? -1;
          for (let k = 0; k < classes; k++) {
            const known = encodings[j * classes + k]?.[category];
            data[row * width + j * classes + k] = known ?? means[k] ?? 0;
          }
        }
      }
      return floatMatrix(data, rows, width);
    },
  });
}

/** `colour_few`, `colour_many`: each feature with each class. */
function classNames(state: State, rule: NumberRule): OutputNames {
  const classes = elementTexts(state.value("classes_"));
  return (given) =>
    inputNames(given, rule).flatMap((name) => classes().map((label) => `${name}_${label}`));
}

/** Answer columns per feature: one per class where they are several. */
function readClassCount(state: State): number {
  const types = ["continuous", "binary", "multiclass"] as const;
  if (state.option("target_type_", types) !== "multiclass") return 1;
  return state.labels("classes_").values.length;
}

/** The mean target of each category, for each answer column. */
function readEncodings(
  state: State,
  classes: number,
  columns: readonly CategoryColumn[],
): readonly Float64Array[] {
  const lists = state.float64List("encodings_", [null]);
  if (lists.length !== columns.length * classes) {
    const expected = `${columns.length * classes} arrays`;
    throw state.mismatch("encodings_", expected, String(lists.length));
  }
  return lists.map(({ data }, i) => {
    const count = columns[Math.floor(i / classes)]?.categories.values.length;
    if (data.length === count) return data;
    throw state.mismatch(`encodings_[${i}]`, `${count} numbers`, String(data.length));
  });
}
