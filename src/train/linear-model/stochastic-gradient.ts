// SGDClassifier and SGDRegressor: linear models that learn row by row, for many rows and for texts.

import { PicklejarError } from "../../errors.ts";
import { MersenneTwister } from "../../estimators/mersenne-twister.ts";
import { PyObject, type PyValue } from "../../objects/values.ts";
import { denseSamples } from "../dense.ts";
import { type Dialect, since } from "../dialect.ts";
import { Classifier, Regressor } from "../kinds.ts";
import { pythonClass } from "../parameters.ts";
import { floatArray, labelArray, pyFloat, pyGlobal } from "../python.ts";
import { labelTarget, numberTarget } from "../targets.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";
import { checkChoice, checkValues } from "../tree/tree-parameters.ts";
import {
  type Descended,
  descend,
  type GradientRows,
  randomBelow,
  shuffleSeed,
} from "./gradient-descent.ts";
import type { PointLoss } from "./point-losses.ts";
import * as losses from "./point-losses.ts";
import {
  descentOf,
  type StochasticGradientParameters,
  stochasticGradientNames,
} from "./stochastic-gradient-parameters.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface SGDClassifierParameters extends StochasticGradientParameters {
  /** "hinge" (unless told) is a linear support vector machine, "log_loss" logistic regression. */
  readonly loss?: "hinge" | "log_loss" | "modified_huber" | "squared_hinge" | "perceptron";
  /** "balanced": every class counts the same, however many rows it has. */
  readonly classWeight?: "balanced" | null;
}

/** scikit-learn's parameters of the same names in snake_case. */
export interface SGDRegressorParameters extends StochasticGradientParameters {
  /** "squared_error" unless told. */
  readonly loss?: "squared_error" | "huber" | "epsilon_insensitive" | "squared_epsilon_insensitive";
  /** Distances up to it count little ("huber") or nothing; 0.1 unless told. */
  readonly epsilon?: number;
}

/** Losses of classifiers by name. */
const classLosses: Readonly<Record<NonNullable<SGDClassifierParameters["loss"]>, PointLoss>> = {
  hinge: losses.hinge(1),
  log_loss: losses.logLoss,
  modified_huber: losses.modifiedHuber,
  squared_hinge: losses.squaredHinge,
  perceptron: losses.hinge(0),
};

/**
 * A linear classifier that learns row by row; with several classes each against the others.
 *
 * Rows are shuffled as scikit-learn shuffles them: the same `randomState` gives the coefficients of version 1.9.
 *
 * @example
 * new Pipeline([["terms", new TfidfVectorizer()], ["model", new SGDClassifier({ loss: "log_loss" })]])
 */
export class SGDClassifier extends Classifier<SGDClassifierParameters> {
  constructor(params: SGDClassifierParameters = {}) {
    super(pythonClass("linear_model.SGDClassifier"), params, [
      ...stochasticGradientNames,
      "loss",
      "classWeight",
    ]);
  }

  /** n arrays of probabilities, in the order of `classes`, with the losses "log_loss" and "modified_huber". */
  predictProba(X: Parameters<this["predict"]>[0]): readonly (readonly number[])[] {
    const rows = this.estimator.predictProba?.(this.plainRows(X));
    if (rows !== undefined) return rows as readonly (readonly number[])[];
    throw new PicklejarError("TRAIN_PARAMETER", {
      className: this.className,
      parameter: "loss",
      reason: "with this loss it knows no probabilities",
      advice: 'Use loss: "log_loss".',
    });
  }

  /** @see sklearn/linear_model/_stochastic_gradient.py `BaseSGDClassifier._fit` */
  protected learn(data: TrainingData): Learned {
    const { className, params } = this;
    const { loss: name = "hinge", classWeight = null, randomState = null } = params;
    checkChoice(className, "loss", name, Object.keys(classLosses));
    checkChoice(className, "classWeight", classWeight, ["balanced", null]);
    const loss = classLosses[name];
    const descent = descentOf(params, loss, { learningRate: "optimal", powerT: 0.5 }, className);
    const { classes, codes, counts } = labelTarget(data.target, data.rows, className);
    const rows = gradientRows(data, className);
    const size = counts.length;
    const weights = counts.map((own) => (classWeight === null ? 1 : data.rows / (size * own)));
    const outputs = size === 2 ? 1 : size;
    const seed = randomState ?? 0;
    const seeds = new MersenneTwister(seed);
    const coefficients = new Float64Array(outputs * rows.columns);
    const intercepts = new Float64Array(outputs);
    let most = 0;
    for (let output = 0; output < outputs; output++) {
      const positive = size === 2 ? 1 : output;
      const other = loss.isShare ? 0 : -1;
      const target = {
        y: Float64Array.from(codes, (code) => (code === positive ? 1 : other)),
        weights: data.weights,
        positiveWeight: weights[positive] ?? 1,
        negativeWeight: size === 2 ? (weights[0] ?? 1) : 1,
      };
      const own = size === 2 ? seed : randomBelow(seeds, 2 ** 31 - 1);
      const descended = settled(descend(rows, target, descent, shuffleSeed(own, 1)), className);
      coefficients.set(descended.weights, output * rows.columns);
      intercepts[output] = descended.intercept;
      most = Math.max(most, descended.passes);
    }
    return (dialect) => [
      ["classes_", labelArray(classes)],
      ["coef_", floatArray(coefficients, [outputs, rows.columns])],
      ["intercept_", floatArray(intercepts)],
      ["t_", pyFloat(1 + most * data.rows)],
      ["n_iter_", most],
      ["_expanded_class_weight", floatArray(weights)],
      [since(dialect, "1.4") ? "_loss_function_" : "loss_function_", lossObject(loss, dialect)],
    ];
  }

