// numpy's data types: how the bytes of one array item are to be understood. A dtype in a pickle is the call
// `dtype("f8", False, True)` followed by a state; parts (fields, subarrays) are complete before the whole, so
// that no dtype can hold itself.

import { PicklejarError } from "../errors.ts";
import { PyTuple, type PyValue, type Stateful } from "./values.ts";

/** numpy's kind characters; `b` is bool (`?`), not a signed byte. */
export type DtypeCode = "b" | "i" | "u" | "f" | "c" | "S" | "U" | "O" | "V" | "M" | "m";

/** One named part of a structured item. */
export interface DtypeField {
  readonly name: string;
  readonly dtype: Dtype;
  /** Bytes from the beginning of the item. */
  readonly offset: number;
}

const maxItemSize = 2 ** 20;
const maxDepth = 32;

const itemSizes: ReadonlyMap<string, readonly number[]> = new Map([
  ["b", [1]],
  ["i", [1, 2, 4, 8]],
  ["u", [1, 2, 4, 8]],
  ["f", [2, 4, 8, 12, 16]],
  ["c", [8, 16, 24, 32]],
  ["O", [4, 8]],
  ["M", [8]],
  ["m", [8]],
]);

/** A numpy dtype. Its state is set at most once, before anything uses it. */
export class Dtype implements Stateful {
  readonly kind = "dtype";
  readonly code: DtypeCode;
  /** Byte of the file that makes it. */
  readonly offset: number;
  #itemSize: number;
  #littleEndian: boolean;
  #fields: readonly DtypeField[] | null = null;
  #subarray: { readonly base: Dtype; readonly shape: readonly number[] } | null = null;
  #unit: string | null = null;
  #depth = 0;
  #hasObjects: boolean;
  #sealed = false;

  constructor(code: DtypeCode, itemSize: number, littleEndian: boolean, offset: number) {
    this.code = code;
    this.offset = offset;
    this.#itemSize = itemSize;
    this.#littleEndian = littleEndian;
    this.#hasObjects = code === "O";
  }

