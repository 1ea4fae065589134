// "Did you mean": the file that was probably meant by a name that there is not.

import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { PicklejarError } from "../errors.ts";
import { nearestName } from "../text.ts";

// A folder with more entries is not searched.
const maxEntries = 5000;

/** @returns the path of a file with nearly the name, in the same folder; null where there is none, and for other errors */
export function nearestFile(error: unknown): string | null {
  if (!(error instanceof PicklejarError) || error.code !== "FILE_NOT_FOUND") return null;
  const { file } = error.details;
  if (typeof file !== "string" || file === "") return null;
  const folder = dirname(file);
  try {
    const names = readdirSync(folder).slice(0, maxEntries);
    const name = nearestName(basename(file), names);
    return name === null ? null : join(folder, name);
  } catch {
    return null;
  }
}
