// One row through a ColumnTransformer: each part writes its numbers beside those of the parts before it.

import type { Cell } from "../../samples.ts";
import { isFiniteNumber, type SingleRow } from "../../single-row.ts";
import type { Selection } from "./column-selection.ts";

interface SinglePart extends Selection {
  /** null passes the columns through. */
  readonly estimator: { readonly single?: SingleRow } | null;
  readonly weight: number;
  /** Number of columns that it gives; undefined where nobody knows before. */
  readonly width: number | undefined;
}

type Write = Required<SingleRow>["transform"];

/** Undefined where a part cannot answer for one row, or takes a column as a list. */
export function singleParts(
  parts: readonly SinglePart[],
  { tableWidth, givesSparse }: { readonly tableWidth: number; readonly givesSparse: boolean },
): SingleRow | undefined {
  const writes: Write[] = [];
  let start = 0;
  for (const { estimator, columns, weight, width, scalar } of parts) {
    const write = estimator === null ? passRow : estimator.single?.transform;
    if (width === undefined || write === undefined || scalar) return undefined;
    const given = new Array<Cell>(columns.length).fill(null);
    const [from, to] = [start, start + width];
    writes.push((row, out, at) => {
      for (let k = 0; k < given.length; k++) given[k] = row[columns[k] ?? 0] ?? null;
      if (!write(given, out, at + from)) return false;
      if (weight === 1) return true;
      for (let k = at + from; k < at + to; k++) out[k] = (out[k] ?? 0) * weight;
      return true;
    });
    start = to;
  }
  return {
    givesSparse,
    transform(row, out, at) {
      if (row.length !== tableWidth) return false;
      for (let i = 0; i < writes.length; i++) if (writes[i]?.(row, out, at) !== true) return false;
      return true;
    },
  };
}

const passRow: Write = (row, out, at) => {
  for (let k = 0; k < row.length; k++) {
    const value = row[k];
    if (!isFiniteNumber(value)) return false;
    out[at + k] = value;
  }
  return true;
};
