// Sorts numbers by their leading bits as ranks, and then those few that share them.
// @see IEEE 754: numbers of one sign are ordered as their bits are

import { RankSorter } from "./rank-sort.ts";

/** Numbers of the same leading bits up to this many are sorted by insertion. */
const few = 32;

/** Sorts again and again without new memory. */
export class NumberSorter {
  readonly #ranks: RankSorter;
  readonly #number = new Float64Array(1);
  readonly #bits = new Int32Array(this.#number.buffer);

  /** @param size  the most numbers there will be */
  constructor(size: number) {
    this.#ranks = new RankSorter(size);
  }

  /**
   * Where the first n numbers stand in ascending order; equal ones, as −0 and 0 are, keep their order.
   *
   * @param values  no NaN
   * @returns n positions, until the next call
   */
  order(values: Float64Array, n: number): Int32Array {
    const { keys } = this.#ranks;
    let low = 2 ** 31 - 1;
    let high = 0;
    for (let k = 0; k < n; k++) {
      const key = this.#key(values[k] ?? 0);
      keys[k] = key;
      if (key < low) low = key;
      if (key > high) high = key;
    }
    this.#ranks.sort(n, low, high);
    const { keys: sorted, positions } = this.#ranks;
    let start = 0;
    for (let k = 1; k <= n; k++) {
      if (k < n && sorted[k] === sorted[start]) continue;
      if (k - start > 1) sortRun(values, positions.subarray(start, k));
      start = k;
    }
    return positions.subarray(0, n);
  }

  /** The 31 leading bits, so that a larger number never has a smaller key. */
  #key(value: number): number {
    this.#number[0] = value + 0;
    const bits = this.#bits[1] ?? 0;
    return (bits ^ ((bits >> 31) | -(2 ** 31))) >>> 1;
  }
}

function sortRun(values: Float64Array, run: Int32Array): void {
  if (run.length > few) {
    const isOrdered = run.every(
      (at, k) => k === 0 || !((values[run[k - 1] ?? 0] ?? 0) > (values[at] ?? 0)),
    );
    if (!isOrdered) run.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
    return;
  }
  for (let k = 1; k < run.length; k++) {
    const position = run[k] ?? 0;
    const value = values[position] ?? 0;
    let to = k;
    while (to > 0 && (values[run[to - 1] ?? 0] ?? 0) > value) {
      run[to] = run[to - 1] ?? 0;
      to--;
    }
    run[to] = position;
  }
}
