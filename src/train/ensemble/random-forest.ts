// Random forests and extremely randomized trees.

import type { PyValue } from "../../objects/values.ts";
import type { Dialect } from "../dialect.ts";
import { ProbabilityClassifier, Regressor } from "../kinds.ts";
import { pythonClass } from "../parameters.ts";
import { labelArray } from "../python.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";
import { classMeasures } from "../tree/decision-tree-classifier.ts";
import { type ClassMeasure, checkChoice } from "../tree/tree-parameters.ts";
import { classSamples, numberSamples } from "../tree/tree-samples.ts";
import { type ForestParameters, type ForestStandard, forestNames, growForest } from "./forest.ts";
import { forestAttributes, forestParameters } from "./forest-objects.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface ForestClassifierParameters extends ForestParameters {
  /** How impure a node is: "gini" unless told; "entropy" and "log_loss" are the same. */
  readonly criterion?: ClassMeasure;
  /** "balanced": every class counts the same, however many samples it has. */
  readonly classWeight?: "balanced" | null;
}

/** scikit-learn's parameters of the same names in snake_case. */
export interface ForestRegressorParameters extends ForestParameters {
  /** How impure a node is: by the variance of y. */
  readonly criterion?: "squared_error";
}

/** @see sklearn/ensemble/_forest.py `ForestClassifier` */
abstract class ForestClassifier extends ProbabilityClassifier<ForestClassifierParameters> {
  readonly #standard: ForestStandard;

  constructor(params: ForestClassifierParameters, standard: ForestStandard) {
    super(pythonClass(standard.path), params, [...forestNames, "classWeight"]);
    this.#standard = standard;
  }

  protected learn(data: TrainingData): Learned {
    const { className, params } = this;
    const { criterion = "gini", classWeight = null } = params;
    checkChoice(className, "criterion", criterion, classMeasures);
    checkChoice(className, "classWeight", classWeight, ["balanced", null]);
    const isBalanced = classWeight === "balanced";
    const standard = this.#standard;
    const samples = classSamples(data, { criterion, isBalanced }, standard.kind, className);
    const forest = growForest(samples, params, standard, className);
    const labels = samples.classes ?? { type: "int", values: [] };
    const attributes: [string, PyValue][] = [
      ["classes_", labelArray(labels)],
      ["n_classes_", labels.values.length],
    ];
    return (dialect) => forestAttributes(forest, params, standard, attributes, dialect);
  }

  protected override parameters(dialect: Dialect, fitted: boolean): Map<string, PyValue> {
    const own = super.parameters(dialect, fitted);
    return forestParameters(own, this.params, this.#standard, dialect);
  }
}

/** @see sklearn/ensemble/_forest.py `ForestRegressor` */
abstract class ForestRegressor extends Regressor<ForestRegressorParameters> {
  readonly #standard: ForestStandard;

  constructor(params: ForestRegressorParameters, standard: ForestStandard) {
    super(pythonClass(standard.path), params, forestNames);
    this.#standard = standard;
  }

  protected learn(data: TrainingData): Learned {
    const { className, params } = this;
    const { criterion = "squared_error" } = params;
    checkChoice(className, "criterion", criterion, ["squared_error"]);
    const standard = this.#standard;
    const samples = numberSamples(data, standard.kind, className);
    const forest = growForest(samples, params, standard, className);
    return (dialect) => forestAttributes(forest, params, standard, [], dialect);
  }

  protected override parameters(dialect: Dialect, fitted: boolean): Map<string, PyValue> {
    const own = super.parameters(dialect, fitted);
    return forestParameters(own, this.params, this.#standard, dialect);
  }
}

/**
 * Trees of rows drawn with replacement that look at a few columns for each split; the mean of their probabilities.
 *
 * The drawing is this library's own: the same `randomState` gives the same forest everywhere, but not scikit-learn's.
 *
 * @example
 * new RandomForestClassifier({ nEstimators: 200 }).fit(X, y);
 */
export class RandomForestClassifier extends ForestClassifier {
  constructor(params: ForestClassifierParameters = {}) {
    super(params, {
      path: "ensemble.RandomForestClassifier",
      maxFeatures: "sqrt",
      kind: "best",
      bootstrap: true,
      tree: "tree.DecisionTreeClassifier",
    });
  }
}

/** Trees of rows drawn with replacement; the mean of their answers. */
export class RandomForestRegressor extends ForestRegressor {
  constructor(params: ForestRegressorParameters = {}) {
    super(params, {
      path: "ensemble.RandomForestRegressor",
      maxFeatures: null,
      kind: "best",
      bootstrap: true,
      tree: "tree.DecisionTreeRegressor",
    });
  }
}

/** Trees of all rows whose cuts are drawn at random; the mean of their probabilities. */
export class ExtraTreesClassifier extends ForestClassifier {
  constructor(params: ForestClassifierParameters = {}) {
    super(params, {
      path: "ensemble.ExtraTreesClassifier",
      maxFeatures: "sqrt",
      kind: "random",
      bootstrap: false,
      tree: "tree.ExtraTreeClassifier",
    });
  }
}

/** Trees of all rows whose cuts are drawn at random; the mean of their answers. */
export class ExtraTreesRegressor extends ForestRegressor {
  constructor(params: ForestRegressorParameters = {}) {
    super(params, {
      path: "ensemble.ExtraTreesRegressor",
      maxFeatures: null,
      kind: "random",
      bootstrap: false,
      tree: "tree.ExtraTreeRegressor",
    });
  }
}
