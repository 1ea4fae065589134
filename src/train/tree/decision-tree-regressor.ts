// Regression by one tree of questions.

import type { PyValue } from "../../objects/values.ts";
import type { Dialect } from "../dialect.ts";
import { Regressor } from "../kinds.ts";
import { type PythonClass, pythonClass } from "../parameters.ts";
import { randomNumbers } from "../random.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";
import type { Growth } from "./grow.ts";
import { treeObject } from "./tree-objects.ts";
import {
  checkChoice,
  type GrowthParameters,
  type GrowthStandard,
  growthNames,
  growthOf,
  withWholeFeatures,
} from "./tree-parameters.ts";
import { numberSamples, sizeOf, treeOf } from "./tree-samples.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface TreeRegressorParameters extends GrowthParameters {
  /** How impure a node is: by the variance of y. */
  readonly criterion?: "squared_error";
  /** "best" tries every place to cut a column, "random" one drawn at random. */
  readonly splitter?: Growth["kind"];
}

/** @see sklearn/tree/_classes.py `BaseDecisionTree` */
abstract class TreeRegressor extends Regressor<TreeRegressorParameters> {
  readonly #standard: GrowthStandard;

  constructor(python: PythonClass, params: TreeRegressorParameters, kind: Growth["kind"]) {
    super(python, params, [...growthNames, "splitter"]);
    this.#standard = { maxFeatures: null, kind };
  }

  protected learn(data: TrainingData): Learned {
    const { criterion = "squared_error", randomState } = this.params;
    const { splitter = this.#standard.kind } = this.params;
    const { className } = this;
    checkChoice(className, "criterion", criterion, ["squared_error"]);
    checkChoice(className, "splitter", splitter, ["best", "random"]);
    const samples = numberSamples(data, splitter, className);
    const size = sizeOf(samples, samples.weights);
    const growth = growthOf(this.params, size, { ...this.#standard, kind: splitter }, className);
    const tree = treeOf(samples, samples.weights, growth, randomNumbers(randomState ?? 0));
    const sizes = { columns: samples.columns, classes: null };
    return (dialect): [string, PyValue][] => [
      ["n_outputs_", 1],
      ["max_features_", growth.maxFeatures],
      ["tree_", treeObject(tree, sizes, dialect)],
    ];
  }

  /** The object has `class_weight`, too, which its constructor does not take. */
  protected override parameters(dialect: Dialect, fitted: boolean): Map<string, PyValue> {
    const parameters = super.parameters(dialect, fitted);
    return withWholeFeatures(parameters.set("class_weight", null), this.params);
  }
}

/**
 * A tree that asks for one column at a time whether it is above a number; answers the mean of the samples that gave
 * the same answers.
 *
 * Where two splits are equally good the first column's is taken; scikit-learn draws one of them at random.
 *
 * @example
 * new DecisionTreeRegressor({ minSamplesLeaf: 5 }).fit(X, y);
 */
export class DecisionTreeRegressor extends TreeRegressor {
  constructor(params: TreeRegressorParameters = {}) {
    super(pythonClass("tree.DecisionTreeRegressor"), params, "best");
  }
}

/** A tree whose splits are drawn at random; meant for forests. */
export class ExtraTreeRegressor extends TreeRegressor {
  constructor(params: TreeRegressorParameters = {}) {
    super(pythonClass("tree.ExtraTreeRegressor"), params, "random");
  }
}
