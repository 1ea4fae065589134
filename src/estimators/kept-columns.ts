// Which columns of an answer are columns of the samples as they were: what lets a later step of a pipeline speak
// about the columns that the pipeline is asked for.

import type { Estimator } from "./estimator.ts";

/** As `Estimator.keepsColumns`; undefined where no column is known to be kept. */
export type KeptColumns = Estimator["keepsColumns"];

/** The column of the samples that a column of the answer is; −1 = none. */
export function sourceOf(kept: KeptColumns, column: number): number {
  return kept === true ? column : (kept?.[column] ?? -1);
}

/** What two steps keep, one after the other. */
export function keptThrough(first: KeptColumns, second: KeptColumns): KeptColumns {
  if (first === undefined || second === undefined) return undefined;
  if (second === true) return first;
  return second.map((column) => sourceOf(first, column));
}

/** A transformer of some columns, whose answer stands beside those of others. */
export interface KeepingPart {
  readonly keeps: KeptColumns;
  /** Number of columns of its answer. */
  readonly width: number;
  /** The columns of the samples that it takes; null = all, each in its place. */
  readonly columns: readonly number[] | null;
}

/** Columns of an answer that are looked at: wider ones are of hashed texts. */
const maxWidth = 2 ** 20;

/** What transformers keep whose answers stand side by side. */
export function keptSideBySide(parts: readonly KeepingPart[]): KeptColumns {
  const total = parts.reduce((sum, { width }) => sum + width, 0);
  if (total > maxWidth || parts.every(({ keeps }) => keeps === undefined)) return undefined;
  const kept = new Int32Array(total).fill(-1);
  let start = 0;
  for (const { keeps, width, columns } of parts) {
    for (let k = 0; k < width; k++) {
      const source = sourceOf(keeps, k);
      kept[start + k] = columns === null ? source : (columns[source] ?? -1);
    }
    start += width;
  }
  return kept;
}
