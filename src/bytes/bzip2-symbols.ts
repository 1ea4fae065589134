// The middle of a bzip2 block: symbols in up to six Huffman codes, changing every fifty symbols, that say
// how far back in a list of recently used bytes the next byte is, or how often the last one repeats.

import type { BitReader } from "./bit-reader.ts";

const longestCode = 20;

/** Symbols that are read with one code before the next selector. */
const groupSize = 50;

/** The most selectors that a block of 900,000 bytes can use; an encoder may write some more. */
const mostSelectors = 18_002;

/** Codes up to this length are found by one look-up. */
const fastBits = 10;

interface HuffmanCode {
  /** By the next ten bits: symbol × 16 + length of its code, or 0 when the code is longer. */
  readonly fast: Uint16Array;
  /** By length: the first number that is no code of this length. */
  readonly limits: Int32Array;
  /** By length: what to add to a code for its place among the symbols. */
  readonly offsets: Int32Array;
  /** The symbols in the order of their codes. */
  readonly symbols: Uint16Array;
}

/**
 * Reads the symbols of one block up to its end mark and undoes the move to front.
 *
 * @param block  takes one byte per element; its length is the most that a block of this file may hold
 * @returns how many bytes the block has
 */
export function readSymbols(reader: BitReader, block: Uint32Array): number {
  const recent = readUsedBytes(reader);
  const endOfBlock = recent.length + 1;
  const groups = reader.readBits(3);
  if (groups < 2 || groups > 6) throw reader.fault("a block has too many or too few codes");
  const selectors = readSelectors(reader, groups);
  const codes = Array.from({ length: groups }, () => readCode(reader, recent.length + 2));
  let length = 0;
  let run = 0;
  let weight = 1;
  for (const selector of selectors) {
    const code = codes[selector];
    if (code === undefined) break;
    for (let i = 0; i < groupSize; i++) {
      const symbol = readSymbol(reader, code);
      if (symbol < 2) {
        // Digits 1 and 2 of a number of base 2, lowest first.
        run += weight << symbol;
        weight <<= 1;
        if (run > block.length) throw reader.fault("a block is longer than the file allows");
        continue;
      }
      if (run > 0) {
        if (run > block.length - length)
          throw reader.fault("a block is longer than the file allows");
        block.fill(recent[0] ?? 0, length, length + run);
        length += run;
        run = 0;
        weight = 1;
      }
      if (symbol === endOfBlock) return length;
      if (length === block.length) throw reader.fault("a block is longer than the file allows");
      block[length++] = moveToFront(recent, symbol - 1);
    }
  }
  throw reader.fault("a block has no end");
}

function moveToFront(recent: Uint8Array, index: number): number {
  const byte = recent[index] ?? 0;
  if (index < 16) for (let i = index; i > 0; i--) recent[i] = recent[i - 1] ?? 0;
  else recent.copyWithin(1, 0, index);
  recent[0] = byte;
  return byte;
}

/** The byte values that occur, ascending: a map of 16 ranges, then one map for each range in use. */
function readUsedBytes(reader: BitReader): Uint8Array {
  const ranges = reader.readBits(16);
  const used = [];
  for (let range = 0; range < 16; range++) {
    if ((ranges & (0x8000 >> range)) === 0) continue;
    const members = reader.readBits(16);
    for (let i = 0; i < 16; i++) if ((members & (0x8000 >> i)) !== 0) used.push(range * 16 + i);
  }
  if (used.length === 0) throw reader.fault("a block uses no bytes");
  return Uint8Array.from(used);
}

/** Which code each group of symbols has, itself moved to front and written in unary. */
function readSelectors(reader: BitReader, groups: number): Uint8Array {
  const count = reader.readBits(15);
  if (count === 0) throw reader.fault("a block has no selectors");
  const recent = Uint8Array.from({ length: groups }, (_, i) => i);
  const selectors = new Uint8Array(Math.min(count, mostSelectors));
  for (let i = 0; i < count; i++) {
    let index = 0;
    while (reader.readBits(1) === 1) {
      if (++index >= groups) throw reader.fault("a selector is out of range");
    }
    const selector = moveToFront(recent, index);
    if (i < mostSelectors) selectors[i] = selector;
  }
  return selectors;
}

/** A Huffman code, given by its lengths as differences. */
function readCode(reader: BitReader, alphabet: number): HuffmanCode {
  const lengths = new Uint8Array(alphabet);
  let length = reader.readBits(5);
  for (let symbol = 0; symbol < alphabet; symbol++) {
    for (;;) {
      if (length < 1 || length > longestCode) throw reader.fault("a code length is out of range");
      if (reader.readBits(1) === 0) break;
      length += reader.readBits(1) === 0 ? 1 : -1;
    }
    lengths[symbol] = length;
  }
  return makeCode(reader, lengths);
}

function makeCode(reader: BitReader, lengths: Uint8Array): HuffmanCode {
  const fast = new Uint16Array(1 << fastBits);
  const limits = new Int32Array(longestCode + 1);
  const offsets = new Int32Array(longestCode + 1);
  const symbols = new Uint16Array(lengths.length);
  let code = 0;
  let placed = 0;
  for (let length = 1; length <= longestCode; length++) {
    code <<= 1;
    offsets[length] = placed - code;
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue;
      if (length <= fastBits) {
        const start = code << (fastBits - length);
        fast.fill(symbol * 16 + length, start, start + (1 << (fastBits - length)));
      }
      symbols[placed++] = symbol;
      code++;
    }
    if (code > 1 << length) throw reader.fault("two symbols have the same code");
    limits[length] = code;
  }
  return { fast, limits, offsets, symbols };
}

function readSymbol(reader: BitReader, code: HuffmanCode): number {
  // After any symbol of a block that is whole come at least the 80 bits that end a file.
  const next = reader.peekBits(longestCode);
  const found = code.fast[next >>> (longestCode - fastBits)] ?? 0;
  if (found !== 0) {
    reader.skipBits(found & 15);
    return found >>> 4;
  }
  for (let length = fastBits + 1; length <= longestCode; length++) {
    const candidate = next >>> (longestCode - length);
    if (candidate >= (code.limits[length] ?? 0)) continue;
    reader.skipBits(length);
    return code.symbols[candidate + (code.offsets[length] ?? 0)] ?? 0;
  }
  throw reader.fault("no symbol has this code");
}
