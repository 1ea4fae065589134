// GaussianRandomProjection and SparseRandomProjection: projections on random directions.

import { sparseOf } from "../../../objects/scipy-globals.ts";
import type { CompressedRows } from "../../../objects/sparse-rows.ts";
import type { Estimator } from "../../estimator.ts";
import { denseNumbers, type NumberRule, numbers } from "../../inputs.ts";
import { linearScores } from "../../linear-scores.ts";
import { floatMatrix } from "../../results.ts";
import type { ArrayResult, Samples, SparseMatrix } from "../../samples.ts";
import { pairDot, risingRows, sparseRow } from "../../sparse-pairs.ts";
import { SparseRows } from "../../sparse-rows.ts";
import type { State } from "../../state.ts";
import { checkAnswerSize, transformer } from "../../transformer.ts";

/** @see sklearn/random_projection.py `GaussianRandomProjection.transform` */
export function readGaussianRandomProjection(state: State): Estimator {
  const { data, shape } = state.float64("components_", [null, null]);
  const [count = 0, features = 0] = shape;
  const map = { coefficients: data, intercepts: new Float64Array(count), features };
  const inputs = state.numberInputs(features);
  const rule: NumberRule = { className: state.className, inputs };
  return transformer(state, {
    inputs,
    width: count,
    transform(samples) {
      const x = numbers(samples, rule);
      checkAnswerSize(x.rows, count, rule);
      return floatMatrix(linearScores(x, map), x.rows, count);
    },
    ...wayBack(state, count, features),
  });
}

/** @see sklearn/random_projection.py `SparseRandomProjection.transform` */
export function readSparseRandomProjection(state: State): Estimator {
  const held = sparseOf(state.value("components_"));
  if (held === null) throw state.mismatch("components_", "a sparse matrix", "something else");
  const { values, rows: count, columns: features } = held;
  if (!values.every(Number.isFinite))
    throw state.mismatch("components_", "finite numbers", "others");
  const components = risingRows(held);
  const isDense = state.boolean("dense_output", false);
  const inputs = state.numberInputs(features);
  const rule: NumberRule = { className: state.className, inputs };
  return transformer(state, {
    inputs,
    width: count,
    transform(samples) {
      const x = numbers(samples, rule);
      if (x.kind === "sparse" && !isDense) return sparseProducts(x, components);
      checkAnswerSize(x.rows, count, rule);
      const answer = new Float64Array(x.rows * count);
      for (let row = 0; row < x.rows; row++) {
        const given = sparseRow(x, row);
        for (let k = 0; k < count; k++) answer[row * count + k] = pairDot(given, components, k);
      }
      return floatMatrix(answer, x.rows, count);
    },
    ...wayBack(state, count, features),
  });
}

/** Products of rows that share no column are not stored. */
function sparseProducts(x: SparseMatrix, components: CompressedRows): SparseMatrix {
  const answer = new SparseRows();
  for (let row = 0; row < x.rows; row++) {
    const given = sparseRow(x, row);
    for (let k = 0; k < components.rows; k++) {
      const product = pairDot(given, components, k);
      if (product !== 0) answer.add(k, product);
    }
    answer.endRow();
  }
  return answer.matrix(components.rows);
}

/** Only where the file holds the inverse: scikit-learn (since 1.1) computes another one at each call. */
function wayBack(
  state: State,
  count: number,
  features: number,
): { inverseTransform?: (samples: Samples) => ArrayResult } {
  if (!state.isSet("inverse_components_")) return {};
  const coefficients = state.float64("inverse_components_", [features, count]).data;
  const map = { coefficients, intercepts: new Float64Array(features), features: count };
  const inputs = { kind: "numbers", width: count, names: null, allowsMissing: false } as const;
  return {
    inverseTransform(samples) {
      const x = denseNumbers(samples, { className: state.className, inputs });
      return floatMatrix(linearScores(x, map), x.rows, features);
    },
  };
}
