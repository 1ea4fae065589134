// A sparse matrix written row by row, when nobody knows beforehand how much it will hold.

import type { Matrix, SparseMatrix } from "./samples.ts";

/** Changes values in place: those of a row, which are from `start` to `end`. */
export type RowChange = (
  indices: Int32Array,
  values: Float64Array,
  start: number,
  end: number,
) => void;

/** Collects the entries of one row after the other; `endRow` after each row. */
export class SparseRows {
  #indices = new Int32Array(64);
  #values = new Float64Array(64);
  #count = 0;
  readonly #ends: number[] = [0];

  /** @param column  rising within a row */
  add(column: number, value: number): void {
    if (this.#count === this.#indices.length) this.#grow();
    this.#indices[this.#count] = column;
    this.#values[this.#count++] = value;
  }

  endRow(change?: RowChange): void {
    change?.(this.#indices, this.#values, this.#ends.at(-1) ?? 0, this.#count);
    this.#ends.push(this.#count);
  }

  /** All rows; nothing is left here. */
  matrix(columns: number): SparseMatrix {
    this.#resize(this.#count);
    const [indices, values, ends] = [this.#indices, this.#values, this.#ends.splice(0)];
    [this.#indices, this.#values, this.#count] = [new Int32Array(64), new Float64Array(64), 0];
    this.#ends.push(0);
    const indptr = Int32Array.from(ends);
    return { kind: "sparse", rows: ends.length - 1, columns, indptr, indices, values };
  }

  #grow(): void {
    this.#resize(this.#count * 2);
  }

  /** The memory itself grows and shrinks, which mostly needs no copy. */
  #resize(entries: number): void {
    this.#indices = new Int32Array(this.#indices.buffer.transfer(4 * entries));
    this.#values = new Float64Array(this.#values.buffer.transfer(8 * entries));
  }
}

/** Dense rows without their zeros; sparse ones as they are. */
export function sparseRows(x: Matrix | SparseMatrix): SparseMatrix {
  if (x.kind === "sparse") return x;
  const rows = new SparseRows();
  for (let row = 0; row < x.rows; row++) {
    for (let j = 0; j < x.columns; j++) {
      const value = x.data[row * x.columns + j] ?? 0;
      if (value !== 0) rows.add(j, value);
    }
    rows.endRow();
  }
  return rows.matrix(x.columns);
}
