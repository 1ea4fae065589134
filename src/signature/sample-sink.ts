// Where judged values are gathered into the samples an estimator takes. Storage grows with the rows that
// were judged, so a short request never makes a large allocation.

import type { InputSpec } from "../estimators/estimator.ts";
import type { Cell, Samples } from "../estimators/samples.ts";
import type { Field } from "./signature.ts";

/** Gathers values; rows come in order, and a row that is begun again replaces what it held. */
export interface SampleSink {
  /** Makes room for a row. */
  reserve(row: number): void;
  /** Stores a value, null = missing. False where the column has no room for its kind. */
  put(row: number, column: number, value: Cell): boolean;
  /** Stores a row of numbers that are known. False where one of them must be judged: the row is to be begun again. */
  putNumbers(row: number, from: NumberRow): boolean;
  /** The samples of the first `rows` rows, which are all stored. */
  finish(rows: number): Samples;
}

/** Numbers of one row. */
export interface NumberRow {
  readonly numbers: Float64Array;
  /** The first of the row, and for each column how far behind it its number stands; −1 = it has none. */
  start: number;
  readonly places: Int32Array;
  /** The bounds of each column. */
  readonly minima: Float64Array;
  readonly maxima: Float64Array;
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

  putNumbers(row: number, { numbers, start, places, minima, maxima }: NumberRow): boolean {
    const data = this.#data;
    const columns = this.#columns;
    const first = row * columns;
    for (let column = 0; column < columns; column++) {
      const place = places[column] ?? -1;
      const number = numbers[start + place] ?? Number.NaN;
      const isTaken = number >= (minima[column] ?? 0) && number <= (maxima[column] ?? 0);
      if (place < 0 || !isTaken) return false;
      data[first + column] = number;
    }
    return true;
  }

  finish(rows: number): Samples {
    const columns = this.#columns;
    return { kind: "dense", data: this.#data.subarray(0, rows * columns), rows, columns };
  }
}

class TableSink implements SampleSink {
  readonly #columns: readonly (NumberColumn | CellColumn)[];
  readonly #names: readonly string[] | null;

  constructor(fields: readonly Field[], rows: number, names: readonly string[] | null) {
    const first = Math.min(rows, Math.ceil(firstNumbers / Math.max(1, fields.length)));
    this.#columns = fields.map((field) =>
      holdsNumbers(field) ? new NumberColumn(first) : new CellColumn(),
    );
    this.#names = names;
  }

  reserve(): void {}

  put(row: number, column: number, value: Cell): boolean {
    this.#columns[column]?.put(row, value);
    return true;
  }

  putNumbers(row: number, { numbers, start, places, minima, maxima }: NumberRow): boolean {
    for (let column = 0; column < this.#columns.length; column++) {
      const place = places[column] ?? -1;
      const number = numbers[start + place] ?? Number.NaN;
      const isTaken = number >= (minima[column] ?? 0) && number <= (maxima[column] ?? 0);
      if (place < 0 || !isTaken) return false;
      this.#columns[column]?.put(row, number);
    }
    return true;
  }

  finish(rows: number): Samples {
    const columns = this.#columns.map((column, position) => {
      return { name: this.#names?.[position] ?? null, values: column.finish(rows) };
    });
    return { kind: "table", rows, columns };
  }
}

class NumberColumn {
  #data: Float64Array;

  constructor(rows: number) {
    this.#data = new Float64Array(rows);
  }

  put(row: number, value: Cell): void {
    if (row >= this.#data.length) {
      const larger = new Float64Array(2 * row + 1);
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[row] = value === null ? Number.NaN : Number(value);
  }

  finish(rows: number): Float64Array {
    return this.#data.subarray(0, rows);
  }
}

class CellColumn {
  readonly #values: Cell[] = [];

  put(row: number, value: Cell): void {
    this.#values[row] = value;
  }

  finish(rows: number): readonly Cell[] {
    this.#values.length = rows;
    return this.#values;
  }
}

class ListSink implements SampleSink {
  readonly #kind: "texts" | "labels";
  readonly #values = new CellColumn();

  constructor(kind: "texts" | "labels") {
    this.#kind = kind;
  }

  reserve(): void {}

  put(row: number, _column: number, value: Cell): boolean {
    if (this.#kind === "texts" && typeof value !== "string") return false;
    this.#values.put(row, value);
    return true;
  }

  putNumbers(): boolean {
    return false;
  }

  finish(rows: number): Samples {
    const values = this.#values.finish(rows);
    if (this.#kind === "labels") return { kind: "labels", values };
    return { kind: "texts", values: values.filter((value) => typeof value === "string") };
  }
}

function holdsNumbers(field: Field): boolean {
  if (field.kind === "number" || field.kind === "integer") return true;
  const choices = field.choices ?? [];
  return choices.length > 0 && choices.every((choice) => typeof choice === "number");
}
