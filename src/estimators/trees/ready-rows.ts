// Rows of a source as the kernels read them.

import type { Ensemble } from "./ensemble.ts";
import type { RowSource } from "./row-blocks.ts";
import type { TreeKernels } from "./tree-kernels.ts";
import type { Region } from "./workspace.ts";

/** Numbers of a vector: what is looked at behind the last row must not count as missing. */
const vectorNumbers = 4;

/**
 * Writes some rows, as float32 keys or as float64 numbers.
 *
 * @param to  with room for a vector more
 * @returns   whether a number is missing among them
 * @throws    what the source throws
 */
export function readyRows(
  { rows }: TreeKernels,
  { form, columns }: Pick<Ensemble, "form" | "columns">,
  source: RowSource,
  { start, count }: { readonly start: number; readonly count: number },
  { array, address }: Region<Float32Array | Float64Array>,
): boolean {
  const numbers = count * columns;
  source.fill(start, count, array);
  array.fill(0, numbers, numbers + vectorNumbers);
  const found =
    form === "keys" ? rows.encode(address, numbers) & 1 : rows.anyMissing(address, numbers);
  return found !== 0;
}
