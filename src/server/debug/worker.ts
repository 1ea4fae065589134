// The process that runs the project's code while it is worked on. It listens on a port of its own, which the
// supervisor asks, says when it is ready, and ends when it is told to or when the supervisor is gone.

import type { FastifyInstance } from "fastify";
import { type Address, listen } from "../listen.ts";
import { describeError, type Failure } from "./failure.ts";

/** In the environment of a worker: the address that clients use, as JSON. */
export const workerVariable = "PICKLEJAR_DEBUG_WORKER";

/** What a worker tells its supervisor. */
export type WorkerMessage =
  | { readonly event: "ready"; readonly port: number; readonly watched: WatchedPaths }
  | { readonly event: "failed"; readonly failure: Failure };

/** What the supervisor tells a worker. */
export interface SupervisorMessage {
  readonly event: "stop";
}

/** Absolute paths. */
export interface WatchedPaths {
  /** Folders whose files are the project, and files that belong to it but lie elsewhere. */
  readonly roots: readonly string[];
  /** Files that are written while the server runs. */
  readonly ignored: readonly string[];
  /** The folder of static files, where a change needs no new worker. */
  readonly static: string | null;
}

/** The place of a worker: where clients think it is. */
export interface WorkerPlace {
  readonly address: Address;
  /** Whether no worker has been ready before: then it says where the server is. */
  readonly isFirst: boolean;
}

/** The place of this process if it is a worker; else null. */
export function workerPlace(): WorkerPlace | null {
  const text = process.env[workerVariable];
  if (text === undefined || process.send === undefined) return null;
  return JSON.parse(text) as WorkerPlace;
}

/** Listens, tells the supervisor, and stops when told. @returns the address that clients use */
export async function serveAsWorker(
  app: FastifyInstance,
  place: WorkerPlace,
  watched: WatchedPaths,
): Promise<Address> {
  const { port } = await listen(app, { port: 0, host: "127.0.0.1" });
  // Ctrl-C reaches every process of a terminal; the supervisor says when it is time.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
  const stop = async (): Promise<void> => {
    app.drain.endGrace();
    await app.close();
    process.exit(0);
  };
  process.on("message", (message: SupervisorMessage) => {
    if (message.event === "stop") void stop();
  });
  process.once("disconnect", () => void stop());
  tell({ event: "ready", port, watched });
  return place.address;
}

/** Tells the supervisor why there will be no server. @param root  the project's folder */
export function tellFailure(error: unknown, root: string): void {
  tell({ event: "failed", failure: describeError(error, root) });
}

function tell(message: WorkerMessage): void {
  process.send?.(message);
}