  protected override parameters(dialect: Dialect, fitted: boolean): Map<string, PyValue> {
    return withCost(super.parameters(dialect, fitted), dialect);
  }
}

/**
 * A linear regressor that learns row by row. Scale the columns first: steps are the same for all.
 *
 * @example
 * new Pipeline([["scale", new StandardScaler()], ["model", new SGDRegressor()]])
 */
export class SGDRegressor extends Regressor<SGDRegressorParameters> {
  constructor(params: SGDRegressorParameters = {}) {
    super(pythonClass("linear_model.SGDRegressor"), params, [
      ...stochasticGradientNames,
      "loss",
      "epsilon",
    ]);
  }

  /** @see sklearn/linear_model/_stochastic_gradient.py `BaseSGDRegressor._fit_regressor` */
  protected learn(data: TrainingData): Learned {
    const { className, params } = this;
    const { loss: name = "squared_error", epsilon = 0.1, randomState = null } = params;
    const known = {
      squared_error: losses.halfSquared,
      huber: losses.huber(epsilon),
      epsilon_insensitive: losses.epsilonInsensitive(epsilon),
      squared_epsilon_insensitive: losses.squaredEpsilonInsensitive(epsilon),
    };
    checkChoice(className, "loss", name, Object.keys(known));
    const standard = { learningRate: "invscaling", powerT: 0.25, eta0: 0.01 } as const;
    const descent = descentOf(params, known[name], standard, className);
    const { data: y, outputs } = numberTarget(data.target, data.rows, className);
    checkValues(className, [
      ["epsilon", epsilon, epsilon >= 0, "Give a number of at least 0."],
      ["y", `${outputs} columns`, outputs === 1, "Fit one model per column of y."],
    ]);
    const rows = gradientRows(data, className);
    const target = { y, weights: data.weights, positiveWeight: 1, negativeWeight: 1 };
    const seed = shuffleSeed(randomState ?? 0, 0);
    const descended = settled(descend(rows, target, descent, seed), className);
    return () => [
      ["coef_", floatArray(descended.weights)],
      ["intercept_", floatArray([descended.intercept])],
      ["t_", pyFloat(1 + descended.passes * data.rows)],
      ["n_iter_", descended.passes],
    ];
  }

  protected override parameters(dialect: Dialect, fitted: boolean): Map<string, PyValue> {
    return withCost(super.parameters(dialect, fitted), dialect);
  }
}

/** The samples row by row; sparse ones stay sparse. @throws TRAIN_DATA */
function gradientRows(data: TrainingData, className: string): GradientRows {
  const { samples } = data;
  if (samples.kind === "sparse") {
    const { rows, columns, values, indices, indptr } = samples;
    if (values.every(Number.isFinite)) {
      return {
        rows,
        columns,
        values,
        starts: Int32Array.from(indptr),
        indices: Int32Array.from(indices),
      };
    }
  }
  const { rows, columns, data: values } = denseSamples(data, className);
  const starts = Int32Array.from({ length: rows + 1 }, (_, i) => i * columns);
  return { rows, columns, values, starts, indices: null };
}

/** @throws TRAIN_DATA where the steps grew without bound */
function settled(descended: Descended, className: string): Descended {
  if (descended.isFinite) return descended;
  throw new PicklejarError("TRAIN_DATA", {
    className,
    reason: `its coefficients left the range of numbers in pass ${descended.passes}`,
    advice: "Scale the columns first, with StandardScaler in a Pipeline, or give a smaller eta0.",
  });
}

/** The loss as an object: until 1.5 logistic loss was a class of its own. */
function lossObject(loss: PointLoss, dialect: Dialect): PyObject {
  const isOld = loss === losses.logLoss && !since(dialect, "1.9");
  const path = isOld ? "sklearn.linear_model._sgd_fast.Log" : loss.compiled;
  const dot = path.lastIndexOf(".");
  const global = pyGlobal(path.slice(0, dot), path.slice(dot + 1));
  const object = new PyObject(global, loss.numbers.map(pyFloat), 0);
  object.made = "call";
  return object;
}

/** What passive-aggressive models had in common with these, until 1.8. */
function withCost(parameters: Map<string, PyValue>, dialect: Dialect): Map<string, PyValue> {
  return since(dialect, "1.9") ? parameters : parameters.set("C", pyFloat(1));
}
