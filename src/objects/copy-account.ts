// What the answer to a call, or the filling of a value, may copy of what it is given: counted before it does, since
// a few bytes of a file can give the same large thing to thousands of calls.

import { type Budget, cost } from "./budget.ts";
import { NdArray } from "./ndarray.ts";
import { PyByteArray, PySet, PyTuple, type PyValue } from "./values.ts";

// Fewer bytes than this are not worth the note.
const LARGE_BYTES = 256;
/** Bytes that an item of one byte takes where numbers are wanted. */
const WIDENING = 8;

export class CopyAccount {
  readonly #budget: Budget;
  readonly #used: WeakSet<Uint8Array> = new WeakSet();

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /**
   * Counts what may be copied of a call's arguments.
   *
   * @returns how many items that may be
   */
  countArguments(args: readonly PyValue[]): number {
    for (const arg of args) {
      // A tree makes 32-bit integers of the array that it is given.
      if (arg instanceof NdArray) this.#budget.grow(4 * arg.size);
      // dill hands an array's state to a call.
      if (arg instanceof PyTuple) for (const item of arg.items) this.#countData(item);
    }
    return this.#countItems(args);
  }

  /** Counts what may be copied of the contents that BUILD gives. */
  countContents(contents: PyValue): void {
    this.#countItems(contents instanceof PyTuple ? contents.items : [contents]);
  }

  #countItems(values: readonly PyValue[]): number {
    let count = 0;
    for (const value of values) {
      if (Array.isArray(value)) count += value.length;
      else if (value instanceof Map) count += value.size;
      else if (value instanceof PyTuple || value instanceof PySet) count += value.items.length;
      else this.#countData(value);
    }
    if (count > 0) this.#budget.grow(cost.entry * count);
    return count;
  }

  /** An array's bytes are views of the file; only a second array of the same bytes takes more than the file. */
  #countData(value: PyValue): void {
    if (typeof value === "string") this.#budget.grow(value.length);
    const bytes = value instanceof PyByteArray ? value.bytes : value;
    if (!(bytes instanceof Uint8Array) || bytes.length < LARGE_BYTES) return;
    if (this.#used.has(bytes)) this.#budget.grow(WIDENING * bytes.length);
    else this.#used.add(bytes);
  }
}
