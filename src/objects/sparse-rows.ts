// Compressed rows, made from (row, column, value) triplets.

import { invalidObject } from "./records.ts";
import type { PyObject } from "./values.ts";

/** n × m numbers, compressed by row: row i is `indptr[i]` to `indptr[i + 1]` of indices and values. */
export interface CompressedRows {
  readonly rows: number;
  readonly columns: number;
  readonly indptr: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

interface Triplets {
  readonly row: ArrayLike<number>;
  readonly column: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

// A shape alone costs no bytes in a file, but memory for its row pointers.
const maxRows = 2 ** 24;

/** For each entry the row (or column) whose range of pointers holds it. */
export function expandedPointers(indptr: Int32Array): Int32Array {
  const outer = new Int32Array(indptr.at(-1) ?? 0);
  for (let i = 0; i + 1 < indptr.length; i++) outer.fill(i, indptr[i], indptr[i + 1]);
  return outer;
}

/**
 * Compressed rows with rising columns; entries at the same place are added up, as scipy does.
 *
 * @throws OBJECT_INVALID when lengths differ or an entry lies outside the shape
 */
export function fromTriplets(
  object: PyObject,
  [rows, columns]: readonly [number, number],
  { row, column, values }: Triplets,
): CompressedRows {
  if (row.length !== values.length || column.length !== values.length) {
    throw invalidObject(object, "its coordinates are not one per value");
  }
  if (rows > maxRows) throw invalidObject(object, `it has more than ${maxRows} rows`);
  const indptr = new Int32Array(rows + 1);
  for (let k = 0; k < values.length; k++) {
    const i = row[k] ?? -1;
    const j = column[k] ?? -1;
    if (!(i >= 0 && i < rows && j >= 0 && j < columns)) {
      throw invalidObject(object, "an index of it lies outside");
    }
    indptr[i + 1] = (indptr[i + 1] ?? 0) + 1;
  }
  for (let i = 0; i < rows; i++) indptr[i + 1] = (indptr[i + 1] ?? 0) + (indptr[i] ?? 0);
  const order = new Int32Array(values.length);
  const next = indptr.slice();
  for (let k = 0; k < values.length; k++) {
    const i = row[k] ?? 0;
    order[next[i] ?? 0] = k;
    next[i] = (next[i] ?? 0) + 1;
  }
  return summed({ rows, columns, indptr }, order, column, values);
}

/** Entries in the order of rows: sorted by column inside each, duplicates added. */
function summed(
  { rows, columns, indptr }: Omit<CompressedRows, "indices" | "values">,
  order: Int32Array,
  column: ArrayLike<number>,
  values: ArrayLike<number>,
): CompressedRows {
  const indices = new Int32Array(order.length);
  const sums = new Float64Array(order.length);
  const compact = new Int32Array(rows + 1);
  let used = 0;
  for (let i = 0; i < rows; i++) {
    const entries = order.subarray(indptr[i], indptr[i + 1]);
    entries.sort((a, b) => (column[a] ?? 0) - (column[b] ?? 0) || a - b);
    const first = used;
    for (const k of entries) {
      const j = column[k] ?? 0;
      if (used > first && indices[used - 1] === j) {
        sums[used - 1] = (sums[used - 1] ?? 0) + (values[k] ?? 0);
      } else {
        indices[used] = j;
        sums[used++] = values[k] ?? 0;
      }
    }
    compact[i + 1] = used;
  }
  const [kept, numbers] = [indices.subarray(0, used), sums.subarray(0, used)];
  return { rows, columns, indptr: compact, indices: kept, values: numbers };
}
