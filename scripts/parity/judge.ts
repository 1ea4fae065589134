// One fitted estimator against scikit-learn: its file is read, and every method asked as scikit-learn was.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PicklejarError } from "../../src/errors.ts";
import type { Estimator } from "../../src/estimators/estimator.ts";
import { readEstimator } from "../../src/estimators/read-estimator.ts";
import type { Samples } from "../../src/estimators/samples.ts";
import { readModelFile } from "../../src/objects/model-file.ts";
import {
  type GoldenArray,
  type GoldenInput,
  type GoldenOutput,
  plainCell,
  samplesOf,
} from "../../test/estimators/golden-files.ts";
import { type Answer, differenceOf } from "./difference.ts";

/** What fit.py writes about one case. */
export interface ParityCase {
  readonly name: string;
  /** Why this version has no such thing. */
  readonly absent?: string;
  /** Why scikit-learn does not fit it. */
  readonly unfitted?: string;
  /** Whether it has methods and not one of them answers. */
  readonly silent?: boolean;
  readonly class?: string;
  readonly file?: string;
  readonly grade?: number;
  readonly classes?: readonly GoldenArray[];
  /** What `get_feature_names_out` says. */
  readonly names?: readonly string[];
  readonly answers?: readonly {
    readonly method: string;
    readonly input: string;
    readonly output: GoldenOutput;
  }[];
  /** Methods that raised, or whose answers have no encoding. */
  readonly unanswered?: readonly {
    readonly method: string;
    readonly input?: string;
    readonly reason: string;
  }[];
}

export interface ParityFile {
  readonly folder: string;
  readonly version: string;
  readonly inputs: ReadonlyMap<string, Samples>;
  readonly cases: readonly ParityCase[];
}

export type Verdict = "equal" | "differs" | "refused" | "unfitted" | "absent";

export interface Outcome {
  readonly name: string;
  readonly verdict: Verdict;
  readonly reason: string;
  /** Methods that scikit-learn has and that were not compared, each with the reason. */
  readonly unasked: readonly string[];
}

/** What fit.py wrote into a folder. */
export function readParity(folder: string): ParityFile {
  const { versions, inputs, cases } = JSON.parse(readFileSync(join(folder, "parity.json"), "utf8"));
  const given: [string, GoldenInput][] = Object.entries(inputs);
  return {
    folder,
    version: versions.sklearn,
    inputs: new Map(given.map(([name, input]) => [name, samplesOf(input)])),
    cases,
  };
}

/** How one case ends; errors that are not ours are thrown on. */
export async function judge(parity: ParityFile, parityCase: ParityCase): Promise<Outcome> {
  const { name, file, absent, unfitted, unanswered = [] } = parityCase;
  const unasked = unanswered.map(({ method, reason }) => `${method}: ${reason}`);
  if (absent !== undefined) return { name, verdict: "absent", reason: absent, unasked };
  if (file === undefined) return { name, verdict: "unfitted", reason: unfitted ?? "", unasked };
  try {
    const { value } = await readModelFile(join(parity.folder, file));
    const reasons = differencesIn(readEstimator(value), parity, parityCase);
    const verdict = reasons.length > 0 ? "differs" : "equal";
    return { name, verdict, reason: reasons.join("; "), unasked };
  } catch (error) {
    if (!(error instanceof PicklejarError)) throw error;
    // What scikit-learn never answers with may be refused at once.
    if (parityCase.silent === true) return { name, verdict: "equal", reason: "", unasked };
    return { name, verdict: "refused", reason: `${error.code}: ${error.message}`, unasked };
  }
}

function differencesIn(
  estimator: Estimator,
  parity: ParityFile,
  { answers = [], unanswered = [], classes, names, grade = 0, ...parityCase }: ParityCase,
): readonly string[] {
  const reasons: string[] = [];
  if (estimator.className !== parityCase.class) reasons.push(`it is a ${estimator.className}`);
  if (estimator.writtenBy !== parity.version) reasons.push(`written by ${estimator.writtenBy}`);
  for (const { method, input, output } of answers) {
    const answer = answerOf(estimator, method, inputOf(parity, input));
    const difference = answer === null ? "is absent" : differenceOf(answer, output, grade);
    if (difference !== null) reasons.push(`${method} ${difference}`);
  }
  for (const { method, input } of unanswered) {
    if (input !== undefined && isAnswered(estimator, method, inputOf(parity, input))) {
      reasons.push(`${method} answers where scikit-learn refuses`);
    }
  }
  const known = new Set([...answers, ...unanswered].map(({ method }) => method));
  for (const method of rowMethods) {
    if (!known.has(method) && methodOf(estimator, method)) reasons.push(`it has ${method}`);
  }
  reasons.push(...classesDifference(estimator, classes), ...namesDifference(estimator, names));
  return reasons;
}

const rowMethods = [
  "predict",
  "predict_std",
  "predict_covariance",
  "predict_proba",
  "predict_log_proba",
  "decision_function",
  "transform",
  "score_samples",
  "kneighbors",
] as const;

function inputOf(parity: ParityFile, name: string): Samples {
  const samples = parity.inputs.get(name);
  if (samples === undefined) throw new Error(`there is no input ${name}`);
  return samples;
}

function answerOf(estimator: Estimator, method: string, samples: Samples): Answer | null {
  return methodOf(estimator, method)?.(samples) ?? null;
}

/** Whether an answer is given; a refusal and a method that is not there are none. */
function isAnswered(estimator: Estimator, method: string, samples: Samples): boolean {
  try {
    return answerOf(estimator, method, samples) !== null;
  } catch (error) {
    if (error instanceof PicklejarError) return false;
    throw error;
  }
}

function methodOf(
  estimator: Estimator,
  method: string,
): ((samples: Samples) => Answer) | undefined {
  switch (method) {
    case "predict":
      return estimator.predict;
    case "predict_std":
      return estimator.predictStd;
    case "predict_covariance":
      return estimator.predictCovariance;
    case "predict_proba":
      return estimator.predictProba;
    case "predict_log_proba":
      return estimator.predictLogProba;
    case "decision_function":
      return estimator.decisionFunction;
    case "transform":
      return estimator.transform;
    case "inverse_transform":
      return estimator.inverseTransform;
    case "score_samples":
      return estimator.scoreSamples;
    case "kneighbors":
      return estimator.kneighbors;
    default:
      throw new Error(`there is no method ${method}`);
  }
}

function classesDifference(
  { classes }: Estimator,
  expected: readonly GoldenArray[] | undefined,
): readonly string[] {
  if (classes === null) return [];
  const wanted = expected?.map(({ type, data }) => ({ type, values: data.map(plainCell) }));
  const [mine, theirs] = [JSON.stringify(classes), JSON.stringify(wanted)];
  return mine === theirs ? [] : [`classes are ${mine} instead of ${theirs}`];
}

/** @param expected  undefined where scikit-learn names no columns */
function namesDifference(
  estimator: Estimator,
  expected: readonly string[] | undefined,
): readonly string[] {
  if (expected === undefined) return [];
  if (estimator.outputNames === undefined) return ["get_feature_names_out is absent"];
  const names = estimator.outputNames(null);
  const i = expected.findIndex((name, k) => name !== names[k]);
  if (i < 0 && names.length === expected.length) return [];
  return [`name ${Math.max(i, 0)} of ${names.length} is ${names[i]} instead of ${expected[i]}`];
}
