// Paths as messages show them: as a person would type them from where they are.

import { relative, resolve, sep } from "node:path";

/** Relative to the current folder where the file lies in it, else absolute. */
export function displayPath(path: string): string {
  const absolute = resolve(path);
  const short = relative(process.cwd(), absolute);
  return short === "" || short === ".." || short.startsWith(`..${sep}`) ? absolute : short;
}
