// All training points within a radius of one row: memory that one row after the other uses.

export class Neighborhood {
  readonly #distances: Float64Array;
  readonly #indices: Int32Array;
  #count = 0;

  /** @param most  number of training points */
  constructor(most: number) {
    this.#distances = new Float64Array(most);
    this.#indices = new Int32Array(most);
  }

  clear(): void {
    this.#count = 0;
  }

  add(distance: number, index: number): void {
    this.#distances[this.#count] = distance;
    this.#indices[this.#count] = index;
    this.#count++;
  }

  get count(): number {
    return this.#count;
  }

  /** Valid until the next row. */
  get distances(): Float64Array {
    return this.#distances.subarray(0, this.#count);
  }

  /** Valid until the next row. */
  get indices(): Int32Array {
    return this.#indices.subarray(0, this.#count);
  }
}
