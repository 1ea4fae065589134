// A program that supervises itself: the process that was started becomes the supervisor and runs the same program once
// more as its worker.

import { PicklejarError } from "../../errors.ts";
import type { Address, ListenOptions } from "../listen.ts";
import { Supervisor } from "./supervisor.ts";

export interface RunOptions {
  /** The project's folder. */
  readonly root: string;
  /** What is watched of it until the program says; the folder unless told. */
  readonly watched?: readonly string[];
  readonly listen: ListenOptions;
  /** Told when it listens. */
  readonly onListen?: (address: Address) => void;
  /** Told when the first signal to stop has arrived. */
  readonly onStop?: () => void;
  /** Told when everything has ended; the process exits right after. */
  readonly onStopped?: () => void;
}

/**
 * Runs this program again as a worker and supervises it until SIGTERM or SIGINT, which end the process.
 *
 * @returns never while the program is worked on: what follows is the worker's to do
 * @throws PORT_BUSY; USAGE where there is no program to run again
 */
export async function superviseSelf(options: RunOptions): Promise<never> {
  const [, file, ...args] = process.argv;
  if (file === undefined) {
    const reason = "Debug mode starts the program again, and there is no file to start.";
    throw new PicklejarError("USAGE", { reason, advice: "Put the code into a file: node app.ts." });
  }
  const { onListen, onStop, onStopped, ...rest } = options;
  const supervisor = new Supervisor({ program: { file, args }, ...rest });
  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) process.exit(130);
    isStopping = true;
    onStop?.();
    await supervisor.stop();
    onStopped?.();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  const address = await supervisor.start();
  onListen?.(address);
  return new Promise<never>(() => {});
}
