// Principal component analysis: the directions in which the data vary most.

import { PicklejarError } from "../../errors.ts";
import type { Matrix } from "../../estimators/samples.ts";
import { columnMeans, denseSamples } from "../dense.ts";
import { type Dialect, since } from "../dialect.ts";
import { Transformer } from "../kinds.ts";
import { type DenseMatrix, singularValues, symmetricEigen } from "../linear-algebra.ts";
import { pythonClass } from "../parameters.ts";
import { floatArray, pyFloat } from "../python.ts";
import { refuseWeights } from "../targets.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface PCAParameters {
  /** How many components are kept; below 1 the share of the variance that they explain; all unless told. */
  readonly nComponents?: number | null;
  /** Whether answers have a variance of 1 in every column. */
  readonly whiten?: boolean;
  /** Both are exact; "auto" (unless told) takes the second where there are ten times as many rows as columns. */
  readonly svdSolver?: "auto" | "full" | "covariance_eigh";
}

const solvers = ["auto", "full", "covariance_eigh"];

/**
 * Rows in the coordinates in which they vary most. The largest part of each component is positive, as since
 * scikit-learn 1.5, for whatever version the model is saved.
 */
export class PCA extends Transformer<PCAParameters> {
  constructor(params: PCAParameters = {}) {
    super(pythonClass("decomposition.PCA"), params, ["nComponents", "whiten", "svdSolver"]);
    const { nComponents = null, svdSolver = "auto" } = params;
    if (nComponents !== null && !(nComponents > 0 && (nComponents < 1 || isWhole(nComponents)))) {
      const reason = `${nComponents} is neither a number of components nor a share`;
      throw this.#refused(
        "nComponents",
        reason,
        "Give a whole number from 1 on, or a share below 1.",
      );
    }
    if (!solvers.includes(svdSolver)) {
      const reason = `${JSON.stringify(svdSolver)} is not among the solvers here`;
      throw this.#refused("svdSolver", reason, `Give ${solvers.join(" or ")}: they are exact.`);
    }
  }

  /** @see sklearn/decomposition/_pca.py `PCA._fit_full` */
  protected learn(data: TrainingData): Learned {
    refuseWeights(data.weights, this.className);
    const matrix = denseSamples(data, this.className);
    const { rows, columns } = matrix;
    const most = Math.min(rows, columns);
    const { nComponents = null } = this.params;
    if ((nComponents ?? 1) > most) {
      const reason = `${rows} × ${columns} numbers have only ${most} components`;
      throw this.#refused("nComponents", reason, `Give at most ${most}.`);
    }
    const means = columnMeans(matrix, null);
    const centred = { ...matrix, data: matrix.data.map((x, i) => x - (means[i % columns] ?? 0)) };
    const solver = this.#solver(matrix);
    const { variances, directions } =
      solver === "full" ? bySingularValues(centred) : byCovariance(centred);
    const total = variances.reduce((sum, variance) => sum + variance, 0);
    if (!(rows > 1 && total > 0)) {
      const advice = "Give two different rows or more.";
      const reason = "its rows are all the same";
      throw new PicklejarError("TRAIN_DATA", { className: this.className, reason, advice });
    }
    const ratios = variances.map((variance) => variance / total);
    const kept = keptComponents(nComponents ?? most, ratios, most);
    const noise = variances.subarray(kept);
    const left = kept < most ? noise.reduce((sum, value) => sum + value, 0) / noise.length : 0;
    return (dialect) => [
      ["_fit_svd_solver", since(dialect, "1.9") ? solver : "full"],
      ["mean_", floatArray(means)],
      ["noise_variance_", pyFloat(left)],
      ["n_samples_", rows],
      ["n_components_", kept],
      ["components_", floatArray(directions.slice(0, kept * columns), [kept, columns])],
      ["explained_variance_", floatArray(variances.slice(0, kept))],
      ["explained_variance_ratio_", floatArray(ratios.slice(0, kept))],
      [
        "singular_values_",
        floatArray(variances.slice(0, kept).map((variance) => Math.sqrt(variance * (rows - 1)))),
      ],
    ];
  }

  /** Before scikit-learn 1.5 there was no solver by the covariance. */
  protected override givenParameters(dialect: Dialect): Readonly<Record<string, unknown>> {
    const { svdSolver = "auto" } = this.params;
    const isNew = svdSolver === "covariance_eigh" && !since(dialect, "1.9");
    return { ...this.params, svdSolver: isNew ? "full" : svdSolver };
  }

  #solver({ rows, columns }: Matrix): "full" | "covariance_eigh" {
    const { svdSolver = "auto" } = this.params;
    if (svdSolver !== "auto") return svdSolver;
    return columns <= 1000 && rows >= 10 * columns ? "covariance_eigh" : "full";
  }

  #refused(parameter: string, reason: string, advice: string): PicklejarError {
    return new PicklejarError("TRAIN_PARAMETER", {
      className: this.className,
      parameter,
      reason,
      advice,
    });
  }
}

/** Variances, descending, and the directions they have, as rows. */
interface Components {
  readonly variances: Float64Array;
  readonly directions: Float64Array;
}

function bySingularValues(centred: DenseMatrix): Components {
  const { values, right } = singularValues(centred);
  const variances = values.map((value) => value ** 2 / (centred.rows - 1));
  return { variances, directions: upright(right.data, right.columns) };
}

function byCovariance(centred: DenseMatrix): Components {
  const size = centred.columns;
  const { values, vectors } = symmetricEigen({
    data: covariance(centred),
    rows: size,
    columns: size,
  });
  // Rounding makes variances of 0 negative.
  const variances = values.map((value) => Math.max(0, value)).reverse();
  const directions = new Float64Array(size * size);
  for (let r = 0; r < size; r++) {
    directions.set(vectors.data.subarray((size - 1 - r) * size, (size - r) * size), r * size);
  }
  return { variances, directions: upright(directions, size) };
}

function covariance({ data, rows, columns }: DenseMatrix): Float64Array {
  const sums = new Float64Array(columns * columns);
  for (let start = 0; start < data.length; start += columns) {
    for (let j = 0; j < columns; j++) {
      const value = data[start + j] ?? 0;
      if (value === 0) continue;
      for (let k = j; k < columns; k++) {
        sums[j * columns + k] = (sums[j * columns + k] ?? 0) + value * (data[start + k] ?? 0);
      }
    }
  }
  for (let j = 0; j < columns; j++) {
    for (let k = j; k < columns; k++) {
      const value = (sums[j * columns + k] ?? 0) / (rows - 1);
      sums[j * columns + k] = value;
      sums[k * columns + j] = value;
    }
  }
  return sums;
}

/** Directions have no sign: the largest part of each becomes positive. @see sklearn/utils/extmath.py `svd_flip` */
function upright(directions: Float64Array, columns: number): Float64Array {
  for (let start = 0; start < directions.length; start += columns) {
    let largest = 0;
    for (let j = start; j < start + columns; j++) {
      const value = directions[j] ?? 0;
      if (Math.abs(value) > Math.abs(largest)) largest = value;
    }
    if (largest >= 0) continue;
    for (let j = start; j < start + columns; j++) directions[j] = -(directions[j] ?? 0);
  }
  return directions;
}

/** As many as asked for, or the fewest that explain more than a share of the variance. */
function keptComponents(asked: number, ratios: Float64Array, most: number): number {
  if (asked >= 1) return asked;
  let explained = 0;
  let kept = 0;
  while (kept < most && explained <= asked) explained += ratios[kept++] ?? 0;
  return kept;
}

function isWhole(value: number): boolean {
  return Number.isSafeInteger(value);
}
