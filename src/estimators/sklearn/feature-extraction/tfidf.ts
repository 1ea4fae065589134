// TF-IDF: counts of terms weighed by how rare the terms are, rows made of length one.

import { NdArray } from "../../../objects/ndarray.ts";
import { sparseOf } from "../../../objects/scipy-globals.ts";
import { attributes, PyObject } from "../../../objects/values.ts";
import { describe } from "../../attribute-values.ts";
import type { Estimator } from "../../estimator.ts";
import { numbers } from "../../inputs.ts";
import type { SparseMatrix } from "../../samples.ts";
import { type RowChange, sparseRows } from "../../sparse-rows.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import { readTermCounts } from "./count-vectorizer.ts";
import { type Norm, normalizeRow, readNorm } from "./norms.ts";
import { readNumberKind } from "./number-kind.ts";
import { textInputs } from "./texts.ts";
import { exampleText, termsInOrder, termsOf } from "./vocabulary.ts";

/** What TfidfTransformer does to counts. */
interface Weighting {
  /** One weight per term; null when terms are not weighed. */
  readonly idf: Float64Array | null;
  readonly sublinear: boolean;
  readonly norm: Norm;
  /** Whether the weights are float32, as after `fit` on float32. */
  readonly single: boolean;
  /** Whether lengths are summed from the last term to the first. */
  readonly backwards: boolean;
}

/** @see sklearn/feature_extraction/text.py `TfidfTransformer.transform` */
export function readTfidfTransformer(state: State): Estimator {
  const weighting = readWeighting(state);
  const inputs = state.numberInputs(weighting.idf?.length ?? null);
  const rule = { className: state.className, inputs };
  const weigh = weighing(weighting, weighting.single);
  return {
    ...state.description(),
    role: "transformer",
    inputs,
    classes: null,
    outputs: 1,
    ...(inputs.width !== null && { transformWidth: inputs.width }),
    children: [],
    hints: () => null,
    transform: (samples) => weighed(sparseRows(numbers(samples, rule)), weigh),
  };
}

/** @see sklearn/feature_extraction/text.py `TfidfVectorizer.transform` */
export function readTfidfVectorizer(state: State): Estimator {
  const kind = readNumberKind(state, "f8");
  const { vocabulary, count } = readTermCounts(state, kind);
  // The parameters of its own may have been changed after `fit`; those of the transformer answer.
  const transformer = state.member("_tfidf", state.value("_tfidf"));
  if (transformer.className !== "TfidfTransformer") {
    throw state.mismatch("_tfidf", "a TfidfTransformer", `a ${transformer.className}`);
  }
  const weighting = readWeighting(transformer);
  if (weighting.idf !== null && weighting.idf.length !== vocabulary.size) {
    throw state.mismatch("_tfidf", `of ${vocabulary.size} terms`, `of ${weighting.idf.length}`);
  }
  const weigh = weighing(weighting, kind.single);
  return {
    ...state.description(),
    role: "transformer",
    inputs: textInputs,
    classes: null,
    outputs: 1,
    transformWidth: vocabulary.size,
    children: [],
    hints: () => exampleText(state, vocabulary),
    transform: (samples) => count(samples, weigh),
    inverseTransform: termsOf(state, vocabulary),
    outputNames: () => termsInOrder(vocabulary),
  };
}

function readWeighting(state: State): Weighting {
  const { idf, single } = readIdf(state);
  return {
    idf,
    single,
    sublinear: state.boolean("sublinear_tf", false),
    norm: readNorm(state),
    // Until 1.4 terms are weighed by a product of sparse matrices, which leaves each row in reverse.
    backwards: idf !== null && !versionAtLeast(state.writtenBy, "1.5"),
  };
}

/** `idf_` from 1.5 on, before that the diagonal of a sparse matrix; a file saved again may have either. */
function readIdf(state: State): { readonly idf: Float64Array | null; readonly single: boolean } {
  if (state.isSet("idf_")) {
    const value = state.value("idf_");
    return { idf: state.float64("idf_", [null]).data, single: isSingle(value) };
  }
  if (!state.boolean("use_idf", true)) return { idf: null, single: false };
  const name = state.has("_idf_diag") ? "_idf_diag" : "idf_";
  const value = state.value(name);
  const matrix = sparseOf(value);
  if (matrix === null || !(value instanceof PyObject)) {
    throw state.mismatch(name, "a diagonal", describe(value));
  }
  const { rows, columns, indptr, indices, values } = matrix;
  state.charge(value, rows + values.length);
  if (rows !== columns) throw state.mismatch(name, "a square", `${rows} × ${columns}`);
  const idf = new Float64Array(rows);
  for (let row = 0, i = 0; row < rows; row++) {
    for (const end = indptr[row + 1] ?? 0; i < end; i++) {
      const weight = values[i] ?? 0;
      if (indices[i] !== row) throw state.mismatch(name, "a diagonal", "a value beside it");
      if (weight - weight !== 0) throw state.mismatch(name, "finite numbers", String(weight));
      idf[row] = weight;
    }
  }
  return { idf, single: isSingle(attributes(value).get("data")) };
}

function isSingle(value: unknown): boolean {
  return value instanceof NdArray && value.dtype.code === "f" && value.dtype.itemSize === 4;
}

/** From the counts of a row to its weights. @param single  whether numpy would compute in float32 */
function weighing(weighting: Weighting, single: boolean): RowChange {
  const { idf, sublinear, norm, backwards } = weighting;
  const options = { norm, single, backwards };
  return (indices, values, start, end) => {
    for (let i = start; i < end; i++) {
      const count = values[i] ?? 0;
      let weight = sublinear ? logarithm(count, single) : count;
      if (single) weight = Math.fround(weight);
      if (idf !== null) weight *= idf[indices[i] ?? 0] ?? 0;
      values[i] = single ? Math.fround(weight) : weight;
    }
    normalizeRow(values, start, end, options);
  };
}

function weighed(counts: SparseMatrix, weigh: RowChange): SparseMatrix {
  const { rows, indptr, indices } = counts;
  const values = counts.values.slice();
  for (let row = 0; row < rows; row++) {
    weigh(indices, values, indptr[row] ?? 0, indptr[row + 1] ?? 0);
  }
  return { ...counts, values };
}

function logarithm(count: number, single: boolean): number {
  const log = Math.log(count);
  return (single ? Math.fround(log) : log) + 1;
}
