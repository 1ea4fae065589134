// Reads a pickle's arguments. Every length is compared with the bytes that remain (in the frame, if one
// is open) before anything is made of it.

import { PicklejarError } from "../errors.ts";
import { opcodeName } from "./opcode-names.ts";
import { decodeUtf8, isAscii } from "./pickle-text.ts";

const NEWLINE = 0x0a;

export class PickleCursor {
  readonly bytes: Uint8Array;
  position: number;
  /** Byte of the opcode that is being read, for errors. */
  opcodeOffset = 0;
  opcode = 0;
  readonly #view: DataView;
  readonly #buffer: Buffer;
  /** First byte after the open frame, or -1. */
  #frameEnd = -1;

  constructor(bytes: Uint8Array, position = 0) {
    // A Buffer's `slice` is a view where a Uint8Array's is a copy: what builders get must be the latter.
    this.bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.position = position;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Whether the position lies inside a frame that has bytes left. */
  get insideFrame(): boolean {
    return this.#frameEnd > this.position;
  }

  readOpcode(): number {
    if (this.position === this.#frameEnd) this.#frameEnd = -1;
    this.opcodeOffset = this.position;
    const code = this.bytes[this.position];
    if (code === undefined) {
      throw new PicklejarError("PICKLE_TRUNCATED", {
        offset: this.position,
        opcode: "the stream (no STOP)",
      });
    }
    this.position++;
    this.opcode = code;
    return code;
  }

  /** Goes on behind raw bytes that lie between two frames. */
  jump(position: number): void {
    this.position = position;
    this.#frameEnd = -1;
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
  }

  readUint8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  readUint16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  readInt32(): number {
    return this.#view.getInt32(this.#advance(4), true);
  }

  readUint32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  /** A 64-bit length. @throws PICKLE_TRUNCATED when it is more than the file could hold */
  readLength64(): number {
    const start = this.#advance(8);
    const high = this.#view.getUint32(start + 4, true);
    if (high > 0x1f_ffff) throw this.truncated();
    return high * 2 ** 32 + this.#view.getUint32(start, true);
  }

  /** A float64, big-endian as BINFLOAT has it. */
  readFloat64(): number {
    return this.#view.getFloat64(this.#advance(8), false);
  }

  /** The next `length` bytes, as a view of the file. */
  readBytes(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.bytes.subarray(start, start + length);
  }

  /** `length` bytes of UTF-8; lone surrogates are taken, as Python writes them. */
  readUtf8(length: number): string {
    const start = this.#advance(length);
    const end = start + length;
    if (isAscii(this.bytes, start, end)) return this.#buffer.toString("latin1", start, end);
    const text = decodeUtf8(this.bytes.subarray(start, end));
    if (text === null) throw this.malformed("the text is not valid UTF-8");
    return text;
  }

  /** `length` bytes as latin-1: a Python 2 `str`. */
  readLatin1(length: number): string {
    const start = this.#advance(length);
    return this.#buffer.toString("latin1", start, start + length);
  }

  /** The line at the position without its end, as a view of the file: the argument of a text opcode. */
  readLine(): Uint8Array {
    const end = this.#buffer.indexOf(NEWLINE, this.position);
    if (end < 0 || end >= this.#limit) throw this.truncated();
    const line = this.bytes.subarray(this.position, end);
    this.position = end + 1;
    return line;
  }

  /** @throws PICKLE_TRUNCATED or PICKLE_MALFORMED when fewer than `length` bytes follow */
  require(length: number): void {
    if (length > this.#limit - this.position) throw this.truncated();
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

  /** First byte that an argument may not take. */
  get #limit(): number {
    return this.#frameEnd < 0 ? this.bytes.length : this.#frameEnd;
  }

  #advance(length: number): number {
    const start = this.position;
    this.require(length);
    this.position = start + length;
    return start;
  }
}
