// GaussianRandomProjection and SparseRandomProjection: projections on random directions.

import { sparseOf } from "../../../objects/scipy-globals.ts";
import type { CompressedRows } from "../../../objects/sparse-rows.ts";
import type { Estimator } from "../../estimator.ts";
import { denseMatrix, denseNumbers, type NumberRule, numbers } from "../../inputs.ts";
import { linearScores } from "../../linear-scores.ts";
import { type Inverse, pseudoInverse } from "../../pseudo-inverse.ts";
import { floatMatrix } from "../../results.ts";
import type { ArrayResult, Matrix, Samples, SparseMatrix } from "../../samples.ts";
import { pairDot, risingRows, sparseRow } from "../../sparse-pairs.ts";
import { SparseRows } from "../../sparse-rows.ts";
import type { State } from "../../state.ts";
import { checkAnswerSize, transformer } from "../../transformer.ts";
import { transposed } from "../../transposed.ts";
import { versionAtLeast } from "../../version.ts";

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
    ...wayBack(state, { count, features, data: () => data }),
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
    ...wayBack(state, {
      count,
      features,
      data: () => denseMatrix({ kind: "sparse", ...components }, rule).data,
    }),
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

interface Components {
  readonly count: number;
  readonly features: number;
  /** count × features. */
  data(): Float64Array;
}

/** Multiplications that finding an inverse may take, and numbers that it may be made of. */
const [maxProducts, maxNumbers] = [2 ** 32, 2 ** 25];

/**
 * With the inverse that the file holds, or with one that is found at the first call, since 1.1.
 *
 * @see sklearn/random_projection.py `BaseRandomProjection.inverse_transform`
 */
function wayBack(
  state: State,
  components: Components,
): { inverseTransform?: (samples: Samples) => ArrayResult } {
  const { count, features } = components;
  const restore = state.isSet("inverse_components_")
    ? readInverse(state, components)
    : findInverse(state, components);
  if (restore === null) return {};
  const inputs = { kind: "numbers", width: count, names: null, allowsMissing: false } as const;
  return {
    inverseTransform(samples) {
      const x = denseNumbers(samples, { className: state.className, inputs });
      return floatMatrix(restore(x), x.rows, features);
    },
  };
}

/** n × components to n × features. */
type Restore = (x: Matrix) => Float64Array;

function readInverse(state: State, { count, features }: Components): Restore {
  const coefficients = state.float64("inverse_components_", [features, count]).data;
  const map = { coefficients, intercepts: new Float64Array(features), features: count };
  return (x) => linearScores(x, map);
}

/** C⁺ = Cᵀ (C Cᵀ)⁺, or (Cᵀ C)⁺ Cᵀ where there are more components than features. */
function findInverse(state: State, { count, features, data }: Components): Restore | null {
  const size = Math.min(count, features);
  const isLarge = size * count * features > maxProducts || count * features > maxNumbers;
  if (isLarge || !versionAtLeast(state.writtenBy, "1.1")) return null;
  const isWide = count <= features;
  let known: { readonly components: Float64Array; readonly invert: Inverse } | null = null;
  const find = () => {
    const components = data();
    const rows = isWide ? components : transposed(components, count, features);
    return { components, invert: pseudoInverse(productsOf(rows, size), size) };
  };
  return (x) => {
    known ??= find();
    const { components, invert } = known;
    const answers = new Float64Array(x.rows * features);
    for (let row = 0; row < x.rows; row++) {
      const given = x.data.subarray(row * count, (row + 1) * count);
      const own = answers.subarray(row * features, (row + 1) * features);
      const weights = isWide ? invert(given) : given;
      for (let k = 0; k < count; k++) {
        const weight = weights[k] ?? 0;
        for (let j = 0; j < features; j++) {
          own[j] = (own[j] ?? 0) + weight * (components[k * features + j] ?? 0);
        }
      }
      if (!isWide) own.set(invert(own));
    }
    return answers;
  };
}

/** Products of all rows with each other. @param rows  size × any width */
function productsOf(rows: Float64Array, size: number): Float64Array {
  const features = rows.length / size;
  const intercepts = new Float64Array(size);
  const x: Matrix = { kind: "dense", data: rows, rows: size, columns: features };
  return linearScores(x, { coefficients: rows, intercepts, features });
}
