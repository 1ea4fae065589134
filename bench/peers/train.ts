// Our training as a peer: `train CLASS ROWS` → nanoseconds of `fit`, and the score on the first rows.
//
//     node train.ts DIST DATA

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readRows } from "./samples.ts";
import { serveLines } from "./serve-lines.ts";

interface Rows {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

interface Learner {
  fit(rows: Rows, target: readonly number[]): Learner;
  score(rows: Rows, target: readonly number[]): number;
}

type LearnerClass = new (parameters: Readonly<Record<string, number | boolean>>) => Learner;

const [dist = "", data = ""] = process.argv.slice(2);
const learners: Readonly<Record<string, unknown>> = await import(
  pathToFileURL(join(dist, "train", "index.js")).href
);
const samples = readRows(data, "boosted");
if (samples.kind !== "numbers") throw new Error("numbers expected");
const { data: values, columns } = samples;
const sums = Array.from({ length: values.length / columns }, (_, i) => {
  const [a = 0, b = 0, c = 0, d = 0] = values.subarray(i * columns, i * columns + 4);
  return a + b * c + 3 * Math.sin(d);
});

await serveLines(new Map([["train", train]]));

function train(name = "", count = ""): string {
  const Learner = learners[name] as LearnerClass | undefined;
  if (Learner === undefined) return `error picklejar/train has no ${name}`;
  const isBoosting = name.startsWith("Hist");
  const size = isBoosting ? { maxIter: 20, earlyStopping: false } : { nEstimators: 5 };
  const rows = Number(count);
  const target = sums.map((sum) => (name.endsWith("Regressor") ? sum : Number(sum > 0)));
  const learner = new Learner({ ...size, randomState: 7 });
  const all = { data: values.subarray(0, rows * columns), rows, columns };
  const start = process.hrtime.bigint();
  learner.fit(all, target.slice(0, rows));
  const elapsed = process.hrtime.bigint() - start;
  const some = { data: values.subarray(0, 10_000 * columns), rows: 10_000, columns };
  return `${elapsed} ${learner.score(some, target.slice(0, 10_000))}`;
}
