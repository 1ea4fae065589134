// The smallest numbers of many, chosen as numpy's argpartition chooses them: which of equal numbers are taken,
// and in what order, is all that its algorithm (introselect) decides.

/**
 * The positions of numbers so that the `kth` smallest (counted from 0) stands at its place, none larger before
 * it and none smaller behind it. NaN counts as larger than all numbers.
 *
 * numpy 2 on a processor with AVX2 takes others of equal numbers.
 *
 * @param kth  under the count of numbers
 * @see numpy/core/src/npysort/selection.cpp `introselect_`
 */
export function partialOrder(values: Float64Array, kth: number): Uint32Array {
  const order = Uint32Array.from(values.keys());
  const selection = new Selection(values, order);
  if (kth < 3) selection.takeSmallest(kth + 1);
  else if (kth === values.length - 1) selection.moveLargest();
  else selection.partition(kth);
  return order;
}

class Selection {
  readonly #values: Float64Array;
  readonly #order: Uint32Array;

  constructor(values: Float64Array, order: Uint32Array) {
    this.#values = values;
    this.#order = order;
  }

  #at(place: number): number {
    return this.#values[this.#order[place] ?? 0] ?? 0;
  }

  #less(a: number, b: number): boolean {
    return a < b || (Number.isNaN(b) && !Number.isNaN(a));
  }

  #swap(a: number, b: number): void {
    const order = this.#order;
    const kept = order[a] ?? 0;
    order[a] = order[b] ?? 0;
    order[b] = kept;
  }

  #swapIfLess(a: number, b: number): void {
    if (this.#less(this.#at(a), this.#at(b))) this.#swap(a, b);
  }

  /** The first of the smallest to the front, one after the other. */
  takeSmallest(count: number): void {
    for (let i = 0; i < count; i++) {
      let least = i;
      for (let k = i + 1; k < this.#order.length; k++) {
        if (this.#less(this.#at(k), this.#at(least))) least = k;
      }
      this.#swap(i, least);
    }
  }

  /** The last of the largest to the end. */
  moveLargest(): void {
    let most = 0;
    for (let k = 1; k < this.#order.length; k++) {
      if (!this.#less(this.#at(k), this.#at(most))) most = k;
    }
    this.#swap(this.#order.length - 1, most);
  }

  /** Halves around the median of three, until the `kth` is found. */
  partition(kth: number): void {
    let low = 0;
    let high = this.#order.length - 1;
    let halvings = 2 * Math.floor(Math.log2(this.#order.length));
    while (low + 1 < high) {
      // numpy finds better medians then; such numbers are made on purpose only.
      if (halvings-- <= 0 && high - low > 5) {
        this.#sort(low, high);
        return;
      }
      this.#medianToLow(low, high);
      const pivot = this.#at(low);
      let left = low + 1;
      let right = high;
      while (true) {
        do left++;
        while (this.#less(this.#at(left), pivot));
        do right--;
        while (this.#less(pivot, this.#at(right)));
        if (right < left) break;
        this.#swap(left, right);
      }
      this.#swap(low, right);
      if (right >= kth) high = right - 1;
      if (right <= kth) low = left;
    }
    if (high === low + 1) this.#swapIfLess(high, low);
  }

  #medianToLow(low: number, high: number): void {
    const middle = low + ((high - low) >> 1);
    this.#swapIfLess(high, middle);
    this.#swapIfLess(high, low);
    this.#swapIfLess(low, middle);
    this.#swap(middle, low + 1);
  }

  #sort(low: number, high: number): void {
    const rank = (i: number) => this.#values[i] ?? 0;
    this.#order.subarray(low, high + 1).sort((a, b) => {
      if (this.#less(rank(a), rank(b))) return -1;
      return this.#less(rank(b), rank(a)) ? 1 : a - b;
    });
  }
}
