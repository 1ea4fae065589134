// Where judged values are gathered into the samples an estimator takes. Storage grows with the rows that
// were judged, so a short request never makes a large allocation.

import type { InputSpec } from "../estimators/estimator.ts";
import type { Cell, Samples } from "../estimators/samples.ts";
import type { Field } from "./signature.ts";

/** Gathers values; rows come in order, and each is stored completely before the next. */
export interface SampleSink {
  /** Makes room for a row. */
  reserve(row: number): void;
  /** Stores a value, null = missing. False where the column has no room for its kind. */
  put(row: number, column: number, value: Cell): boolean;
  /** The samples, once every row is stored. */
  finish(): Samples;
}

/** @param names  what the columns of a table are called; null when they are told by position */
export function sampleSink(
  kind: InputSpec["kind"],
  fields: readonly Field[],
  rows: number,
  names: readonly string[] | null,
): SampleSink {
  switch (kind) {
    case "numbers":
      return new MatrixSink(fields.length, rows);
    case "table":
      return new TableSink(fields, rows, names);
    case "texts":
    case "labels":
      return new ListSink(kind);
  }
}

// Numbers that are allocated at once; more only as rows prove to be there.
const firstNumbers = 2 ** 17;

class MatrixSink implements SampleSink {
  readonly #columns: number;
  readonly #rows: number;
  #capacity: number;
  #data: Float64Array;

  constructor(columns: number, rows: number) {
    this.#columns = columns;
    this.#rows = rows;
    this.#capacity = Math.min(rows, Math.max(1, Math.floor(firstNumbers / Math.max(1, columns))));
    this.#data = new Float64Array(this.#capacity * columns);
  }

  reserve(row: number): void {
    if (row < this.#capacity) return;
    this.#capacity = Math.min(this.#rows, this.#capacity * 2);
    const larger = new Float64Array(this.#capacity * this.#columns);
    larger.set(this.#data);
    this.#data = larger;
  }

  put(row: number, column: number, value: Cell): boolean {
    if (typeof value === "string") return false;
    this.#data[row * this.#columns + column] = value === null ? Number.NaN : Number(value);
    return true;
  }

  finish(): Samples {
    return { kind: "dense", data: this.#data, rows: this.#rows, columns: this.#columns };
  }
}

class TableSink implements SampleSink {
  readonly #fields: readonly Field[];
  readonly #columns: readonly Cell[][];
  readonly #rows: number;
  readonly #names: readonly string[] | null;

  constructor(fields: readonly Field[], rows: number, names: readonly string[] | null) {
    this.#fields = fields;
    this.#columns = fields.map(() => []);
    this.#rows = rows;
    this.#names = names;
  }

  reserve(): void {}

  put(_row: number, column: number, value: Cell): boolean {
    this.#columns[column]?.push(value);
    return true;
  }

  finish(): Samples {
    const columns = this.#fields.map((field, position) => {
      const values = this.#columns[position] ?? [];
      const name = this.#names?.[position] ?? null;
      return { name, values: holdsNumbers(field) ? numbersOf(values) : values };
    });
    return { kind: "table", rows: this.#rows, columns };
  }
}

class ListSink implements SampleSink {
  readonly #kind: "texts" | "labels";
  readonly #values: Cell[] = [];

  constructor(kind: "texts" | "labels") {
    this.#kind = kind;
  }

  reserve(): void {}

  put(_row: number, _column: number, value: Cell): boolean {
    if (this.#kind === "texts" && typeof value !== "string") return false;
    this.#values.push(value);
    return true;
  }

  finish(): Samples {
    if (this.#kind === "labels") return { kind: "labels", values: this.#values };
    return { kind: "texts", values: this.#values.filter((value) => typeof value === "string") };
  }
}

function holdsNumbers(field: Field): boolean {
  if (field.kind === "number" || field.kind === "integer") return true;
  const choices = field.choices ?? [];
  return choices.length > 0 && choices.every((choice) => typeof choice === "number");
}

function numbersOf(values: readonly Cell[]): Float64Array {
  return Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value)));
}
