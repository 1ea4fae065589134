// Numbers as differences, and texts as lengths and shared beginnings: Parquet's delta encodings.

import type { ByteReader } from "../byte-reader.ts";
import { readVarint } from "./thrift.ts";

const maxBlock = 2 ** 20;

// Lengths of a page that are held at once; empty texts take next to no room in it.
const maxLengths = 2 ** 24;

/**
 * Whole numbers of 32 or 64 bits, one after the other.
 *
 * @see https://github.com/apache/parquet-format/blob/master/Encodings.md#DELTAENC
 */
export class DeltaReader {
  readonly #reader: ByteReader;
  readonly #bits: 32 | 64;
  readonly #perMiniblock: number;
  readonly #miniblocks: number;
  #left: number;
  #last: bigint;
  #isFirst = true;
  /** Of the block that is open. */
  #least = 0n;
  #widths: Uint8Array = new Uint8Array(0);
  #miniblock = 0;
  /** Of the miniblock that is open. */
  #start = 0;
  #bit = 0;
  #inMiniblock = 0;

  constructor(reader: ByteReader, bits: 32 | 64) {
    this.#reader = reader;
    this.#bits = bits;
    const block = readVarint(reader);
    this.#miniblocks = readVarint(reader);
    this.#left = readVarint(reader);
    this.#last = readSigned(reader);
    this.#perMiniblock = block / this.#miniblocks;
    const isSound =
      block >= 1 && block <= maxBlock && this.#miniblocks >= 1 && this.#perMiniblock % 8 === 0;
    if (!isSound) throw reader.fault("a block of differences has impossible sizes");
  }

  /** How many are still to come. */
  get left(): number {
    return this.#left;
  }

  next(): bigint {
    if (this.#left === 0) throw this.#reader.fault("there are fewer numbers than the page says");
    this.#left--;
    if (this.#isFirst) {
      this.#isFirst = false;
      return this.#last;
    }
    if (this.#inMiniblock === 0) this.#openMiniblock();
    this.#inMiniblock--;
    const sum = this.#last + this.#least + this.#nextBits();
    this.#last = BigInt.asIntN(this.#bits, sum);
    return this.#last;
  }

  #openMiniblock(): void {
    const reader = this.#reader;
    if (this.#miniblock === this.#widths.length) {
      this.#least = readSigned(reader);
      this.#widths = reader.readBytes(this.#miniblocks);
      this.#miniblock = 0;
    }
    const width = this.#widths[this.#miniblock] ?? 0;
    if (width > 64) throw reader.fault(`differences have ${width} bits`);
    this.#start = reader.position;
    reader.readBytes((width * this.#perMiniblock) / 8);
    this.#bit = 0;
    this.#inMiniblock = this.#perMiniblock;
    this.#miniblock++;
  }

  #nextBits(): bigint {
    const width = this.#widths[this.#miniblock - 1] ?? 0;
    if (width === 0) return 0n;
    const { bytes } = this.#reader;
    const first = this.#start + (this.#bit >>> 3);
    const shift = this.#bit & 7;
    this.#bit += width;
    const count = (shift + width + 7) >>> 3;
    if (count <= 6) {
      let word = 0;
      for (let i = count - 1; i >= 0; i--) word = word * 256 + (bytes[first + i] ?? 0);
      return BigInt(Math.floor(word / 2 ** shift) % 2 ** width);
    }
    let word = 0n;
    for (let i = count - 1; i >= 0; i--) word = (word << 8n) | BigInt(bytes[first + i] ?? 0);
    return BigInt.asUintN(width, word >> BigInt(shift));
  }
}

/** The lengths that come before texts, as a list. @param most  the values of the page */
export function readLengths(reader: ByteReader, most: number): Int32Array {
  const lengths = new DeltaReader(reader, 32);
  if (lengths.left > Math.min(most, maxLengths)) {
    throw reader.fault("there are more lengths than values");
  }
  const list = new Int32Array(lengths.left);
  for (let i = 0; i < list.length; i++) {
    const length = Number(lengths.next());
    if (length < 0) throw reader.fault("a length is negative");
    list[i] = length;
  }
  return list;
}

/** A number of up to 64 bits whose sign is folded into its lowest bit. */
function readSigned(reader: ByteReader): bigint {
  let folded = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = reader.readUint8();
    folded |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return BigInt.asIntN(64, (folded >> 1n) ^ -(folded & 1n));
  }
  throw reader.fault("a number does not end");
}
