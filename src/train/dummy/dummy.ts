// Models that look at nothing but y: what any other must beat.

import { type Dialect, since } from "../dialect.ts";
import { ProbabilityClassifier, Regressor } from "../kinds.ts";
import { median } from "../median.ts";
import { pythonClass } from "../parameters.ts";
import { checkChoice } from "../preprocessing/encoders.ts";
import { floatArray, labelArray } from "../python.ts";
import { labelTarget, numberTarget } from "../targets.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface DummyClassifierParameters {
  /** Both say the commonest label; "prior" (unless told) gives the labels' shares as probabilities, the other 1 and 0. */
  readonly strategy?: "prior" | "most_frequent";
}

/** Says the commonest label, whatever is asked. */
export class DummyClassifier extends ProbabilityClassifier<DummyClassifierParameters> {
  constructor(params: DummyClassifierParameters = {}) {
    super(pythonClass("dummy.DummyClassifier"), params, ["strategy"]);
    checkChoice(this.className, "strategy", params.strategy, ["prior", "most_frequent"]);
  }

  /** @see sklearn/dummy.py `DummyClassifier.fit` */
  protected learn(data: TrainingData): Learned {
    const { classes, codes } = labelTarget(data.target, data.rows, this.className);
    const shares = new Float64Array(classes.values.length);
    let total = 0;
    for (const [i, code] of codes.entries()) {
      const weight = data.weights?.[i] ?? 1;
      shares[code] = (shares[code] ?? 0) + weight;
      total += weight;
    }
    return () => [
      ["_strategy", this.params.strategy ?? "prior"],
      ["sparse_output_", false],
      ["n_outputs_", 1],
      ["classes_", labelArray(classes)],
      ["n_classes_", classes.values.length],
      ["class_prior_", floatArray(shares.map((share) => share / total))],
    ];
  }

  protected override keepsInputs(dialect: Dialect): boolean {
    return since(dialect, "1.9");
  }
}

/** scikit-learn's parameters of the same names in snake_case. */
export interface DummyRegressorParameters {
  /** "mean" unless told. */
  readonly strategy?: "mean" | "median";
}

/** Says the mean or the median of y, whatever is asked. */
export class DummyRegressor extends Regressor<DummyRegressorParameters> {
  constructor(params: DummyRegressorParameters = {}) {
    super(pythonClass("dummy.DummyRegressor"), params, ["strategy"]);
    checkChoice(this.className, "strategy", params.strategy, ["mean", "median"]);
  }

  /** @see sklearn/dummy.py `DummyRegressor.fit` */
  protected learn(data: TrainingData): Learned {
    const { strategy = "mean" } = this.params;
    const { data: y, outputs } = numberTarget(data.target, data.rows, this.className);
    const constants = Float64Array.from({ length: outputs }, (_, j) => {
      const column = y.filter((_, i) => i % outputs === j);
      if (strategy === "mean") return mean(column, data.weights);
      return data.weights === null ? median(column) : weightedMedian(column, data.weights);
    });
    return () => [
      ["n_outputs_", outputs],
      ["constant_", floatArray(constants, [1, outputs])],
    ];
  }

  protected override keepsInputs(dialect: Dialect): boolean {
    return since(dialect, "1.9");
  }
}

function mean(values: Float64Array, weights: Float64Array | null): number {
  let sum = 0;
  let total = 0;
  for (const [i, value] of values.entries()) {
    const weight = weights?.[i] ?? 1;
    sum += weight * value;
    total += weight;
  }
  return sum / total;
}

/** @see sklearn/utils/stats.py `_weighted_percentile`: the value at which half of the weight is reached */
function weightedMedian(values: Float64Array, weights: Float64Array): number {
  const order = Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let reached = 0;
  const row = order.find((i) => {
    reached += weights[i] ?? 0;
    return (weights[i] ?? 0) > 0 && reached >= total / 2;
  });
  return values[row ?? 0] ?? Number.NaN;
}
