// Missing values of sparse rows replaced: only what is stored can be missing.

import { type NumberRule, numbers, wrongKind } from "../../inputs.ts";
import type { SparseMatrix } from "../../samples.ts";
import { SparseRows } from "../../sparse-rows.ts";
import type { ColumnFillers } from "./column-fillers.ts";

/** Columns without a value in training fall away; marks of what was missing stand behind the others. */
export function imputeSparse(
  x: SparseMatrix,
  { fillers, kept, indicated, isMissing: isGap }: ColumnFillers,
  rule: NumberRule,
): SparseMatrix {
  if (isGap(0)) throw wrongKind(rule, "dense rows, as 0 is missing", "sparse rows");
  numbers(x, rule);
  const places = new Map(kept.map((column, place) => [column, place]));
  const marks = new Map(indicated.map((column, k) => [column, kept.length + k]));
  const rows = new SparseRows();
  for (let row = 0; row < x.rows; row++) {
    const marked: number[] = [];
    for (let i = x.indptr[row] ?? 0; i < (x.indptr[row + 1] ?? 0); i++) {
      const column = x.indices[i] ?? 0;
      const value = x.values[i] ?? 0;
      const place = places.get(column);
      const mark = marks.get(column);
      if (place !== undefined) rows.add(place, isGap(value) ? Number(fillers[column]) : value);
      if (mark !== undefined && isGap(value)) marked.push(mark);
    }
    for (const mark of marked.sort((a, b) => a - b)) rows.add(mark, 1);
    rows.endRow();
  }
  return rows.matrix(kept.length + indicated.length);
}
