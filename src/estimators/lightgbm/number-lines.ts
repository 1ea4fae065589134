// Lines of numbers of one block: whole or broken, as many as there must be.

import type { Fail, Lines } from "./model-text.ts";

/** Nothing but decimal numbers, spaces between them. */
const decimals = /^[-+\d.eE ]*$/;

export class NumberLines {
  readonly #lines: Lines;
  readonly #fail: Fail;

  constructor(lines: Lines, fail: Fail) {
    this.#lines = lines;
    this.#fail = fail;
  }

  has(key: string): boolean {
    return this.#lines.has(key);
  }

  /** One whole number in [low, high]. */
  integer(key: string, low: number, high: number, absent?: number): number {
    const text = this.#lines.get(key);
    if (text === undefined && absent !== undefined) return absent;
    const number = text !== undefined && /^-?\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= low && number <= high) return number;
    throw this.#fail(`${key} must be a whole number from ${low} to ${high}, but is ${text}`);
  }

  /** Finite numbers, separated by spaces. @param count  how many there must be; any number when null */
  numbers(key: string, count: number | null): Float64Array {
    const text = this.#lines.get(key);
    if (text === undefined) throw this.#fail(`${key} is missing`);
    const words = decimals.test(text) ? text.split(" ").filter((word) => word !== "") : [""];
    const numbers = Float64Array.from(words, (word) => (word === "" ? Number.NaN : Number(word)));
    if (!numbers.every(Number.isFinite)) throw this.#fail(`${key} must be finite numbers`);
    if (count !== null && numbers.length !== count) {
      throw this.#fail(`${key} must be ${count} numbers, but is ${numbers.length}`);
    }
    return numbers;
  }

  /** Whole numbers of 32 bits, with or without a sign. */
  integers(key: string, count: number | null): Float64Array {
    const numbers = this.numbers(key, count);
    for (const number of numbers) {
      if (!Number.isInteger(number) || number < -(2 ** 31) || number >= 2 ** 32) {
        throw this.#fail(`${key} must be whole numbers, but has ${number}`);
      }
    }
    return numbers;
  }
}
