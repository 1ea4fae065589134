// Notices dicts whose keys were chosen to collide. V8 seeds its hashes of strings, but not those of
// numbers, and hashes a bigint by its lowest 64 bits only: a small file can hold thousands of keys that
// a Map keeps in one chain, so that the time to fill it grows with the square of their number.

/** Ten times what a key takes in an honest dict, milliseconds. */
const FAIR_PER_KEY = 0.002;
/** What a loaded machine or its garbage collector may add before the processor's own time is looked at. */
const SUSPICIOUS = 150;
const TOO_LONG = 500;

export class KeyWatch {
  #slow = 0;
  #busy = 0;

  /**
   * Runs `fill`, which puts about `keys` keys into a dict.
   *
   * @returns its result, and whether filling has so far taken a time that only chosen keys explain
   */
  watch<T>(keys: number, fill: () => T): { result: T; isColliding: boolean } {
    const began = performance.now();
    const processor = this.#slow > SUSPICIOUS ? process.cpuUsage() : null;
    const result = fill();
    const elapsed = performance.now() - began;
    this.#slow = Math.max(0, this.#slow + elapsed - FAIR_PER_KEY * keys);
    if (processor !== null) {
      const { user, system } = process.cpuUsage(processor);
      const worked = Math.min(elapsed, (user + system) / 1000);
      this.#busy = Math.max(0, this.#busy + worked - FAIR_PER_KEY * keys);
    }
    return { result, isColliding: this.#busy > TOO_LONG };
  }
}
