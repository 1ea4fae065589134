// LabelEncoder: labels as whole numbers, in the order of `classes_`.

import { CategoryIndex, unknownCategory } from "../../category-index.ts";
import type { Estimator, InputSpec } from "../../estimator.ts";
import { type NumberRule, wrongKind } from "../../inputs.ts";
import { intVector, takeLabels } from "../../results.ts";
import type { Cell, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { columnsOf } from "../../table-columns.ts";

/** @see sklearn/preprocessing/_label.py `LabelEncoder` */
export function readLabelEncoder(state: State): Estimator {
  const classes = state.labels("classes_");
  const index = new CategoryIndex(classes.values);
  const inputs: InputSpec = { kind: "labels", width: 1, names: null, allowsMissing: true };
  const rule = { className: state.className, inputs };
  return {
    ...state.description(),
    role: "transformer",
    inputs,
    classes: null,
    outputs: 1,
    transformWidth: 1,
    children: [],
    hints: () => [{ choices: classes.values }],
    transform: (samples) =>
      intVector(
        labelsOf(samples, rule).map((cell) => {
          const number = index.numberOf(cell);
          if (number < 0) throw unknownCategory(rule, 0, cell);
          return number;
        }),
      ),
    inverseTransform(samples) {
      const numbers = labelsOf(samples, rule).map((cell) => {
        const number = Number(cell);
        if (typeof cell === "string" || cell === null || classes.values[number] === undefined) {
          throw wrongKind(rule, `numbers under ${classes.values.length}`, String(cell));
        }
        return number;
      });
      return takeLabels(classes, Int32Array.from(numbers));
    },
  };
}

/** Labels, or the single column of rows. */
function labelsOf(samples: Samples, rule: NumberRule): Cell[] {
  if (samples.kind === "labels" || samples.kind === "texts") return [...samples.values];
  const [column] = columnsOf(samples, rule);
  return Array.from(column ?? []);
}
