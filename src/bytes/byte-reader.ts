// A cursor over bytes that are not trusted: every read is compared with what remains before anything
// else happens. What an overrun means is the caller's word, so it gives the error.

/** Makes the error for something wrong at a byte. */
export type Fault = (offset: number, reason: string) => Error;

export class ByteReader {
  readonly bytes: Uint8Array;
  /** The next byte to read. */
  position: number;
  /** The first byte that is not to be read. */
  readonly end: number;
  readonly #fault: Fault;

  constructor(bytes: Uint8Array, fault: Fault, position = 0, end: number = bytes.length) {
    this.bytes = bytes;
    this.position = position;
    this.end = Math.min(end, bytes.length);
    this.#fault = fault;
  }

  get remaining(): number {
    return this.end - this.position;
  }

  /** The error for something wrong, at the cursor unless told. */
  fault(reason: string, offset: number = this.position): Error {
    return this.#fault(offset, reason);
  }

  readUint8(): number {
    return this.bytes[this.#advance(1)] ?? 0;
  }

  readUint16BigEndian(): number {
    const at = this.#advance(2);
    return ((this.bytes[at] ?? 0) << 8) | (this.bytes[at + 1] ?? 0);
  }

  /** Little-endian, as what follows. */
  readUint32(): number {
    const at = this.#advance(4);
    const { bytes } = this;
    const high = ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
    return ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | high) >>> 0;
  }

  readUint64(): bigint {
    const low = BigInt(this.readUint32());
    return low | (BigInt(this.readUint32()) << 32n);
  }

  /** The next `count` bytes as a view, not a copy. */
  readBytes(count: number): Uint8Array {
    const at = this.#advance(count);
    return this.bytes.subarray(at, at + count);
  }

  /** Moves past `count` bytes; returns where they begin. */
  #advance(count: number): number {
    if (count > this.remaining) throw this.#fault(this.end, "it ends too early");
    const at = this.position;
    this.position += count;
    return at;
  }
}
