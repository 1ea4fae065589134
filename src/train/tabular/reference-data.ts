// What the training data looked like, column by column, to compare later requests with: shares of ranges and of common
// categories. No rows, no texts, and nothing that only few rows have. The format is told in docs/train.md.

import type { Cell } from "../../estimators/samples.ts";
import type { Column } from "./column-kind.ts";
import { labelText, type TargetColumn, type Task } from "./target-column.ts";

/** Numbers in ranges of about the same number of rows. */
export interface NumberReference {
  readonly kind: "number";
  readonly rows: number;
  readonly missing: number;
  readonly mean: number | null;
  readonly deviation: number | null;
  /** Quantiles by their share, rounded, where enough rows lie beyond on both sides. */
  readonly quantiles: Readonly<Record<string, number>>;
  /** Upper bounds of all ranges but the last: a value belongs to the first whose bound is not below it. */
  readonly bounds: readonly number[];
  /** Rows of each range; one more than the bounds. */
  readonly counts: readonly number[];
}

/** Common categories with their rows; the rare ones are together in `other`. */
export interface CategoryReference {
  readonly kind: "category";
  readonly rows: number;
  readonly missing: number;
  readonly categories: readonly {
    readonly value: string | number | boolean;
    readonly count: number;
  }[];
  /** Rows of all other categories together, and how many those are. */
  readonly other: { readonly count: number; readonly categories: number };
}

/** Of texts only how long they are, in characters. */
export interface TextReference extends Omit<NumberReference, "kind"> {
  readonly kind: "text";
}

export type ColumnReference = NumberReference | CategoryReference | TextReference;

export interface ReferenceData {
  readonly format: "picklejar-reference";
  readonly version: 1;
  readonly task: Task;
  readonly rows: number;
  /** What fewer rows have than this is not told. */
  readonly least: number;
  readonly columns: Readonly<Record<string, ColumnReference>>;
  /** The column that was learned. */
  readonly target: ColumnReference & { readonly name: string };
  /** What the model answers for rows of the training data. */
  readonly answers: ColumnReference;
}

/** Rows that a category, a range or the outside of a quantile must have to be told. */
export const leastRows = 5;
const mostRanges = 20;
const mostCategories = 200;
const quantileShares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

export function referenceData(
  features: readonly Column[],
  target: TargetColumn,
  answers: ArrayLike<Cell>,
): ReferenceData {
  const { rows } = target;
  const columns = features.map((column): [string, ColumnReference] => {
    const cells = Array.from(rows, (row) => column.values[row] ?? null);
    return [column.name, columnReference(column.kind, cells)];
  });
  const kind = target.task === "regression" ? "number" : "category";
  return {
    format: "picklejar-reference",
    version: 1,
    task: target.task,
    rows: rows.length,
    least: leastRows,
    columns: Object.fromEntries(columns),
    target: { name: target.name, ...columnReference(kind, Array.from(target.y)) },
    answers: columnReference(kind, Array.from(answers)),
  };
}

function columnReference(kind: Column["kind"], cells: readonly Cell[]): ColumnReference {
  if (kind === "number") return { kind: "number", ...ranges(cells.map(numberOf)) };
  if (kind === "text") {
    return { kind: "text", ...ranges(cells.map((cell) => String(cell ?? "").length)) };
  }
  return categories(cells);
}

function numberOf(cell: Cell): number {
  return cell === null ? Number.NaN : Number(cell);
}

function ranges(values: readonly number[]): Omit<NumberReference, "kind"> {
  const sorted = Float64Array.from(values.filter((value) => !Number.isNaN(value))).sort();
  const rows = sorted.length;
  const isTold = rows >= leastRows;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / rows;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const bounds = boundsOf(sorted);
  const counts = new Array<number>(bounds.length + 1).fill(0);
  for (const value of sorted) {
    const at = bounds.findIndex((bound) => value <= bound);
    const range = at < 0 ? bounds.length : at;
    counts[range] = (counts[range] ?? 0) + 1;
  }
  const quantiles = quantileShares
    .filter((share) => Math.min(share, 1 - share) * rows >= leastRows)
    .map((share): [string, number] => [
      String(share),
      rounded(sorted[Math.floor(share * (rows - 1))] ?? 0),
    ]);
  return {
    rows: values.length,
    missing: values.length - rows,
    mean: isTold ? rounded(mean) : null,
    deviation: isTold ? rounded(Math.sqrt(squares / rows)) : null,
    quantiles: Object.fromEntries(quantiles),
    bounds,
    counts,
  };
}

/** Bounds between ranges, each range with enough rows. */
function boundsOf(sorted: Float64Array): number[] {
  const rows = sorted.length;
  const wanted = Math.min(mostRanges, Math.floor(rows / leastRows));
  const bounds: number[] = [];
  let taken = 0;
  for (let k = 1; k < wanted; k++) {
    const bound = rounded(sorted[Math.floor((k * rows) / wanted) - 1] ?? 0);
    let reached = taken;
    while (reached < rows && (sorted[reached] ?? 0) <= bound) reached++;
    const isWide = reached - taken >= leastRows && rows - reached >= leastRows;
    if (!isWide || bound <= (bounds.at(-1) ?? Number.NEGATIVE_INFINITY)) continue;
    bounds.push(bound);
    taken = reached;
  }
  return bounds;
}

/** Four digits tell a range as well, and no single value. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

function categories(cells: readonly Cell[]): CategoryReference {
  const counts = new Map<Cell, number>();
  let missing = 0;
  for (const cell of cells) {
    if (cell === null || (typeof cell === "number" && Number.isNaN(cell))) missing++;
    else counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  const told = sorted.filter(([, count]) => count >= leastRows).slice(0, mostCategories);
  const others = sorted.slice(told.length);
  return {
    kind: "category",
    rows: cells.length,
    missing,
    categories: told.map(([value, count]) => ({ value: plainValue(value), count })),
    other: { count: others.reduce((sum, [, count]) => sum + count, 0), categories: others.length },
  };
}

function plainValue(cell: Cell): string | number | boolean {
  return typeof cell === "bigint" || cell === null ? labelText(cell) : cell;
}
