// A client of bare sockets, for what no HTTP library would send or show.

import { once } from "node:events";
import { connect, type Socket } from "node:net";

export interface RawResponse {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** One connection; it notes how it ended. */
export class RawClient {
  readonly socket: Socket;
  /** Whether the server sent a reset, the one way to lose an answer. */
  wasReset = false;
  isClosed = false;
  #received: Buffer = Buffer.alloc(0);
  #wake = Promise.withResolvers<void>();

  static async open(port: number): Promise<RawClient> {
    const socket = connect(port, "127.0.0.1");
    const client = new RawClient(socket);
    await once(socket, "connect");
    return client;
  }

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#notify();
    });
    socket.on("error", (error: Error & { code?: string }) => {
      if (error.code === "ECONNRESET" || error.code === "EPIPE") this.wasReset = true;
    });
    socket.on("close", () => {
      this.isClosed = true;
      this.#notify();
    });
  }

  /** Sends bytes, or a text as Latin-1. */
  send(bytes: string | Buffer): void {
    this.socket.write(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes);
  }

  /** The next whole response; null when the connection ends first. */
  async read(): Promise<RawResponse | null> {
    for (;;) {
      const response = this.#take();
      if (response !== null) return response;
      if (this.isClosed) return null;
      await this.#wake.promise;
    }
  }

  /** Waits until the server has closed the connection, by a reset too: a client that goes on sending meets one. */
  async closed(): Promise<void> {
    if (this.isClosed) return;
    // Not `once` of events, which takes the error before the close for its own.
    await new Promise<void>((resolve) => this.socket.once("close", () => resolve()));
  }

  #notify(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }

  #take(): RawResponse | null {
    const text = this.#received.toString("latin1");
    const end = text.indexOf("\r\n\r\n");
    if (end < 0) return null;
    const [first = "", ...lines] = text.slice(0, end).split("\r\n");
    const headers = new Map(
      lines.map((line) => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    const length = Number(headers.get("content-length") ?? 0);
    if (text.length < end + 4 + length) return null;
    this.#received = this.#received.subarray(end + 4 + length);
    const body = text.slice(end + 4, end + 4 + length);
    return { status: Number(first.split(" ")[1]), headers, body };
  }
}

/** A POST of JSON as it goes over the wire. */
export function jsonRequest(path: string, body: string): string {
  const length = Buffer.byteLength(body);
  return `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${body}`;
}
