// A request's body at the reader's own pace: what has arrived is taken together, and no more than that is let in.

import type { IncomingMessage } from "node:http";

/** The body ended before its end. */
export class CutOff extends Error {}

/** Nothing arrived in time. */
export class Stalled extends Error {}

// More than this is not let in before it is read, bytes.
const highWater = 2 ** 18;

/** Reads one body. One call at a time. */
export class BodyReader {
  readonly #request: IncomingMessage;
  #chunks: Buffer[] = [];
  #spare: ArrayBuffer | null = null;
  #length = 0;
  #isOver = false;
  #isCut = false;
  #wake: (() => void) | null = null;

  constructor(request: IncomingMessage) {
    this.#request = request;
    request.on("data", this.#onData);
    request.on("end", this.#onEnd);
    request.on("error", this.#onCut);
    request.on("close", this.#onCut);
  }

  /**
   * What has arrived since the last time, in memory that may be given away; null at the end.
   *
   * @param ms  how long to wait for more, milliseconds
   * @throws CutOff, Stalled
   */
  async read(ms: number): Promise<Uint8Array<ArrayBuffer> | null> {
    if (!(await this.#arrived(ms))) throw new Stalled();
    if (this.#length === 0) {
      if (this.#isOver) return null;
      throw new CutOff();
    }
    const bytes = this.#memory(this.#length);
    let at = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    this.#chunks = [];
    this.#length = 0;
    this.#request.resume();
    return bytes;
  }

  /** Takes memory for what is read next. */
  reuse(buffer: ArrayBuffer): void {
    this.#spare = buffer;
  }

  /** What still comes is let in and forgotten. */
  stop(): void {
    this.#request.off("data", this.#onData);
    this.#request.resume();
  }

  #memory(length: number): Uint8Array<ArrayBuffer> {
    const spare = this.#spare;
    this.#spare = null;
    if (spare !== null && spare.byteLength >= length) return new Uint8Array(spare, 0, length);
    // A body that goes on will bring as much again, and more.
    const room = spare === null ? length : Math.max(length, Math.min(2 * length, highWater));
    return new Uint8Array(new ArrayBuffer(room), 0, length);
  }

  /** Whether there is something to say within `ms` milliseconds. */
  async #arrived(ms: number): Promise<boolean> {
    if (this.#length > 0 || this.#isOver || this.#isCut) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(false), ms);
    this.#wake = () => resolve(true);
    try {
      return await promise;
    } finally {
      this.#wake = null;
      clearTimeout(timer);
    }
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    if (this.#length >= highWater) this.#request.pause();
    this.#wake?.();
  };

  readonly #onEnd = (): void => {
    this.#isOver = true;
    this.#wake?.();
  };

  // Closing comes after the end, too.
  readonly #onCut = (): void => {
    this.#isCut = true;
    this.#wake?.();
  };
}
