// Where decompressors write: one buffer that grows as bytes come, never by a size that the file
// declares, and that stops the work at the limit of bytes or when time is up.

import { type Limits, limitExceeded } from "../limits.ts";

/** Bytes beyond the limit that the buffer may hold before the limit is noticed. */
const slack = 1024;

export class GrowingOutput {
  /** Everything written, in its first `length` bytes. Replaced when it grows: read it again after `reserve`. */
  bytes: Uint8Array = new Uint8Array(0);
  length = 0;
  readonly #expected: number;
  readonly #limits: Limits;
  readonly #deadline: number;

  /**
   * @param expected  bytes to begin with, from the size of the input, not from what it says of itself
   * @param deadline  when the work must be done, on `performance.now()`'s clock
   */
  constructor(expected: number, limits: Limits, deadline: number) {
    this.#expected = expected;
    this.#limits = limits;
    this.#deadline = deadline;
  }

  /** The most bytes that may be written. */
  get limit(): number {
    return this.#limits.inflatedBytes;
  }

  /**
   * Makes room for `count` more bytes. The limit may be passed over by as much as 1,024 bytes, so that
   * loops can ask for the longest copy before they know how long it is.
   *
   * @throws LIMIT_EXCEEDED `inflatedBytes`, `timeMs`
   */
  reserve(count: number): void {
    const wanted = this.length + count;
    if (wanted <= this.bytes.length) return;
    this.checkTime();
    this.checkLength();
    if (wanted > this.limit + slack) throw this.tooLong();
    const full = this.bytes;
    const size = Math.max(wanted, full.length * 2, this.#expected);
    // Beyond half of the limit the last step is taken at once: old and new bytes together stay below it,
    // since the system gives memory only when it is written to.
    this.bytes = this.#allocate(size > this.limit / 2 ? this.limit + slack : size);
    this.bytes.set(full.subarray(0, this.length));
    free(full);
  }

  /** Writes bytes from elsewhere. @throws LIMIT_EXCEEDED `inflatedBytes`, `timeMs` */
  append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** As `append`, but takes the bytes themselves: the caller's view of them may end. */
  adopt(bytes: Uint8Array): void {
    if (this.length > 0) {
      this.append(bytes);
      free(bytes);
    } else {
      // Not a Buffer, whose `slice` means something else.
      this.bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
      this.length = bytes.length;
    }
  }

  /** @throws LIMIT_EXCEEDED `timeMs` */
  checkTime(): void {
    if (performance.now() > this.#deadline) throw limitExceeded(this.#limits, "timeMs");
  }

  /** @throws LIMIT_EXCEEDED `inflatedBytes` */
  checkLength(): void {
    if (this.length > this.limit) throw this.tooLong();
  }

  /** The error for more bytes than the limit. */
  tooLong(): Error {
    return limitExceeded(this.#limits, "inflatedBytes");
  }

  /**
   * What was written, in memory that is at least half full.
   *
   * @throws LIMIT_EXCEEDED `inflatedBytes`
   */
  finish(): Uint8Array {
    this.checkLength();
    const written = this.bytes.subarray(0, this.length);
    if (this.length * 2 >= this.bytes.buffer.byteLength) return written;
    const copy = written.slice();
    free(this.bytes);
    return copy;
  }

  #allocate(size: number): Uint8Array {
    try {
      return new Uint8Array(size);
    } catch (error) {
      throw error instanceof RangeError ? this.tooLong() : error;
    }
  }
}

/**
 * Gives memory back now: the collector would let several generations of a growing buffer pile up. Small
 * memory is left to it, for it may be part of a pool that Node's buffers share.
 */
function free(bytes: Uint8Array): void {
  const { buffer } = bytes;
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0);
}
