// numpy's arrays. An array is a view of the file's bytes (or of a list of objects) with a dtype and a shape;
// values are made from it when somebody asks, once, and kept.

import { PicklejarError } from "../errors.ts";
import { itemValue, latin1Bytes, type Numbers, numbersOf } from "./array-items.ts";
import { gather, inOrder } from "./array-layout.ts";
import { Dtype, dimensions } from "./dtype.ts";
import { PyByteArray, PyFloat, PyTuple, type PyValue, type Stateful } from "./values.ts";

/** What an array is made of. */
export interface ArrayParts {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** The raw bytes (Python 2 writes them as a latin-1 string), or for a dtype with objects the list of items. */
  readonly data: Uint8Array | string | PyValue[];
  /** Whether the first index runs fastest in the bytes. A list of objects is always in C order. */
  readonly fortran?: boolean;
  /** For each axis its step in items, where the bytes lie in another order than C's or Fortran's. */
  readonly strides?: readonly number[] | null;
  /** Byte of the file that makes the array. */
  readonly offset: number;
}

/** Numbers that an array can be made of. */
export type TypedNumbers =
  | Float64Array
  | Float32Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint32Array;

function dtypeOf(values: TypedNumbers): Dtype {
  const isFloat = values instanceof Float64Array || values instanceof Float32Array;
  const isUnsigned = values instanceof Uint8Array || values instanceof Uint32Array;
  const unsignedOrNot = isUnsigned ? "u" : "i";
  return new Dtype(isFloat ? "f" : unsignedOrNot, values.BYTES_PER_ELEMENT, true, 0);
}

/** What an array is made of before it is filled. */
const noParts: ArrayParts = {
  dtype: new Dtype("i", 1, true, 0).seal(),
  shape: [0],
  data: new Uint8Array(0),
  offset: 0,
};

/** A numpy array. Empty until `setState`, as `_reconstruct` returns it. */
export class NdArray implements Stateful {
  readonly kind = "ndarray";
  readonly offset: number;
  #parts: ArrayParts;
  #filled = false;
  #numbers: Numbers | null = null;
  #elements: PyValue[] | null = null;

  constructor(offset: number) {
    this.offset = offset;
    this.#parts = noParts;
  }

  /** @throws ARRAY_INVALID when dtype, shape and data do not belong together */
  static from(parts: ArrayParts): NdArray {
    const array = new NdArray(parts.offset);
    array.#fill(parts);
    return array;
  }

  /**
   * An array over numbers in C order, of their own dtype; the numbers are not copied.
   *
   * @param shape  one dimension unless told
   * @throws ARRAY_INVALID when the shape has another number of items
   */
  static of(values: TypedNumbers, shape: readonly number[] = [values.length]): NdArray {
    const { buffer, byteOffset, byteLength } = values;
    const data = new Uint8Array(buffer, byteOffset, byteLength);
    return NdArray.from({ dtype: dtypeOf(values), shape, data, offset: 0 });
  }

