// The kinds of estimators that learn, each with scikit-learn's methods for it.

import { PicklejarError } from "../errors.ts";
import type { Cell } from "../estimators/samples.ts";
import type { PlainSparse, PlainValue } from "../predict/plain-results.ts";
import { numberTarget } from "./targets.ts";
import type { FitOptions } from "./trainable.ts";
import { Trainable } from "./trainable.ts";
import type { Target, TrainingRows } from "./training-data.ts";

/** Learns numbers. */
export abstract class Regressor<Parameters extends object = object> extends Trainable<Parameters> {
  /** n numbers, or n arrays where y had rows. */
  predict(X: TrainingRows): readonly PlainValue[] {
    return answer(this, "predict", this.estimator.predict?.(this.plainRows(X)));
  }

  /**
   * R², the share of y's variance that the predictions explain; 1 = perfect, 0 = as good as the mean. The mean over
   * the outputs where there are several.
   *
   * @see sklearn/metrics/_regression.py `r2_score`
   */
  score(X: TrainingRows, y: Target): number {
    return meanDetermination(this.predict(X), y, this.className);
  }
}

/** Learns labels. */
export abstract class Classifier<Parameters extends object = object> extends Trainable<Parameters> {
  /** `classes_`: the labels, sorted. */
  get classes(): readonly Cell[] {
    return (this.estimator.classes ?? []) as readonly Cell[];
  }

  /** n labels. */
  predict(X: TrainingRows): readonly Cell[] {
    return answer(this, "predict", this.estimator.predict?.(this.plainRows(X))) as readonly Cell[];
  }

  /** The share of rows whose label is predicted, in [0, 1]. */
  score(X: TrainingRows, y: Target): number {
    return accuracy(this.predict(X), y);
  }
}

/** A classifier that knows how sure it is. */
export abstract class ProbabilityClassifier<
  Parameters extends object = object,
> extends Classifier<Parameters> {
  /** n arrays of probabilities, in the order of `classes`. */
  predictProba(X: TrainingRows): readonly (readonly number[])[] {
    const rows = this.estimator.predictProba?.(this.plainRows(X));
    return answer(this, "predictProba", rows) as readonly (readonly number[])[];
  }
}

/** Learns how to change rows into others. */
export abstract class Transformer<
  Parameters extends object = object,
> extends Trainable<Parameters> {
  /** n arrays, or `{ shape, rows }` where the answer is sparse. */
  transform(X: TrainingRows): readonly PlainValue[] | PlainSparse {
    return answer(this, "transform", this.estimator.transform?.(this.plainRows(X)));
  }

  /** Learns from rows and transforms them. */
  fitTransform(
    X: TrainingRows,
    y?: Target,
    options: FitOptions = {},
  ): readonly PlainValue[] | PlainSparse {
    return this.fit(X, y, options).transform(X);
  }
}

/** Whatever its last part is: a regressor, a classifier or a transformer. */
export abstract class Composite<Parameters extends object = object> extends Trainable<Parameters> {
  /** `classes_` of a classifier, else empty. */
  get classes(): readonly Cell[] {
    return (this.estimator.classes ?? []) as readonly Cell[];
  }

  predict(X: TrainingRows): readonly PlainValue[] {
    return answer(this, "predict", this.estimator.predict?.(this.plainRows(X)));
  }

  predictProba(X: TrainingRows): readonly (readonly number[])[] {
    const rows = this.estimator.predictProba?.(this.plainRows(X));
    return answer(this, "predictProba", rows) as readonly (readonly number[])[];
  }

  transform(X: TrainingRows): readonly PlainValue[] | PlainSparse {
    return answer(this, "transform", this.estimator.transform?.(this.plainRows(X)));
  }

  /** Accuracy of a classifier, R² of a regressor. */
  score(X: TrainingRows, y: Target): number {
    const predicted = this.predict(X);
    return this.estimator.role === "classifier"
      ? accuracy(predicted, y)
      : meanDetermination(predicted, y, this.className);
  }
}

/** @throws INPUT_KIND where scikit-learn's class has no such method with these parameters */
function answer<T>(trained: Trainable, method: string, result: T | undefined): T {
  if (result !== undefined) return result;
  const { className } = trained;
  throw new PicklejarError("TRAIN_PARAMETER", {
    className,
    parameter: method,
    reason: "there is no such method with these parameters",
    advice: "See scikit-learn's documentation of the class.",
  });
}

interface Columns {
  readonly data: Float64Array;
  readonly outputs: number;
}

function accuracy(predicted: readonly PlainValue[], y: Target): number {
  return predicted.filter((label, i) => label === y[i]).length / predicted.length;
}

function meanDetermination(predicted: readonly PlainValue[], y: Target, className: string): number {
  const truth = numberTarget(y, predicted.length, className);
  const guesses = numberTarget(predicted as Target, predicted.length, className);
  let total = 0;
  for (let j = 0; j < truth.outputs; j++) total += determination(truth, guesses, j);
  return total / truth.outputs;
}

function determination(truth: Columns, guesses: Columns, output: number): number {
  const { data, outputs } = truth;
  const n = data.length / outputs;
  let mean = 0;
  for (let i = output; i < data.length; i += outputs) mean += (data[i] ?? 0) / n;
  let residual = 0;
  let variance = 0;
  for (let i = output; i < data.length; i += outputs) {
    residual += ((data[i] ?? 0) - (guesses.data[i] ?? 0)) ** 2;
    variance += ((data[i] ?? 0) - mean) ** 2;
  }
  if (variance === 0) return residual === 0 ? 1 : 0;
  return 1 - residual / variance;
}
