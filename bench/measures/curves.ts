// How time and memory grow with the width of the rows and the number of trees.

import type { LinePeer } from "../line-peer.ts";
import { startOurs, startPython } from "../peers.ts";
import { duration } from "../print.ts";
import { note, type Python, runPython, type Setup } from "../setup.ts";
import { spreadOf } from "../statistics.ts";
import { oursFirst, pythonFirst, startOnce, writeFirstRow } from "./start.ts";

export interface CurvePoint {
  /** Features or trees. */
  readonly size: number;
  /** Nanoseconds per row in a batch of 1,000, and for a single row. */
  readonly oursBatchNs: number;
  readonly theirsBatchNs: number;
  readonly oursOneNs: number;
  readonly theirsOneNs: number;
  /** Peak memory of a process that reads the model and answers one row, MB. */
  readonly oursMb: number;
  readonly theirsMb: number;
}

export interface Curves {
  readonly peer: string;
  readonly linearFeatures: readonly CurvePoint[];
  readonly forestFeatures: readonly CurvePoint[];
  readonly trees: readonly CurvePoint[];
}

const featureCounts = [3, 10, 30, 100, 300, 1000, 3000, 10_000];
const treeCounts = [1, 10, 100, 1000, 10_000];

export async function measureCurves(setup: Setup, rounds: number): Promise<Curves | null> {
  const [python] = setup.pythons;
  if (python === undefined) return null;
  const { sklearn } = python.versions;
  note("models for the curves");
  runPython(python, ["python/curves.py", "data", `models/${sklearn}`]);
  const ours = startOurs();
  const theirs = startPython(python);
  const curve = async (
    sizes: readonly number[],
    fileOf: (size: number) => string,
    samplesOf: (size: number) => string,
  ): Promise<readonly CurvePoint[]> => {
    const points: CurvePoint[] = [];
    for (const size of sizes) {
      const asked = { ours, theirs, python, file: fileOf(size), samples: samplesOf(size), rounds };
      points.push({ size, ...(await pointOf(asked)) });
    }
    return points;
  };
  const features = (size: number): string => `features-${size}`;
  const curves = {
    peer: `scikit-learn ${sklearn}`,
    linearFeatures: await curve(featureCounts, (size) => `linear-${size}`, features),
    forestFeatures: await curve(featureCounts, features, features),
    trees: await curve(
      treeCounts,
      (size) => `trees-${size}`,
      () => "trees",
    ),
  };
  ours.close();
  theirs.close();
  return curves;
}

interface Asked {
  readonly ours: LinePeer;
  readonly theirs: LinePeer;
  readonly python: Python;
  readonly file: string;
  readonly samples: string;
  readonly rounds: number;
}

async function pointOf({
  ours,
  theirs,
  python,
  file,
  samples,
  rounds,
}: Asked): Promise<Omit<CurvePoint, "size">> {
  const { sklearn } = python.versions;
  const mine = `${sklearn}/${file}`;
  await ours.ask("load", mine, samples);
  await theirs.ask("load", file, samples);
  const sides = [
    (rows: number, repeats: number) => ours.ask("run", mine, "rows", rows, repeats),
    (rows: number, repeats: number) => theirs.ask("run", file, "predict", rows, repeats),
  ];
  const [oursBatchNs = 0, theirsBatchNs = 0] = await medians(sides, 1000, rounds);
  const [oursOneNs = 0, theirsOneNs = 0] = await medians(sides, 1, rounds);
  await ours.ask("forget", mine);
  await theirs.ask("forget", file);
  const row = writeFirstRow(samples);
  const path = `models/${sklearn}/${file}.pkl`;
  const oursMb = (await startOnce(oursFirst(path, row))).mb;
  const theirsMb = (await startOnce(pythonFirst(python, path, row))).mb;
  note(
    `${file}: ${duration(oursBatchNs / 1e3)} vs ${duration(theirsBatchNs / 1e3)} per 1,000 rows`,
  );
  return { oursBatchNs, theirsBatchNs, oursOneNs, theirsOneNs, oursMb, theirsMb };
}

type Side = (rows: number, repeats: number) => Promise<string>;

/** Nanoseconds per row of each side. */
async function medians(sides: readonly Side[], rows: number, rounds: number): Promise<number[]> {
  const repeats: number[] = [];
  for (const side of sides) {
    let count = 1;
    for (let spentMs = 0; spentMs < 30; ) {
      const ms = Number(await side(rows, count)) / 1e6;
      spentMs += ms;
      count = Math.max(1, Math.min(count * 20, Math.round((count * 10) / ms)));
    }
    repeats.push(count);
  }
  const found: number[][] = sides.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, side] of sides.entries()) {
      const count = repeats[i] ?? 1;
      found[i]?.push(Number(await side(rows, count)) / count / rows);
    }
  }
  return found.map((each) => spreadOf(each).median);
}
