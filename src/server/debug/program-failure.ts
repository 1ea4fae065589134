// The end of a program that nobody caught an error in, as with `node app.ts`: an error of ours is told as the command
// tells it, not as Node dumps errors; in debug mode the supervisor tells it, once.

import { PicklejarError } from "../../errors.ts";
import { describeError } from "./failure.ts";
import { renderFailure } from "./failure-text.ts";
import { tellFailure, workerPlace } from "./worker.ts";

let isWatching = false;

/**
 * From now on an error that ends this process is told in our form: one of ours, and in debug mode any. A program that
 * has a handler of its own for such errors is left to it.
 *
 * @param root  the project's folder
 */
export function tellOwnEnd(root: string): void {
  if (isWatching) return;
  isWatching = true;
  process.on("uncaughtExceptionMonitor", (error: unknown) => {
    if (process.listenerCount("uncaughtException") > 0) return;
    const isWorker = workerPlace() !== null;
    if (isWorker) tellFailure(error, root);
    else if (error instanceof PicklejarError) {
      process.stderr.write(renderFailure(describeError(error, root), root, process.stderr));
    }
    if (isWorker || error instanceof PicklejarError) process.exit(1);
  });
}
