// Where in a config's text a problem lies, as far as the keys that lead to it stand there one after the other.

import { readFile } from "node:fs/promises";
import { PicklejarError, withDetails } from "../errors.ts";

/** The error with the line of its first issue, for those that show code. @param file  the config */
export async function withLine(error: unknown, file: string): Promise<unknown> {
  if (!(error instanceof PicklejarError) || error.code !== "CONFIG_INVALID") return error;
  const text = await readFile(file, "utf8").catch(() => "");
  const line = lineOf(text, error.issues[0]?.path ?? []);
  return line === null ? error : withDetails(error, { line });
}

/** The line of a value, counted from 1; null where the text has not its keys, as when another file makes it. */
export function lineOf(text: string, path: readonly (string | number)[]): number | null {
  const keys = path.filter((key) => typeof key === "string");
  if (keys.length === 0) return null;
  let end = 0;
  let start = 0;
  for (const key of keys) {
    const quoted = key.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
    const pattern = new RegExp(`(?<=^|[\\s{,])(["'\`]?)${quoted}\\1(?=\\s*[:,}(])`, "gm");
    pattern.lastIndex = end;
    const found = pattern.exec(text);
    if (found === null) return null;
    start = found.index;
    end = start + found[0].length;
  }
  return text.slice(0, start).split("\n").length;
}
