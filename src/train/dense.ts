// Dense numbers to learn from: what most estimators ask of their samples before they begin.

import { PicklejarError } from "../errors.ts";
import type { Matrix, Samples } from "../estimators/samples.ts";
import type { TrainingData } from "./training-data.ts";

/** Cells that a sparse matrix may have when it is spread out: 512 MiB of numbers. */
const maxCells = 2 ** 26;

/**
 * The samples as a dense matrix.
 *
 * @param missing  whether NaN may be in it
 * @throws TRAIN_DATA for texts and categories, for NaN and infinity where they are not allowed
 */
export function denseSamples(
  { samples, names }: TrainingData,
  className: string,
  missing: "refused" | "allowed" = "refused",
): Matrix {
  const matrix = dense(samples, className);
  for (let i = 0; i < matrix.data.length; i++) {
    const value = matrix.data[i] ?? 0;
    if (Number.isFinite(value) || (missing === "allowed" && Number.isNaN(value))) continue;
    const row = Math.floor(i / matrix.columns);
    const column = names?.[i % matrix.columns] ?? i % matrix.columns;
    throw notDense(
      className,
      `row ${row}, column ${column} is ${Number.isNaN(value) ? "missing" : value}`,
      "Fill missing values first, with SimpleImputer in a Pipeline.",
    );
  }
  return matrix;
}

function dense(samples: Samples, className: string): Matrix {
  if (samples.kind === "dense") return samples;
  if (samples.kind === "sparse") {
    const { rows, columns, indptr, indices, values } = samples;
    if (rows * columns > maxCells) {
      const reason = `${rows} × ${columns} sparse numbers do not fit into memory`;
      throw notDense(className, reason, "Take fewer features (maxFeatures), or another estimator.");
    }
    const data = new Float64Array(rows * columns);
    for (let i = 0; i < rows; i++) {
      for (let k = indptr[i] ?? 0; k < (indptr[i + 1] ?? 0); k++) {
        data[i * columns + (indices[k] ?? 0)] = values[k] ?? 0;
      }
    }
    return { kind: "dense", data, rows, columns };
  }
  const what = samples.kind === "table" ? "it has columns of texts" : "it is texts";
  const advice = "Encode texts first: OneHotEncoder in a ColumnTransformer, or TfidfVectorizer.";
  throw notDense(className, what, advice);
}

/** The mean of each column, weighted where samples have weights. */
export function columnMeans(
  { data, rows, columns }: { data: Float64Array; rows: number; columns: number },
  weights: Float64Array | null,
): Float64Array {
  const means = new Float64Array(columns);
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const weight = weights?.[i] ?? 1;
    total += weight;
    for (let j = 0; j < columns; j++) {
      means[j] = (means[j] ?? 0) + weight * (data[i * columns + j] ?? 0);
    }
  }
  return means.map((sum) => sum / total);
}

function notDense(className: string, reason: string, advice: string): PicklejarError {
  return new PicklejarError("TRAIN_DATA", { className, reason, advice });
}
