// One case of a corpus: a model file somebody published, samples, and scikit-learn's own answers.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Cell, Matrix, Samples, SparseMatrix, Table } from "../../src/estimators/samples.ts";

/** One line of cases.jsonl. */
export interface CorpusCase {
  readonly id: string;
  readonly file: string;
  readonly expected: string;
  readonly class: string;
  readonly pickled_with: readonly string[];
  readonly oracle: string;
}

/** What one estimator of the file is asked and answers. */
export interface CorpusPart {
  /** Keys that lead to the estimator inside of the file's object; empty where it is that object. */
  readonly path: readonly (string | number)[];
  readonly class: string;
  readonly input: CorpusInput;
  /** By scikit-learn's method name: nested lists, or `{ sparse, shape, rows }`, or `{ multi }`. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Whether the answers draw random numbers: only shapes are compared. */
  readonly stochastic?: boolean;
  /** Whether neighbours lie at equal distances, whose order means nothing. */
  readonly ties?: boolean;
}

interface CorpusInput {
  readonly kind: string;
  readonly rows: readonly unknown[];
  readonly columns?: readonly string[];
  readonly shape?: readonly [number, number];
}

export function readCases(folder: string): readonly CorpusCase[] {
  const lines = readFileSync(join(folder, "cases.jsonl"), "utf8").split("\n");
  return lines.filter((line) => line.trim() !== "").map((line) => JSON.parse(line));
}

export function readParts(folder: string, corpusCase: CorpusCase): readonly CorpusPart[] {
  const expected = JSON.parse(readFileSync(join(folder, corpusCase.expected), "utf8"));
  return expected.parts ?? [{ path: [], ...expected }];
}

/** The samples of a part; null for kinds that no estimator takes yet. */
export function samplesOf(input: CorpusInput): Samples | null {
  switch (input.kind) {
    case "matrix":
    case "records":
      return table(input.rows as readonly (readonly Cell[])[], input.columns);
    case "text":
      return { kind: "texts", values: input.rows.map(String) };
    case "dicts":
      return records(input.rows as readonly Readonly<Record<string, Cell>>[]);
    case "labels":
      return { kind: "labels", values: input.rows.map((row) => plainCell(row as Cell)) };
    case "sparse":
      return sparse(input.rows as readonly (readonly [number, Cell][])[], input.shape ?? [0, 0]);
    default:
      return null;
  }
}

/** Numbers as a matrix where there are no names, everything else as a table. */
function table(rows: readonly (readonly Cell[])[], names: readonly string[] | undefined): Samples {
  const width = rows[0]?.length ?? 0;
  const columns: Table["columns"] = Array.from({ length: width }, (_, j) => {
    const cells = rows.map((row) => plainCell(row[j] ?? null));
    const numeric = cells.every((cell) => typeof cell === "number");
    const values = numeric ? Float64Array.from(cells, Number) : cells;
    return { name: names?.[j] ?? null, values };
  });
  if (names !== undefined || columns.some(({ values }) => !(values instanceof Float64Array))) {
    return { kind: "table", rows: rows.length, columns };
  }
  const data = Float64Array.from(rows.flat(), (cell) => Number(plainCell(cell)));
  return { kind: "dense", rows: rows.length, columns: width, data };
}

function records(rows: readonly Readonly<Record<string, Cell>>[]): Samples {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = names.map((name) => ({
    name,
    values: rows.map((row) => (Object.hasOwn(row, name) ? plainCell(row[name] ?? null) : null)),
  }));
  return { kind: "table", rows: rows.length, columns };
}

function sparse(
  rows: readonly (readonly [number, Cell][])[],
  [count, columns]: readonly [number, number],
): Samples {
  const indptr = [0];
  for (const row of rows) indptr.push((indptr.at(-1) ?? 0) + row.length);
  const entries = rows.flat();
  return {
    kind: "sparse",
    rows: count,
    columns,
    indptr: Int32Array.from(indptr),
    indices: Int32Array.from(entries, ([index]) => index),
    values: Float64Array.from(entries, ([, value]) => Number(plainCell(value))),
  };
}

export function denseOf({ rows, columns, indptr, indices, values }: SparseMatrix): Matrix {
  const data = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let i = indptr[row] ?? 0; i < (indptr[row + 1] ?? 0); i++) {
      data[row * columns + (indices[i] ?? 0)] = values[i] ?? 0;
    }
  }
  return { kind: "dense", rows, columns, data };
}

/** JSON has no NaN and no infinities: the corpus writes them as text. */
export function plainCell(cell: Cell): Cell {
  if (cell === "NaN") return Number.NaN;
  if (cell === "inf") return Infinity;
  return cell === "-inf" ? -Infinity : cell;
}
