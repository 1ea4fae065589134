// The k nearest so far. At equal distances scikit-learn's answer depends on how its heap moves points and
// how it sorts them at the end, so that both are done in its way.

import { versionAtLeast } from "../../version.ts";
import { sortTogether, sortTogetherByQuicksort } from "./sort-together.ts";

/** The plain quicksort takes the square of its length where distances are equal: beyond this it is left. */
const maxQuicksort = 1000;

/** A heap of fixed size, largest first. @see sklearn/utils/_heap.pyx `heap_push` */
export class NeighborHeap {
  readonly distances: Float64Array;
  readonly indices: Int32Array;
  readonly #sort: (values: Float64Array, indices: Int32Array) => void;

  /** @param writtenBy  scikit-learn's version, which decides how the heap is sorted */
  constructor(size: number, writtenBy: string | null) {
    this.distances = new Float64Array(size);
    this.indices = new Int32Array(size);
    const quicksort = !versionAtLeast(writtenBy, "1.9") && size <= maxQuicksort;
    this.#sort = quicksort ? sortTogetherByQuicksort : sortTogether;
  }

  /** All places become infinitely far. */
  clear(): void {
    this.distances.fill(Infinity);
    this.indices.fill(0);
  }

  /** The distance that a point must not be beyond. */
  get largest(): number {
    return this.distances[0] ?? 0;
  }

  push(distance: number, index: number): void {
    const { distances, indices } = this;
    if (distance >= (distances[0] ?? 0)) return;
    const size = distances.length;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= size) break;
      const right = left + 1;
      const child =
        right >= size || (distances[left] ?? 0) >= (distances[right] ?? 0) ? left : right;
      const value = distances[child] ?? 0;
      if (!(value > distance)) break;
      distances[at] = value;
      indices[at] = indices[child] ?? 0;
      at = child;
    }
    distances[at] = distance;
    indices[at] = index;
  }

  /** Pushes everything into an empty heap again, as scikit-learn joins the heaps of its threads. */
  join(): void {
    const distances = this.distances.slice();
    const indices = this.indices.slice();
    this.clear();
    for (let i = 0; i < distances.length; i++) this.push(distances[i] ?? 0, indices[i] ?? 0);
  }

  /** Nearest first; the heap must be cleared before it is used again. */
  sort(): void {
    this.#sort(this.distances, this.indices);
  }
}
