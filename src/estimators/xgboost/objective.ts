// What a model was trained for says two things here: how the base score becomes a margin, and how margins become
// answers. All in float32, with exponentials as the C library rounds them.
// @see xgboost/src/objective/regression_loss.h, regression_obj.cu, multiclass_obj.cu, hinge.cu; xgboost/src/common/math.h

import { isBefore, type Version } from "./version.ts";

/** From the base score, in the unit of the answers, to a margin; as the version that wrote the model did. */
type Link = (base: number, version: Version) => number;

/** From margins to answers: `n × outputs` in place, or one answer per row for "argmax". */
type Transform = "identity" | "sigmoid" | "exp" | "hinge" | "softmax" | "argmax";

export interface Objective {
  readonly name: string;
  readonly link: Link;
  readonly transform: Transform;
}

const same: Link = (base) => base;
const log: Link = (base) => Math.fround(Math.log(base));

/** From 3.0 on, training on a single label gives 0 or 1, and both are kept off the ends. */
const logit: Link = (base, version) => {
  const inside = isBefore(version, 3, 0) ? base : Math.min(Math.max(base, nearEnd), 1 - nearEnd);
  const odds = Math.fround(Math.fround(1 / Math.fround(inside)) - 1);
  return -Math.fround(Math.log(odds));
};
const nearEnd = Math.fround(1e-6);

/** Until 1.2 "binary:logitraw" took its base score for a probability, later for a margin. */
const rawLogit: Link = (base, version) => (isBefore(version, 1, 3) ? logit(base, version) : base);

const rows: readonly (readonly [Link, Transform, readonly string[]])[] = [
  [
    same,
    "identity",
    [
      "reg:squarederror",
      "reg:linear",
      "reg:squaredlogerror",
      "reg:pseudohubererror",
      "reg:absoluteerror",
      "reg:quantileerror",
      "reg:expectileerror",
      "rank:pairwise",
      "rank:ndcg",
      "rank:map",
      "gpu:reg:linear",
    ],
  ],
  [logit, "sigmoid", ["reg:logistic", "binary:logistic"]],
  [logit, "sigmoid", ["gpu:reg:logistic", "gpu:binary:logistic"]],
  [rawLogit, "identity", ["binary:logitraw", "gpu:binary:logitraw"]],
  [same, "hinge", ["binary:hinge"]],
  [log, "exp", ["count:poisson", "reg:gamma", "reg:tweedie", "survival:cox", "survival:aft"]],
  [same, "softmax", ["multi:softprob"]],
  [same, "argmax", ["multi:softmax"]],
];

const objectives: ReadonlyMap<string, Objective> = new Map(
  rows.flatMap(([link, transform, names]) =>
    names.map((name) => [name, { name, link, transform }] as const),
  ),
);

/** Null for an objective that this version does not know. */
export function objectiveOf(name: string): Objective | null {
  return objectives.get(name) ?? null;
}

/**
 * Answers from margins.
 *
 * @param margins  n × outputs, changed
 * @returns        n × outputs; n for "argmax"
 */
export function transformMargins(
  margins: Float32Array,
  outputs: number,
  transform: Transform,
): Float32Array {
  switch (transform) {
    case "identity":
      return margins;
    case "sigmoid":
      return eachOf(margins, sigmoid);
    case "exp":
      return eachOf(margins, Math.exp);
    case "hinge":
      return eachOf(margins, (margin) => (margin > 0 ? 1 : 0));
    case "softmax":
      return softmaxRows(margins, outputs);
    case "argmax":
      return argmaxRows(margins, outputs);
  }
}

function eachOf(margins: Float32Array, change: (margin: number) => number): Float32Array {
  for (let i = 0; i < margins.length; i++) margins[i] = change(margins[i] ?? 0);
  return margins;
}

/** Beyond this the exponential would overflow. */
const steepest = Math.fround(88.7);
const tiny = Math.fround(1e-16);

/** @see xgboost/src/common/math.h `Sigmoid` */
function sigmoid(margin: number): number {
  const power = Math.fround(Math.exp(Math.min(-margin, steepest)));
  return 1 / Math.fround(Math.fround(power + 1) + tiny);
}

/**
 * In place: float32 powers, summed in float64 as XGBoost does, or in float32 as scipy does.
 *
 * @see xgboost/src/common/math.h `Softmax`, scipy.special.softmax
 */
export function softmaxRows(
  margins: Float32Array,
  outputs: number,
  round: (sum: number) => number = (sum) => sum,
): Float32Array {
  for (let start = 0; start < margins.length; start += outputs) {
    let largest = -Infinity;
    for (let k = 0; k < outputs; k++) largest = Math.max(largest, margins[start + k] ?? 0);
    let sum = 0;
    for (let k = 0; k < outputs; k++) {
      margins[start + k] = Math.exp(Math.fround((margins[start + k] ?? 0) - largest));
      sum = round(sum + (margins[start + k] ?? 0));
    }
    const total = Math.fround(sum);
    for (let k = 0; k < outputs; k++) margins[start + k] = (margins[start + k] ?? 0) / total;
  }
  return margins;
}

/** The number of the first largest margin of each row. */
function argmaxRows(margins: Float32Array, outputs: number): Float32Array {
  const answers = new Float32Array(margins.length / outputs);
  for (let row = 0; row < answers.length; row++) {
    let best = 0;
    for (let k = 1; k < outputs; k++) {
      if ((margins[row * outputs + k] ?? 0) > (margins[row * outputs + best] ?? 0)) best = k;
    }
    answers[row] = best;
  }
  return answers;
}
