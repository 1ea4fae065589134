// How array items lie in their bytes: Fortran order, swapped axes, fields of records.

import type { Numbers } from "./array-items.ts";
import type { PyValue } from "./values.ts";

/**
 * Items as they lie in the bytes, put into C order.
 *
 * @param strides  for each axis its step in items; null where the items lie in C order
 */
export function inOrder<T extends Numbers | PyValue[]>(
  stored: T,
  shape: readonly number[],
  strides: readonly number[] | null,
): T {
  if (strides === null || stored.length < 2) return stored;
  const ordered = stored.slice() as T;
  const index = new Array<number>(shape.length).fill(0);
  for (let to = 0, from = 0; to < stored.length; to++) {
    ordered[to] = stored[from] as T[number];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (index[axis] ?? 0) + 1;
      from += strides[axis] ?? 0;
      if (next < (shape[axis] ?? 0)) {
        index[axis] = next;
        break;
      }
      from -= next * (strides[axis] ?? 0);
      index[axis] = 0;
    }
  }
  return ordered;
}

/** Copies `width` bytes of every item of `step` bytes, from `start` on, into compact bytes. */
export function gather(
  source: Uint8Array,
  part: { readonly start: number; readonly step: number; readonly width: number },
  target: Uint8Array,
): void {
  const { start, step, width } = part;
  for (let from = start, to = 0; to < target.length; from += step, to += width) {
    for (let i = 0; i < width; i++) target[to + i] = source[from + i] ?? 0;
  }
}

/**
 * Items of `itemSize` bytes that lie in an unusual order, copied into C order.
 *
 * @param strides  for each axis its step in items
 */
export function inCompactOrder(
  source: Uint8Array,
  itemSize: number,
  shape: readonly number[],
  strides: readonly number[],
): Uint8Array {
  const count = source.length / itemSize;
  const positions = inOrder(
    Array.from({ length: count }, (_, i) => i),
    shape,
    strides,
  );
  const target = new Uint8Array(source.length);
  for (const [to, from] of positions.entries()) {
    target.set(source.subarray(from * itemSize, (from + 1) * itemSize), to * itemSize);
  }
  return target;
}
