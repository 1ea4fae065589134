// `array[i]`, `array[i, j]`, `array[1:3]`: parts of numpy arrays, copied.

import { elements, NdArray } from "../objects/ndarray.ts";
import { PySlice, PyTuple, type PyValue } from "../objects/values.ts";
import { PythonException } from "./exception.ts";
import type { Int } from "./integers.ts";
import { asIndex, clampIndex } from "./numbers.ts";
import { arrayItem } from "./numpy-item.ts";
import { makeArray } from "./numpy-make.ts";
import { slicePositions } from "./slices.ts";

/** The sub-array at an index of the first axis, which it loses; the item where there is no other axis. */
export function subarray(array: NdArray, index: number): PyValue {
  if (array.shape.length === 1) return arrayItem(array, index);
  return selected(array, [[index]], [false]);
}

/**
 * `array[key]` for a whole number, a slice or a tuple of them; undefined for every other key.
 *
 * @throws PythonException IndexError
 */
export function arrayPart(array: NdArray, key: PyValue): PyValue | undefined {
  const keys = key instanceof PyTuple ? key.items : [key];
  const { shape } = array;
  if (keys.length > shape.length) {
    throw indexError(
      `too many indices for array: array is ${shape.length}-dimensional, but ${keys.length} were indexed`,
    );
  }
  const kept: boolean[] = [];
  const positions: number[][] = [];
  for (const [axis, part] of keys.entries()) {
    const size = shape[axis] ?? 0;
    const index = asIndex(part);
    if (index !== null && typeof part !== "boolean") {
      positions.push([positionOf(index, size, axis)]);
      kept.push(false);
    } else if (part instanceof PySlice) {
      positions.push(slicePositions(part, size));
      kept.push(true);
    } else {
      return undefined;
    }
  }
  return selected(array, positions, kept);
}

function positionOf(index: Int, size: number, axis: number): number {
  const position = clampIndex(index) + (index < 0 ? size : 0);
  if (position >= 0 && position < size) return position;
  throw indexError(`index ${index} is out of bounds for axis ${axis} with size ${size}`);
}

/** Positions for the first axes; axes that are not kept vanish. All other axes stay whole. */
function selected(
  array: NdArray,
  positions: readonly (readonly number[])[],
  kept: readonly boolean[],
): PyValue {
  const { shape, dtype } = array;
  let offsets = [0];
  for (const [axis, size] of shape.entries()) {
    const chosen = positions[axis] ?? Array.from({ length: size }, (_, i) => i);
    offsets = offsets.flatMap((offset) => chosen.map((index) => offset * size + index));
  }
  const rest = shape.flatMap((size, axis) => {
    const chosen = positions[axis];
    if (chosen === undefined) return [size];
    return kept[axis] === true ? [chosen.length] : [];
  });
  if (rest.length === 0) return arrayItem(array, offsets[0] ?? 0);
  const items = elements(array);
  const values = offsets.map((offset) => items[offset] ?? null);
  if (array.objects !== null) return NdArray.from({ dtype, shape: rest, data: values, offset: 0 });
  if ("biuf".includes(dtype.code)) return makeArray(dtype, rest, values);
  return NdArray.from({ dtype, shape: rest, data: copiedBytes(array, offsets), offset: 0 });
}

/** The bytes of text and date items, which lie in C order unless the array is a transposed one. */
function copiedBytes(array: NdArray, offsets: readonly number[]): Uint8Array {
  const { itemSize } = array.dtype;
  const data = new Uint8Array(offsets.length * itemSize);
  for (const [i, offset] of offsets.entries()) {
    const start = storedPosition(array, offset) * itemSize;
    data.set(array.bytes.subarray(start, start + itemSize), i * itemSize);
  }
  return data;
}

function storedPosition(array: NdArray, offset: number): number {
  const { strides, shape } = array;
  if (strides === null) return offset;
  let rest = offset;
  let position = 0;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] ?? 1;
    position += (rest % size) * (strides[axis] ?? 1);
    rest = Math.floor(rest / size);
  }
  return position;
}

function indexError(message: string): PythonException {
  return new PythonException("IndexError", message);
}
