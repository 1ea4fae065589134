// Counts of durations by their size, as Prometheus reads them.

/** Upper bounds, seconds: an answer of this server takes from a tenth of a millisecond up. */
const bounds: readonly number[] = [
  0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  25,
];

export class Histogram {
  // The last one counts what is beyond all bounds.
  readonly #counts = new Float64Array(bounds.length + 1);
  #sum = 0;

  /** @param seconds  a bucket holds what is at most its bound */
  observe(seconds: number): void {
    let bucket = 0;
    while (seconds > (bounds[bucket] ?? Number.POSITIVE_INFINITY)) bucket++;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#sum += seconds;
  }

  /** The series' suffix, the bucket's upper bound (`le`) and the value; buckets are cumulative. */
  *samples(): Generator<readonly [suffix: string, bound: string | null, value: number]> {
    let count = 0;
    for (const [i, own] of this.#counts.entries()) {
      count += own;
      yield ["_bucket", i < bounds.length ? String(bounds[i]) : "+Inf", count];
    }
    yield ["_sum", null, this.#sum];
    yield ["_count", null, count];
  }
}
