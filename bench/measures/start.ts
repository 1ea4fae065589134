// From nothing to the first answer: a process starts, reads a pickle, answers one row; ours and Python's in turn.

import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { benchFolder, cacheFolder, distFolder } from "../folders.ts";
import { type PeerCommand, threadLimits } from "../line-peer.ts";
import { benchModels } from "../models.ts";
import { readRows } from "../peers/samples.ts";
import { startOurs, startPython } from "../peers.ts";
import { duration, times } from "../print.ts";
import type { Python, Setup } from "../setup.ts";
import { type Spread, spreadOf } from "../statistics.ts";

export interface StartResult {
  readonly model: string;
  readonly title: string;
  readonly peer: string;
  /** Milliseconds from spawn to the answer. */
  readonly ours: Spread;
  readonly theirs: Spread;
  readonly ratio: Spread;
  /** Peak memory of the processes, MB. */
  readonly oursMb: number;
  readonly theirsMb: number;
  /** Milliseconds of reading the file in a process that has read others before. */
  readonly oursReadMs: number;
  readonly theirsReadMs: number;
  readonly floor: number;
  readonly isMet: boolean;
}

/** What a process took that says two numbers: an answer, and its peak memory in KiB. */
interface Start {
  readonly ms: number;
  readonly answer: number;
  readonly mb: number;
}

const started = ["linear", "pipeline", "text", "hist-boosting", "forest-diabetes", "forest-houses"];

export async function measureStarts(
  { pythons }: Setup,
  rounds: number,
): Promise<readonly StartResult[]> {
  const results: StartResult[] = [];
  const ours = startOurs();
  const readers = pythons.map((python) => startPython(python));
  for (const model of benchModels.filter(({ name }) => started.includes(name))) {
    const row = writeFirstRow(model.samples);
    for (const [i, python] of pythons.entries()) {
      const { sklearn } = python.versions;
      const file = `models/${sklearn}/${model.name}.pkl`;
      const pair = [oursFirst(file, row), pythonFirst(python, file, row)] as const;
      const started = await inTurns(pair, rounds);
      const mine = () => ours.ask("read", `${sklearn}/${model.name}`);
      const reading = await readInTurns(
        mine,
        async () => readers[i]?.ask("read", model.name),
        rounds,
      );
      const measured = { ...started, ...reading };
      const floor = model.name === "forest-houses" ? 2 : 6;
      const isMet = measured.ratio.median >= floor;
      const { name, title } = model;
      const result = {
        model: name,
        title,
        peer: `scikit-learn ${sklearn}`,
        ...measured,
        floor,
        isMet,
      };
      results.push(result);
      console.log(
        `first prediction ${name}, ${result.peer}: ${duration(result.ours.median)} vs ` +
          `${duration(result.theirs.median)}, ${times(result.ratio.median)}${isMet ? "" : "  MISSED"}`,
      );
    }
  }
  for (const peer of [ours, ...readers]) peer.close();
  return results;
}

async function readInTurns(
  ours: () => Promise<string>,
  theirs: () => Promise<string | undefined>,
  rounds: number,
): Promise<Pick<StartResult, "oursReadMs" | "theirsReadMs">> {
  const [mine, others]: [number[], number[]] = [[], []];
  for (let round = -1; round < rounds; round++) {
    const [a, b] = [Number(await ours()) / 1e6, Number(await theirs()) / 1e6];
    if (round < 0) continue;
    mine.push(a);
    others.push(b);
  }
  return { oursReadMs: spreadOf(mine).median, theirsReadMs: spreadOf(others).median };
}

/** The path of a file with the first row, relative to the cache. */
export function writeFirstRow(samples: string): string {
  const rows = readRows(join(cacheFolder, "data"), samples);
  const first =
    rows.kind === "numbers" ? Array.from(rows.data.subarray(0, rows.columns)) : rows.values[0];
  const path = join("first", `${samples}.json`);
  mkdirSync(join(cacheFolder, "first"), { recursive: true });
  writeFileSync(join(cacheFolder, path), JSON.stringify(first));
  return path;
}

export function oursFirst(file: string, row: string): PeerCommand {
  const script = join(benchFolder, "peers", "first-prediction.mjs");
  const args = [script, distFolder, file, row];
  return { command: process.execPath, args, cwd: cacheFolder, threads: 1 };
}

export function pythonFirst(python: Python, file: string, row: string): PeerCommand {
  const args = [...python.args, "python/first.py", file, row];
  return { command: python.command, args, cwd: cacheFolder, threads: 1 };
}

export async function inTurns(
  [ours, theirs]: readonly [PeerCommand, PeerCommand],
  rounds: number,
): Promise<Pick<StartResult, "ours" | "theirs" | "ratio" | "oursMb" | "theirsMb">> {
  const mine: Start[] = [];
  const others: Start[] = [];
  await startOnce(ours);
  await startOnce(theirs);
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 1) others.push(await startOnce(theirs));
    mine.push(await startOnce(ours));
    if (round % 2 === 0) others.push(await startOnce(theirs));
  }
  return {
    ours: spreadOf(mine.map(({ ms }) => ms)),
    theirs: spreadOf(others.map(({ ms }) => ms)),
    ratio: spreadOf(mine.map(({ ms }, i) => (others[i]?.ms ?? Number.NaN) / ms)),
    oursMb: spreadOf(mine.map(({ mb }) => mb)).median,
    theirsMb: spreadOf(others.map(({ mb }) => mb)).median,
  };
}

/** @throws when it ends without an answer */
export function startOnce({ command, args, cwd, threads }: PeerCommand): Promise<Start> {
  const done = Promise.withResolvers<Start>();
  const start = performance.now();
  const env = { ...process.env, ...threadLimits(threads) };
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "inherit"] });
  let ms = 0;
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    ms ||= performance.now() - start;
    output += text;
  });
  child.on("error", done.reject);
  child.on("close", (code) => {
    const [answer = 0, kib = 0] = output.trim().split(" ").map(Number);
    if (code === 0 && kib > 0) done.resolve({ ms, answer, mb: (kib * 1024) / 1e6 });
    else done.reject(new Error(`${command} ${args.join(" ")} ended with ${code}: ${output}`));
  });
  return done.promise;
}
