// The folder of golden files: estimators that scikit-learn fitted, and what it answered itself.

import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inflateSync } from "node:zlib";
import type { Cell, ElementType, Samples } from "../../src/estimators/samples.ts";
import { decodePickle } from "../../src/objects/pickle-machine.ts";
import type { PyValue } from "../../src/objects/values.ts";

const folder = join(import.meta.dirname, "../fixtures/golden");

/** `"exact"`, or a relative tolerance. */
export type Grade = "exact" | number;

/** An array as numpy answers it: its type, shape and items in C order. */
export interface GoldenArray {
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly data: readonly Cell[];
}

export interface GoldenSparse {
  readonly shape: readonly [number, number];
  readonly indptr: readonly number[];
  readonly indices: readonly number[];
  readonly values: readonly Cell[];
}

export type GoldenOutput =
  | GoldenArray
  | GoldenSparse
  | { readonly list: readonly GoldenArray[] }
  | { readonly tuple: readonly GoldenArray[] }
  | { readonly records: readonly Readonly<Record<string, number>>[] };

export interface GoldenCase {
  readonly name: string;
  readonly class: string;
  readonly classes?: readonly GoldenArray[];
  readonly answers: readonly {
    readonly method: string;
    readonly input: string;
    readonly grade: Grade;
    readonly output: GoldenOutput;
  }[];
  readonly refused: readonly {
    readonly method: string;
    readonly input: string;
    readonly code: string;
  }[];
}

export type GoldenInput =
  | { readonly kind: "dense"; readonly shape: readonly [number, number]; readonly data: Cell[] }
  | (GoldenSparse & { readonly kind: "sparse" })
  | {
      readonly kind: "table";
      readonly columns: readonly { readonly name: string | null; readonly values: Cell[] }[];
    }
  | { readonly kind: "texts"; readonly values: string[] }
  | { readonly kind: "labels"; readonly values: Cell[] };

export interface GoldenFile {
  /** `tree/1.2.1`. */
  readonly name: string;
  readonly versions: { readonly sklearn: string };
  readonly inputs: ReadonlyMap<string, Samples>;
  readonly cases: readonly GoldenCase[];
  /** The estimators of all cases, by name. */
  readonly estimators: ReadonlyMap<PyValue, PyValue>;
}

/** Every family and version. */
export function goldenFiles(): readonly GoldenFile[] {
  return globSync("*/*.json", { cwd: folder }).sort().map(loadGolden);
}

/** One file, read anew. @param path `tree/1.9.0.json` */
export function loadGolden(path: string): GoldenFile {
  const expected = JSON.parse(readFileSync(join(folder, path), "utf8"));
  const file = join(folder, dirname(path), expected.file);
  if (!existsSync(file)) throw new Error(`${path} names ${expected.file}, which is not there`);
  const bytes = readFileSync(file);
  const { value } = decodePickle(bytes[0] === 0x78 ? inflateSync(bytes) : bytes);
  if (!(value instanceof Map)) throw new Error(`${file} does not hold a dict`);
  const inputs: [string, GoldenInput][] = Object.entries(expected.inputs);
  return {
    name: path.replace(/\.json$/, ""),
    versions: expected.versions,
    inputs: new Map(inputs.map(([name, input]) => [name, samplesOf(input)])),
    cases: expected.cases,
    estimators: value,
  };
}

export function samplesOf(input: GoldenInput): Samples {
  switch (input.kind) {
    case "dense": {
      const [rows, columns] = input.shape;
      return { kind: "dense", rows, columns, data: Float64Array.from(input.data, numberOf) };
    }
    case "sparse":
      return {
        kind: "sparse",
        rows: input.shape[0],
        columns: input.shape[1],
        indptr: Int32Array.from(input.indptr),
        indices: Int32Array.from(input.indices),
        values: Float64Array.from(input.values, numberOf),
      };
    case "table":
      return {
        kind: "table",
        rows: input.columns[0]?.values.length ?? 0,
        columns: input.columns.map(({ name, values }) => ({ name, values: column(values) })),
      };
    case "texts":
      return { kind: "texts", values: input.values };
    case "labels":
      return { kind: "labels", values: input.values.map(plainCell) };
  }
}

function column(values: readonly Cell[]): Float64Array | readonly Cell[] {
  const cells = values.map(plainCell);
  const numeric = cells.every((cell) => typeof cell === "number");
  return numeric ? Float64Array.from(cells, Number) : cells;
}

/** JSON has no NaN: golden files write it, and the infinities, as text. */
export function plainCell(value: Cell): Cell {
  if (value === "NaN") return Number.NaN;
  if (value === "inf") return Infinity;
  return value === "-inf" ? -Infinity : value;
}

export function numberOf(value: Cell): number {
  const plain = plainCell(value);
  if (typeof plain === "boolean") return Number(plain);
  if (typeof plain !== "number") throw new Error(`${String(value)} is not a number`);
  return plain;
}