  get dtype(): Dtype {
    return this.#parts.dtype;
  }
  get shape(): readonly number[] {
    return this.#parts.shape;
  }
  /** Whether the bytes lie in Fortran order: the first index runs fastest (see `strides`). */
  get fortran(): boolean {
    return this.#parts.fortran === true;
  }
  /** For each axis its step in items; null where the bytes lie in C order. */
  get strides(): readonly number[] | null {
    const { shape, strides } = this.#parts;
    if (strides) return strides;
    if (!this.fortran || shape.length < 2 || this.dtype.hasObjects) return null;
    return shape.map((_, axis) => shape.slice(0, axis).reduce((total, size) => total * size, 1));
  }
  /** Number of items. */
  get size(): number {
    let size = 1;
    for (const length of this.#parts.shape) size *= length;
    return size;
  }
  /** A view of the file, perhaps not aligned; empty for an array of objects. */
  get bytes(): Uint8Array {
    const { data } = this.#parts;
    if (typeof data !== "string") return data instanceof Uint8Array ? data : new Uint8Array(0);
    const bytes = latin1Bytes(data);
    if (bytes === null) throw invalid(this.offset, "its data hold more than bytes");
    this.#parts = { ...this.#parts, data: bytes };
    return bytes;
  }
  /**
   * The items of an array of objects, in C order; null for every other dtype.
   *
   * @throws ARRAY_INVALID when the file changed the list after the array was made
   */
  get objects(): readonly PyValue[] | null {
    const { data, offset } = this.#parts;
    if (!Array.isArray(data)) return null;
    if (data.length !== this.size) throw invalid(offset, "its list of objects has another length");
    return data;
  }

  /**
   * Takes `(version, shape, dtype, is_fortran, data)`.
   *
   * @throws ARRAY_INVALID
   * @see numpy/core/src/multiarray/methods.c `array_setstate`
   */
  setState(state: PyValue, offset: number): void {
    const items = state instanceof PyTuple ? state.items : [];
    const [version, shape, dtype, fortran, data] = items.length === 4 ? [0, ...items] : items;
    if (items.length < 4 || items.length > 5 || (version !== 0 && version !== 1)) {
      throw invalid(offset, "its state is of an unknown version");
    }
    if (this.#filled) throw invalid(offset, "it is changed after it was made");
    const sizes = dimensions(shape);
    if (sizes === null) throw invalid(offset, "its shape is not a tuple of sizes");
    if (!(dtype instanceof Dtype)) throw invalid(offset, "its dtype is missing");
    if (typeof fortran !== "boolean" && fortran !== 0 && fortran !== 1) {
      throw invalid(offset, "its order is neither C nor Fortran");
    }
    const held = data instanceof PyByteArray ? data.bytes : data;
    if (!(held instanceof Uint8Array) && typeof held !== "string" && !Array.isArray(held)) {
      throw invalid(offset, "its data are neither bytes nor a list");
    }
    const order = Boolean(fortran);
    this.#fill({ dtype, shape: sizes, data: held, fortran: order, offset: this.offset });
  }

  #fill(parts: ArrayParts): void {
    const { dtype, shape, data, offset } = parts;
    const size = shapeSize(shape, dtype, offset);
    if (dtype.subarray !== null) throw invalid(offset, "its dtype is a subarray");
    if (dtype.hasObjects !== Array.isArray(data)) {
      throw invalid(offset, "its dtype and its data do not belong together");
    }
    const expected = dtype.hasObjects ? size : size * dtype.itemSize;
    if (data.length !== expected) {
      const unit = dtype.hasObjects ? "objects" : "bytes";
      const wanted = `shape (${shape.join(", ")}) and dtype ${dtype.text} take ${expected} ${unit}`;
      throw invalid(offset, `${wanted}; it has ${data.length}`);
    }
    dtype.seal();
    this.#parts = parts;
    this.#filled = true;
  }

  /** Numbers in C order, made once. @throws ARRAY_INVALID when the dtype is not numeric */
  numbers(): Numbers {
    if (this.#numbers === null) {
      const stored = this.dtype.hasObjects ? null : numbersOf(this.dtype, this.bytes);
      if (stored === null) {
        throw invalid(this.offset, `numbers are wanted; its dtype is ${this.dtype.text}`);
      }
      this.#numbers = inOrder(stored, this.shape, this.strides);
    }
    return this.#numbers;
  }

  /** Python values in C order, made once. @throws ARRAY_INVALID for items that are not valid */
  values(): PyValue[] {
    this.#elements ??= makeElements(this);
    return this.#elements;
  }
}

/** One item of an array, as `numpy.float64(1.5)` or a datetime64. */
export class NumpyScalar implements Stateful {
  readonly kind = "numpy-scalar";
  readonly dtype: Dtype;
  /** As `elements` gives it; for datetime64 and timedelta64 the count of `dtype.unit`, null for NaT. */
  readonly value: PyValue;
  /** The item as numpy stores it. */
  readonly bytes: Uint8Array;
  constructor(dtype: Dtype, value: PyValue, bytes: Uint8Array) {
    this.dtype = dtype;
    this.value = value;
    this.bytes = bytes;
  }
  setState(_state: PyValue, offset: number): void {
    throw invalid(offset, "a numpy scalar has no state");
  }
}

/**
 * A numpy scalar from the bytes of its one item.
 *
 * @throws ARRAY_INVALID when the bytes are not one item of the dtype
 */
export function scalarOf(dtype: Dtype, bytes: Uint8Array, offset: number): NumpyScalar {
  if (bytes.length !== dtype.itemSize || dtype.subarray !== null) {
    throw invalid(offset, `a scalar of ${dtype.text} takes ${dtype.itemSize} bytes`);
  }
  const value = itemValue(dtype.seal(), bytes);
  if (value === undefined) throw invalid(offset, "its bytes are no such value");
  return new NumpyScalar(dtype, value, bytes);
}

/**
 * Number of items of a shape, exactly.
 *
 * @throws ARRAY_INVALID beyond 32 dimensions or 2^31 items, an absurd size beside a zero, or items of no bytes
 */
export function shapeSize(shape: readonly number[], dtype: Dtype, offset: number): number {
  const most = 2 ** 31;
  let isEmpty = false;
  // Exact up to 2^53, and never more than 2^62.
  let product = 1;
  if (shape.length > 32) throw invalid(offset, "its shape is impossible");
  for (const size of shape) {
    const isSize = Number.isInteger(size) && size >= 0 && size <= most;
    if (!isSize) throw invalid(offset, "its shape is impossible");
    if (size === 0) isEmpty = true;
    else if (product <= most) product *= size;
  }
  if (product > most) throw invalid(offset, "its shape has more than 2^31 items");
  const size = isEmpty ? 0 : product;
  if (dtype.itemSize === 0 && size > 0) throw invalid(offset, "its items have no bytes");
  return size;
}

/**
 * The numbers of an array in C order. Without a copy where the file's bytes serve as they are; the result is
 * shared: do not write into it.
 *
 * @throws ARRAY_INVALID for complex numbers, text, objects, records and dates
 */
export function float64Values(array: NdArray): Float64Array {
  const numbers = array.numbers();
  return numbers instanceof Float64Array ? numbers : new Float64Array(numbers);
}

/** The numbers of an array in C order, each rounded to the nearest float32; shared. @throws ARRAY_INVALID */
export function float32Values(array: NdArray): Float32Array {
  const numbers = array.numbers();
  return numbers instanceof Float32Array ? numbers : new Float32Array(numbers);
}

/** The whole numbers of an array in C order; shared. @throws ARRAY_INVALID when one does not fit 32 bits */
export function int32Values(array: NdArray): Int32Array {
  const numbers = array.numbers();
  if (numbers instanceof Int32Array) return numbers;
  const integers = new Int32Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i] ?? 0;
    if (number !== (number | 0)) throw invalid(array.offset, `${number} is not a 32-bit integer`);
    integers[i] = number;
  }
  return integers;
}

