// Bodies that may take longer than others. Node has one deadline for all requests of a server; what is due to it is told
// to the server's error handler, which asks here whether the client was given more time.

import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

/** Who may take longer. */
export class Patience {
  readonly #sockets = new WeakSet<Socket>();
  readonly #answered = new WeakSet<Socket>();
  readonly #usualMs: number;

  /** @param usualMs  the server's deadline for a whole request, milliseconds */
  constructor(usualMs: number) {
    this.#usualMs = usualMs;
  }

  /** Whether the request that a connection is sending has a deadline of its own. */
  has(socket: Socket): boolean {
    return this.#sockets.has(socket);
  }

  /** Notes that a request got its answer before all of its body has come. */
  settle(request: IncomingMessage): void {
    const { socket } = request;
    if (request.complete) return;
    this.#answered.add(socket);
    request.once("end", () => this.#answered.delete(socket));
  }

  /** Whether the request that a connection is sending has got its answer: there is none to give it at the deadline. */
  isSettled(socket: Socket): boolean {
    return this.#answered.has(socket);
  }

  /**
   * Lets a request's body arrive later than the server's deadline.
   *
   * @param onLate  told after `ms` milliseconds, if it has not arrived then
   * @returns       what ends this, when the body has arrived or is no longer wanted: a rest of it must then come in
   *   the usual time
   */
  grant(request: IncomingMessage, ms = 0, onLate: () => void = () => {}): () => void {
    const { socket } = request;
    this.#sockets.add(socket);
    const late = ms > 0 ? setTimeout(onLate, ms) : undefined;
    return () => {
      clearTimeout(late);
      this.#sockets.delete(socket);
      if (request.complete || socket.destroyed) return;
      // Node has told of the usual deadline already, and does not do so again.
      const rest = setTimeout(() => request.complete || socket.destroy(), this.#usualMs);
      socket.once("close", () => clearTimeout(rest));
      request.once("end", () => clearTimeout(rest));
    };
  }
}
