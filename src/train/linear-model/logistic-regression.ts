// Logistic regression: the logarithms of the odds are linear.

import { PicklejarError } from "../../errors.ts";
import { type Design, designOf } from "../design.ts";
import { type Dialect, since } from "../dialect.ts";
import { ProbabilityClassifier } from "../kinds.ts";
import { minimizeSmooth, type SmoothObjective } from "../newton-descent.ts";
import { minimizeSparse, type Objective } from "../orthant-descent.ts";
import { pythonClass } from "../parameters.ts";
import { floatArray, int32Array, labelArray } from "../python.ts";
import { type LabelTarget, labelTarget } from "../targets.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";

/** Solvers of scikit-learn that do not penalize the intercept. */
export type LogisticSolver = "lbfgs" | "newton-cg" | "newton-cholesky" | "saga";

const honoured = [
  "penalty",
  "C",
  "l1Ratio",
  "fitIntercept",
  "classWeight",
  "solver",
  "tol",
  "maxIter",
] as const;

function solversOf(ratio: number): readonly LogisticSolver[] {
  return ratio > 0 ? ["saga"] : ["lbfgs", "newton-cg", "newton-cholesky", "saga"];
}

/** scikit-learn's parameters of the same names in snake_case. */
export interface LogisticRegressionParameters {
  /** "l2" unless told; "l1" makes many coefficients exactly 0; "elasticnet" mixes them; null: no penalty. */
  readonly penalty?: "l1" | "l2" | "elasticnet" | null;
  /** Inverse weight of the penalty, above 0; 1 unless told. */
  readonly C?: number;
  /** Share of the absolute penalty in [0, 1], for "elasticnet". */
  readonly l1Ratio?: number;
  /** Whether intercepts are learned; true unless told. They are never penalized. */
  readonly fitIntercept?: boolean;
  /** "balanced": every class counts the same, however many samples it has. */
  readonly classWeight?: "balanced" | null;
  /** How scikit-learn would solve it, for the file: the solution is the same. */
  readonly solver?: LogisticSolver;
  /** The largest part of the gradient of the mean loss that is taken for 0; 1e-4 unless told. */
  readonly tol?: number;
  /** The most steps; 100 unless told. */
  readonly maxIter?: number;
}

/**
 * Probabilities by the logistic function of linear scores, for two classes or (softmax) for more.
 *
 * @see sklearn/linear_model/_logistic.py `LogisticRegression`; sklearn/linear_model/_linear_loss.py
 */