/**
 * The items of an array as Python values in C order: ints, floats, bools, str and bytes without their
 * trailing NULs, tuples for records, objects as they are; shared.
 *
 * @throws ARRAY_INVALID for text that is no Unicode, and for more than 2^22 items: labels and categories have
 *   far fewer, and a compressed file of zeros could ask for more than the memory holds
 */
export function elements(array: NdArray): readonly PyValue[] {
  return array.objects ?? array.values();
}

/** A numpy scalar's or 0-dimensional array's value; every other value as it is. */
export function plainValue(value: PyValue): PyValue {
  if (value instanceof NumpyScalar) return value.value;
  if (value instanceof NdArray && value.shape.length === 0) return elements(value)[0] ?? null;
  return value;
}

/** One field of a structured array, as a compact array of the same shape; null when there is none. */
export function fieldOf(array: NdArray, name: string): NdArray | null {
  const index = array.dtype.fields?.findIndex((candidate) => candidate.name === name) ?? -1;
  const field = array.dtype.fields?.[index];
  if (field === undefined) return null;
  const { shape, offset, fortran, strides } = array;
  if (array.objects !== null) {
    const data = array.objects.map((item) => recordItem(item, index, offset));
    return NdArray.from({ dtype: new Dtype("O", 8, true, offset), shape, data, offset });
  }
  const { itemSize } = field.dtype;
  const data = new Uint8Array(array.size * itemSize);
  gather(array.bytes, { start: field.offset, step: array.dtype.itemSize, width: itemSize }, data);
  const { subarray } = field.dtype;
  if (subarray === null)
    return NdArray.from({ dtype: field.dtype, shape, data, fortran, strides, offset });
  if (strides !== null) throw invalid(offset, "a field of it has an unusual order");
  const inner = [...shape, ...subarray.shape];
  return NdArray.from({ dtype: subarray.base, shape: inner, data, offset });
}

const maxElements = 2 ** 22;

function recordItem(item: PyValue, index: number, offset: number): PyValue {
  const value = item instanceof PyTuple ? item.items[index] : undefined;
  if (value === undefined) throw invalid(offset, "an item of it is not a record");
  return value;
}

function makeElements(array: NdArray): PyValue[] {
  const { dtype, size, offset } = array;
  if (size > maxElements)
    throw invalid(offset, `it has ${size} items, too many to take one by one`);
  const { code, itemSize } = dtype;
  if (code === "b") return Array.from(array.numbers(), (bit) => bit === 1);
  if (code === "f") return Array.from(array.numbers(), (number) => new PyFloat(number));
  if (code === "i" || code === "u") {
    const numbers = array.numbers();
    // Beyond 2^53 doubles are not exact: the items are read one by one then.
    if (itemSize < 8 || numbers.every(Number.isSafeInteger)) return Array.from(numbers);
  }
  const { bytes } = array;
  const stored: PyValue[] = [];
  for (let i = 0; i < size; i++) {
    const item = bytes.subarray(i * itemSize, (i + 1) * itemSize);
    const value = itemValue(dtype, item);
    if (value === undefined) throw invalid(offset, "an item of it is not valid");
    stored.push(code === "M" || code === "m" ? new NumpyScalar(dtype, value, item) : value);
  }
  return inOrder(stored, array.shape, array.strides);
}

function invalid(offset: number, reason: string): PicklejarError {
  return new PicklejarError("ARRAY_INVALID", { offset, reason });
}
