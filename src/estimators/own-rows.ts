// Samples as the project's code gets them, and what it gives as arrays: checked for rows, width and kinds.

import { denseMatrix, type NumberRule } from "./inputs.ts";
import type { OwnCall } from "./own-code.ts";
import { ownFailure } from "./own-code.ts";
import type { OwnCell, OwnRows } from "./own-names.ts";
import { type ArrayResult, type Cell, type Samples, sampleCount } from "./samples.ts";
import { columnsOf } from "./table-columns.ts";

/** Rows, and the names of their columns. */
export interface OwnSamples {
  readonly rows: OwnRows;
  readonly columns: readonly string[] | null;
  readonly count: number;
}

/** @throws INPUT_WIDTH, INPUT_KIND */
export function ownSamples(samples: Samples, rule: NumberRule): OwnSamples {
  const count = sampleCount(samples);
  if (samples.kind === "texts") return { rows: samples.values, columns: null, count };
  const given: Samples = samples.kind === "sparse" ? denseMatrix(samples, rule) : samples;
  const columns = columnsOf(given, rule);
  const rows = Array.from({ length: count }, (_, row) =>
    columns.map((column): OwnCell => column[row] ?? null),
  );
  const named = samples.kind === "table" ? samples.columns.map(({ name }) => name) : [];
  const names = rule.inputs.names ?? named.filter((name) => name !== null);
  return { rows, columns: names.length === columns.length ? names : null, count };
}

/**
 * A row of values for each row, or one value: numbers where all are numbers.
 *
 * @param width  of each row; null where any will do, as long as it is the same
 * @throws OWN_CODE_FAILED
 */
export function ownArray(
  { name }: OwnCall,
  given: unknown,
  count: number,
  width: number | null = null,
): ArrayResult {
  const rows = listOf(given);
  if (rows === null) throw ownFailure(name, `it gives ${what(given)}, not a list of rows`);
  if (rows.length !== count) {
    throw ownFailure(name, `it gives ${rows.length} rows for ${count}`);
  }
  const first = listOf(rows[0] ?? []);
  const columns = width ?? first?.length ?? 1;
  const cells: Cell[] = [];
  for (const [i, row] of rows.entries()) {
    const values = first === null && width === null ? [row] : (listOf(row) ?? []);
    if (values.length !== columns) {
      throw ownFailure(name, `row ${i} has ${values.length} values, not ${columns}`);
    }
    for (const value of values) cells.push(cellOf(name, value, i));
  }
  const shape = [count, columns];
  if (!cells.every((cell) => typeof cell === "number" || cell === null)) {
    return { kind: "array", shape, type: "object", data: cells };
  }
  const data = Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : Number(cell)));
  return { kind: "array", shape, type: "float", data };
}

/** One value for each row: numbers, or labels. @throws OWN_CODE_FAILED */
export function ownValues(call: OwnCall, given: unknown, count: number): ArrayResult {
  const values = listOf(given)?.map((value) => [value]) ?? given;
  const array = ownArray(call, values, count, 1);
  return { ...array, shape: [count] };
}

/** The words that a tokenizer or an analyzer gives. @throws OWN_CODE_FAILED */
export function ownWords({ name }: OwnCall, given: unknown): Iterable<string> {
  const isList = typeof given === "object" && given !== null && Symbol.iterator in given;
  if (!isList) throw ownFailure(name, `it gives ${what(given)}, not a list of words`);
  const words = [...(given as Iterable<unknown>)];
  const odd = words.find((word) => typeof word !== "string");
  if (odd !== undefined) throw ownFailure(name, `it gives ${what(odd)} among its words`);
  return words as string[];
}

/** @throws OWN_CODE_FAILED */
export function ownText({ name }: OwnCall, given: unknown): string {
  if (typeof given === "string") return given;
  throw ownFailure(name, `it gives ${what(given)}, not a text`);
}

function cellOf(name: string, value: unknown, row: number): Cell {
  switch (typeof value) {
    case "number":
    case "string":
    case "boolean":
    case "bigint":
      return value;
    default:
      if (value === null || value === undefined) return null;
      throw ownFailure(name, `row ${row} holds ${what(value)}`);
  }
}

function listOf(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return null;
  return Array.from(value as unknown as ArrayLike<unknown>);
}

function what(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
