// LZMA: a Lempel-Ziv code whose every bit is range-coded with an adaptive probability. The output is its
// own dictionary, so nothing is allocated from the dictionary size that a header declares.
// Layout and names follow the LZMA specification (Igor Pavlov, lzma-specification.txt, 2015).

import type { Fault } from "./byte-reader.ts";
import type { GrowingOutput } from "./growing-output.ts";

/** The longest match: 2 + 8 + 8 + 255. */
const longestMatch = 273;

/** Bytes written between two looks at the clock. */
const bytesPerLook = 1 << 20;

// Where each group of probabilities begins.
const isMatch = 0; // [state << 4 | position]
const isRep = isMatch + (12 << 4); // [state], and so the next three
const isRepG0 = isRep + 12;
const isRepG1 = isRepG0 + 12;
const isRepG2 = isRepG1 + 12;
const isRep0Long = isRepG2 + 12; // [state << 4 | position]
const distanceSlot = isRep0Long + (12 << 4); // 4 trees of 6 bits, by length
const distanceSpecial = distanceSlot + (4 << 6); // reverse trees for slots 4 to 13
const distanceAlign = distanceSpecial + 128; // reverse tree of 4 bits
const matchLength = distanceAlign + 16;
const repLength = matchLength + 2 + 2 * (16 << 3) + 256;
const literals = repLength + 2 + 2 * (16 << 3) + 256; // 768 for each context

/** The most bits of context for a literal, lc + lp, that liblzma reads. */
const mostContextBits = 4;

/** The offsets inside a length coder: two choice bits, then trees of 3, 3 and 8 bits. */
const lowLengths = 2;
const middleLengths = lowLengths + (16 << 3);
const highLengths = middleLengths + (16 << 3);

/** A probability of one half, of 2,048. */
const even = 1024;

/** Flips the order of signed integers into that of unsigned ones. */
const sign = 0x80000000 | 0;

export class LzmaDecoder {
  readonly #input: Uint8Array;
  readonly #output: GrowingOutput;
  readonly #fault: Fault;
  readonly #probabilities = new Uint16Array(literals + (0x300 << mostContextBits));
  #literalContextBits = 0;
  #literalPositionMask = 0;
  #positionMask = 0;
  #dictionarySize = 0;
  /** Where the dictionary begins in the output. */
  #dictionaryStart = 0;
  #state = 0;
  #rep0 = 0;
  #rep1 = 0;
  #rep2 = 0;
  #rep3 = 0;
  // The range coder: both are unsigned, kept as signed 32-bit integers, which V8 does not box.
  #range = -1;
  #code = 0;
  #position = 0;
  #end = 0;

  /** @param fault  makes the error for damage at a byte of `input` */
  constructor(input: Uint8Array, output: GrowingOutput, fault: Fault) {
    this.#input = input;
    this.#output = output;
    this.#fault = fault;
  }

  /** Where in the input decoding stopped. */
  get position(): number {
    return this.#position;
  }

  /** Whether the coder ended as an encoder leaves it. */
  get isFinished(): boolean {
    return this.#code === 0;
  }

  /** Bytes of output that matches can reach back to. */
  get dictionaryFill(): number {
    return this.#output.length - this.#dictionaryStart;
  }

  /** Forgets all output so far; what is written next begins a dictionary of at most `size` bytes. */
  startDictionary(size: number): void {
    this.#dictionarySize = Math.max(size, 4096);
    this.#dictionaryStart = this.#output.length;
  }

  /**
   * Sets lc, lp and pb from their byte, (pb · 5 + lp) · 9 + lc, and begins anew.
   *
   * @returns false when the byte is none that liblzma reads
   */
  setProperties(properties: number): boolean {
    const lc = properties % 9;
    const lp = Math.floor(properties / 9) % 5;
    const pb = Math.floor(properties / 45);
    if (pb > 4 || lc + lp > mostContextBits) return false;
    this.#literalContextBits = lc;
    this.#literalPositionMask = (1 << lp) - 1;
    this.#positionMask = (1 << pb) - 1;
    this.resetState();
    return true;
  }

