// Reads a pickle's arguments. Every length is compared with the bytes that remain (in the frame, if one
// is open) before anything is made of it.

import { PicklejarError } from "../errors.ts";
import { opcodeName } from "./opcode-names.ts";
import { decodeUtf8, isAscii } from "./pickle-text.ts";

const NEWLINE = 0x0a;

/** What `toString("latin1", start, end)` calls when it has found out what is asked: a third of the time for short texts. */
interface LatinBuffer extends Buffer {
  latin1Slice(start: number, end: number): string;
}

export class PickleCursor {
  readonly bytes: Uint8Array;
  position: number;
  /** Byte of the opcode that is being read, for errors. */
  opcodeOffset = 0;
  opcode = 0;
  readonly #view: DataView;
  readonly #buffer: LatinBuffer;
  /** First byte after the open frame, or -1. */
  #frameEnd = -1;
  /** First byte that an argument may not take: the end of the open frame, else of the file. */
  #limit: number;

  constructor(bytes: Uint8Array, position = 0) {
    // A Buffer's `slice` is a view where a Uint8Array's is a copy: what builders get must be the latter.
    this.bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.position = position;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) as LatinBuffer;
    this.#limit = bytes.length;
  }

  /** Whether the position lies inside a frame that has bytes left. */
  get insideFrame(): boolean {
    return this.#frameEnd > this.position;
  }

  readOpcode(): number {
    const { position } = this;
    this.opcodeOffset = position;
    if (position >= this.#limit) this.#leaveFrame();
    const code = this.bytes[position] ?? 0;
    this.position = position + 1;
    this.opcode = code;
    return code;
  }

  /** At the end of the open frame, or of the file. */
  #leaveFrame(): void {
    this.jump(this.position);
    if (this.position < this.bytes.length) return;
    throw new PicklejarError("PICKLE_TRUNCATED", {
      offset: this.position,
      opcode: "the stream (no STOP)",
    });
  }

  /** Goes on behind raw bytes that lie between two frames. */
  jump(position: number): void {
    this.position = position;
    this.#frameEnd = -1;
    this.#limit = this.bytes.length;
  }

  /**
   * Opens a frame of `length` bytes.
   *
   * @throws PICKLE_MALFORMED when a frame is open already; PICKLE_TRUNCATED when it ends past the file
   */
  openFrame(length: number): void {
    if (this.insideFrame) throw this.malformed("a frame begins inside another frame");
    if (length > this.bytes.length - this.position) throw this.truncated();
    this.#frameEnd = this.position + length;
    this.#limit = this.#frameEnd;
  }

  readUint8(): number {
    return this.bytes[this.take(1)] ?? 0;
  }

  readUint16(): number {
    return this.#view.getUint16(this.take(2), true);
  }

  readInt32(): number {
    return this.#view.getInt32(this.take(4), true);
  }

  readUint32(): number {
    return this.#view.getUint32(this.take(4), true);
  }

  /** A 64-bit length. @throws PICKLE_TRUNCATED when it is more than the file could hold */
  readLength64(): number {
    const start = this.take(8);
    const high = this.#view.getUint32(start + 4, true);
    if (high > 0x1f_ffff) throw this.truncated();
    return high * 2 ** 32 + this.#view.getUint32(start, true);
  }

  /** A float64, big-endian as BINFLOAT has it. */
  readFloat64(): number {
    return this.#view.getFloat64(this.take(8), false);
  }

  /** The next `length` bytes, as a view of the file. */
  readBytes(length: number): Uint8Array {
    const start = this.take(length);
    return this.bytes.subarray(start, start + length);
  }

  /** The UTF-8 between two places that were taken; lone surrogates are taken, as Python writes them. */
  utf8(start: number, end: number): string {
    if (isAscii(this.bytes, start, end)) return this.#buffer.latin1Slice(start, end);
    const text = decodeUtf8(this.bytes.subarray(start, end));
    if (text === null) throw this.malformed("the text is not valid UTF-8");
    return text;
  }

  /** The bytes between two places that were taken as latin-1: a Python 2 `str`. */
  latin1(start: number, end: number): string {
    return this.#buffer.latin1Slice(start, end);
  }

  /** The line at the position without its end, as a view of the file: the argument of a text opcode. */
  readLine(): Uint8Array {
    const end = this.#buffer.indexOf(NEWLINE, this.position);
    if (end < 0 || end >= this.#limit) throw this.truncated();
    const line = this.bytes.subarray(this.position, end);
    this.position = end + 1;
    return line;
  }

  /**
   * Moves past the next `length` bytes.
   *
   * @returns the first of them
   * @throws PICKLE_TRUNCATED or PICKLE_MALFORMED when fewer follow
   */
  take(length: number): number {
    const start = this.position;
    if (length > this.#limit - start) throw this.truncated();
    this.position = start + length;
    return start;
  }

  malformed(reason: string, options?: ErrorOptions): PicklejarError {
    const details = { offset: this.opcodeOffset, opcode: opcodeName(this.opcode), reason };
    return new PicklejarError("PICKLE_MALFORMED", details, options);
  }

  truncated(): PicklejarError {
    if (this.#frameEnd >= 0 && this.#frameEnd < this.bytes.length) {
      return this.malformed("its argument runs past the end of its frame");
    }
    const details = { offset: this.bytes.length, opcode: opcodeName(this.opcode) };
    return new PicklejarError("PICKLE_TRUNCATED", details);
  }
}
