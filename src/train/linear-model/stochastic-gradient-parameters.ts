// What SGDClassifier and SGDRegressor have in common: their parameters, checked.

import { checkChoice, checkValues, isCount } from "../tree/tree-parameters.ts";
import type { Descent } from "./gradient-descent.ts";
import type { PointLoss } from "./point-losses.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface StochasticGradientParameters {
  /** What large coefficients cost: "l2" unless told; null: nothing. */
  readonly penalty?: "l2" | "l1" | "elasticnet" | null;
  /** The weight of the penalty, and with "optimal" the speed of learning; 1e-4 unless told. */
  readonly alpha?: number;
  /** With "elasticnet": the part of "l1", in [0, 1]; 0.15 unless told. */
  readonly l1Ratio?: number;
  /** Whether there is an intercept; true unless told. */
  readonly fitIntercept?: boolean;
  /** Passes over the rows at most; 1000 unless told. */
  readonly maxIter?: number;
  /** A pass must lower the objective by as much; 1e-3 unless told, null: all passes are made. */
  readonly tol?: number | null;
  /** Whether rows are shuffled before each pass; true unless told. */
  readonly shuffle?: boolean;
  /** Seeds the shuffling, as `random_state` does; 0 unless told. */
  readonly randomState?: number | null;
  /** How large steps are: "optimal" for classifiers, "invscaling" for regressors, unless told. */
  readonly learningRate?: "constant" | "optimal" | "invscaling" | "adaptive";
  /** The first step, above 0, where steps are not "optimal"; 0.01 for regressors unless told. */
  readonly eta0?: number;
  /** With "invscaling": steps are eta0 / t^powerT; 0.5 for classifiers, 0.25 for regressors, unless told. */
  readonly powerT?: number;
  /** Passes without gain before it ends; 5 unless told. */
  readonly nIterNoChange?: number;
}

/** The names in `StochasticGradientParameters`, for the check of the constructor. */
export const stochasticGradientNames = [
  "penalty",
  "alpha",
  "l1Ratio",
  "fitIntercept",
  "maxIter",
  "tol",
  "shuffle",
  "randomState",
  "learningRate",
  "eta0",
  "powerT",
  "nIterNoChange",
] as const;

/** What a class does unless told. */
export interface DescentStandard {
  readonly learningRate: Descent["learningRate"];
  readonly powerT: number;
  /** Absent: it must be told where it matters. */
  readonly eta0?: number;
}

/**
 * @throws TRAIN_PARAMETER for a value outside of its range
 * @see sklearn/linear_model/_stochastic_gradient.py `_parameter_constraints`
 */
export function descentOf(
  params: StochasticGradientParameters,
  loss: PointLoss,
  standard: DescentStandard,
  className: string,
): Descent {
  const { penalty = "l2", alpha = 1e-4, l1Ratio = 0.15, fitIntercept = true } = params;
  const { maxIter = 1000, tol = 1e-3, shuffle = true, nIterNoChange = 5 } = params;
  const { learningRate = standard.learningRate, eta0 = standard.eta0 ?? 0 } = params;
  const { powerT = standard.powerT, randomState = null } = params;
  const isOptimal = learningRate === "optimal";
  const counted = "Give a whole number of at least 1.";
  checkChoice(className, "penalty", penalty, ["l2", "l1", "elasticnet", null]);
  const rates = ["constant", "optimal", "invscaling", "adaptive"];
  checkChoice(className, "learningRate", learningRate, rates);
  checkValues(className, [
    ["alpha", alpha, alpha >= 0 && (alpha > 0 || !isOptimal), "Give a number above 0."],
    ["l1Ratio", l1Ratio, l1Ratio >= 0 && l1Ratio <= 1, "Give a number in [0, 1]."],
    ["maxIter", maxIter, isCount(maxIter, 1), counted],
    ["nIterNoChange", nIterNoChange, isCount(nIterNoChange, 1), counted],
    ["tol", tol, tol === null || tol >= 0, "Give a number of at least 0, or null."],
    ["eta0", eta0, isOptimal || eta0 > 0, `Give the first step, above 0, with "${learningRate}".`],
    ["powerT", powerT, Number.isFinite(powerT), "Give a number."],
    ["randomState", randomState, isCount(randomState, 0), "Give a whole number of at least 0."],
  ]);
  return {
    loss,
    penalty,
    alpha,
    l1Ratio,
    fitIntercept,
    maxIter,
    tol,
    shuffle,
    learningRate,
    eta0,
    powerT,
    nIterNoChange,
  };
}