export class LogisticRegression extends ProbabilityClassifier<LogisticRegressionParameters> {
  constructor(params: LogisticRegressionParameters = {}) {
    super(pythonClass("linear_model.LogisticRegression"), params, honoured);
    const { solver } = params;
    const fitting = solversOf(this.#ratio());
    if (solver === undefined || fitting.includes(solver)) return;
    throw new PicklejarError("TRAIN_PARAMETER", {
      className: this.className,
      parameter: "solver",
      reason: `${JSON.stringify(solver)} is not among the solvers here for this penalty`,
      advice: `Give ${fitting.join(" or ")}: all of them find the same coefficients.`,
    });
  }

  protected learn(data: TrainingData): Learned {
    const { C = 1, tol = 1e-4, maxIter = 100, fitIntercept = true } = this.params;
    const ratio = this.#ratio();
    if (!(C > 0 && tol >= 0 && maxIter >= 1 && ratio >= 0 && ratio <= 1)) {
      throw new PicklejarError("TRAIN_PARAMETER", {
        className: this.className,
        parameter: "C, tol, maxIter, l1Ratio",
        reason: "one of them is out of its range",
        advice: "C > 0, tol ≥ 0, maxIter ≥ 1, l1Ratio in [0, 1].",
      });
    }
    const design = designOf(data, this.className);
    const target = labelTarget(data.target, data.rows, this.className);
    const weights = this.#weights(data, target);
    const outputs = target.classes.values.length === 2 ? 1 : target.classes.values.length;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const strength = this.params.penalty === null ? 0 : 1 / (C * total);
    const problem = { design, codes: target.codes, weights, total, outputs, fitIntercept };
    const penalty = { square: strength * (1 - ratio), absolute: strength * ratio };
    const loss = logisticLoss(problem, penalty);
    const stop = { tolerance: tol, maxIterations: maxIter };
    const isSmooth = penalty.absolute === 0;
    const { x, iterations } = isSmooth ? minimizeSmooth(loss, stop) : minimizeSparse(loss, stop);
    const { columns } = design;
    const coefficients = x.slice(0, outputs * columns);
    const free = x.slice(outputs * columns);
    const intercepts = fitIntercept ? centred(free) : new Float64Array(outputs);
    return () => [
      ["classes_", labelArray(target.classes)],
      ["n_iter_", int32Array([iterations])],
      ["coef_", floatArray(coefficients, [outputs, columns])],
      ["intercept_", floatArray(intercepts)],
    ];
  }

  /** Later versions say by `l1_ratio` and `C` what `penalty` said before. */
  protected override givenParameters(dialect: Dialect): Readonly<Record<string, unknown>> {
    const { penalty, ...others } = this.params;
    const solver = this.params.solver ?? solversOf(this.#ratio())[0];
    if (!since(dialect, "1.9")) return { ...this.params, solver };
    const noPenalty = penalty === null ? { C: Number.POSITIVE_INFINITY } : {};
    return { ...others, solver, l1Ratio: this.#ratio(), ...noPenalty };
  }

  #ratio(): number {
    const { penalty = "l2", l1Ratio = 0.5 } = this.params;
    if (penalty === "l1") return 1;
    return penalty === "elasticnet" ? l1Ratio : 0;
  }

  #weights(data: TrainingData, { codes, counts }: LabelTarget): Float64Array {
    const weights = data.weights ?? new Float64Array(data.rows).fill(1);
    if (this.params.classWeight !== "balanced") return weights;
    const classes = counts.length;
    return weights.map(
      (weight, i) => (weight * data.rows) / (classes * (counts[codes[i] ?? 0] ?? 1)),
    );
  }
}

interface LogisticProblem {
  readonly design: Design;
  readonly codes: Int32Array;
  readonly weights: Float64Array;
  /** The sum of the weights. */
  readonly total: number;
  /** 1 for two classes, else one per class. */
  readonly outputs: number;
  readonly fitIntercept: boolean;
}

/** Of several intercepts only the differences count: their mean is 0. */
function centred(intercepts: Float64Array): Float64Array {
  if (intercepts.length === 1) return intercepts;
  const mean = intercepts.reduce((sum, value) => sum + value, 0) / intercepts.length;
  return intercepts.map((value) => value - mean);
}

/** The mean loss with its penalties, over outputs × m coefficients and then the intercepts. */
function logisticLoss(
  problem: LogisticProblem,
  penalty: { readonly square: number; readonly absolute: number },
): SmoothObjective & Objective {
  const { design, outputs, fitIntercept } = problem;
  const { rows, columns } = design;
  const penalized = outputs * columns;
  const size = penalized + (fitIntercept ? outputs : 0);
  const scores = new Float64Array(rows * outputs);
  const bends = new Float64Array(rows * outputs);
  const turned = new Float64Array(rows * outputs);
  const absolute = new Float64Array(size).fill(penalty.absolute, 0, penalized);

  /** Scores of all rows by coefficients and intercepts. */
  const score = (x: Float64Array, target: Float64Array): void => {
    for (let i = 0; i < target.length; i++) target[i] = x[penalized + (i % outputs)] ?? 0;
    design.addProducts(x.subarray(0, penalized), outputs, target);
  };
  /** What slopes of the scores mean for coefficients and intercepts. */
  const back = (slopes: Float64Array, x: Float64Array, target: Float64Array): void => {
    design.addGradient(slopes, outputs, target);
    for (let k = 0; k < penalized; k++) {
      target[k] = (target[k] ?? 0) + penalty.square * (x[k] ?? 0);
    }
    for (let i = 0; fitIntercept && i < slopes.length; i++) {
      const at = penalized + (i % outputs);
      target[at] = (target[at] ?? 0) + (slopes[i] ?? 0);
    }
  };
  return {
    size,
    absolute,
    evaluate(x, gradient) {
      score(x, scores);
      let value =
        outputs === 1 ? binaryLoss(problem, scores, bends) : softmaxLoss(problem, scores, bends);
      for (let k = 0; k < penalized; k++) value += 0.5 * penalty.square * (x[k] ?? 0) ** 2;
      back(scores, x, gradient);
      return value;
    },
    curvature(direction, product) {
      score(direction, turned);
      bend(problem, bends, turned);
      product.fill(0);
      back(turned, direction, product);
    },
  };
}

/**
 * Changes of the scores into changes of their slopes: share · p · (d − Σ p d).
 *
 * @param bends  what the losses left: share · p · (1 − p) of two classes, p of several
 */
function bend(
  { weights, total, outputs }: LogisticProblem,
  bends: Float64Array,
  turned: Float64Array,
): void {
  if (outputs === 1) {
    for (let i = 0; i < turned.length; i++) turned[i] = (turned[i] ?? 0) * (bends[i] ?? 0);
    return;
  }
  for (let i = 0; i < weights.length; i++) {
    const start = i * outputs;
    const share = (weights[i] ?? 0) / total;
    let mean = 0;
    for (let o = start; o < start + outputs; o++) mean += (bends[o] ?? 0) * (turned[o] ?? 0);
    for (let o = start; o < start + outputs; o++) {
      turned[o] = share * (bends[o] ?? 0) * ((turned[o] ?? 0) - mean);
    }
  }
}

/** The mean loss; every score is replaced by its slope. @see sklearn/_loss/_loss.pyx `CyHalfBinomialLoss` */
function binaryLoss(
  { codes, weights, total }: LogisticProblem,
  scores: Float64Array,
  bends: Float64Array,
): number {
  let loss = 0;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? 0;
    const share = (weights[i] ?? 0) / total;
    const code = codes[i] ?? 0;
    loss += share * (Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - code * score);
    const probability = score >= 0 ? 1 / (1 + Math.exp(-score)) : 1 - 1 / (1 + Math.exp(score));
    scores[i] = share * (probability - code);
    bends[i] = share * probability * (1 - probability);
  }
  return loss;
}

/** The same for several classes. @see sklearn/_loss/_loss.pyx `CyHalfMultinomialLoss` */
function softmaxLoss(
  { codes, weights, total, outputs }: LogisticProblem,
  scores: Float64Array,
  bends: Float64Array,
): number {
  let loss = 0;
  for (let i = 0; i < codes.length; i++) {
    const start = i * outputs;
    const share = (weights[i] ?? 0) / total;
    let most = Number.NEGATIVE_INFINITY;
    for (let o = 0; o < outputs; o++) most = Math.max(most, scores[start + o] ?? 0);
    let sum = 0;
    for (let o = 0; o < outputs; o++) sum += Math.exp((scores[start + o] ?? 0) - most);
    const own = start + (codes[i] ?? 0);
    loss += share * (Math.log(sum) + most - (scores[own] ?? 0));
    for (let o = 0; o < outputs; o++) {
      const probability = Math.exp((scores[start + o] ?? 0) - most) / sum;
      scores[start + o] = share * (probability - (start + o === own ? 1 : 0));
      bends[start + o] = probability;
    }
  }
  return loss;
}
