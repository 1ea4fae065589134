// Counts the hot paths of a built package, and knows what was recorded.

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/** Per row, by the name of the path. */
export type Figures = Readonly<Record<string, number>>;

export interface Recorded {
  /** The version of Node, whose own objects have a part in the figures. */
  readonly node: string;
  readonly bytes: Figures;
  readonly work: Figures;
}

export const recordedFile: string = join(import.meta.dirname, "recorded.json");

/** How far a figure may be from what was recorded. */
export const allowance = 0.03;

// No collection while bytes are counted, no second thread that compiles meanwhile, the same hashes every time.
const common = ["--single-threaded", "--hash-seed=7", "--random-seed=7"];
const flags: Readonly<Record<"bytes" | "work", readonly string[]>> = {
  bytes: [
    ...common,
    "--expose-gc",
    "--no-opt",
    "--no-maglev",
    "--min-semi-space-size=64",
    "--max-semi-space-size=64",
  ],
  work: common,
};

export async function countFigures(dist: string, what: "bytes" | "work"): Promise<Figures> {
  const script = join(import.meta.dirname, "count.ts");
  const args = [...flags[what], script, dist, what];
  // Options for other programs, such as a test runner's, would change the figures.
  const { NODE_OPTIONS: _, NODE_V8_COVERAGE: __, ...env } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return JSON.parse(stdout);
}

export function readRecorded(): Recorded {
  return JSON.parse(readFileSync(recordedFile, "utf8"));
}

/** What has changed by more than the allowance, as sentences. */
export function changedFigures(what: string, before: Figures, now: Figures): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].flatMap((name) => {
    const [was, is] = [before[name] ?? 0, now[name] ?? 0];
    if (Math.abs(is - was) <= allowance * was) return [];
    return [`${name}: ${what} per row ${was.toFixed(0)} → ${is.toFixed(0)}`];
  });
}
