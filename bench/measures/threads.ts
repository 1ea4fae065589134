// Large batches of trees with one thread of ours and with two, in turn: how much faster, and whether the answers are equal.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../folders.ts";
import type { LinePeer } from "../line-peer.ts";
import { type BenchModel, benchModels } from "../models.ts";
import { measureNoise } from "../noise.ts";
import { startOurs } from "../peers.ts";
import { perRow, times } from "../print.ts";
import { note, type Setup } from "../setup.ts";
import { type Spread, spreadOf } from "../statistics.ts";

export interface ThreadsResult {
  readonly model: string;
  readonly title: string;
  readonly rows: number;
  /** Nanoseconds per row. */
  readonly one: Spread;
  readonly two: Spread;
  /** One thread's time over that of two. */
  readonly ratio: Spread;
  /** Whether every answer is the same to the last bit. */
  readonly isSame: boolean;
  /** null for trees that memory holds back. */
  readonly floor: number | null;
  /** null without a floor, and where the second processor was somebody else's. */
  readonly isMet: boolean | null;
}

/** Models, and what two threads must reach. */
const split: ReadonlyMap<string, number | null> = new Map([
  ["forest-cancer", 1.8],
  ["forest-diabetes", 1.8],
  ["forest-houses", null],
  ["hist-boosting", 1.8],
  ["xgb-500", 1.8],
]);

/** Times of two busy loops at once over one alone, above which the second processor is not ours. */
const quiet = 1.15;

const threadRows = 100_000;

export async function measureThreads(
  { pythons: [python] }: Setup,
  rounds: number,
  isQuick: boolean,
): Promise<readonly ThreadsResult[]> {
  if (python === undefined || isQuick) return [];
  const crews = [startOurs(1), startOurs(2)] as const;
  const results: ThreadsResult[] = [];
  for (const model of benchModels.filter(({ name }) => split.has(name))) {
    const file = `${python.versions.sklearn}/${model.name}`;
    const floor = split.get(model.name) ?? null;
    const { soloMs, bothMs } = await measureNoise();
    const measured = await oneAgainstTwo(crews, model, file, rounds);
    const isJudged = floor !== null && bothMs / soloMs <= quiet;
    const isMet = isJudged ? measured.isSame && measured.ratio.median >= floor : null;
    const { name, title } = model;
    results.push({ model: name, title, rows: threadRows, ...measured, floor, isMet });
    const { one, two, ratio } = measured;
    const busy = `busy loops ${times(bothMs / soloMs)}`;
    note(
      `${name}: ${perRow(one.median)}, 2 threads ${perRow(two.median)}, ${times(ratio.median)}, ${busy}`,
    );
  }
  for (const peer of crews) peer.close();
  return results;
}

async function oneAgainstTwo(
  crews: readonly [LinePeer, LinePeer],
  { samples }: BenchModel,
  file: string,
  rounds: number,
): Promise<Pick<ThreadsResult, "one" | "two" | "ratio" | "isSame">> {
  const answers: Buffer[] = [];
  for (const [i, peer] of crews.entries()) {
    const path = join(cacheFolder, `answers-threads-${i + 1}`);
    await peer.ask("load", file, samples);
    // The first batch starts the threads, later ones find them there.
    await peer.ask("run", file, "inside", threadRows, 5);
    await peer.ask("answer", file, "inside", threadRows, path);
    answers.push(readFileSync(path));
  }
  const isSame = answers[0]?.equals(answers[1] ?? Buffer.alloc(0)) ?? false;
  const [one, two]: [number[], number[]] = [[], []];
  for (let round = 0; round < Math.max(rounds, 5); round++) {
    const turns = [...crews.entries()];
    for (const [i, peer] of round % 2 === 0 ? turns : turns.toReversed()) {
      const ns = Number(await peer.ask("run", file, "inside", threadRows, 2)) / 2 / threadRows;
      (i === 0 ? one : two).push(ns);
    }
  }
  for (const peer of crews) await peer.ask("forget", file);
  const ratio = spreadOf(one.map((ns, i) => ns / (two[i] ?? Number.NaN)));
  return { one: spreadOf(one), two: spreadOf(two), ratio, isSame };
}
