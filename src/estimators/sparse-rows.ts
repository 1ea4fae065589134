// A sparse matrix written row by row, when nobody knows beforehand how much it will hold.

import type { Matrix, SparseMatrix } from "./samples.ts";

/** Collects the entries of one row after the other; `endRow` after each row. */
export class SparseRows {
  #indices: Int32Array = new Int32Array(64);
  #values: Float64Array = new Float64Array(64);
  #count = 0;
  readonly #ends: number[] = [0];

  /** @param column  rising within a row */
  add(column: number, value: number): void {
    if (this.#count === this.#indices.length) this.#grow();
    this.#indices[this.#count] = column;
    this.#values[this.#count++] = value;
  }

  endRow(): void {
    this.#ends.push(this.#count);
  }

  matrix(columns: number): SparseMatrix {
    return {
      kind: "sparse",
      rows: this.#ends.length - 1,
      columns,
      indptr: Int32Array.from(this.#ends),
      indices: this.#indices.slice(0, this.#count),
      values: this.#values.slice(0, this.#count),
    };
  }

  #grow(): void {
    const indices = new Int32Array(this.#count * 2);
    const values = new Float64Array(this.#count * 2);
    indices.set(this.#indices);
    values.set(this.#values);
    this.#indices = indices;
    this.#values = values;
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
