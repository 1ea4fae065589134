// JSON values from bytes that come in pieces: the lines of JSON Lines, or the elements of an array. Each value is cut out
// as text and left to JSON.parse, so that memory holds no more of the input than one block.

import { isUtf8 } from "node:buffer";
import { PicklejarError } from "../errors.ts";

/** `lines`: one value on each line. `values`: the elements of an array, or values one after the other. */
export type JsonLayout = "lines" | "values";

/** One value as it stands in the input. */
export interface JsonText {
  readonly text: string;
  /** The line it begins on, counted from 1. */
  readonly line: number;
  /** Whether its bytes are not UTF-8; `text` is then no more than a likeness. */
  readonly isBroken: boolean;
}

/** Bytes of one value. */
export const maxJsonBytes: number = 2 ** 20;

// A block is this many values, or this many bytes of them.
const blockValues = 4096;
const blockBytes = 2 ** 20;

const lineFeed = 0x0a;
const quote = 0x22;
const comma = 0x2c;
const openList = 0x5b;
const backslash = 0x5c;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;

/** Cuts an input into values. Empty lines are passed over. */
export class JsonScanner {
  readonly #isLines: boolean;
  #bytes: Buffer = Buffer.alloc(0);
  #length = 0;
  #at = 0;
  #line = 1;
  // The value under way: where it began, how deep its brackets are, whether in a text; start < 0 = between values.
  #start = -1;
  #startLine = 1;
  #depth = 0;
  #inText = false;
  /** Between the brackets of the array that holds the values. */
  #inArray = false;
  #isOver = false;
  #wantsComma = false;

  constructor(layout: JsonLayout) {
    this.#isLines = layout === "lines";
  }

  /** More of the input; the bytes are copied. Take all blocks before more is pushed, or the buffer grows. */
  push(chunk: Uint8Array): void {
    if (this.#length + chunk.length > this.#bytes.length) this.#makeRoom(chunk.length);
    this.#bytes.set(chunk, this.#length);
    this.#length += chunk.length;
  }

  /**
   * The next values; none when more must be pushed first.
   *
   * @param isLast  whether nothing more comes, so that the end of the input ends a value
   * @throws INPUT_MALFORMED for a value beyond the limit, and for an array that is none
   */
  next(isLast: boolean): JsonText[] {
    const values: JsonText[] = [];
    let bytes = 0;
    while (values.length < blockValues && bytes < blockBytes) {
      const value = this.#isLines ? this.#nextLine(isLast) : this.#nextValue(isLast);
      if (value === null) break;
      values.push(value);
      bytes += value.text.length;
    }
    const held = this.#start < 0 ? 0 : this.#at - this.#start;
    if (held > maxJsonBytes) throw this.#tooLong();
    if (isLast && values.length === 0 && this.#inArray && !this.#isOver) {
      throw this.#malformed("the array is not closed", this.#line);
    }
    return values;
  }

  #nextLine(isLast: boolean): JsonText | null {
    for (;;) {
      if (this.#start < 0) this.#begin();
      const found = this.#bytes.indexOf(lineFeed, this.#at);
      const isWhole = found >= 0 && found < this.#length;
      this.#at = isWhole ? found : this.#length;
      if (!isWhole && (!isLast || this.#start === this.#length)) return null;
      const line = this.#take(this.#at);
      if (isWhole) {
        this.#at++;
        this.#line++;
      }
      if (line !== null) return line;
    }
  }

  /** The next element of the array, or the next value where there is none. */
  #nextValue(isLast: boolean): JsonText | null {
    const bytes = this.#bytes;
    for (; this.#at < this.#length; this.#at++) {
      const byte = bytes[this.#at] ?? 0;
      if (byte === lineFeed) this.#line++;
      if (this.#start < 0) {
        this.#skipBetween(byte);
        continue;
      }
      if (this.#inText) {
        if (byte === backslash) {
          if (this.#at + 1 >= this.#length) break;
          this.#at++;
        } else if (byte === quote) this.#inText = false;
        continue;
      }
      if (byte === quote) this.#inText = true;
      else if (byte === openObject || byte === openList) this.#depth++;
      else if (this.#depth > 0 && (byte === closeObject || byte === closeList)) {
        this.#depth--;
        if (this.#depth === 0) {
          this.#at++;
          return this.#takeValue();
        }
      } else if (this.#depth === 0 && (byte === comma || byte === closeList)) {
        return this.#takeValue();
      }
    }
    if (!isLast || this.#start < 0) return null;
    if (this.#inArray) throw this.#malformed("the array is not closed", this.#line);
    this.#at = this.#length;
    return this.#takeValue();
  }

  /** Meets a byte between two values. */
  #skipBetween(byte: number): void {
    if (byte <= 0x20) return;
    if (this.#isOver) throw this.#malformed("something follows the end of the array", this.#line);
    if (!this.#inArray && byte === openList && !this.#wantsComma) {
      this.#inArray = true;
    } else if (this.#inArray && byte === closeList) {
      this.#isOver = true;
    } else if (this.#inArray && (byte === comma) !== this.#wantsComma) {
      const missing = this.#wantsComma ? "a comma" : "a value";
      throw this.#malformed(`${missing} is missing in the array`, this.#line);
    } else if (this.#inArray && byte === comma) {
      this.#wantsComma = false;
    } else {
      this.#begin();
      this.#at--;
    }
  }

  #begin(): void {
    this.#start = this.#at;
    this.#startLine = this.#line;
    this.#depth = 0;
    this.#inText = false;
  }

  #takeValue(): JsonText | null {
    this.#wantsComma = true;
    return this.#take(this.#at);
  }

  /** The value from its start to `end`; null where there is nothing but space. */
  #take(end: number): JsonText | null {
    const start = this.#start;
    this.#start = -1;
    if (end - start > maxJsonBytes) throw this.#tooLong();
    const text = this.#bytes.toString("utf8", start, end).trim();
    if (text === "") return null;
    const isBroken = !isUtf8(this.#bytes.subarray(start, end));
    return { text, line: this.#startLine, isBroken };
  }

  #makeRoom(needed: number): void {
    const start = this.#start < 0 ? this.#at : this.#start;
    const kept = this.#bytes.subarray(start, this.#length);
    const length = kept.length + needed;
    if (2 * length > this.#bytes.length) this.#bytes = Buffer.alloc(3 * length);
    this.#bytes.set(kept);
    this.#at -= start;
    if (this.#start >= 0) this.#start = 0;
    this.#length = kept.length;
  }

  #tooLong(): PicklejarError {
    return this.#malformed(`a record is longer than ${maxJsonBytes} bytes`, this.#startLine);
  }

  #malformed(reason: string, line: number): PicklejarError {
    const advice = "Send one JSON object per line, or one array of objects.";
    return new PicklejarError("INPUT_MALFORMED", { line, reason, advice });
  }
}
