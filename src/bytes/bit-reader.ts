// A cursor over bits, the highest of each byte first, as bzip2 writes them.

import type { Fault } from "./byte-reader.ts";

export class BitReader {
  readonly #bytes: Uint8Array;
  readonly #fault: Fault;
  /** The next byte to take bits from. */
  #position: number;
  /** The low `#count` bits are those taken from bytes and not read yet. */
  #bits = 0;
  #count = 0;

  constructor(bytes: Uint8Array, fault: Fault, position: number) {
    this.#bytes = bytes;
    this.#fault = fault;
    this.#position = position;
  }

  /** The byte that holds the next bit. */
  get position(): number {
    return this.#position - (this.#count >> 3) - (this.#count % 8 === 0 ? 0 : 1);
  }

  fault(reason: string): Error {
    return this.#fault(this.position, reason);
  }

  /** Reads 1 to 24 bits as a number. */
  readBits(count: number): number {
    const value = this.peekBits(count);
    this.#count -= count;
    return value;
  }

  readUint32(): number {
    return this.readBits(16) * 0x10000 + this.readBits(16);
  }

  /** The next 1 to 24 bits, which stay to be read. */
  peekBits(count: number): number {
    if (this.#count < count) this.#fill(count);
    return (this.#bits >>> (this.#count - count)) & ((1 << count) - 1);
  }

  /** Moves past bits that were peeked at. */
  skipBits(count: number): void {
    this.#count -= count;
  }

  /** Moves to the next byte's first bit. */
  alignToByte(): void {
    this.#count -= this.#count % 8;
  }

  #fill(wanted: number): void {
    while (this.#count <= 24 && this.#position < this.#bytes.length) {
      this.#bits = (this.#bits << 8) | (this.#bytes[this.#position++] ?? 0);
      this.#count += 8;
    }
    if (this.#count < wanted) throw this.#fault(this.#bytes.length, "it ends too early");
  }
}
