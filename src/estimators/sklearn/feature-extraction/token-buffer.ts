// The tokens of a text of ASCII characters alone, written one behind the other: no text is made for any of them.

import { whiteSpace } from "../../regex/char-set.ts";
import type { Runs } from "../../regex/runs.ts";
import type { GramRange } from "./grams.ts";
import { TermTable } from "./term-table.ts";

/** How a vectorizer takes a text apart, where it does so in one of the usual ways. */
export interface PlainAnalysis {
  /** What is done to a text before. */
  readonly prepare: (text: string) => string;
  /** Whether that makes small letters of capitals; it does nothing else to ASCII. */
  readonly lower: boolean;
  /** What tokens are; else characters are counted, of the whole text or inside of words. */
  readonly tokens: Runs | "char" | "char_wb";
  readonly range: GramRange;
  /** Tokens that are left out. */
  readonly stopWords: ReadonlySet<string> | null;
}

/** A gram: some bytes of the buffer. */
export type TakeGram = (bytes: Uint8Array, start: number, end: number) => void;

const space = 0x20;

/** Room for longer texts than this is not kept, characters. */
const longestText = 2 ** 18;

/** Takes texts apart, one after the other. */
export class TokenBuffer {
  /** The tokens of the last text with a space between them; inside of words each has one on both sides. */
  bytes: Uint8Array = new Uint8Array(2 ** 12);
  /** Where each token begins and ends. */
  starts: Int32Array = new Int32Array(2 ** 8);
  ends: Int32Array = new Int32Array(2 ** 8);
  count = 0;
  /** The text as it came. */
  #source = Buffer.alloc(2 ** 12);
  readonly #analysis: PlainAnalysis;
  readonly #stopWords: TermTable | null;
  /** What each character becomes. */
  readonly #cased: Uint8Array;

  /** Null where the words that are left out cannot be found by their bytes. */
  static for(analysis: PlainAnalysis | null): TokenBuffer | null {
    if (analysis === null) return null;
    const { stopWords } = analysis;
    if (stopWords === null) return new TokenBuffer(analysis, null);
    const table = TermTable.of(Array.from(stopWords, (word) => [word, 0]));
    return table === null ? null : new TokenBuffer(analysis, table);
  }

  private constructor(analysis: PlainAnalysis, stopWords: TermTable | null) {
    this.#analysis = analysis;
    this.#stopWords = stopWords;
    this.#cased = Uint8Array.from({ length: 128 }, (_, code) =>
      analysis.lower && code >= 0x41 && code <= 0x5a ? code + 0x20 : code,
    );
  }

  /** Reads a text. False, and nothing is known of it, where a character is beyond ASCII, or the text very long. */
  read(text: string): boolean {
    if (text.length > longestText) return false;
    const mostBytes = 2 * text.length + 2;
    const mostTokens = (text.length >> 1) + 2;
    if (this.bytes.length < mostBytes) {
      this.bytes = new Uint8Array(2 * mostBytes);
      this.#source = Buffer.alloc(2 * mostBytes);
    }
    // As many bytes as units of text is what ASCII takes; and what else would have bytes above 127.
    if (this.#source.write(text) !== text.length) return false;
    const source = this.#source.subarray(0, text.length);
    if (this.starts.length < mostTokens) {
      this.starts = new Int32Array(2 * mostTokens);
      this.ends = new Int32Array(2 * mostTokens);
    }
    this.count = 0;
    const { tokens } = this.#analysis;
    if (tokens === "char") return this.#readCharacters(source);
    return tokens === "char_wb" ? this.#readPadded(source) : this.#readRuns(source, tokens);
  }

  #readRuns(source: Uint8Array, { set, least, notBefore, notAfter }: Runs): boolean {
    const { bytes } = this;
    const cased = this.#cased;
    const { ascii } = set;
    const { length } = source;
    let at = 0;
    let before = -1;
    for (let i = 0; i < length; ) {
      const start = at;
      let code = 0;
      let after = -1;
      for (; i < length; i++) {
        code = source[i] ?? 0;
        if (code > 127) return false;
        code = cased[code] ?? 0;
        if (ascii[code] !== 1) {
          after = code;
          i++;
          break;
        }
        bytes[at++] = code;
      }
      const isToken =
        at - start >= least && notBefore?.ascii[before] !== 1 && notAfter?.ascii[after] !== 1;
      before = after;
      if (isToken && !this.#isStopWord(start, at)) {
        this.#add(start, at);
        bytes[at++] = space;
      } else {
        at = start;
      }
    }
    return true;
  }

  /** Two or more characters of white space become one space. */
  #readCharacters(source: Uint8Array): boolean {
    const { bytes } = this;
    const isSpace = whiteSpace().ascii;
    let at = 0;
    let spaces = 0;
    for (let i = 0; i < source.length; i++) {
      const code = source[i] ?? 0;
      if (code > 127) return false;
      spaces = isSpace[code] === 1 ? spaces + 1 : 0;
      if (spaces > 1) bytes[at - 1] = space;
      else bytes[at++] = this.#cased[code] ?? 0;
    }
    this.#add(0, at);
    return true;
  }

  /** Words between white space, each with a space on both sides. */
  #readPadded(source: Uint8Array): boolean {
    const { bytes } = this;
    const isSpace = whiteSpace().ascii;
    let at = 0;
    let start = -1;
    for (let i = 0; i <= source.length; i++) {
      const code = source[i] ?? space;
      if (code > 127) return false;
      if (isSpace[code] !== 1) {
        if (start < 0) {
          start = at;
          bytes[at++] = space;
        }
        bytes[at++] = this.#cased[code] ?? 0;
      } else if (start >= 0) {
        bytes[at++] = space;
        this.#add(start, at);
        start = -1;
      }
    }
    return true;
  }

  #isStopWord(start: number, end: number): boolean {
    return this.#stopWords !== null && this.#stopWords.find(this.bytes, start, end) >= 0;
  }

  #add(start: number, end: number): void {
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
  }

  /** Calls back with every gram of the text that was read, as often as it occurs. */
  forEachGram(take: TakeGram): void {
    const { tokens, range } = this.#analysis;
    const { bytes, starts, ends, count } = this;
    const { least, most } = range;
    if (typeof tokens === "object") {
      for (let n = least; n <= Math.min(most, count); n++) {
        for (let i = 0; i + n <= count; i++) take(bytes, starts[i] ?? 0, ends[i + n - 1] ?? 0);
      }
      return;
    }
    for (let k = 0; k < count; k++) {
      const start = starts[k] ?? 0;
      const end = ends[k] ?? 0;
      const length = end - start;
      for (let n = least; n <= Math.min(most, length); n++) {
        for (let i = start; i + n <= end; i++) take(bytes, i, i + n);
      }
      // A word that is shorter than every gram counts once.
      if (tokens === "char_wb" && least > length) take(bytes, start, end);
    }
  }
}
