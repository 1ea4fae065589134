// numpy's old random numbers, `RandomState(seed)`: the Mersenne Twister, for answers that are drawn by a seed that
// the file holds and so are always the same.

const size = 624;
const half = 397;

export class MersenneTwister {
  readonly #key = new Uint32Array(size);
  #at = size;

  /**
   * @param seed  in [0, 2³²)
   * @see numpy/random/src/mt19937/mt19937.c `mt19937_seed`
   */
  constructor(seed: number) {
    let last = seed >>> 0;
    for (let i = 0; i < size; i++) {
      this.#key[i] = last;
      last = (Math.imul(1812433253, last ^ (last >>> 30)) + i + 1) >>> 0;
    }
  }

  /** The next whole number in [0, 2³²). @see numpy/random/src/mt19937/mt19937.h `mt19937_next` */
  next(): number {
    if (this.#at === size) this.#renew();
    let y = this.#key[this.#at++] ?? 0;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  #renew(): void {
    const key = this.#key;
    for (let i = 0; i < size; i++) {
      const y = ((key[i] ?? 0) & 0x80000000) | ((key[(i + 1) % size] ?? 0) & 0x7fffffff);
      const odd = (y & 1) === 0 ? 0 : 0x9908b0df;
      key[i] = (key[(i + half) % size] ?? 0) ^ (y >>> 1) ^ odd;
    }
    this.#at = 0;
  }

  /**
   * The numbers from 0 to `count` − 1 in random order.
   *
   * @see numpy/random/mtrand.pyx `RandomState.permutation`, numpy/random/src/distributions/distributions.c
   *   `random_interval`
   */
  permutation(count: number): Int32Array {
    const order = Int32Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const other = this.#upTo(i);
      const item = order[i] ?? 0;
      order[i] = order[other] ?? 0;
      order[other] = item;
    }
    return order;
  }

  /** A whole number in [0, most]: the first that fits among those of as many bits. */
  #upTo(most: number): number {
    const mask = 2 ** (32 - Math.clz32(most)) - 1;
    for (;;) {
      const value = (this.next() & mask) >>> 0;
      if (value <= most) return value;
    }
  }
}
