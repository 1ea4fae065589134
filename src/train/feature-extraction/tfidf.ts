// TF-IDF: counts of terms weighed by how rare the terms are, rows made of length one.

import { PicklejarError } from "../../errors.ts";
import { attributes, type PyValue } from "../../objects/values.ts";
import { denseSamples } from "../dense.ts";
import { type Dialect, since } from "../dialect.ts";
import { Transformer } from "../kinds.ts";
import { pythonClass } from "../parameters.ts";
import { type Attributes, floatArray, int32Array, pyObject, pyTuple } from "../python.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";
import { Vectorizer, type VectorizerParameters, vectorizerParameters } from "./vectorizer.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface TfidfTransformerParameters {
  /** What of each row becomes 1: its length ("l2", unless told), its sum ("l1"), nothing (null). */
  readonly norm?: "l1" | "l2" | null;
  /** Whether terms weigh more the rarer they are; true unless told. */
  readonly useIdf?: boolean;
  /** Whether every term is taken to be in one more text; true unless told. */
  readonly smoothIdf?: boolean;
  /** Whether counts become 1 + their logarithm. */
  readonly sublinearTf?: boolean;
}

const weightParameters = ["norm", "useIdf", "smoothIdf", "sublinearTf"] as const;
const transformerClass = pythonClass("feature_extraction.text.TfidfTransformer");

/** Weighs counts, such as those of CountVectorizer. */
export class TfidfTransformer extends Transformer<TfidfTransformerParameters> {
  constructor(params: TfidfTransformerParameters = {}) {
    super(transformerClass, params, weightParameters);
    checkNorm(this.className, params);
  }

  /** @see sklearn/feature_extraction/text.py `TfidfTransformer.fit` */
  protected learn(data: TrainingData): Learned {
    const documents = documentCounts(data, this.className);
    const idf = inverseFrequencies(documents, data.rows, this.params, this.className);
    return (dialect) => weightAttributes(idf, dialect);
  }
}

/** scikit-learn's parameters of the same names in snake_case. */
export interface TfidfVectorizerParameters
  extends VectorizerParameters,
    TfidfTransformerParameters {}

/**
 * From texts to weighed terms: CountVectorizer and TfidfTransformer in one; answers are sparse.
 *
 * @example
 * new Pipeline([["terms", new TfidfVectorizer()], ["model", new LogisticRegression()]]).fit(texts, labels)
 */
export class TfidfVectorizer extends Vectorizer<TfidfVectorizerParameters> {
  constructor(params: TfidfVectorizerParameters = {}) {
    const honoured = [...vectorizerParameters, ...weightParameters];
    super(pythonClass("feature_extraction.text.TfidfVectorizer"), params, honoured);
    checkNorm(this.className, params);
  }

  /** @see sklearn/feature_extraction/text.py `TfidfVectorizer.fit` */
  protected learn(data: TrainingData): Learned {
    const choice = this.learnTerms(data);
    const idf = inverseFrequencies(choice.documents, data.rows, this.params, this.className);
    const chosen = weightParameters.filter((name) => this.params[name] !== undefined);
    const weighting = Object.fromEntries(chosen.map((name) => [name, this.params[name]]));
    const transformer = new TfidfTransformer(weighting);
    return (dialect) => {
      const record = pyObject(transformerClass.module, transformerClass.name, [
        ...(attributes(transformer.toUnfittedPython(dialect)) as ReadonlyMap<string, PyValue>),
        ["n_features_in_", choice.vocabulary.size],
        ...weightAttributes(idf, dialect),
      ]);
      return [...this.termAttributes(choice, dialect), ["_tfidf", record]];
    };
  }
}

function checkNorm(className: string, { norm = "l2" }: TfidfTransformerParameters): void {
  if (norm === null || norm === "l1" || norm === "l2") return;
  throw new PicklejarError("TRAIN_PARAMETER", {
    className,
    parameter: "norm",
    reason: "it is no norm",
    advice: 'Give "l1", "l2" or null.',
  });
}

/** In how many rows each column is not zero. */
function documentCounts(data: TrainingData, className: string): Float64Array {
  const { samples } = data;
  if (samples.kind === "sparse") {
    const counts = new Float64Array(samples.columns);
    for (const column of samples.indices) counts[column] = (counts[column] ?? 0) + 1;
    return counts;
  }
  const { data: numbers, columns } = denseSamples(data, className);
  const counts = new Float64Array(columns);
  for (let i = 0; i < numbers.length; i++) {
    if (numbers[i] !== 0) counts[i % columns] = (counts[i % columns] ?? 0) + 1;
  }
  return counts;
}

/** log(n / documents) + 1, with one more text of every term where it is smooth. Null where terms are not weighed. */
function inverseFrequencies(
  documents: Float64Array,
  rows: number,
  { useIdf = true, smoothIdf = true }: TfidfTransformerParameters,
  className: string,
): Float64Array | null {
  if (!useIdf) return null;
  const more = smoothIdf ? 1 : 0;
  if (!smoothIdf && documents.includes(0)) {
    throw new PicklejarError("TRAIN_DATA", {
      className,
      reason: "a term is in no text, so that it would weigh infinitely much",
      advice: "Leave smoothIdf at true.",
    });
  }
  return documents.map((count) => Math.log((rows + more) / (count + more)) + 1);
}

/** `idf_`, which was the diagonal of a sparse matrix before scikit-learn 1.5. */
function weightAttributes(idf: Float64Array | null, dialect: Dialect): Attributes {
  if (idf === null) return [];
  if (since(dialect, "1.9")) return [["idf_", floatArray(idf)]];
  const size = idf.length;
  const isChecked = since(dialect, "1.4");
  const diagonal = pyObject("scipy.sparse._csr", "csr_matrix", [
    ["_shape", pyTuple(size, size)],
    ["maxprint", 50],
    ["indices", int32Array(Array.from(idf, (_, i) => i))],
    ["indptr", int32Array(Array.from({ length: size + 1 }, (_, i) => i))],
    ["data", floatArray(idf)],
    ...(isChecked
      ? ([
          ["_has_canonical_format", true],
          ["_has_sorted_indices", true],
        ] as const)
      : []),
  ]);
  return [["_idf_diag", diagonal]];
}
