// Runs the built command as a user would: its own process, its own streams.
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";

export const root: string = join(import.meta.dirname, "..", "..");
export const salary: string = join(root, "examples", "salary", "model.pkl");
const main = join(root, "dist", "cli", "main.js");

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

function start(args: readonly string[], env: NodeJS.ProcessEnv): Child {
  const { PORT: _port, ...rest } = process.env;
  return spawn(process.execPath, [main, ...args], {
    env: { ...rest, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs `picklejar ARGS` to its end. */
export async function runCli(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Finished> {
  const child = start(args, env);
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout: stdout(), stderr: stderr() };
}

/** Runs `picklejar ARGS` with an output whose reader has gone away before anything is written. */
export async function runUnread(args: readonly string[]): Promise<Omit<Finished, "stdout">> {
  const child = start(args, {});
  child.stdout.destroy();
  const stderr = collect(child.stderr);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stderr: stderr() };
}

export interface Serving {
  /** The line that `serve` prints when it is ready. */
  readonly ready: { readonly port: number; readonly host: string; readonly url: string };
  readonly output: () => string;
  /** Sends SIGTERM and waits for the end. @returns the exit code */
  stop(): Promise<number | null>;
}

/** Runs `picklejar serve ARGS` until it is ready. */
export async function serve(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Serving> {
  const child = start(["serve", ...args], env);
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const closed = once(child, "close") as Promise<[number | null]>;
  while (!stdout().includes("\n")) {
    const ended = await Promise.race([closed, once(child.stdout, "data").then(() => null)]);
    if (ended !== null) throw new Error(`serve ended with ${ended[0]}: ${stderr()}`);
  }
  return {
    ready: JSON.parse(stdout().split("\n", 1)[0] ?? "{}"),
    output: () => stdout() + stderr(),
    async stop() {
      child.kill("SIGTERM");
      return (await closed)[0];
    },
  };
}

function collect(stream: Readable): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  return () => text;
}
