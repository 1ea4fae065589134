// Scalers: every column brought to a common range by what the training data say of it.

import { PicklejarError } from "../../errors.ts";
import type { Matrix } from "../../estimators/samples.ts";
import type { PyValue } from "../../objects/values.ts";
import { denseSamples } from "../dense.ts";
import { since } from "../dialect.ts";
import { Transformer } from "../kinds.ts";
import { pythonClass } from "../parameters.ts";
import { floatArray, intArray, pyFloat } from "../python.ts";
import { refuseWeights } from "../targets.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";

export interface StandardScalerParameters {
  /** Whether columns are centred on their mean; true unless told. */
  readonly withMean?: boolean;
  /** Whether columns are divided by their standard deviation; true unless told. */
  readonly withStd?: boolean;
}

/** (x − mean) / standard deviation, column by column; missing values stay missing. */
export class StandardScaler extends Transformer<StandardScalerParameters> {
  constructor(params: StandardScalerParameters = {}) {
    super(pythonClass("preprocessing.StandardScaler"), params, ["withMean", "withStd"]);
  }

  /** @see sklearn/preprocessing/_data.py `StandardScaler.partial_fit` */
  protected learn(data: TrainingData): Learned {
    const { withMean = true, withStd = true } = this.params;
    const matrix = denseSamples(data, this.className, "allowed");
    const { counts, weights, means, variances } = moments(matrix, data.weights);
    const isPlain = !withMean && !withStd;
    const scale = variances.map((variance, j) => {
      return isConstant(variance, means[j] ?? 0, counts[j] ?? 0) ? 1 : Math.sqrt(variance);
    });
    const isCounted = data.weights === null;
    return (dialect) => [
      // Later versions sum up weights of 1 where they learn moments.
      [
        "n_samples_seen_",
        isCounted && (isPlain || !since(dialect, "1.9")) ? countOf(counts) : weightOf(weights),
      ],
      ["mean_", isPlain ? null : floatArray(means)],
      ["var_", withStd ? floatArray(variances) : null],
      ["scale_", withStd ? floatArray(scale) : null],
    ];
  }
}

/** One number where all columns have as many values, else one per column. */
function countOf(counts: Float64Array): PyValue {
  const [first = 0] = counts;
  return counts.every((count) => count === first) ? first : intArray(counts);
}

function weightOf(weights: Float64Array): PyValue {
  const [first = 0] = weights;
  const isSame = weights.every((weight) => weight === first);
  return isSame ? pyFloat(first) : floatArray(weights);
}

/** A variance that is nothing but rounding. @see sklearn/preprocessing/_data.py `_is_constant_feature` */
function isConstant(variance: number, mean: number, count: number): boolean {
  const rounding = count * Number.EPSILON * variance + (count * mean * Number.EPSILON) ** 2;
  return variance <= rounding;
}

interface Moments {
  /** Values that are there, by column; and the sum of their weights. */
  readonly counts: Float64Array;
  readonly weights: Float64Array;
  readonly means: Float64Array;
  /** Population variances. */
  readonly variances: Float64Array;
}

/**
 * Means and variances by column in two passes, with the second's correction of rounding.
 *
 * @see sklearn/utils/extmath.py `_incremental_mean_and_var`
 */
export function moments({ data, rows, columns }: Matrix, weights: Float64Array | null): Moments {
  const counts = new Float64Array(columns);
  const total = new Float64Array(columns);
  const means = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++) {
    const weight = weights?.[i] ?? 1;
    for (let j = 0; j < columns; j++, at++) {
      const value = data[at] ?? 0;
      if (Number.isNaN(value)) continue;
      counts[j] = (counts[j] ?? 0) + 1;
      total[j] = (total[j] ?? 0) + weight;
      means[j] = (means[j] ?? 0) + weight * value;
    }
  }
  for (let j = 0; j < columns; j++) means[j] = (means[j] ?? 0) / (total[j] ?? 0);
  const squares = new Float64Array(columns);
  const shifts = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++) {
    const weight = weights?.[i] ?? 1;
    for (let j = 0; j < columns; j++, at++) {
      const off = (data[at] ?? 0) - (means[j] ?? 0);
      if (Number.isNaN(off)) continue;
      squares[j] = (squares[j] ?? 0) + weight * off * off;
      shifts[j] = (shifts[j] ?? 0) + weight * off;
    }
  }
  const variances = squares.map((sum, j) => {
    const weight = total[j] ?? 0;
    return (sum - (shifts[j] ?? 0) ** 2 / weight) / weight;
  });
  return { counts, weights: total, means, variances };
}

export interface MinMaxScalerParameters {
  /** The range of the answers over the training data; [0, 1] unless told. */
  readonly featureRange?: readonly [low: number, high: number];
  /** Whether answers are kept in the range for values beyond the training data's. */
  readonly clip?: boolean;
}

/** The training data's range of each column becomes [0, 1], or another; missing values stay missing. */
export class MinMaxScaler extends Transformer<MinMaxScalerParameters> {
  constructor(params: MinMaxScalerParameters = {}) {
    super(pythonClass("preprocessing.MinMaxScaler"), params, ["featureRange", "clip"]);
  }

  /** @see sklearn/preprocessing/_data.py `MinMaxScaler.partial_fit` */
  protected learn(data: TrainingData): Learned {
    const [low, high] = this.params.featureRange ?? [0, 1];
    if (!(low < high)) {
      throw new PicklejarError("TRAIN_PARAMETER", {
        className: this.className,
        parameter: "featureRange",
        reason: `${low} is not below ${high}`,
        advice: "Give [low, high], such as [0, 1].",
      });
    }
    refuseWeights(data.weights, this.className);
    const matrix = denseSamples(data, this.className, "allowed");
    const { least, most } = extremes(matrix);
    const ranges = most.map((value, j) => value - (least[j] ?? 0));
    const scale = ranges.map((range) => (high - low) / (range < 10 * Number.EPSILON ? 1 : range));
    const shift = least.map((value, j) => low - value * (scale[j] ?? 0));
    return () => [
      ["min_", floatArray(shift)],
      ["scale_", floatArray(scale)],
      ["data_min_", floatArray(least)],
      ["data_max_", floatArray(most)],
      ["data_range_", floatArray(ranges)],
      ["n_samples_seen_", data.rows],
    ];
  }
}

/** The smallest and largest value of each column, without the missing ones; NaN where all are missing. */
function extremes({ data, rows, columns }: Matrix): { least: Float64Array; most: Float64Array } {
  const least = new Float64Array(columns).fill(Number.NaN);
  const most = new Float64Array(columns).fill(Number.NaN);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, at++) {
      const value = data[at] ?? 0;
      if (!((least[j] ?? 0) <= value) && !Number.isNaN(value)) least[j] = value;
      if (!((most[j] ?? 0) >= value) && !Number.isNaN(value)) most[j] = value;
    }
  }
  return { least, most };
}
