// Reads every bomb, or the one of the largest that is named, in a process whose memory is limited, and writes what
// became of it, a JSON line for each: `node --expose-gc --max-old-space-size=512 bomb-process.ts [NAME]`.

import { readFileSync, writeFileSync } from "node:fs";
import { PicklejarError } from "../../../src/errors.ts";
import { defaultLimits } from "../../../src/limits.ts";
import { readModelFile } from "../../../src/objects/model-file.ts";
import { decodePickle } from "../../../src/objects/pickle-machine.ts";
import { inspectFile } from "../../../src/predict/inspect.ts";
import { loadModel } from "../../../src/predict/model.ts";
import { bombs, largestBombs } from "./bombs.ts";
import type { HostileCase } from "./cases.ts";

/** What became of one bomb. */
export interface BombReport {
  readonly name: string;
  /** How each way of reading it ended: a code, "value", or the stack of an error that is not ours. */
  readonly endings: Readonly<Record<string, string>>;
  /** The slowest of them, milliseconds. */
  readonly slowestMs: number;
  /** The most memory that the process held while it read the bomb, bytes. */
  readonly peakBytes: number;
  /** How much more that is than before. */
  readonly grownBytes: number;
}

async function reportOf(hostile: HostileCase): Promise<BombReport> {
  const { name, bytes, ending, kept, file, loaded, memoryMiB } = hostile;
  const memoryBytes = (memoryMiB ?? 0) * 2 ** 20 || defaultLimits.memoryBytes;
  const inflatedBytes = memoryMiB === undefined ? defaultLimits.inflatedBytes : memoryBytes;
  const options = { limits: { ...defaultLimits, memoryBytes, inflatedBytes } };
  const bomb = bytes();
  const endings: Record<string, string> = {};
  let slowestMs = 0;
  let peakBytes = 0;
  let grownBytes = 0;
  const attempt = async (way: string, read: () => unknown): Promise<void> => {
    forgetMemory();
    const before = process.memoryUsage.rss();
    const began = performance.now();
    endings[way] = await endingOf(read);
    slowestMs = Math.max(slowestMs, performance.now() - began);
    peakBytes = Math.max(peakBytes, peakMemory());
    grownBytes = Math.max(grownBytes, peakMemory() - before);
  };
  await attempt("decodePickle", () => decodePickle(bomb, options));
  if (file !== undefined) await attempt("readModelFile", () => readModelFile(bomb, options));
  if (loaded !== undefined) await attempt("loadModel", () => loadModel(bomb, options));
  if (ending === "value") await attempt("inspectFile", () => inspectFile(bomb, options));
  else if (kept !== ending)
    await attempt("kept", () => decodePickle(bomb, { ...options, unknown: "keep" }));
  return { name, endings, slowestMs, peakBytes, grownBytes };
}

async function endingOf(read: () => unknown): Promise<string> {
  try {
    await read();
    return "value";
  } catch (error) {
    return error instanceof PicklejarError ? error.code : String((error as Error).stack);
  }
}

/** Collects garbage, gives it back where there is much, and lets Linux count the peak anew. */
function forgetMemory(): void {
  const collect = (globalThis as { gc?: (options: object) => void }).gc;
  const flavor = process.memoryUsage.rss() > 300 * 2 ** 20 ? "last-resort" : "regular";
  collect?.({ type: "major", flavor, execution: "sync" });
  writeFileSync("/proc/self/clear_refs", "5");
}

function peakMemory(): number {
  const peak = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "latin1"));
  return Number(peak?.[1]) * 1024;
}

const [, , chosen] = process.argv;
const all = chosen === undefined ? bombs : largestBombs.filter(({ name }) => name === chosen);
for (const bomb of all) console.log(JSON.stringify(await reportOf(bomb)));
