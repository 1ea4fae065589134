// A long answer on its way to a client while the request is still coming in. Backpressure, and a way out of a deadlock:
// many clients (browsers, Python's requests) send all of a body before they read any answer. Their answers wait on disk.

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Pace } from "./pace.ts";
import { Spill } from "./spill.ts";

export interface AnswerStreamOptions {
  /** How long a client may leave its answers unread before they go to the disk, milliseconds. */
  readonly spillAfterMs: number;
  /** Bytes that may wait on the disk. */
  readonly spillBytes: number;
  /** How long the client may leave its answers unread where nothing else helps. */
  readonly pace: Pace;
}

/** The client has gone away, or does not read. */
export class GoneAway extends Error {}

// Read back from the disk at once, bytes.
const pieceBytes = 2 ** 18;

/** Writes one response. One call at a time. */
export class AnswerStream {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #options: AnswerStreamOptions;
  #spill: Spill | null = null;
  #canSpill = true;

  constructor(request: IncomingMessage, response: ServerResponse, options: AnswerStreamOptions) {
    this.#request = request;
    this.#response = response;
    this.#options = options;
  }

  /** Whether answers wait on the disk. */
  get isSpilling(): boolean {
    return this.#spill !== null;
  }

  /**
   * Resolves when there is room for more.
   *
   * @param onSent  told when nobody needs the bytes any more; not where they went to the disk
   * @throws GoneAway
   */
  async write(bytes: Uint8Array, onSent?: () => void): Promise<void> {
    this.#check();
    if (this.#spill !== null) {
      await this.#keep(this.#spill, bytes);
    } else if (!this.#send(bytes, onSent)) {
      await this.#waitOrSpill();
    }
    this.#check();
  }

  /** Resolves when everything was given to the connection. @throws GoneAway */
  async flush(): Promise<void> {
    while (this.#spill !== null) {
      await this.#waitForRoom();
      await this.#pourBack(this.#spill);
    }
    this.#check();
  }

  /** Lets go of what waits. */
  async close(): Promise<void> {
    const spill = this.#spill;
    this.#spill = null;
    await spill?.close();
  }

  /** Waits for room. If the client does not read while it sends, what comes next goes to the disk. */
  async #waitOrSpill(): Promise<void> {
    if (this.#request.complete || !this.#canSpill) return this.#waitForRoom();
    if (await this.#drained(this.#options.spillAfterMs)) return;
    this.#check();
    try {
      this.#spill = await Spill.open();
    } catch {
      // Without a disk, patience is all there is.
      this.#canSpill = false;
      await this.#waitForRoom();
    }
  }

  async #keep(spill: Spill, bytes: Uint8Array): Promise<void> {
    while (spill.length > 0 && spill.size + bytes.length > this.#options.spillBytes) {
      await this.#waitForRoom();
      await this.#pour(spill);
    }
    await spill.put(bytes);
    await this.#pourBack(spill);
  }

  /** What waits goes on as far as there is room; once nothing waits, answers take the direct way again. */
  async #pourBack(spill: Spill): Promise<void> {
    await this.#pour(spill);
    if (spill.length === 0) await this.close();
  }

  async #pour(spill: Spill): Promise<void> {
    while (spill.length > 0 && !this.#response.writableNeedDrain) {
      this.#check();
      this.#send(await spill.take(pieceBytes));
    }
  }

  /** Whether there is room for more. */
  #send(bytes: Uint8Array, onSent?: () => void): boolean {
    this.#options.pace.moved(bytes.length);
    return this.#response.write(bytes, (error) => {
      if (!error) onSent?.();
    });
  }

  /** @throws GoneAway when the client does not read on in time */
  async #waitForRoom(): Promise<void> {
    if (!(await this.#options.pace.during((ms) => this.#drained(ms)))) {
      throw new GoneAway("The answers were not read.");
    }
    this.#check();
  }

  /** Whether there is room within `ms` milliseconds. */
  async #drained(ms: number): Promise<boolean> {
    const response = this.#response;
    if (!response.writableNeedDrain) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const onDrain = (): void => resolve(true);
    const timer = setTimeout(() => resolve(false), ms);
    response.once("drain", onDrain);
    response.once("close", onDrain);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      response.off("drain", onDrain);
      response.off("close", onDrain);
    }
  }

  #check(): void {
    if (this.#response.destroyed || this.#response.closed) {
      throw new GoneAway("The connection is closed.");
    }
  }
}
