// Classification by one tree of questions.

import type { PyValue } from "../../objects/values.ts";
import { ProbabilityClassifier } from "../kinds.ts";
import { type PythonClass, pythonClass } from "../parameters.ts";
import { labelArray } from "../python.ts";
import { randomNumbers } from "../random.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";
import type { Growth } from "./grow.ts";
import { treeObject } from "./tree-objects.ts";
import {
  type ClassMeasure,
  checkChoice,
  type GrowthParameters,
  type GrowthStandard,
  growthNames,
  growthOf,
} from "./tree-parameters.ts";
import { classSamples, sizeOf, treeOf } from "./tree-samples.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface TreeClassifierParameters extends GrowthParameters {
  /** How impure a node is: "gini" unless told; "entropy" and "log_loss" are the same. */
  readonly criterion?: ClassMeasure;
  /** "balanced": every class counts the same, however many samples it has. */
  readonly classWeight?: "balanced" | null;
  /** "best" tries every place to cut a column, "random" one drawn at random. */
  readonly splitter?: Growth["kind"];
}

export const classMeasures: readonly ClassMeasure[] = ["gini", "entropy", "log_loss"];

/** @see sklearn/tree/_classes.py `BaseDecisionTree` */
abstract class TreeClassifier extends ProbabilityClassifier<TreeClassifierParameters> {
  readonly #standard: GrowthStandard;

  constructor(python: PythonClass, params: TreeClassifierParameters, standard: GrowthStandard) {
    super(python, params, [...growthNames, "classWeight", "splitter"]);
    this.#standard = standard;
  }

  protected learn(data: TrainingData): Learned {
    const { criterion = "gini", classWeight = null, randomState } = this.params;
    const { splitter = this.#standard.kind } = this.params;
    const { className } = this;
    checkChoice(className, "criterion", criterion, classMeasures);
    checkChoice(className, "classWeight", classWeight, ["balanced", null]);
    checkChoice(className, "splitter", splitter, ["best", "random"]);
    const isBalanced = classWeight === "balanced";
    const samples = classSamples(data, { criterion, isBalanced }, splitter, className);
    const standard = { ...this.#standard, kind: splitter };
    const size = sizeOf(samples, samples.weights);
    const growth = growthOf(this.params, size, standard, className);
    const tree = treeOf(samples, samples.weights, growth, randomNumbers(randomState ?? 0));
    const labels = samples.classes ?? { type: "int", values: [] };
    const classes = labels.values.length;
    const { columns } = samples;
    return (dialect): [string, PyValue][] => [
      ["n_outputs_", 1],
      ["classes_", labelArray(labels)],
      ["n_classes_", classes],
      ["max_features_", growth.maxFeatures],
      ["tree_", treeObject(tree, { columns, classes }, dialect)],
    ];
  }
}

/**
 * A tree that asks for one column at a time whether it is above a number, until the labels are told apart.
 *
 * Where two splits are equally good the first column's is taken; scikit-learn draws one of them at random.
 *
 * @example
 * new DecisionTreeClassifier({ maxDepth: 3 }).fit([[1], [2], [8], [9]], ["low", "low", "high", "high"]);
 */
export class DecisionTreeClassifier extends TreeClassifier {
  constructor(params: TreeClassifierParameters = {}) {
    const standard = { maxFeatures: null, kind: "best" } as const;
    super(pythonClass("tree.DecisionTreeClassifier"), params, standard);
  }
}

/** A tree whose splits are drawn at random, a few columns each; meant for forests. */
export class ExtraTreeClassifier extends TreeClassifier {
  constructor(params: TreeClassifierParameters = {}) {
    const standard = { maxFeatures: "sqrt", kind: "random" } as const;
    super(pythonClass("tree.ExtraTreeClassifier"), params, standard);
  }
}
