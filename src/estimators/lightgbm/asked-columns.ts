// What LightGBM's trees ask of a row: a feature's number under one of three meanings of "missing", or its category.

import type { Matrix } from "../samples.ts";
import { isCategorical, type LightTree, missing } from "./light-tree.ts";

/** Numbers this near to 0 are zeros: a float32 in LightGBM. @see LightGBM/include/LightGBM/meta.h `kZeroThreshold` */
const zeroThreshold = Math.fround(1e-35);

/** How a number is read, besides the three meanings of `missing`. */
const category = 3;
const readings = 4;

export interface AskedColumns {
  /** For each column its feature, and how it is read. */
  readonly features: Int32Array;
  readonly readings: Uint8Array;
  /** Column by feature × 4 + reading. */
  readonly numbers: ReadonlyMap<number, number>;
}

/** The columns that trees ask for, each once. */
export function columnsOf(trees: readonly LightTree[]): AskedColumns {
  const asked = new Set<number>();
  for (const tree of trees) {
    for (let node = 0; node < tree.feature.length; node++) asked.add(keyOf(tree, node));
  }
  const keys = [...asked].sort((a, b) => a - b);
  return {
    features: Int32Array.from(keys, (key) => Math.floor(key / readings)),
    readings: Uint8Array.from(keys, (key) => key % readings),
    numbers: new Map(keys.map((key, column) => [key, column])),
  };
}

/** The column that a node asks for. */
export function columnNumber({ numbers }: AskedColumns, tree: LightTree, node: number): number {
  return numbers.get(keyOf(tree, node)) ?? 0;
}

function keyOf({ feature, decision }: LightTree, node: number): number {
  const how = decision[node] ?? 0;
  return (feature[node] ?? 0) * readings + (isCategorical(how) ? category : how >> 2);
}

/** Writes columns of some rows, with NaN for what is missing. */
export function fillColumns(
  { features, readings: how }: AskedColumns,
  { data, columns }: Matrix,
  start: number,
  count: number,
  to: Float32Array | Float64Array,
): void {
  const width = features.length;
  for (let column = 0; column < width; column++) {
    let from = start * columns + (features[column] ?? 0);
    const reading = how[column] ?? 0;
    for (let at = column; at < count * width; at += width, from += columns) {
      const x = data[from] ?? 0;
      to[at] = reading === missing.nan ? x : read(x, reading);
    }
  }
}

function read(x: number, reading: number): number {
  if (reading === missing.none) return Number.isNaN(x) ? 0 : x;
  if (reading === missing.zero) return Math.abs(x) <= zeroThreshold ? Number.NaN : x;
  // Missing, negative and unknown categories are in no set. @see LightGBM `Tree::CategoricalDecision`
  const whole = Math.trunc(x);
  return whole >= 0 && whole < 2 ** 31 ? whole : Number.NaN;
}
