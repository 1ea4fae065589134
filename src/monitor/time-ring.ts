// Buckets of time, the newest ones only: each is known by its number since 1970, so that events may come in any order.

/** A ring of buckets that are `widthMs` milliseconds wide; what is older than `count` buckets is forgotten. */
export class TimeRing<Bucket> {
  readonly widthMs: number;
  readonly count: number;
  readonly #make: () => Bucket;
  readonly #numbers: Float64Array;
  readonly #buckets: (Bucket | null)[];
  #newest = Number.NEGATIVE_INFINITY;

  constructor(widthMs: number, count: number, make: () => Bucket) {
    this.widthMs = widthMs;
    this.count = count;
    this.#make = make;
    this.#numbers = new Float64Array(count).fill(-1);
    this.#buckets = new Array<Bucket | null>(count).fill(null);
  }

  /** The bucket of a time, made where it is not there yet; null for a time that is forgotten already. @param at  milliseconds since 1970 */
  at(at: number): Bucket | null {
    const number = Math.floor(at / this.widthMs);
    const slot = number % this.count;
    if (this.#numbers[slot] === number) return this.#buckets[slot] ?? null;
    if (number <= this.#newest - this.count || !(number >= 0)) return null;
    const bucket = this.#make();
    this.#numbers[slot] = number;
    this.#buckets[slot] = bucket;
    this.#newest = Math.max(this.#newest, number);
    return bucket;
  }

  /** The `count` buckets up to now, oldest first; null where nothing happened. */
  window(now: number): { readonly start: number; readonly bucket: Bucket | null }[] {
    const last = Math.floor(now / this.widthMs);
    return Array.from({ length: this.count }, (_, i) => {
      const number = last - this.count + 1 + i;
      const slot = ((number % this.count) + this.count) % this.count;
      const bucket = this.#numbers[slot] === number ? (this.#buckets[slot] ?? null) : null;
      return { start: number * this.widthMs, bucket };
    });
  }
}
