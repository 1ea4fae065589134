// A typed array that grows: for what a file has, when only its end tells how much.

type Numbers = Int32Array | Float32Array | Uint8Array;

export class Growing<T extends Numbers> {
  readonly #make: (length: number) => T;
  #numbers: T;
  #length = 0;

  /** @param make  a new array of a length, such as `(length) => new Int32Array(length)` */
  constructor(make: (length: number) => T) {
    this.#make = make;
    this.#numbers = make(0);
  }

  get length(): number {
    return this.#length;
  }

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const longer = this.#make(Math.max(1024, 2 * this.#length));
      longer.set(this.#numbers);
      this.#numbers = longer;
    }
    this.#numbers[this.#length++] = number;
  }

  /** The numbers so far, in memory of just their size. */
  compact(): T {
    const numbers = this.#make(this.#length);
    numbers.set(this.#numbers.subarray(0, this.#length));
    return numbers;
  }
}
