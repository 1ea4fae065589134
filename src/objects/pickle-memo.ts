// The one memo of a pickle: MEMOIZE numbers by the memo's size, PUT and BINPUT by their own argument, as
// CPython's unpickler does.

import { cost } from "./budget.ts";
import type { PyValue } from "./values.ts";

export class PickleMemo {
  // Pickles number from 0 (or, from Python 2, from 1) without gaps; anything else goes to the map.
  readonly #dense: PyValue[] = [];
  readonly #sparse: Map<number, PyValue> = new Map();

  get size(): number {
    return this.#dense.length + this.#sparse.size;
  }

  /** Estimated bytes that an entry under this index takes. */
  costOf(index: number): number {
    if (index < this.#dense.length) return 0;
    return index === this.#dense.length ? cost.element : cost.entry;
  }

  put(index: number, value: PyValue): void {
    if (index < this.#dense.length) {
      this.#dense[index] = value;
    } else if (index === this.#dense.length) {
      if (this.#sparse.size > 0) this.#sparse.delete(index);
      this.#dense.push(value);
    } else {
      this.#sparse.set(index, value);
    }
  }

  /** `undefined` when nothing was put there. */
  get(index: number): PyValue | undefined {
    return index < this.#dense.length ? this.#dense[index] : this.#sparse.get(index);
  }
}
