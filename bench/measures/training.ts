// How long forests learn, ours on one thread and scikit-learn on one thread, in turn.

import { join } from "node:path";
import { benchFolder, cacheFolder, distFolder } from "../folders.ts";
import { LinePeer, PeerError } from "../line-peer.ts";
import { duration, times } from "../print.ts";
import { note, type Setup } from "../setup.ts";

export interface TrainingResult {
  readonly className: string;
  readonly rows: number;
  readonly peer: string;
  /** Milliseconds of `fit`, the best of the rounds. */
  readonly oursMs: number;
  readonly theirsMs: number;
  /** Ours over theirs: how many times longer ours takes. */
  readonly ratio: number;
  /** Accuracy or R² on rows of the training. */
  readonly oursScore: number;
  readonly theirsScore: number;
  readonly ceiling: number;
  readonly isMet: boolean;
}

const classes = [
  "RandomForestClassifier",
  "RandomForestRegressor",
  "ExtraTreesClassifier",
  "ExtraTreesRegressor",
  "HistGradientBoostingClassifier",
  "HistGradientBoostingRegressor",
];

const rounds = 2;

export async function measureTraining(
  setup: Setup,
  isQuick: boolean,
): Promise<readonly TrainingResult[]> {
  const [python] = setup.pythons;
  if (python === undefined) return [];
  const rows = isQuick ? 10_000 : 100_000;
  const cwd = cacheFolder;
  const script = join(benchFolder, "peers", "train.ts");
  const ours = new LinePeer({
    command: process.execPath,
    args: [script, distFolder, "data"],
    cwd,
    threads: 1,
  });
  const args = [...python.args, "python/train_peer.py", "data"];
  const theirs = new LinePeer({ command: python.command, args, cwd, threads: 1 });
  const results: TrainingResult[] = [];
  for (const className of classes) {
    try {
      const [mine, others] = await bestOf(ours, theirs, className, rows);
      const ratio = mine.ms / others.ms;
      const peer = `scikit-learn ${python.versions.sklearn}`;
      const scores = { oursScore: mine.score, theirsScore: others.score };
      const timed = { oursMs: mine.ms, theirsMs: others.ms, ratio, ceiling: 3, isMet: ratio <= 3 };
      results.push({ className, rows, peer, ...timed, ...scores });
      note(`${className}: ${duration(mine.ms)} vs ${duration(others.ms)}, ${times(ratio)} as long`);
    } catch (error) {
      if (!(error instanceof PeerError)) throw error;
      note(`${className}: ${error.message}`);
    }
  }
  ours.close();
  theirs.close();
  return results;
}

interface Fit {
  readonly ms: number;
  readonly score: number;
}

async function bestOf(
  ours: LinePeer,
  theirs: LinePeer,
  className: string,
  rows: number,
): Promise<readonly [Fit, Fit]> {
  const best = new Map<LinePeer, Fit>();
  for (let round = 0; round < rounds; round++) {
    for (const peer of round % 2 === 0 ? [ours, theirs] : [theirs, ours]) {
      const [ns = 0, score = 0] = (await peer.ask("train", className, rows)).split(" ").map(Number);
      const before = best.get(peer)?.ms ?? Number.POSITIVE_INFINITY;
      best.set(peer, { ms: Math.min(before, ns / 1e6), score });
    }
  }
  const none = { ms: Number.NaN, score: Number.NaN };
  return [best.get(ours) ?? none, best.get(theirs) ?? none];
}
