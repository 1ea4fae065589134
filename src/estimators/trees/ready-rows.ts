// Rows of a source as the kernels read them.

import type { Ensemble } from "./ensemble.ts";
import type { RowSource } from "./row-blocks.ts";
import { type TreeKernels, tileRows } from "./tree-kernels.ts";
import type { OpenWorkspace, Region } from "./workspace.ts";

/** Numbers of a vector: what is looked at behind the last row must not count as missing. */
const vectorNumbers = 4;

interface Span {
  readonly start: number;
  readonly count: number;
}

type Shape = Pick<Ensemble, "form" | "columns">;

/**
 * Writes rows one after another, as float32 keys or as float64 numbers.
 *
 * @param to  with room for a vector more
 * @returns   whether a number is missing among them
 * @throws    what the source throws
 */
export function readyRows(
  { rows }: TreeKernels,
  { form, columns }: Shape,
  source: RowSource,
  { start, count }: Span,
  { array, address }: Region<Float32Array | Float64Array>,
): boolean {
  const numbers = count * columns;
  source.fill(start, count, array);
  array.fill(0, numbers, numbers + vectorNumbers);
  const found =
    form === "keys" ? rows.encode(address, numbers) & 1 : rows.anyMissing(address, numbers);
  return found !== 0;
}

/**
 * Writes rows as many of them are walked: those of the form "keys" in tiles.
 *
 * @param at  where in the workspace they begin, counted in rows; a multiple of `tileRows`
 * @returns   as `readyRows`
 */
export function readyBlock(
  kernels: TreeKernels,
  shape: Shape,
  source: RowSource,
  { start, count }: Span,
  { rows, stage }: OpenWorkspace,
  at: number,
): boolean {
  const { form, columns } = shape;
  const address = rows.address + at * columns * rows.array.BYTES_PER_ELEMENT;
  if (form === "numbers") {
    const to = { array: rows.array.subarray(at * columns), address };
    return readyRows(kernels, shape, source, { start, count }, to);
  }
  if (columns === 0) return false;
  let missing = false;
  for (let first = 0; first < count; first += tileRows) {
    const part = { start: start + first, count: Math.min(tileRows, count - first) };
    const tile = address + first * columns * 4;
    if (isTiled(kernels, columns, source, part, stage, tile)) continue;
    missing = readyRows(kernels, shape, source, part, stage) || missing;
    kernels.rows.tile(stage.address, part.count, columns, tile);
  }
  return missing;
}

/** Makes a tile of rows that are finite numbers and nothing else, as most are. @returns whether they are */
function isTiled(
  { rows }: TreeKernels,
  columns: number,
  { doubles }: RowSource,
  { start, count }: Span,
  stage: OpenWorkspace["stage"],
  tile: number,
): boolean {
  if (doubles === undefined) return false;
  stage.doubles.set(doubles.subarray(start * columns, (start + count) * columns));
  return rows.tileDoubles(stage.address, count, columns, tile) === 0;
}

/** Numbers that a workspace must have room for, for some rows and those that are walked beyond them. */
export function numbersOf({ form, columns }: Shape, rows: number, extra: number): number {
  if (form === "numbers") return (rows + extra) * columns;
  return Math.ceil(rows / tileRows) * tileRows * columns;
}

/** Numbers that must find room before they become tiles. */
export function stagedOf({ form, columns }: Shape): number {
  return form === "keys" ? tileRows * columns : 0;
}
