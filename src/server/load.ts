// How busy the server is, and whether it should take on another prediction.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { PicklejarError } from "../errors.ts";
import type { ServerLimits } from "./limits.ts";

const sampleMs = 100;

/** The load of one server. */
export class Load {
  readonly #limits: Pick<ServerLimits, "inFlight" | "lagMs">;
  #inFlight = 0;
  #lagMs = 0;

  constructor(limits: Pick<ServerLimits, "inFlight" | "lagMs">) {
    this.#limits = limits;
  }

  /** How late the event loop ran at the last sample, milliseconds. */
  get lagMs(): number {
    return this.#lagMs;
  }

  /** Predictions admitted and not yet answered. */
  get inFlight(): number {
    return this.#inFlight;
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
    reply: FastifyReply,
    done: (error?: Error) => void,
  ): void => {
    const { inFlight, lagMs } = this.#limits;
    const isLate = this.#lagMs > lagMs && this.#inFlight > 0;
    if (isLate || this.#inFlight >= inFlight) {
      done(new PicklejarError("SERVER_OVERLOADED"));
      return;
    }
    this.#inFlight++;
    reply.raw.once("close", this.#release);
    done();
  };

  // One function for all requests; "close" comes after every answer and every broken connection.
  readonly #release = (): void => {
    this.#inFlight--;
  };
}