  /** Bytes of one item: 4 per character for `U`. */
  get itemSize(): number {
    return this.#itemSize;
  }
  get littleEndian(): boolean {
    return this.#littleEndian;
  }
  /** The parts of a structured item, in numpy's order of names; null for every other dtype. */
  get fields(): readonly DtypeField[] | null {
    return this.#fields;
  }
  /** Only fields have subarrays: an array of such items would have more dimensions instead. */
  get subarray(): { readonly base: Dtype; readonly shape: readonly number[] } | null {
    return this.#subarray;
  }
  /** The step of datetime64 and timedelta64, as numpy writes it: `ns`, `25s`; null when generic or other. */
  get unit(): string | null {
    return this.#unit;
  }
  /** Whether an item holds Python objects, so that arrays are pickled as lists. */
  get hasObjects(): boolean {
    return this.#hasObjects;
  }
  /** As numpy's `dtype.str`: `<f8`, `|S5`, `<U10`. */
  get text(): string {
    const plain = "bSOV".includes(this.code) || (this.#itemSize === 1 && this.code !== "U");
    const order = this.#littleEndian ? "<" : ">";
    const size = this.code === "U" ? this.#itemSize / 4 : this.#itemSize;
    const unit = this.#unit === null ? "" : `[${this.#unit}]`;
    return `${plain ? "|" : order}${this.code}${this.code === "O" ? "" : size}${unit}`;
  }

  /** Marks the dtype as part of something: its state can no longer change. */
  seal(): this {
    this.#sealed = true;
    return this;
  }

  /**
   * Takes `(version, byteorder, subdtype, names, fields, itemsize, alignment, flags[, metadata])`.
   *
   * @throws ARRAY_INVALID
   * @see numpy/core/src/multiarray/descriptor.c `arraydescr_setstate`, versions 3 and 4
   */
  setState(state: PyValue, offset: number): void {
    const items = state instanceof PyTuple ? state.items : [];
    const [version, byteOrder, subarray, names, fields, itemSize] = items;
    if ((version !== 3 || items.length !== 8) && (version !== 4 || items.length !== 9)) {
      throw invalid(offset, "the state of its dtype is of an unknown version");
    }
    if (this.#sealed) throw invalid(offset, "its dtype is changed after it was used");
    this.#littleEndian = byteOrderOf(byteOrder, offset);
    this.#itemSize = this.#stateItemSize(itemSize, offset);
    if (this.code === "M" || this.code === "m") this.#unit = unitOf(items[8], offset);
    if (subarray !== null) this.#setSubarray(subarray, offset);
    if (names !== null || fields !== null) this.#setFields(names, fields, offset);
    if (this.#sealed) throw invalid(offset, "its dtype holds itself");
    this.#sealed = true;
  }

  #stateItemSize(value: PyValue | undefined, offset: number): number {
    if (value === -1 && this.code !== "V") return this.#itemSize;
    if (value === this.#itemSize) return this.#itemSize;
    const free = this.code === "V" && typeof value === "number" && value >= 0;
    if (!free || value > maxItemSize) throw invalid(offset, "its dtype has a wrong item size");
    return value;
  }

  #setSubarray(value: PyValue | undefined, offset: number): void {
    const [base, shape] = value instanceof PyTuple ? value.items : [];
    if (this.code !== "V" || !(base instanceof Dtype)) {
      throw invalid(offset, "its dtype has a malformed subarray");
    }
    const sizes = dimensions(shape instanceof PyTuple ? shape : new PyTuple([shape ?? null]));
    if (sizes === null || product(sizes) * BigInt(base.itemSize) !== BigInt(this.#itemSize)) {
      throw invalid(offset, "the subarray of its dtype has a wrong shape");
    }
    this.#adopt(base, offset);
    this.#subarray = { base, shape: sizes };
  }

  #setFields(names: PyValue | undefined, fields: PyValue | undefined, offset: number): void {
    if (this.code !== "V" || !(names instanceof PyTuple) || !(fields instanceof Map)) {
      throw invalid(offset, "its dtype has malformed fields");
    }
    const parts = new Map<string, DtypeField>();
    let used = 0;
    for (const key of names.items) {
      const name = typeof key === "string" ? key : null;
      const entry = name === null ? undefined : fields.get(name);
      const [dtype, start] = entry instanceof PyTuple ? entry.items : [];
      if (name === null || parts.has(name) || !(dtype instanceof Dtype)) {
        throw invalid(offset, "its dtype has malformed fields");
      }
      const end = typeof start === "number" && start >= 0 ? start + dtype.itemSize : Infinity;
      used += dtype.itemSize;
      // Overlapping and empty fields would let few bytes stand for many values.
      if (typeof start !== "number" || end > this.#itemSize || used > this.#itemSize) {
        throw invalid(offset, "a field lies outside its item or on another field");
      }
      if (dtype.itemSize === 0) throw invalid(offset, "a field of its dtype is empty");
      this.#adopt(dtype, offset);
      parts.set(name, { name, dtype, offset: start });
    }
    this.#fields = [...parts.values()];
  }

  #adopt(part: Dtype, offset: number): void {
    part.seal();
    this.#depth = Math.max(this.#depth, part.#depth + 1);
    if (this.#depth > maxDepth) throw invalid(offset, "its dtype is nested too deep");
    this.#hasObjects ||= part.#hasObjects;
  }
}

/**
 * The dtype of numpy's short text: `f8`, `<i4`, `|S5`, `U10`, `b1`.
 *
 * @param offset  byte of the file that names it
 * @throws ARRAY_INVALID
 */
export function parseDtype(text: string, offset: number): Dtype {
  const match = /^([<>|=]?)([biufcSUOVMm])(\d{0,7})$/.exec(text);
  const code = match?.[2] as DtypeCode | undefined;
  const digits = match?.[3] ?? "";
  if (code === undefined || (digits === "" && code !== "O")) {
    throw invalid(offset, `numpy has no dtype ${JSON.stringify(text.slice(0, 40))}`);
  }
  const itemSize = digits === "" ? 8 : Number(digits) * (code === "U" ? 4 : 1);
  const allowed = itemSizes.get(code)?.includes(itemSize) ?? itemSize <= maxItemSize;
  if (!allowed) throw invalid(offset, `items of the dtype ${text} have an impossible size`);
  return new Dtype(code, itemSize, match?.[1] !== ">", offset);
}

/** The sizes of a shape tuple, each in [0, 2^31]; null when it is something else. */
export function dimensions(shape: PyValue | undefined): readonly number[] | null {
  if (!(shape instanceof PyTuple) || shape.items.length > 32) return null;
  const sizes: number[] = [];
  for (const size of shape.items) {
    if (typeof size !== "number" || size < 0 || size > 2 ** 31) return null;
    sizes.push(size);
  }
  return sizes;
}

/** The product of sizes, exactly. */
export function product(sizes: readonly number[]): bigint {
  return sizes.reduce((total, size) => total * BigInt(size), 1n);
}

function byteOrderOf(value: PyValue | undefined, offset: number): boolean {
  if (value === "<" || value === "|" || value === "=") return true;
  if (value === ">") return false;
  throw invalid(offset, "its dtype has an unknown byte order");
}

/** The unit in the metadata of version 4: `({}, (b"ns", 1, 1, 1))`. */
function unitOf(metadata: PyValue | undefined, offset: number): string | null {
  if (metadata === undefined || metadata === null) return null;
  const parts = metadata instanceof PyTuple ? metadata.items[1] : undefined;
  const [name, step] = parts instanceof PyTuple ? parts.items : [];
  const unit = name instanceof Uint8Array ? String.fromCharCode(...name.subarray(0, 9)) : name;
  if (typeof unit !== "string" || !/^([YMWDhms]|[munpfa]s|μs|generic)$/.test(unit)) {
    throw invalid(offset, "its datetime dtype has an unknown unit");
  }
  if (typeof step !== "number" || step < 1) {
    throw invalid(offset, "its datetime dtype has an unknown step");
  }
  if (unit === "generic") return null;
  return step === 1 ? unit : `${step}${unit}`;
}

function invalid(offset: number, reason: string): PicklejarError {
  return new PicklejarError("ARRAY_INVALID", { offset, reason });
}
