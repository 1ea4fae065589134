// Sets of characters (code points), as the classes of Python's regular expressions name them.

import { combiningRanges, decimalRanges, spaceRanges, wordRanges } from "./unicode.generated.ts";

/** First and last code point of a range. */
export type CharRange = readonly [first: number, last: number];

const lastCodePoint = 0x10ffff;

export class CharSet {
  /** For each ASCII code 1 when it is in the set: for loops over text that is nearly always ASCII. */
  readonly ascii: Uint8Array;
  readonly #given: readonly CharRange[] | string;
  #ranges: readonly CharRange[] | null = null;
  #bits: Uint32Array | null = null;

  /** @param given  ranges in any order, which may overlap; or as they are stored: read beyond ASCII when it is needed */
  constructor(given: readonly CharRange[] | string) {
    this.#given = given;
    this.ascii = new Uint8Array(128);
    for (const [first, last] of rangesIn(given)) {
      if (first < 128) this.ascii.fill(1, first, Math.min(last, 127) + 1);
      else if (typeof given === "string") break;
    }
  }

  /** Apart from each other, rising. */
  get ranges(): readonly CharRange[] {
    this.#ranges ??= merged([...rangesIn(this.#given)]);
    return this.#ranges;
  }

  static of(...codePoints: readonly number[]): CharSet {
    return new CharSet(codePoints.map((code) => [code, code]));
  }

  has(codePoint: number): boolean {
    if (codePoint < 128) return this.ascii[codePoint] === 1;
    this.#bits ??= basicPlane(this.ranges);
    if (codePoint > 0xffff) return this.#rangeAt(codePoint) !== null;
    return (((this.#bits[codePoint >> 5] ?? 0) >>> (codePoint & 31)) & 1) === 1;
  }

  complement(): CharSet {
    const gaps: CharRange[] = [];
    let next = 0;
    for (const [first, last] of this.ranges) {
      if (first > next) gaps.push([next, first - 1]);
      next = last + 1;
    }
    if (next <= lastCodePoint) gaps.push([next, lastCodePoint]);
    return new CharSet(gaps);
  }

  equals(other: CharSet): boolean {
    return this.isSubsetOf(other) && other.isSubsetOf(this);
  }

  isSubsetOf(other: CharSet): boolean {
    if (this === other) return true;
    return this.ranges.every(([first, last]) => last <= (other.#rangeAt(first)?.[1] ?? -1));
  }

  /** As a class of JavaScript's regular expressions, for the flag `u`: `[\u{9}-\u{d}\u{20}-\u{20}]`. */
  get source(): string {
    const hex = (code: number) => `\\u{${code.toString(16)}}`;
    return `[${this.ranges.map(([first, last]) => `${hex(first)}-${hex(last)}`).join("")}]`;
  }

  /** The range that holds a code point. */
  #rangeAt(codePoint: number): CharRange | null {
    let low = 0;
    let high = this.ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ranges[middle]?.[1] ?? 0) < codePoint) low = middle + 1;
      else high = middle;
    }
    const range = this.ranges[low];
    return range !== undefined && range[0] <= codePoint ? range : null;
  }
}

/** `\w`: letters and numbers of every script, and the underscore; combining marks are none. */
export const wordCharacters: () => CharSet = stored(wordRanges);
/** `\d`: decimal digits of every script. */
export const decimalDigits: () => CharSet = stored(decimalRanges);
/** `\s`, and what `str.split` splits at. */
export const whiteSpace: () => CharSet = stored(spaceRanges);
/** What `unicodedata.combining` tells of: accents that stand apart from their letter. */
export const combiningMarks: () => CharSet = stored(combiningRanges);

/** The classes under the flag `a`. */
export const asciiWord: () => CharSet = stored([
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
]);
export const asciiDigits: () => CharSet = stored([[0x30, 0x39]]);
export const asciiSpace: () => CharSet = stored([
  [0x09, 0x0d],
  [0x20, 0x20],
]);

/** Made at the first question: most models never ask. */
function stored(given: readonly CharRange[] | string): () => CharSet {
  let set: CharSet | undefined;
  return () => {
    set ??= new CharSet(given);
    return set;
  };
}

function rangesIn(given: readonly CharRange[] | string): Iterable<CharRange> {
  return typeof given === "string" ? storedRanges(given) : given;
}

/** Ranges of the generated lists, rising. */
function* storedRanges(text: string): Generator<CharRange> {
  let last = 0;
  for (const [, gap = "", length = ""] of text.matchAll(/(\S+)\s+(\S+)/g)) {
    const first = last + Number.parseInt(gap, 36);
    last = first + Number.parseInt(length, 36);
    yield [first, last];
  }
}

function merged(ranges: readonly CharRange[]): CharRange[] {
  const result: [number, number][] = [];
  for (const [first, last] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const previous = result.at(-1);
    if (previous !== undefined && first <= previous[1] + 1) {
      previous[1] = Math.max(previous[1], last);
    } else {
      result.push([first, last]);
    }
  }
  return result;
}

/** One bit for each code point up to U+FFFF. */
function basicPlane(ranges: readonly CharRange[]): Uint32Array {
  const bits = new Uint32Array(0x10000 >> 5);
  for (const [first, last] of ranges) {
    for (let code = first; code <= Math.min(last, 0xffff); code++) {
      bits[code >> 5] = (bits[code >> 5] ?? 0) | (1 << (code & 31));
    }
  }
  return bits;
}

/** The code point that ends at a position of a text; −1 at the start. */
export function codePointBefore(text: string, position: number): number {
  if (position === 0) return -1;
  const code = text.charCodeAt(position - 1);
  if (code < 0xdc00 || code > 0xdfff || position < 2) return code;
  const pair = text.codePointAt(position - 2) ?? code;
  return pair > 0xffff ? pair : code;
}
