// Stopping without losing anybody: what is under way is answered, and no client writes into a closed socket.
//
// The listening socket closes at once. Answers then say `Connection: close`, so clients with kept connections
// leave by themselves; idle connections stay open for a grace, because a request may already be on its way.

import type { Server } from "node:http";
import { type Socket, Server as TcpServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { ServerLimits } from "./limits.ts";

/** The stopping of a server. */
export interface Drain {
  /** Whether the server is stopping. */
  readonly isDraining: boolean;
  /** Ends the grace of idle connections now; answers under way are still waited for. */
  endGrace(): void;
}

declare module "fastify" {
  interface FastifyInstance {
    drain: Drain;
  }
}

type DrainLimits = Pick<ServerLimits, "graceMs" | "drainMs">;

const sweepMs = 50;

// How long the connections that wait at the door are taken in, milliseconds: until none waits, on a busy machine too.
const acceptMs = 2000;

/** Makes `app.close()` drain first. */
export function drainOnClose(app: FastifyInstance, limits: DrainLimits): Drain {
  const sockets = new Set<Socket>();
  let accepted = 0;
  app.server.on("connection", (socket) => {
    accepted++;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  let { graceMs } = limits;
  let isDraining = false;
  const drain: Drain = {
    get isDraining() {
      return isDraining;
    },
    endGrace() {
      graceMs = 0;
    },
  };
  app.addHook("preClose", async () => {
    isDraining = true;
    await acceptWaiting(() => accepted);
    const closed = stopListening(app.server);
    const start = performance.now();
    const sweep = setInterval(() => {
      const elapsed = performance.now() - start;
      if (elapsed >= limits.drainMs) app.server.closeAllConnections();
      // After the events that wait: a request may have arrived while nothing could be read.
      else if (elapsed >= graceMs) setImmediate(() => closeIdle(app.server, sockets));
    }, sweepMs);
    await closed;
    clearInterval(sweep);
  });
  app.decorate("drain", drain);
  return drain;
}

/**
 * Takes in whom the system has connected already. They wait to be accepted, one in a turn of the event loop, and
 * would be reset if the listening socket were closed now.
 *
 * @param count  how many were accepted so far
 */
async function acceptWaiting(count: () => number): Promise<void> {
  const until = performance.now() + acceptMs;
  // On a busy machine the system itself takes a while to connect them.
  for (let quiet = 0; quiet < 5 && performance.now() < until; ) {
    const before = count();
    await delay(5);
    quiet = count() === before ? quiet + 1 : 0;
  }
}

/** Resolves when the last connection has ended. */
async function stopListening(server: Server): Promise<void> {
  if (!server.listening) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  // Not http's own close(), which cuts idle connections off at once.
  TcpServer.prototype.close.call(server, () => resolve());
  await promise;
}

// Node does not count a connection as idle before its first request: browsers open such ones in advance.
function closeIdle(server: Server, sockets: ReadonlySet<Socket>): void {
  server.closeIdleConnections();
  for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
}

export interface StopOptions {
  /** Told when the first signal arrives. */
  readonly onStop?: (signal: NodeJS.Signals) => void;
  /** Told when everything has ended; the process exits right after. */
  readonly onStopped?: () => void;
}

/**
 * Ends the process gracefully at SIGTERM and SIGINT. A person's Ctrl-C waits for answers under way but not for
 * idle connections; a second one ends at once.
 */
export function stopOnSignals(app: FastifyInstance, options: StopOptions = {}): void {
  let isStopping = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (signal === "SIGINT") {
      if (isStopping) process.exit(130);
      app.drain.endGrace();
    }
    if (isStopping) return;
    isStopping = true;
    options.onStop?.(signal);
    await app.close();
    options.onStopped?.();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}
