// The peer's end of a line: a command and its words come in, one answer goes out.

import { createInterface } from "node:readline";

export type Command = (...words: string[]) => string | Promise<string>;

/** Answers every line of stdin in order; what is thrown becomes a line that begins with `error`. */
export async function serveLines(commands: ReadonlyMap<string, Command>): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const [name = "", ...words] = line.split(" ");
    console.log(await answerOf(commands.get(name), words));
  }
}

async function answerOf(command: Command | undefined, words: string[]): Promise<string> {
  if (command === undefined) return "error no such command";
  try {
    return await command(...words);
  } catch (error) {
    return `error ${String(error).replaceAll("\n", " ")}`;
  }
}

/** Nanoseconds that `repeats` calls take together. */
export function timed(repeats: number, call: (i: number) => unknown): string {
  const start = process.hrtime.bigint();
  for (let i = 0; i < repeats; i++) call(i);
  return String(process.hrtime.bigint() - start);
}
