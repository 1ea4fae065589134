// Naive Bayes over counts: how often each term occurs in each class.

import { PicklejarError } from "../../errors.ts";
import { type Design, designOf } from "../design.ts";
import { ProbabilityClassifier } from "../kinds.ts";
import { pythonClass } from "../parameters.ts";
import { givenPriors } from "../priors.ts";
import { floatArray, labelArray } from "../python.ts";
import { type LabelTarget, labelTarget } from "../targets.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface MultinomialNBParameters {
  /** How often every term is taken to have occurred beforehand, at least 1e-10; 1 unless told. */
  readonly alpha?: number;
  /** Whether classes are as probable as they are frequent; true unless told. */
  readonly fitPrior?: boolean;
  /** Probability of each class, instead. */
  readonly classPrior?: readonly number[] | null;
}

/** Counts of terms are drawn from one distribution per class: for texts after CountVectorizer or TfidfVectorizer. */
export class MultinomialNB extends ProbabilityClassifier<MultinomialNBParameters> {
  constructor(params: MultinomialNBParameters = {}) {
    super(pythonClass("naive_bayes.MultinomialNB"), params, ["alpha", "fitPrior", "classPrior"]);
    const { alpha = 1 } = params;
    if (alpha >= 1e-10 && Number.isFinite(alpha)) return;
    throw new PicklejarError("TRAIN_PARAMETER", {
      className: this.className,
      parameter: "alpha",
      reason: `${alpha} is not at least 1e-10`,
      advice: "With less, a term that a class never had would make it impossible.",
    });
  }

  /** @see sklearn/naive_bayes.py `_BaseDiscreteNB.fit`, `MultinomialNB._update_feature_log_prob` */
  protected learn(data: TrainingData): Learned {
    const { alpha = 1 } = this.params;
    const design = designOf(data, this.className);
    this.#checkCounts(data);
    const target = labelTarget(data.target, data.rows, this.className);
    const size = target.classes.values.length;
    const members = membership(target, size, data.weights);
    const classCounts = new Float64Array(size);
    for (let k = 0; k < members.length; k++) {
      classCounts[k % size] = (classCounts[k % size] ?? 0) + (members[k] ?? 0);
    }
    const counts = new Float64Array(size * design.columns);
    design.addGradient(members, size, counts);
    const shape = [size, design.columns];
    const priors = this.#logPriors(classCounts);
    const logProbabilities = logShares(counts, alpha, design);
    return () => [
      ["classes_", labelArray(target.classes)],
      ["class_count_", floatArray(classCounts)],
      ["feature_count_", floatArray(counts, shape)],
      ["feature_log_prob_", floatArray(logProbabilities, shape)],
      ["class_log_prior_", floatArray(priors)],
    ];
  }

  #logPriors(counts: Float64Array): Float64Array {
    const { fitPrior = true, classPrior = null } = this.params;
    const size = counts.length;
    if (classPrior !== null) {
      return givenPriors(classPrior, size, "classPrior", this.className).map(Math.log);
    }
    if (!fitPrior) return new Float64Array(size).fill(-Math.log(size));
    const total = Math.log(counts.reduce((sum, count) => sum + count, 0));
    return counts.map((count) => Math.log(count) - total);
  }

  #checkCounts({ samples }: TrainingData): void {
    const values = samples.kind === "sparse" ? samples.values : undefined;
    const numbers = samples.kind === "dense" ? samples.data : values;
    if (numbers?.every((value) => value >= 0) !== false) return;
    throw new PicklejarError("TRAIN_DATA", {
      className: this.className,
      reason: "a count is below 0",
      advice: "Use GaussianNB for numbers that are no counts.",
    });
  }
}

/** n × classes: the weight of each row in the column of its class. */
function membership(
  { codes }: LabelTarget,
  classes: number,
  weights: Float64Array | null,
): Float64Array {
  const members = new Float64Array(codes.length * classes);
  for (let i = 0; i < codes.length; i++) members[i * classes + (codes[i] ?? 0)] = weights?.[i] ?? 1;
  return members;
}

/** Logarithms of each term's share in its class. */
function logShares(counts: Float64Array, alpha: number, { columns }: Design): Float64Array {
  const shares = new Float64Array(counts.length);
  for (let start = 0; start < counts.length; start += columns) {
    let total = alpha * columns;
    for (let j = start; j < start + columns; j++) total += counts[j] ?? 0;
    const logarithm = Math.log(total);
    for (let j = start; j < start + columns; j++) {
      shares[j] = Math.log((counts[j] ?? 0) + alpha) - logarithm;
    }
  }
  return shares;
}
