// The pickle machine's stack with its marks: one array of values, one of the depths that MARK noted.
// A value below the innermost mark is out of reach, as in CPython's unpickler.

import { checkLimit, type Limits } from "../limits.ts";
import type { PickleCursor } from "./pickle-cursor.ts";
import type { PyValue } from "./values.ts";

export class PickleStack {
  /** What was popped stays behind `#size` until something else takes its place. */
  readonly #values: PyValue[] = [];
  #size = 0;
  readonly #marks: number[] = [];
  readonly #cursor: PickleCursor;
  readonly #limits: Limits;
  #fence = 0;

  constructor(cursor: PickleCursor, limits: Limits) {
    this.#cursor = cursor;
    this.#limits = limits;
  }

  push(value: PyValue): void {
    this.#values[this.#size++] = value;
    if (this.#size > this.#limits.stack) checkLimit(this.#limits, "stack", this.#size);
  }

  pop(): PyValue {
    if (this.#size <= this.#fence) throw this.#underflow();
    return this.#values[--this.#size] as PyValue;
  }

  /** The topmost value, which stays. */
  top(): PyValue {
    if (this.#size <= this.#fence) throw this.#underflow();
    return this.#values[this.#size - 1] as PyValue;
  }

  replaceTop(value: PyValue): void {
    this.#values[this.#size - 1] = value;
  }

  mark(): void {
    this.#marks.push(this.#size);
    this.#fence = this.#size;
    checkLimit(this.#limits, "marks", this.#marks.length);
  }

  /** Takes everything above the innermost mark, and the mark. */
  popToMark(): PyValue[] {
    const start = this.#marks.pop();
    if (start === undefined) throw this.#cursor.malformed("there is no MARK to go back to");
    this.#fence = this.#marks[this.#marks.length - 1] ?? 0;
    const items = this.#values.slice(start, this.#size);
    this.#size = start;
    return items;
  }

  /** POP: the topmost value, or the innermost mark when nothing is above it. */
  discard(): void {
    if (this.#marks.length > 0 && this.#fence === this.#size) {
      this.#marks.pop();
      this.#fence = this.#marks[this.#marks.length - 1] ?? 0;
    } else {
      this.pop();
    }
  }

  #underflow(): Error {
    return this.#cursor.malformed(
      this.#marks.length > 0 ? "it reaches below a MARK" : "the stack is empty",
    );
  }
}
