// Histogram gradient boosting: HistGradientBoostingRegressor and HistGradientBoostingClassifier.

import { PicklejarError } from "../../errors.ts";
import type { Labels } from "../../estimators/estimator.ts";
import type { PyValue } from "../../objects/values.ts";
import { type Dialect, since, sklearnVersion } from "../dialect.ts";
import { ProbabilityClassifier, Regressor } from "../kinds.ts";
import { pythonClass } from "../parameters.ts";
import { labelArray, pyObject } from "../python.ts";
import { labelTarget, numberTarget, refuseWeights } from "../targets.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";
import { checkChoice, checkValues } from "../tree/tree-parameters.ts";
import { type Boosted, boost } from "./boost.ts";
import { boostingColumns, categoryColumns } from "./boosting-columns.ts";
import { boostingAttributes } from "./boosting-objects.ts";
import { type BoostingParameters, boostingNames, boostingOf } from "./boosting-parameters.ts";
import type { LossName } from "./loss-objects.ts";
import {
  absoluteError,
  binomialLoss,
  type Loss,
  pinballLoss,
  poissonLoss,
  squaredError,
} from "./losses.ts";
import { multinomialLoss } from "./multinomial-loss.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface HistGradientBoostingRegressorParameters extends BoostingParameters {
  /**
   * What is lowered: "squared_error" (unless told), "absolute_error", "poisson" for counts and other y of at least 0,
   * or "quantile".
   */
  readonly loss?: "squared_error" | "absolute_error" | "poisson" | "quantile";
  /** With the loss "quantile": which, in [0, 1]. */
  readonly quantile?: number | null;
}

/** scikit-learn's parameters of the same names in snake_case. */
export interface HistGradientBoostingClassifierParameters extends BoostingParameters {
  /** "balanced": every class counts the same, however many rows it has. */
  readonly classWeight?: "balanced" | null;
}

/** What one of the classes adds to the parameters: y, and how it is judged. */
interface Task {
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
  readonly loss: Loss;
  readonly name: LossName;
  readonly classes: number | null;
  readonly quantile: number | null;
}

function learnBoosting(
  data: TrainingData,
  params: BoostingParameters,
  task: Task,
  className: string,
): (dialect: Dialect) => [string, PyValue][] {
  const boosting = boostingOf(params, className);
  const { categoricalFeatures, maxBins } = boosting;
  const columns = boostingColumns(data, categoricalFeatures, maxBins, className);
  const { y, weights, loss } = task;
  const boosted = boost(
    { columns, y, weights, loss, isClassification: task.classes !== null },
    boosting,
  );
  checkAnswers(boosted, className);
  const facts = { ...task, isWeighted: weights !== null };
  const categories = categoryColumns(data, columns);
  const model = { className, boosted, boosting, columns, categories, loss: facts };
  return (dialect) => boostingAttributes(model, dialect);
}

/** @throws TRAIN_DATA where answers grew without bound: gradients are floats of 32 bits, as in scikit-learn */
function checkAnswers({ baseline, rounds }: Boosted, className: string): void {
  const isSound =
    baseline.every(Number.isFinite) &&
    rounds.every((trees) =>
      trees.every(({ leaves }) => leaves.every(({ value }) => Number.isFinite(value))),
    );
  if (isSound) return;
  throw new PicklejarError("TRAIN_DATA", {
    className,
    reason: "the answers of its trees left the range of numbers",
    advice: "Give y in a larger unit, below 1e38, or a smaller learningRate.",
  });
}

/**
 * Many small trees, each for what those before it left; they take missing values and categories as they are, and
 * are fast on many rows.
 *
 * Without randomness (early stopping, a share of columns, more than 200,000 rows) the trees are those that
 * scikit-learn 1.9 grows.
 *
 * @example
 * new HistGradientBoostingRegressor({ categoricalFeatures: ["city"] }).fit(rows, prices);
 */
export class HistGradientBoostingRegressor extends Regressor<HistGradientBoostingRegressorParameters> {
  constructor(params: HistGradientBoostingRegressorParameters = {}) {
    super(pythonClass("ensemble.HistGradientBoostingRegressor"), params, [
      ...boostingNames,
      "loss",
      "quantile",
    ]);
  }

  protected learn(data: TrainingData): Learned {
    const { className, params } = this;
    const { loss: name = "squared_error", quantile = null } = params;
    checkChoice(className, "loss", name, [
      "squared_error",
      "absolute_error",
      "poisson",
      "quantile",
    ]);
    const isShare = quantile !== null && quantile >= 0 && quantile <= 1;
    const isSound = name === "quantile" ? isShare : quantile === null || isShare;
    const { data: y, outputs } = numberTarget(data.target, data.rows, className);
    checkValues(className, [
      ["quantile", quantile, isSound, 'Give a number in [0, 1], with loss: "quantile".'],
      ["y", `${outputs} columns`, outputs === 1, "Fit one model per column of y."],
      [
        "loss",
        name,
        name !== "poisson" || (y.every((own) => own >= 0) && y.some((own) => own > 0)),
        "Give y of at least 0, some of it above 0, or another loss.",
      ],
    ]);
    // Weighted medians and quantiles are not here yet.
    if (name === "absolute_error" || name === "quantile") refuseWeights(data.weights, className);
    const losses = {
      squared_error: squaredError,
      absolute_error: absoluteError,
      poisson: poissonLoss,
      quantile: pinballLoss(quantile ?? 0.5),
    };
    const task = { y, weights: data.weights, loss: losses[name], name, classes: null };
    const asked = name === "quantile" ? quantile : null;
    return learnBoosting(data, params, { ...task, quantile: asked }, className);
  }
}

/**
 * Many small trees, each for what those before it left: the probabilities of classes.
 *
 * @example
 * new HistGradientBoostingClassifier({ maxIter: 200, learningRate: 0.05 }).fit(rows, labels);
 */
export class HistGradientBoostingClassifier extends ProbabilityClassifier<HistGradientBoostingClassifierParameters> {
  constructor(params: HistGradientBoostingClassifierParameters = {}) {
    super(pythonClass("ensemble.HistGradientBoostingClassifier"), params, [
      ...boostingNames,
      "classWeight",
    ]);
  }

  protected learn(data: TrainingData): Learned {
    const { className, params } = this;
    const { classWeight = null } = params;
    checkChoice(className, "classWeight", classWeight, ["balanced", null]);
    const { classes: labels, codes, counts } = labelTarget(data.target, data.rows, className);
    const classes = counts.length;
    const weights =
      classWeight === null
        ? data.weights
        : Float64Array.from(codes, (code, i) => {
            const own = codes.length / (classes * (counts[code] ?? 1));
            return own * (data.weights?.[i] ?? 1);
          });
    const attributes = learnBoosting(
      data,
      params,
      {
        y: Float64Array.from(codes),
        weights,
        loss: classes === 2 ? binomialLoss : multinomialLoss(classes),
        name: classes === 2 ? "binomial" : "multinomial",
        classes,
        quantile: null,
      },
      className,
    );
    return (dialect) => [
      ["classes_", labelArray(labels)],
      ...(since(dialect, "1.9") ? [labelEncoder(labels, dialect)] : []),
      ...attributes(dialect),
    ];
  }
}

/** `_label_encoder`, which 1.9 keeps beside the classes. */
function labelEncoder(labels: Labels, dialect: Dialect): [string, PyValue] {
  const encoder = pyObject("sklearn.preprocessing._label", "LabelEncoder", [
    ["classes_", labelArray(labels)],
    ["_sklearn_version", sklearnVersion(dialect)],
  ]);
  return ["_label_encoder", encoder];
}
