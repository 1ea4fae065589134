// Samples as the tensors that a graph takes, a batch at a time where it wants a certain number of rows.

import { PicklejarError } from "../../errors.ts";
import {
  denseMatrix,
  type NumberRule,
  notFinite,
  orderedColumns,
} from "../../estimators/inputs.ts";
import { type Cell, type Samples, sampleCount } from "../../estimators/samples.ts";
import type { FeedPlan, OnnxPlan } from "./plan.ts";
import { fitsKind, numbersAs, type PlainTensor } from "./tensors.ts";

/** Rows as one call of the graph; `rows` of them are real, the others fill the batch. */
export interface FeedBatch {
  readonly feeds: readonly PlainTensor[];
  readonly rows: number;
}

/** Numbers of a tensor that is sent at once. */
const maxNumbers = 2 ** 22;

/** @throws INPUT_WIDTH, INPUT_KIND, INPUT_NOT_FINITE */
export function feedBatches(samples: Samples, plan: OnnxPlan, rule: NumberRule): FeedBatch[] {
  const rows = sampleCount(samples);
  const source = sourceOf(samples, plan, rule);
  const size = plan.batch ?? Math.max(1, Math.floor(maxNumbers / Math.max(source.columns, 1)));
  const batches: FeedBatch[] = [];
  for (let start = 0; start < rows; start += size) {
    const real = Math.min(size, rows - start);
    const count = plan.batch ?? real;
    // Behind the last row the last row again: a graph may not like zeros.
    const rowAt = (i: number): number => start + Math.min(i, real - 1);
    const feeds = plan.feeds.map((feed) => tensorOf(feed, source, count, rowAt));
    batches.push({ feeds, rows: real });
  }
  return batches;
}

interface Source {
  readonly columns: number;
  number(row: number, column: number): number;
  text(row: number, column: number): string;
  readonly rule: NumberRule;
}

function sourceOf(samples: Samples, { inputs, feeds }: OnnxPlan, rule: NumberRule): Source {
  if (samples.kind === "texts") {
    return { columns: 1, rule, number: () => Number.NaN, text: (row) => samples.values[row] ?? "" };
  }
  if (inputs.kind === "table" && samples.kind === "table") {
    const columns = orderedColumns(samples, rule).map(({ values }) => values);
    if (columns.length !== inputs.width) throw widthError(rule, columns.length);
    const cell = (row: number, column: number): Cell => columns[column]?.[row] ?? null;
    return {
      columns: columns.length,
      rule,
      number: (row, column) => numberOf(cell(row, column), column, rule),
      text: (row, column) => textOf(cell(row, column)),
    };
  }
  const { data, columns } = denseMatrix(samples, rule);
  const wanted = feeds.reduce((total, { width }) => total + (width ?? columns), 0);
  if (columns !== wanted)
    throw widthError({ ...rule, inputs: { ...inputs, width: wanted } }, columns);
  return {
    columns,
    rule,
    number: (row, column) => data[row * columns + column] ?? 0,
    text: (row, column) => String(data[row * columns + column] ?? ""),
  };
}

function widthError({ className, inputs }: NumberRule, got: number): PicklejarError {
  return new PicklejarError("INPUT_WIDTH", { className, expected: inputs.width, got });
}

function numberOf(cell: Cell, column: number, { className }: NumberRule): number {
  if (cell === null) return Number.NaN;
  if (typeof cell !== "string") return Number(cell);
  const got = `${JSON.stringify(cell)} in column ${column}`;
  throw new PicklejarError("INPUT_KIND", { className, expected: "numbers", got });
}

function textOf(cell: Cell): string {
  return cell === null || Number.isNaN(cell) ? "" : String(cell);
}

function tensorOf(
  { name, type, first, width, sizes }: FeedPlan,
  source: Source,
  count: number,
  rowAt: (i: number) => number,
): PlainTensor {
  const columns = width ?? source.columns;
  const dims = [count, ...(sizes ?? [columns])];
  if (type === "string") {
    const data = Array.from({ length: count * columns }, (_, i) =>
      source.text(rowAt(Math.floor(i / columns)), first + (i % columns)),
    );
    return { name, type, dims, data };
  }
  const { rule } = source;
  const values = new Float64Array(count * columns);
  for (let i = 0; i < values.length; i++) {
    const [row, column] = [rowAt(Math.floor(i / columns)), first + (i % columns)];
    const value = source.number(row, column);
    if (!Number.isFinite(value) && !(rule.inputs.allowsMissing && Number.isNaN(value))) {
      throw notFinite(rule, row, column, value);
    }
    if (!fitsKind(value, type)) {
      const got = `${value} in row ${row}, column ${column}`;
      throw new PicklejarError("INPUT_KIND", {
        className: rule.className,
        expected: `numbers of ${type}`,
        got,
      });
    }
    values[i] = value;
  }
  return { name, type, dims, data: numbersAs(type, values) };
}
