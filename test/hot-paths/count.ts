// Counts what the hot paths do, in a process of its own: `node FLAGS count.ts DIST bytes|work [PATH …]` → JSON, figures
// per row by the name of the path.
//
// `bytes`: memory that is taken, of the heap and of array buffers. The optimizing compilers are off, since what they
// spare changes with every edit nearby; so this is more than a hot server takes, and the same in every run.
// `work`: characters of our code that are executed, counted by V8's coverage, block by block; a turn of a loop of a WebAssembly
// kernel counts as `kernelTurn` of them. Neither depends on the machine's speed or load, nor on other programs.

import { readFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { GCProfiler } from "node:v8";
import { blocksOf, type Coverage, executedCharacters } from "./coverage.ts";
import { countKernelWork } from "./kernel-work.ts";
import { type HotPath, openPaths } from "./paths.ts";

const kernelTurn = 50;

const [dist = "", what = ""] = process.argv.slice(2);
const count = what === "bytes" ? countBytes : countWork;
console.log(JSON.stringify(await count()));

async function countBytes(): Promise<Readonly<Record<string, number>>> {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error("run with --expose-gc");
  const figures: Record<string, number> = {};
  for (const path of await openPaths(dist)) {
    const calls = path.rows === 1 ? 128 : 2;
    await repeat(path, 2 * calls);
    gc();
    const profiler = new GCProfiler();
    profiler.start();
    const before = memoryNow();
    await repeat(path, calls);
    const taken = memoryNow() - before;
    // What is collected meanwhile would be missing.
    if ((profiler.stop()?.statistics.length ?? 0) > 0)
      throw new Error(`${path.name} takes too much`);
    figures[path.name] = taken / calls / path.rows;
  }
  return figures;
}

function memoryNow(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

async function countWork(): Promise<Readonly<Record<string, number>>> {
  // Before our code is compiled: what is compiled already counts no blocks.
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  const asked = { callCount: true, detailed: true, allowTriggeredUpdates: false };
  await session.post("Profiler.startPreciseCoverage", asked);
  const kernels = countKernelWork();
  const figures: Record<string, number> = {};
  const own = pathToFileURL(dist).href;
  for (const path of await openPaths(dist)) {
    const calls = path.rows === 1 ? 128 : 2;
    await repeat(path, calls);
    await session.post("Profiler.takePreciseCoverage");
    const kernelsBefore = kernels.count();
    await repeat(path, calls);
    const { result } = (await session.post("Profiler.takePreciseCoverage")) as Coverage;
    let work = (kernels.count() - kernelsBefore) * kernelTurn;
    for (const { url, functions } of result) {
      if (!url.startsWith(own)) continue;
      const source = readFileSync(fileURLToPath(url), "utf8");
      work += executedCharacters(source, functions.flatMap(blocksOf));
    }
    figures[path.name] = work / calls / path.rows;
  }
  return figures;
}

async function repeat(path: HotPath, calls: number): Promise<void> {
  for (let i = 0; i < calls; i++) {
    const answer = path.call(i);
    if (answer instanceof Promise) await answer;
  }
}
