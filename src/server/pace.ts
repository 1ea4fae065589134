// Whether a client keeps moving. A deadline for each wait alone would let one byte in time hold a thread for days; so
// waiting uses up a credit, and bytes that move earn it back.

/** The credit of one client. */
export class Pace {
  readonly #fullMs: number;
  readonly #bytesPerMs: number;
  #leftMs: number;

  /**
   * @param stallMs         the full credit: how long nothing at all may move, milliseconds
   * @param bytesPerSecond  what must move on average once the credit is used up
   */
  constructor(stallMs: number, bytesPerSecond: number) {
    this.#fullMs = stallMs;
    this.#bytesPerMs = bytesPerSecond / 1000;
    this.#leftMs = stallMs;
  }

  /** How long the client may be waited for now, milliseconds. */
  get leftMs(): number {
    return this.#leftMs;
  }

  /** Waits for the client, at its expense. */
  async during<T>(wait: (ms: number) => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await wait(this.#leftMs);
    } finally {
      this.#leftMs = Math.max(this.#leftMs - (performance.now() - start), 0);
    }
  }

  moved(bytes: number): void {
    this.#leftMs = Math.min(this.#leftMs + bytes / this.#bytesPerMs, this.#fullMs);
  }
}
