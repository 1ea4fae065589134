// UTF-8 by the means of browsers. The build of pages puts this in the place of utf8.ts.

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });

export function isUtf8(bytes: Uint8Array<ArrayBuffer>): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

export class TextBytes {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  text(start: number, end: number): string {
    return lenient.decode(this.#bytes.subarray(start, end));
  }
}
