// From a server to an address that answers.

import { once } from "node:events";
import type { Server } from "node:net";
import type { FastifyInstance } from "fastify";
import { PicklejarError } from "../errors.ts";

export interface ListenOptions {
  /** 0 = any free port. */
  readonly port: number;
  /** An address or a name; 127.0.0.1 unless told, which only this machine reaches. */
  readonly host?: string | undefined;
  /** Whether the next free port is taken when this one is busy. */
  readonly orNext?: boolean | undefined;
}

export interface Address {
  readonly host: string;
  readonly port: number;
  /** `http://127.0.0.1:5000` */
  readonly url: string;
}

// How many ports after a busy one are tried.
const maxTries = 20;

/** @throws PORT_BUSY, USAGE when the address cannot be had for another reason */
export async function listen(app: FastifyInstance, options: ListenOptions): Promise<Address> {
  await app.ready();
  return listenOn(app.server, options);
}

/** The same for a bare server. @throws as `listen` */
export async function listenOn(server: Server, options: ListenOptions): Promise<Address> {
  const { host = "127.0.0.1", orNext = false } = options;
  const last =
    orNext && options.port > 0 ? Math.min(options.port + maxTries, 65_535) : options.port;
  for (let port = options.port; ; port++) {
    try {
      const listening = once(server, "listening");
      server.listen({ port, host });
      await listening;
      return addressOf(server, host);
    } catch (error) {
      if (!isBusy(error)) throw cannotListen(error, host, port);
      if (port >= last) throw new PicklejarError("PORT_BUSY", { port }, { cause: error });
    }
  }
}

function addressOf(server: Server, host: string): Address {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const shown = host.includes(":") ? `[${host}]` : host;
  return { host, port, url: `http://${shown}:${port}` };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

function cannotListen(cause: unknown, host: string, port: number): PicklejarError {
  const why = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
  const reason = `Cannot listen on ${host}, port ${port}: ${why}.`;
  const advice = "Choose another --port (above 1023) or --host (0.0.0.0 for every network).";
  return new PicklejarError("USAGE", { reason, advice }, { cause });
}
