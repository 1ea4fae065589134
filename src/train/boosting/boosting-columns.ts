// What histogram gradient boosting learns from: columns of categories as their numbers first, as scikit-learn orders
// them since 1.4, then the columns of numbers.

import { PicklejarError } from "../../errors.ts";
import type { Cell, Samples } from "../../estimators/samples.ts";
import { type Categories, categoriesOf, columnsOf } from "../columns.ts";
import { denseSamples } from "../dense.ts";
import type { TrainingData } from "../training-data.ts";
import type { CategoryColumns } from "./category-objects.ts";

/** The columns of one training set. */
export interface BoostingColumns {
  readonly rows: number;
  /** In the order of the trees' features; categories as their numbers, NaN = missing. */
  readonly values: readonly Float64Array[];
  /** For each feature of the trees, its column as it was given. */
  readonly order: readonly number[];
  /** The categories of the first features. */
  readonly categories: readonly Categories[];
}

/** @throws TRAIN_DATA for texts in columns of numbers, TRAIN_PARAMETER for columns that there are not */
export function boostingColumns(
  data: TrainingData,
  choice: readonly (string | number | boolean)[] | null,
  maxBins: number,
  className: string,
): BoostingColumns {
  const { samples, names, rows } = data;
  const chosen =
    choice === null || choice.length === 0 ? [] : chosenColumns(data, choice, className);
  if (chosen.length === 0) {
    const matrix = denseSamples(data, className, "allowed");
    const order = Array.from({ length: matrix.columns }, (_, j) => j);
    const values = order.map((j) => columnOf(matrix.data, j, matrix.columns, rows));
    return { rows, values, order, categories: [] };
  }
  const cells = columnsOf(samples, className);
  const others = cells.map((_, j) => j).filter((j) => !chosen.includes(j));
  const nameOf = (j: number): string => names?.[j] ?? String(j);
  const categories = chosen.map((j) => categoriesOf(cells[j] ?? [], nameOf(j), className));
  for (const [k, { values, hasMissing }] of categories.entries()) {
    const count = values.length - (hasMissing ? 1 : 0);
    if (count <= maxBins) continue;
    throw new PicklejarError("TRAIN_DATA", {
      className,
      reason: `column ${nameOf(chosen[k] ?? 0)} has ${count} categories, and maxBins is ${maxBins}`,
      advice: "Leave such columns out, or join rare categories.",
    });
  }
  const values = [
    ...chosen.map((j, k) => codesOf(cells[j] ?? [], categories[k])),
    ...others.map((j) => numbersOf(cells[j] ?? [], nameOf(j), className)),
  ];
  return { rows, values, order: [...chosen, ...others], categories };
}

/** What the encoder of categories learns from; null where no column holds any. */
export function categoryColumns(
  data: TrainingData,
  { order, categories }: BoostingColumns,
): CategoryColumns | null {
  if (categories.length === 0) return null;
  const chosen = order.slice(0, categories.length);
  const others = order.slice(categories.length);
  const cells = columnsOf(data.samples, "OrdinalEncoder");
  const names = data.names === null ? null : chosen.map((j) => data.names?.[j] ?? "");
  const columns = chosen.map((j, k) => {
    const values = cells[j] ?? [];
    const isText = values.some((cell) => typeof cell === "string");
    const own = isText
      ? values
      : Float64Array.from(values, (v) => (v === null ? Number.NaN : Number(v)));
    return { name: names?.[k] ?? null, values: own };
  });
  const samples: Samples = { kind: "table", rows: data.rows, columns };
  return { data: { ...data, samples, names, weights: null }, chosen, others, names: data.names };
}

/** Positions, ascending. */
function chosenColumns(
  { samples, names }: TrainingData,
  choice: readonly (string | number | boolean)[],
  className: string,
): readonly number[] {
  const width = samples.kind === "table" ? samples.columns.length : widthOf(samples);
  const isFlags = typeof choice[0] === "boolean";
  const positions = isFlags
    ? choice.flatMap((flag, j) => (flag === true ? [j] : []))
    : choice.map((column) => {
        return typeof column === "string" ? (names?.indexOf(column) ?? -1) : Number(column);
      });
  const isSound =
    (!isFlags || choice.length === width) &&
    positions.every((j) => Number.isInteger(j) && j >= 0 && j < width);
  if (isSound) return [...new Set(positions)].sort((a, b) => a - b);
  throw new PicklejarError("TRAIN_PARAMETER", {
    className,
    parameter: "categoricalFeatures",
    reason: "it names columns that there are not",
    advice: names === null ? `Give positions below ${width}.` : `There are ${names.join(", ")}.`,
  });
}

function widthOf(samples: TrainingData["samples"]): number {
  return "columns" in samples && typeof samples.columns === "number" ? samples.columns : 0;
}

function columnOf(data: Float64Array, j: number, columns: number, rows: number): Float64Array {
  const values = new Float64Array(rows);
  for (let i = 0; i < rows; i++) values[i] = data[i * columns + j] ?? 0;
  return values;
}

function codesOf(cells: readonly Cell[], categories: Categories | undefined): Float64Array {
  const codes = new Map(categories?.values.map((value, code) => [value, code]));
  return Float64Array.from(cells, (cell) =>
    cell === null ? Number.NaN : (codes.get(cell) ?? Number.NaN),
  );
}

function numbersOf(cells: readonly Cell[], name: string, className: string): Float64Array {
  const at = cells.findIndex(
    (cell) => typeof cell === "string" || Math.abs(Number(cell)) === Number.POSITIVE_INFINITY,
  );
  if (at < 0) {
    return Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : Number(cell)));
  }
  throw new PicklejarError("TRAIN_DATA", {
    className,
    reason: `row ${at}, column ${name} is no finite number`,
    advice: `Name it in categoricalFeatures: ["${name}"], or leave it out.`,
  });
}
