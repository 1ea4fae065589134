// UTF-8 by Node's own means, which are the fastest for short texts. In browsers utf8-browser.ts stands in its place.

import { isUtf8 } from "node:buffer";

export { isUtf8 };

/** Texts in a piece of memory. */
export class TextBytes {
  readonly #bytes: Buffer;

  constructor({ buffer, byteOffset, byteLength }: Uint8Array) {
    this.#bytes = Buffer.from(buffer, byteOffset, byteLength);
  }

  /** The text of the bytes from `start` to `end`, with marks in the place of what is no UTF-8. */
  text(start: number, end: number): string {
    return this.#bytes.toString("utf8", start, end);
  }
}
