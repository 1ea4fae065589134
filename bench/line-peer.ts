// A process that is asked line by line: a command on its stdin, one answer on its stdout. All that is timed is
// timed inside of it, so that pipes and start-up have no part in any figure.

import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface PeerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Threads that its libraries may use. */
  readonly threads: number;
}

/** An answer that began with `error`. */
export class PeerError extends Error {
  override readonly name = "PeerError";
}

export class LinePeer {
  readonly #process: ChildProcess;
  readonly #waiting: PromiseWithResolvers<string>[] = [];

  constructor({ command, args, cwd, threads }: PeerCommand) {
    const env = { ...process.env, ...threadLimits(threads) };
    const child = spawn(command, args, { cwd, env, stdio: ["pipe", "pipe", "inherit"] });
    this.#process = child;
    createInterface({ input: child.stdout }).on("line", (line) => {
      const asked = this.#waiting.shift();
      if (line.startsWith("error ")) asked?.reject(new PeerError(line.slice(6)));
      else asked?.resolve(line);
    });
    const fail = (reason: string): void => {
      for (const asked of this.#waiting.splice(0)) asked.reject(new Error(`${command}: ${reason}`));
    };
    child.on("error", (error) => fail(error.message));
    child.on("exit", (code) => fail(`ended with exit code ${code}`));
    child.stdin.on("error", () => {});
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** @throws PeerError with what the peer says; Error when it is gone */
  ask(...words: readonly (string | number)[]): Promise<string> {
    const asked = Promise.withResolvers<string>();
    if (this.#process.exitCode !== null) asked.reject(new Error("the peer has ended"));
    else this.#waiting.push(asked);
    this.#process.stdin?.write(`${words.join(" ")}\n`);
    return asked.promise;
  }

  close(): void {
    this.#process.stdin?.end();
  }
}

/** Variables by which numerical libraries, ours among them, are told how many threads they may use. */
export function threadLimits(threads: number): Readonly<Record<string, string>> {
  const names = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "PICKLEJAR_THREADS"];
  return Object.fromEntries(names.map((name) => [name, String(threads)]));
}
