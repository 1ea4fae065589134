// The front door of `picklejar/server`: a model file or a loaded model, live.

import type { FastifyInstance } from "fastify";
import { loadModel } from "../predict/model.ts";
import type { Model } from "../predict/prediction.ts";
import { createServer, type ServerOptions } from "./app.ts";
import { type Address, listen } from "./listen.ts";
import { stopOnSignals } from "./shutdown.ts";

export type { RequestEvent, ServerOptions } from "./app.ts";
export type { ServerLimits } from "./limits.ts";
export type { Address } from "./listen.ts";

export interface AppOptions extends ServerOptions {
  /** A path, or a model that `loadModel` gave. */
  readonly model: string | Model;
}

export interface AppListenOptions {
  /** 5000 unless told; 0 = any free port. */
  readonly port?: number;
  /** 127.0.0.1 unless told. */
  readonly host?: string;
}

/** A model being served. */
export interface App {
  readonly model: Model;
  /** Fastify itself, for routes and plugins of your own; add them before `listen`. */
  readonly fastify: FastifyInstance;
  listen(options?: AppListenOptions): Promise<Address>;
  /** Listens, and ends the process gracefully at SIGTERM and SIGINT. */
  run(options?: AppListenOptions): Promise<Address>;
  /** Stops listening and finishes what is under way. */
  close(): Promise<void>;
}

/**
 * @example
 * const app = await createApp({ model: "model.pkl" });
 * await app.run();   // http://127.0.0.1:5000
 *
 * @throws what `loadModel` throws, when the model is a path
 */
export async function createApp(options: AppOptions): Promise<App> {
  const { model: given, ...serverOptions } = options;
  const model = typeof given === "string" ? await loadModel(given) : given;
  const fastify = createServer(model, serverOptions);
  const start = ({ port = 5000, host }: AppListenOptions = {}) => listen(fastify, { port, host });
  return {
    model,
    fastify,
    listen: start,
    async run(listenOptions) {
      const address = await start(listenOptions);
      stopOnSignals(fastify);
      return address;
    },
    close: async () => {
      await fastify.close();
    },
  };
}
