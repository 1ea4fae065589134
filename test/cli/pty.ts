// Runs the built command under a real pseudo-terminal, as `script` of util-linux makes them.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root } from "./run.ts";

const main = join(root, "dist", "cli", "main.js");

// What is not shown by then never will be; a busy machine takes its time.
const patienceMs = 30_000;

export interface Terminal {
  /** All that was shown, as it was written. */
  readonly raw: () => string;
  /** The same without styles; line ends as `\n`. */
  readonly text: () => string;
  /** Types; `\u0003` is Ctrl-C. */
  type(keys: string): void;
  /** Waits until a text is shown. */
  shows(text: string | RegExp): Promise<void>;
  /** Waits for the end. @returns the exit code */
  ended(): Promise<number | null>;
  kill(): void;
}

/** Opens a terminal of so many columns that runs `picklejar ARGS`. */
export function openTerminal(
  columns: number,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Terminal {
  const { NO_COLOR: _plain, FORCE_COLOR: _forced, CI: _ci, PORT: _port, ...rest } = process.env;
  const words = [process.execPath, main, ...args].map((word) => `'${word}'`).join(" ");
  const command = `stty cols ${columns} rows 40; exec ${words}`;
  const child: ChildProcess = spawn("script", ["-qefc", command, "/dev/null"], {
    env: { ...rest, TERM: "xterm-256color", LC_ALL: "C.UTF-8", ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let raw = "";
  const closed = once(child, "close") as Promise<[number | null]>;
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    raw += chunk;
  });
  const text = (): string => stripVTControlCharacters(raw).replaceAll("\r\n", "\n");
  return {
    raw: () => raw,
    text,
    type: (keys) => void child.stdin?.write(keys),
    async shows(wanted) {
      const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
      const isShown = (): boolean =>
        typeof wanted === "string" ? text().includes(wanted) : wanted.test(text());
      while (!isShown()) {
        const more = child.stdout === null ? [] : [once(child.stdout, "data").then(() => null)];
        const ended = await Promise.race([closed, ...more]);
        if (ended !== null && !isShown()) throw new Error(`never shown: ${wanted}\n${text()}`);
      }
      clearTimeout(timer);
    },
    ended: async () => (await closed)[0],
    kill: () => void child.kill("SIGKILL"),
  };
}