  /** All probabilities to one half, all distances to the last byte. */
  resetState(): void {
    this.#probabilities.fill(even);
    this.#state = 0;
    this.#rep0 = 0;
    this.#rep1 = 0;
    this.#rep2 = 0;
    this.#rep3 = 0;
  }

  /** Begins the range coder at the input's bytes from `start` up to `end`. */
  startCoder(start: number, end: number): void {
    this.#position = start;
    this.#end = end;
    if (this.#nextByte() !== 0) throw this.#fault(start, "the first byte of the code is not zero");
    this.#range = -1;
    this.#code = 0;
    for (let i = 0; i < 4; i++) this.#code = (this.#code << 8) | this.#nextByte();
  }

  /**
   * Decodes until the output has `target` bytes, or an end marker is met.
   *
   * @returns whether it met an end marker
   */
  decodeUntil(target: number): boolean {
    const output = this.#output;
    let { bytes, length: at } = output;
    let pause = at;
    while (at < target) {
      if (at >= pause) {
        output.length = at;
        output.checkTime();
        output.reserve(longestMatch);
        bytes = output.bytes;
        pause = Math.min(bytes.length - longestMatch + 1, at + bytesPerLook);
      }
      const positionBits = (at - this.#dictionaryStart) & this.#positionMask;
      if (this.#bit(isMatch + (this.#state << 4) + positionBits) === 0) {
        bytes[at] = this.#literal(bytes, at);
        at++;
        continue;
      }
      const length = this.#match(positionBits);
      if (length === 0) {
        output.length = at;
        return true;
      }
      const distance = this.#rep0 + 1;
      if (
        distance <= 0 ||
        distance > at - this.#dictionaryStart ||
        distance > this.#dictionarySize
      ) {
        throw this.#fault(this.#position, "a match reaches back before the beginning");
      }
      if (length > target - at && target <= output.limit) {
        throw this.#fault(this.#position, "a match goes beyond the end");
      }
      for (const stop = at + length; at < stop; at++) bytes[at] = bytes[at - distance] ?? 0;
    }
    output.length = at;
    return false;
  }

  /** Whether an end marker is the next thing in the input, which it moves past. */
  decodeEndMarker(): boolean {
    const positionBits = this.dictionaryFill & this.#positionMask;
    return (
      this.#bit(isMatch + (this.#state << 4) + positionBits) === 1 &&
      this.#match(positionBits) === 0
    );
  }

  #literal(bytes: Uint8Array, at: number): number {
    const previous = at > this.#dictionaryStart ? (bytes[at - 1] ?? 0) : 0;
    const low = (at - this.#dictionaryStart) & this.#literalPositionMask;
    const context =
      (low << this.#literalContextBits) + (previous >>> (8 - this.#literalContextBits));
    const base = literals + 0x300 * context;
    const state = this.#state;
    let symbol = 1;
    if (state >= 7) {
      let expected = bytes[at - this.#rep0 - 1] ?? 0;
      do {
        const expectedBit = (expected >>> 7) & 1;
        expected <<= 1;
        const bit = this.#bit(base + ((1 + expectedBit) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (bit !== expectedBit) break;
      } while (symbol < 0x100);
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.#bit(base + symbol);
    if (state < 4) this.#state = 0;
    else this.#state = state - (state < 10 ? 3 : 6);
    return symbol & 0xff;
  }

  /** The length of the next match, its distance in `#rep0`; 0 for an end marker. */
  #match(positionBits: number): number {
    const state = this.#state;
    if (this.#bit(isRep + state) === 0) {
      this.#rep3 = this.#rep2;
      this.#rep2 = this.#rep1;
      this.#rep1 = this.#rep0;
      this.#state = state < 7 ? 7 : 10;
      const length = this.#length(matchLength, positionBits);
      this.#rep0 = this.#distance(length);
      return this.#rep0 === -1 ? 0 : length;
    }
    if (this.#bit(isRepG0 + state) === 0) {
      if (this.#bit(isRep0Long + (state << 4) + positionBits) === 0) {
        this.#state = state < 7 ? 9 : 11;
        return 1;
      }
    } else {
      this.#rotateDistances(state);
    }
    this.#state = state < 7 ? 8 : 11;
    return this.#length(repLength, positionBits);
  }

  #rotateDistances(state: number): void {
    let distance = this.#rep1;
    if (this.#bit(isRepG1 + state) === 1) {
      if (this.#bit(isRepG2 + state) === 0) {
        distance = this.#rep2;
      } else {
        distance = this.#rep3;
        this.#rep3 = this.#rep2;
      }
      this.#rep2 = this.#rep1;
    }
    this.#rep1 = this.#rep0;
    this.#rep0 = distance;
  }

  #length(base: number, positionBits: number): number {
    if (this.#bit(base) === 0) return 2 + this.#tree(base + lowLengths + (positionBits << 3), 3);
    if (this.#bit(base + 1) === 0) {
      return 10 + this.#tree(base + middleLengths + (positionBits << 3), 3);
    }
    return 18 + this.#tree(base + highLengths, 8);
  }

  /** A match's distance less one; −1 is the end marker. */
  #distance(length: number): number {
    const slot = this.#tree(distanceSlot + (Math.min(length - 2, 3) << 6), 6);
    if (slot < 4) return slot;
    const bits = (slot >>> 1) - 1;
    const high = (2 | (slot & 1)) << bits;
    if (slot < 14) return high + this.#reverseTree(distanceSpecial + high - slot, bits);
    const middle = this.#direct(bits - 4) << 4;
    return (high + middle + this.#reverseTree(distanceAlign, 4)) | 0;
  }

  #tree(base: number, bits: number): number {
    let symbol = 1;
    for (let i = 0; i < bits; i++) symbol = (symbol << 1) | this.#bit(base + symbol);
    return symbol - (1 << bits);
  }

  #reverseTree(base: number, bits: number): number {
    let symbol = 1;
    let value = 0;
    for (let i = 0; i < bits; i++) {
      const bit = this.#bit(base + symbol);
      symbol = (symbol << 1) | bit;
      value |= bit << i;
    }
    return value;
  }

  /** Bits of even probability. */
  #direct(bits: number): number {
    let value = 0;
    for (let i = 0; i < bits; i++) {
      this.#range >>>= 1;
      const isSet = (this.#code ^ sign) >= (this.#range ^ sign);
      if (isSet) this.#code = (this.#code - this.#range) | 0;
      value = (value << 1) | (isSet ? 1 : 0);
      if ((this.#range & 0xff000000) === 0) this.#normalize();
    }
    return value;
  }

  #bit(index: number): number {
    const probability = this.#probabilities[index] ?? 0;
    const bound = Math.imul(this.#range >>> 11, probability);
    let bit = 0;
    if ((this.#code ^ sign) < (bound ^ sign)) {
      this.#range = bound;
      this.#probabilities[index] = probability + ((2048 - probability) >>> 5);
    } else {
      this.#range = (this.#range - bound) | 0;
      this.#code = (this.#code - bound) | 0;
      this.#probabilities[index] = probability - (probability >>> 5);
      bit = 1;
    }
    if ((this.#range & 0xff000000) === 0) this.#normalize();
    return bit;
  }

  #normalize(): void {
    this.#range <<= 8;
    this.#code = (this.#code << 8) | this.#nextByte();
  }

  #nextByte(): number {
    if (this.#position >= this.#end) throw this.#fault(this.#position, "the data ends too early");
    return this.#input[this.#position++] ?? 0;
  }
}
