// The column to learn: numbers or labels, and the rows that have one.

import { PicklejarError } from "../../errors.ts";
import type { Cell } from "../../estimators/samples.ts";
import { show } from "../../text.ts";
import { takeNumbers } from "../model-selection/rows.ts";
import { type Cleaning, type Column, readColumn } from "./column-kind.ts";
import type { RawColumn } from "./raw-column.ts";

export type Task = "classification" | "regression";

/** A label and how many rows have it. */
export interface LabelCount {
  readonly label: Cell;
  readonly rows: number;
}

export interface TargetColumn {
  readonly name: string;
  readonly task: Task;
  /** How the task was found, for people; null where the user said it. */
  readonly reason: string | null;
  /** One per row of `rows`. */
  readonly y: Float64Array | readonly Cell[];
  /** The rows of the file that are learned from. */
  readonly rows: Int32Array;
  /** Commonest first; null for numbers. */
  readonly labels: readonly LabelCount[] | null;
  /** Rows left out because the cell is missing, or is no number. */
  readonly missing: number;
  /** Labels left out because too few rows have them. */
  readonly rare: readonly LabelCount[];
  readonly cleanings: readonly Cleaning[];
}

/** Rows that a label must have: with fewer, folds would lack it. */
const fewestOfLabel = 3;
const fewestRows = 6;
const mostLabels = 100;
// Whole numbers are labels where there are so few different ones, each of several rows.
const mostNumberLabels = 10;
const rowsPerNumberLabel = 5;

/**
 * @param task  the user's word; null = decide
 * @throws TRAIN_TABLE where there is nothing to learn
 */
export function readTarget(raw: RawColumn, task: Task | null): TargetColumn {
  const column = readColumn(raw, null);
  const fault = (reason: string, advice: string): PicklejarError => {
    return new PicklejarError("TRAIN_TABLE", { file: raw.name, reason, advice });
  };
  if (column.kind === "empty" || column.distinct === 1) {
    const [what, advice] =
      column.kind === "empty"
        ? ["every cell is missing", "Choose a column that holds what is to be predicted."]
        : [
            "every cell is the same, so that there is nothing to learn",
            "Choose a column that varies.",
          ];
    throw fault(`as the target: ${what}`, advice);
  }
  const isNumeric = column.values instanceof Float64Array || readsAsNumbers(column);
  if (task === "regression" && !isNumeric) {
    throw fault(
      "as the target of a regression: it holds no numbers",
      "Leave out --task regression.",
    );
  }
  if (!isNumeric) return labelTargetOf(column, task === null ? "it holds texts" : null, fault);
  const numbers = column.values instanceof Float64Array ? column : readColumn(raw, "number");
  const values = numbers.values as Float64Array;
  const isWhole = values.every((value) => Number.isNaN(value) || Number.isSafeInteger(value));
  const known = values.length - numbers.missing;
  const isFew =
    numbers.distinct <= mostNumberLabels && known >= rowsPerNumberLabel * numbers.distinct;
  const decided = task ?? (isWhole && isFew ? "classification" : "regression");
  if (decided === "regression") return numberTargetOf(numbers, task, fault);
  if (!isWhole) {
    throw fault(
      "as the target of a classification: it holds fractions, which are no labels",
      "Leave out --task classification.",
    );
  }
  const reason = task === null ? `it holds only ${numbers.distinct} different whole numbers` : null;
  return labelTargetOf(numbers, reason, fault);
}

function readsAsNumbers({ kind, values }: Column): boolean {
  return kind === "id" && values.every((value) => value === null || Number.isFinite(Number(value)));
}

type Refuse = (reason: string, advice: string) => PicklejarError;

function numberTargetOf(column: Column, task: Task | null, fault: Refuse): TargetColumn {
  const values = column.values as Float64Array;
  const rows = rowsWhere(values.length, (row) => !Number.isNaN(values[row]));
  checkRows(rows, fault);
  const y = takeNumbers(values, rows);
  const { distinct, cleanings } = column;
  return {
    name: column.name,
    task: "regression",
    reason: task === null ? `it holds ${distinct} different numbers` : null,
    y,
    rows,
    labels: null,
    missing: values.length - rows.length,
    rare: [],
    cleanings,
  };
}

function labelTargetOf(column: Column, reason: string | null, fault: Refuse): TargetColumn {
  const { values, cleanings } = column;
  const labelOf = (row: number): Cell => {
    const value = values[row] ?? null;
    return typeof value === "number" && Number.isNaN(value) ? null : value;
  };
  const counts = new Map<Cell, number>();
  for (let row = 0; row < values.length; row++) {
    const label = labelOf(row);
    if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const all = [...counts].map(([label, rows]) => ({ label, rows })).sort((a, b) => b.rows - a.rows);
  const labels = all.filter(({ rows }) => rows >= fewestOfLabel);
  if (labels.length < 2) {
    throw fault(
      `as the target: ${labels.length === 0 ? "no label has" : "only one label has"} ${fewestOfLabel} rows or more, of ${all.length} different ones`,
      "Give more rows of each label, or choose a column of numbers.",
    );
  }
  if (labels.length > mostLabels) {
    throw fault(
      `as the target: it has ${all.length} different texts, which are neither numbers nor a few labels`,
      `Choose a column of numbers, or of at most ${mostLabels} labels.`,
    );
  }
  const kept = new Set(labels.map(({ label }) => label));
  const rows = rowsWhere(values.length, (row) => kept.has(labelOf(row)));
  checkRows(rows, fault);
  const known = all.reduce((sum, { rows: own }) => sum + own, 0);
  return {
    name: column.name,
    task: "classification",
    reason,
    y: Array.from(rows, labelOf),
    rows,
    labels,
    missing: values.length - known,
    rare: all.slice(labels.length),
    cleanings,
  };
}

function rowsWhere(count: number, holds: (row: number) => boolean): Int32Array {
  return Int32Array.from({ length: count }, (_, row) => row).filter(holds);
}

function checkRows(rows: Int32Array, fault: Refuse): void {
  if (rows.length >= fewestRows) return;
  throw fault(
    `as the target: ${rows.length} rows have it, too few to learn from`,
    `Give ${fewestRows} rows or more; a hundred is a beginning.`,
  );
}

/** A label as people read it. */
export function labelText(label: Cell): string {
  if (typeof label === "boolean") return label ? "True" : "False";
  return show(String(label), 60);
}
