// Terms found by their bytes, so that no text must be made of a token to look it up. Only terms of ASCII are in it:
// tokens of a text that is ASCII are no others.

import { isAscii } from "../../python-text.ts";

/** A search meets at most as many terms; else nobody could tell how long hostile ones make it. */
export const longestSearch = 64;

export class TermTable {
  /** The bytes of all terms, and where each one begins and ends. */
  readonly #bytes: Uint8Array;
  readonly #ends: Int32Array;
  readonly #values: Int32Array;
  /** For each place the number of a term + 1; 0 = none. */
  readonly #places: Int32Array;
  readonly #mask: number;
  // Nobody outside knows by what terms find their place.
  readonly #seed = (Math.random() * 2 ** 32) | 0;
  readonly #factor = (Math.random() * 2 ** 32) | 1;

  /** Null where too many terms would share a place. */
  static of(terms: Iterable<readonly [term: string, value: number]>): TermTable | null {
    const table = new TermTable([...terms].filter(([term]) => isAscii(term)));
    return table.#longestRun() > longestSearch ? null : table;
  }

  private constructor(terms: readonly (readonly [term: string, value: number])[]) {
    const length = terms.reduce((sum, [term]) => sum + term.length, 0);
    const size = 2 ** Math.ceil(Math.log2(2 * terms.length + 2));
    this.#bytes = new Uint8Array(length);
    this.#ends = new Int32Array(terms.length + 1);
    this.#values = Int32Array.from(terms, ([, value]) => value);
    this.#places = new Int32Array(size);
    this.#mask = size - 1;
    let end = 0;
    for (const [i, [term]] of terms.entries()) {
      const start = end;
      for (let k = 0; k < term.length; k++) this.#bytes[end++] = term.charCodeAt(k);
      this.#ends[i + 1] = end;
      let place = this.#hash(this.#bytes, start, end) & this.#mask;
      while (this.#places[place] !== 0) place = (place + 1) & this.#mask;
      this.#places[place] = i + 1;
    }
  }

  /** The value of the term that these bytes are; −1 where they are none. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const places = this.#places;
    const ends = this.#ends;
    const length = end - start;
    for (let place = this.#hash(bytes, start, end) & this.#mask; ; ) {
      const term = (places[place] ?? 0) - 1;
      if (term < 0) return -1;
      const first = ends[term] ?? 0;
      if ((ends[term + 1] ?? 0) - first === length && this.#isAt(first, bytes, start, end)) {
        return this.#values[term] ?? -1;
      }
      place = (place + 1) & this.#mask;
    }
  }

  #isAt(first: number, bytes: Uint8Array, start: number, end: number): boolean {
    const own = this.#bytes;
    for (let i = start, k = first; i < end; i++, k++) if (own[k] !== bytes[i]) return false;
    return true;
  }

  #hash(bytes: Uint8Array, start: number, end: number): number {
    const factor = this.#factor;
    let hash = this.#seed;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), factor);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    return hash ^ (hash >>> 13);
  }

  /** The most taken places in a row, which is what a search can meet. */
  #longestRun(): number {
    let longest = 0;
    let run = 0;
    for (let i = 0; i < 2 * this.#places.length; i++) {
      run = this.#places[i & this.#mask] === 0 ? 0 : run + 1;
      if (run > longest) longest = run;
    }
    return longest;
  }
}
