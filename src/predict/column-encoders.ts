// One LabelEncoder for each column of categories: the first step of models whose file keeps them in a dict.

import { CategoryIndex, unknownCategory } from "../estimators/category-index.ts";
import type { Estimator, InputSpec } from "../estimators/estimator.ts";
import { denseNumbers, type NumberRule } from "../estimators/inputs.ts";
import { floatMatrix } from "../estimators/results.ts";
import { type Cell, sampleCount } from "../estimators/samples.ts";
import { columnsOf } from "../estimators/table-columns.ts";
import { encoderLabels, takesSeveralLabels } from "./composite-labels.ts";

/**
 * A step that gives numbers for the labels of some columns, and leaves the other columns as they are.
 *
 * @param encoders  LabelEncoders by the names of their columns
 * @param names     of all columns, in training order
 * @returns         null where an encoder is something else
 */
export function columnEncoders(
  encoders: ReadonlyMap<string, Estimator>,
  names: readonly string[],
): Estimator | null {
  const [first] = encoders.values();
  if (first === undefined) return null;
  const labels = names.map((name) => {
    const encoder = encoders.get(name);
    if (encoder === undefined) return undefined;
    return takesSeveralLabels(encoder) ? null : encoderLabels(encoder);
  });
  if (labels.includes(null)) return null;
  const indexes = labels.map((known) => known && new CategoryIndex(known.values));
  const inputs: InputSpec = { kind: "table", width: names.length, names, allowsMissing: false };
  const rule: NumberRule = { className: "LabelEncoder", inputs };
  return {
    className: "LabelEncoder",
    path: first.path,
    role: "transformer",
    writtenBy: first.writtenBy,
    params: new Map(),
    inputs,
    classes: null,
    outputs: 1,
    transformWidth: names.length,
    keepsColumns: true,
    children: [...encoders].map(([name, estimator]) => ({ name, estimator })),
    hints: () => labels.map((known) => (known ? { choices: known.values } : {})),
    transform(samples) {
      const columns = columnsOf(samples, rule);
      const rows = sampleCount(samples);
      const data = new Float64Array(rows * names.length);
      for (const [j, values] of columns.entries()) {
        const index = indexes[j];
        const numbers = index
          ? Array.from(values, (cell: Cell) => numberOf(cell, index, j, rule))
          : numbersOf(values, names[j] ?? "", rule);
        for (let row = 0; row < rows; row++) data[row * names.length + j] = numbers[row] ?? 0;
      }
      return floatMatrix(data, rows, names.length);
    },
  };
}

/** @throws INPUT_CATEGORY */
function numberOf(cell: Cell, index: CategoryIndex, column: number, rule: NumberRule): number {
  const number = index.numberOf(cell);
  if (number < 0) throw unknownCategory(rule, column, cell);
  return number;
}

function numbersOf(
  values: Float64Array | readonly Cell[],
  name: string,
  { className }: NumberRule,
): ArrayLike<number> {
  const table = { kind: "table", rows: values.length, columns: [{ name, values }] } as const;
  const inputs: InputSpec = { kind: "numbers", width: 1, names: [name], allowsMissing: true };
  return denseNumbers(table, { className, inputs }).data;
}
