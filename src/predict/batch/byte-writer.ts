// Bytes gathered from texts and from pieces of other bytes, as fast as a loop allows.

const encoder = new TextEncoder();

/** Output that grows until it is taken. */
export class ByteWriter {
  #bytes = new Uint8Array(2 ** 14);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** A text, short ones without the detour over an encoder. */
  writeText(text: string): void {
    const { length } = text;
    this.#reserve(3 * length);
    const bytes = this.#bytes;
    let at = this.#length;
    if (length > 64) {
      this.#length += encoder.encodeInto(text, bytes.subarray(at)).written;
      return;
    }
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) {
        this.#length += encoder.encodeInto(text, bytes.subarray(this.#length)).written;
        return;
      }
      bytes[at++] = code;
    }
    this.#length = at;
  }

  /** Letters `start` to `end` of a text in ASCII. */
  writePart(text: string, start: number, end: number): void {
    this.#reserve(end - start);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let i = start; i < end; i++) bytes[at++] = text.charCodeAt(i);
    this.#length = at;
  }

  /** Bytes `start` to `end` of others. */
  writeBytes(source: Uint8Array, start: number, end: number): void {
    const length = end - start;
    this.#reserve(length);
    const bytes = this.#bytes;
    if (length > 128) {
      bytes.set(source.subarray(start, end), this.#length);
    } else {
      let to = this.#length;
      for (let at = start; at < end; at++) bytes[to++] = source[at] ?? 0;
    }
    this.#length += length;
  }

  /** What was gathered, as a copy; the writer is empty then. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * needed);
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
