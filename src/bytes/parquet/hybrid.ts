// Small numbers in runs and in bits: how Parquet writes which values are missing, and places in a dictionary.

import type { ByteReader } from "../byte-reader.ts";
import { readVarint } from "./thrift.ts";

/**
 * The numbers one after the other.
 *
 * @see https://github.com/apache/parquet-format/blob/master/Encodings.md#RLE
 */
export class HybridReader {
  readonly #reader: ByteReader;
  readonly #bitWidth: number;
  readonly #mask: number;
  #left = 0;
  #isRepeated = false;
  #value = 0;
  /** Of a run in bits: its first byte and the next number's first bit. */
  #start = 0;
  #bit = 0;

  /** @param bitWidth  bits of a number, at most 32; 0 = all are 0 */
  constructor(reader: ByteReader, bitWidth: number) {
    if (bitWidth > 32) throw reader.fault(`numbers have ${bitWidth} bits`);
    this.#reader = reader;
    this.#bitWidth = bitWidth;
    this.#mask = 2 ** bitWidth - 1;
  }

  next(): number {
    if (this.#bitWidth === 0) return 0;
    while (this.#left === 0) this.#open();
    this.#left--;
    return this.#isRepeated ? this.#value : this.#nextBits();
  }

  #open(): void {
    const reader = this.#reader;
    const head = readVarint(reader);
    const count = Math.floor(head / 2);
    this.#isRepeated = head % 2 === 0;
    if (this.#isRepeated) {
      this.#left = count;
      this.#value = 0;
      for (let shift = 0; shift < this.#bitWidth; shift += 8) {
        this.#value += reader.readUint8() * 2 ** shift;
      }
    } else {
      // The last run may end in the middle of its last group.
      const bytes = Math.min(count * this.#bitWidth, reader.remaining);
      this.#left = Math.min(count * 8, Math.floor((bytes * 8) / this.#bitWidth));
      if (this.#left === 0) throw reader.fault("a run of numbers ends too early");
      this.#start = reader.position;
      this.#bit = 0;
      reader.readBytes(bytes);
    }
  }

  #nextBits(): number {
    const { bytes } = this.#reader;
    let at = this.#start + (this.#bit >>> 3);
    const shift = this.#bit & 7;
    this.#bit += this.#bitWidth;
    const needed = shift + this.#bitWidth;
    if (needed <= 24) {
      const word = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
      return (word >>> shift) & this.#mask;
    }
    let value = 0;
    for (let bit = -shift; bit < this.#bitWidth; bit += 8) value += (bytes[at++] ?? 0) * 2 ** bit;
    return Math.floor(value) % 2 ** this.#bitWidth;
  }
}
