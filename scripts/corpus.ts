// Answers of real model files against scikit-learn's own: `npm run corpus -- DIR`.
//
// DIR holds cases.jsonl, the files and the expected answers. Prints a table by class (equal, differ,
// refused), then every file that differs or is refused with the reason. Exits with 1 when any differs.
//
// `disputed` are files whose expected probabilities do not sum to 1: classification trees written by 1.3,
// which hold counts, and were asked in 1.4.2, which no longer divides them.

import { join } from "node:path";
import { PicklejarError } from "../src/errors.ts";
import type { Estimator } from "../src/estimators/estimator.ts";
import { readEstimator } from "../src/estimators/read-estimator.ts";
import { samplesOf as samplesFrom } from "../src/estimators/results.ts";
import type { Samples } from "../src/estimators/samples.ts";
import { readModelFile } from "../src/objects/model-file.ts";
import { PyTuple, type PyValue } from "../src/objects/values.ts";
import {
  type CorpusCase,
  type CorpusPart,
  denseOf,
  readCases,
  readParts,
  samplesOf,
} from "./corpus/cases.ts";
import { type Answer, differenceOf } from "./corpus/compare.ts";
import { withoutDraws } from "./corpus/stochastic.ts";

const verdicts = ["equal", "differ", "refused", "disputed"] as const;
type Verdict = (typeof verdicts)[number];

interface Outcome {
  readonly corpusCase: CorpusCase;
  readonly verdict: Verdict;
  readonly reason: string;
}

/** Relative: sums and transcendental functions cannot be matched to the last bit; XGBoost's are float32. */
const tolerances: readonly (readonly [RegExp, number])[] = [
  [/\.(DecisionTree|ExtraTree|RandomForest)/, 0],
  [/^xgboost\./, 1e-6],
];
const usualTolerance = 1e-9;

const [folder, only] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: npm run corpus -- DIR [ID]");
  process.exit(2);
}
const outcomes: Outcome[] = [];
for (const corpusCase of readCases(folder)) {
  if (only === undefined || corpusCase.id === only)
    outcomes.push(await outcomeOf(folder, corpusCase));
}
report(outcomes);
process.exitCode = outcomes.some(({ verdict }) => verdict === "differ") ? 1 : 0;

async function outcomeOf(root: string, corpusCase: CorpusCase): Promise<Outcome> {
  try {
    const { value } = await readModelFile(join(root, corpusCase.file));
    for (const part of readParts(root, corpusCase)) {
      const reason = differenceIn(readEstimator(valueAt(value, part.path)), part);
      if (reason !== null) {
        return { corpusCase, verdict: isSound(part) ? "differ" : "disputed", reason };
      }
    }
    return { corpusCase, verdict: "equal", reason: "" };
  } catch (error) {
    if (!(error instanceof PicklejarError)) throw error;
    return { corpusCase, verdict: "refused", reason: `${error.code}: ${error.message}` };
  }
}

/** Whether the expected probabilities are probabilities. */
function isSound(part: CorpusPart): boolean {
  const rows = part.outputs["predict_proba"];
  if (!Array.isArray(rows)) return true;
  return rows.every((row: unknown) => {
    const shares = Array.isArray(row) ? row.map(Number) : [1];
    return Math.abs(shares.reduce((a, b) => a + b, 0) - 1) < 1e-4;
  });
}

function differenceIn(estimator: Estimator, part: CorpusPart): string | null {
  const tolerance = tolerances.find(([name]) => name.test(part.class))?.[1] ?? usualTolerance;
  const samples = samplesFor(part);
  for (const [method, expected] of Object.entries(part.outputs)) {
    const answer = samples === null ? null : answerOf(estimator, method, samples);
    const fixed =
      part.stochastic === true && answer !== null ? withoutDraws(expected, part, answer) : expected;
    const difference = answer === null ? "is absent" : differenceOf(answer, fixed, tolerance);
    if (difference !== null) return `${method} ${difference}`;
  }
  return null;
}

/** The corpus writes wide matrices as sparse ones; scikit-learn was given them dense, where it matters. */
function samplesFor(part: CorpusPart): Samples | null {
  const samples = samplesOf(part.input);
  const small = samples?.kind === "sparse" && samples.rows * samples.columns < 2 ** 24;
  return samples?.kind === "sparse" && small ? denseOf(samples) : samples;
}

function answerOf(estimator: Estimator, method: string, samples: Samples): Answer | null {
  switch (method) {
    case "predict":
      return estimator.predict?.(samples) ?? null;
    case "predict_proba":
      return estimator.predictProba?.(samples) ?? null;
    case "decision_function":
      return estimator.decisionFunction?.(samples) ?? null;
    case "transform":
      return estimator.transform?.(samples) ?? null;
    case "inverse_transform":
      return inverseOf(estimator, samples);
    case "kneighbors":
      return estimator.kneighbors?.(samples) ?? null;
    default:
      return null;
  }
}

/** The expected answers went there and back again. */
function inverseOf(estimator: Estimator, samples: Samples): Answer | null {
  const there = estimator.transform?.(samples);
  if (there === undefined) return null;
  const isVector = there.kind === "array" && there.shape.length === 1;
  const given: Samples = isVector
    ? { kind: "labels", values: [...there.data] }
    : samplesFrom(there);
  return estimator.inverseTransform?.(given) ?? null;
}

function valueAt(value: PyValue, path: readonly (string | number)[]): PyValue {
  let inner: PyValue | undefined = value;
  for (const key of path) {
    if (inner instanceof Map) inner = inner.get(key);
    else inner = (inner instanceof PyTuple ? inner.items : (inner as PyValue[]))[Number(key)];
  }
  return inner ?? null;
}

function report(results: readonly Outcome[]): void {
  const classes = Map.groupBy(results, ({ corpusCase }) => corpusCase.class.replace(/^.*\./, ""));
  const rows = [...classes].sort(([, a], [, b]) => b.length - a.length);
  console.log(line("class", verdicts));
  for (const [name, group] of rows) console.log(line(name, counts(group)));
  console.log(line("all", counts(results)));
  for (const verdict of verdicts.slice(1)) {
    for (const { corpusCase, reason } of results.filter((one) => one.verdict === verdict)) {
      const { id, pickled_with: versions } = corpusCase;
      console.log(`${verdict} ${id} ${corpusCase.class} ${versions.join(", ")}: ${reason}`);
    }
  }
}

function counts(group: readonly Outcome[]): readonly string[] {
  return verdicts.map((verdict) => String(group.filter((one) => one.verdict === verdict).length));
}

function line(name: string, cells: readonly string[]): string {
  return name.padEnd(32) + cells.map((cell) => cell.padStart(9)).join("");
}
