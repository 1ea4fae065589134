// Logistic regression: the logarithms of the odds are linear.

import { PicklejarError } from "../../errors.ts";
import { type Design, designOf } from "../design.ts";
import { type Dialect, since } from "../dialect.ts";
import { ProbabilityClassifier } from "../kinds.ts";
import { minimize, type Objective } from "../minimize.ts";
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
    const { x, iterations } = minimize(logisticLoss(problem, penalty), {
      tolerance: tol,
      maxIterations: maxIter,
    });
    const { columns } = design;
    const coefficients = x.slice(0, outputs * columns);
    const intercepts = fitIntercept ? x.slice(outputs * columns) : new Float64Array(outputs);
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

/** The mean loss with its penalties, over outputs × m coefficients and then the intercepts. */
function logisticLoss(
  problem: LogisticProblem,
  penalty: { readonly square: number; readonly absolute: number },
): Objective {
  const { design, outputs, fitIntercept } = problem;
  const { rows, columns } = design;
  const penalized = outputs * columns;
  const size = penalized + (fitIntercept ? outputs : 0);
  const scores = new Float64Array(rows * outputs);
  const absolute = penalty.absolute > 0 ? new Float64Array(size) : null;
  absolute?.fill(penalty.absolute, 0, penalized);
  return {
    size,
    absolute,
    evaluate(x, gradient) {
      const coefficients = x.subarray(0, penalized);
      for (let i = 0; i < scores.length; i++) scores[i] = x[penalized + (i % outputs)] ?? 0;
      design.addProducts(coefficients, outputs, scores);
      let value = outputs === 1 ? binaryLoss(problem, scores) : softmaxLoss(problem, scores);
      design.addGradient(scores, outputs, gradient);
      for (let k = 0; k < penalized; k++) {
        const weight = x[k] ?? 0;
        value += 0.5 * penalty.square * weight * weight;
        gradient[k] = (gradient[k] ?? 0) + penalty.square * weight;
      }
      for (let i = 0; fitIntercept && i < scores.length; i++) {
        const at = penalized + (i % outputs);
        gradient[at] = (gradient[at] ?? 0) + (scores[i] ?? 0);
      }
      return value;
    },
  };
}

/** The mean loss; every score is replaced by its slope. @see sklearn/_loss/_loss.pyx `CyHalfBinomialLoss` */
function binaryLoss({ codes, weights, total }: LogisticProblem, scores: Float64Array): number {
  let loss = 0;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? 0;
    const share = (weights[i] ?? 0) / total;
    const code = codes[i] ?? 0;
    loss += share * (Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - code * score);
    const probability = score >= 0 ? 1 / (1 + Math.exp(-score)) : 1 - 1 / (1 + Math.exp(score));
    scores[i] = share * (probability - code);
  }
  return loss;
}

/** The same for several classes. @see sklearn/_loss/_loss.pyx `CyHalfMultinomialLoss` */
function softmaxLoss(
  { codes, weights, total, outputs }: LogisticProblem,
  scores: Float64Array,
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
    }
  }
  return loss;
}
