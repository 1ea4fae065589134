// How busy the server is, and whether it should take on another prediction.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { PicklejarError } from "../errors.ts";
import type { ServerLimits } from "./limits.ts";

const sampleMs = 100;

type LoadLimits = Pick<ServerLimits, "inFlight" | "lagMs" | "heldBytes">;

/** The load of one server. */
export class Load {
  readonly #limits: LoadLimits;
  #inFlight = 0;
  #lagMs = 0;
  #heldBytes = 0;
  readonly #bodies = new WeakMap<FastifyReply, number>();

  constructor(limits: LoadLimits) {
    this.#limits = limits;
  }

  /** How late the event loop ran at the last sample, milliseconds. */
  get lagMs(): number {
    return this.#lagMs;
  }

  /** Predictions begun and not yet answered. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Bytes of bodies in memory, small ones left out. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** Measures how late a timer comes, while the server lives. */
  watch(app: FastifyInstance): void {
    let timer: NodeJS.Timeout | undefined;
    app.addHook("onReady", (done) => {
      let due = performance.now() + sampleMs;
      timer = setInterval(() => {
        const now = performance.now();
        this.#lagMs = Math.max(now - due, 0);
        due = now + sampleMs;
      }, sampleMs);
      timer.unref();
      done();
    });
    app.addHook("onClose", (_app, done) => {
      clearInterval(timer);
      done();
    });
  }

  /**
   * Hook of routes that predict: refuses before the body is read.
   *
   * One prediction is always under way before others are refused, so that a client which asks large things one
   * after the other is never turned away for the time that its own answers took.
   *
   * @throws SERVER_OVERLOADED
   */
  readonly admit = (
    _request: FastifyRequest,
    _reply: FastifyReply,
    done: (error?: Error) => void,
  ): void => {
    const { inFlight, lagMs } = this.#limits;
    const isLate = this.#lagMs > lagMs && this.#inFlight > 0;
    if (isLate || this.#inFlight >= inFlight) done(new PicklejarError("SERVER_OVERLOADED"));
    else done();
  };

  /**
   * Counts a prediction as under way until its answer is sent. Whoever still sends a body is not: slow clients
   * would otherwise keep others out.
   *
   * @throws SERVER_OVERLOADED
   */
  begin(reply: FastifyReply): void {
    if (this.#inFlight >= this.#limits.inFlight) throw new PicklejarError("SERVER_OVERLOADED");
    this.#inFlight++;
    reply.raw.once("close", this.#release);
  }

  /**
   * Counts bytes of a body as held until its request is answered.
   *
   * @throws SERVER_OVERLOADED
   */
  hold(reply: FastifyReply, bytes: number): void {
    if (this.#heldBytes + bytes > this.#limits.heldBytes) {
      throw new PicklejarError("SERVER_OVERLOADED");
    }
    const before = this.#bodies.get(reply);
    this.#bodies.set(reply, (before ?? 0) + bytes);
    this.#heldBytes += bytes;
    if (before !== undefined) return;
    reply.raw.once("close", () => {
      this.#heldBytes -= this.#bodies.get(reply) ?? 0;
    });
  }

  // One function for all requests; "close" comes after every answer and every broken connection.
  readonly #release = (): void => {
    this.#inFlight--;
  };
}
