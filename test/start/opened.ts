// What a program opens until it ends: files of code and modules of Node.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(import.meta.dirname, "../..");

export interface Opened {
  /** From the repository's folder on. */
  readonly files: readonly string[];
  /** All files together, bytes. */
  readonly bytes: number;
  /** `node:fs` and so on, sorted. */
  readonly builtins: readonly string[];
}

/** @param args  a program and its arguments */
export function opened(...args: readonly string[]): Opened {
  const folder = mkdtempSync(join(tmpdir(), "picklejar-start-"));
  const report = join(folder, "opened.json");
  const watch = pathToFileURL(join(import.meta.dirname, "watch.mjs")).href;
  try {
    execFileSync(process.execPath, ["--import", watch, ...args], {
      cwd: root,
      env: { ...process.env, OPENED: report, XDG_CACHE_HOME: folder },
      stdio: "ignore",
    });
    const urls = JSON.parse(readFileSync(report, "utf8")) as readonly string[];
    const paths = urls.filter((url) => url.startsWith("file:")).map((url) => fileURLToPath(url));
    return {
      files: paths.map((path) => relative(root, path)),
      bytes: paths.reduce((sum, path) => sum + statSync(path).size, 0),
      builtins: [...new Set(urls.filter((url) => url.startsWith("node:")))].sort(),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The same for a program that is a text. */
export function openedBy(program: string): Opened {
  return opened("--input-type=module", "--eval", program);
}
