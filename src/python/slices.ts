// Slices of sequences: which positions `[start:stop:step]` names.

import type { PySlice, PyValue } from "../objects/values.ts";
import { typeError, valueError } from "./exception.ts";
import { asIndex, clampIndex } from "./numbers.ts";

/**
 * The positions of a slice in a sequence of `length` items, in order.
 *
 * @throws PythonException TypeError, ValueError
 * @see Objects/sliceobject.c `PySlice_AdjustIndices`
 */
export function slicePositions(slice: PySlice, length: number): number[] {
  const step = bound(slice.step) ?? 1;
  if (step === 0) throw valueError("slice step cannot be zero");
  const lowest = step < 0 ? -1 : 0;
  const highest = step < 0 ? length - 1 : length;
  const clamp = (value: number) =>
    Math.max(lowest, Math.min(highest, value < 0 ? value + length : value));
  const first = bound(slice.start);
  const last = bound(slice.stop);
  const [front, back] = step < 0 ? [highest, lowest] : [lowest, highest];
  const start = first === null ? front : clamp(first);
  const stop = last === null ? back : clamp(last);
  const count = Math.max(0, Math.ceil((stop - start) / step));
  return Array.from({ length: count }, (_, i) => start + i * step);
}

function bound(value: PyValue): number | null {
  if (value === null) return null;
  const index = asIndex(value);
  if (index === null) {
    throw typeError("slice indices must be integers or None or have an __index__ method");
  }
  return clampIndex(index);
}
