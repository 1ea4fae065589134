// CountVectorizer: how often each term of the vocabulary occurs in each text.

import type { Estimator } from "../../estimator.ts";
import type { Samples, SparseMatrix } from "../../samples.ts";
import type { RowChange } from "../../sparse-rows.ts";
import type { State } from "../../state.ts";
import { readAnalysis } from "./analyzer.ts";
import { FeatureCounter } from "./counts.ts";
import { type NumberKind, readNumberKind } from "./number-kind.ts";
import { textInputs, textsOf } from "./texts.ts";
import {
  exampleText,
  readVocabulary,
  termsInOrder,
  termsOf,
  type Vocabulary,
} from "./vocabulary.ts";

/** @see sklearn/feature_extraction/text.py `CountVectorizer.transform` */
export function readCountVectorizer(state: State): Estimator {
  const { vocabulary, count } = readTermCounts(state, readNumberKind(state, "i8"));
  return {
    ...state.description(),
    role: "transformer",
    inputs: textInputs,
    classes: null,
    outputs: 1,
    transformWidth: vocabulary.size,
    children: [],
    hints: () => exampleText(state, vocabulary),
    transform: (samples) => count(samples),
    outputNames: () => termsInOrder(vocabulary),
    inverseTransform: termsOf(state, vocabulary),
  };
}

/** @param change  of each row's counts, before the next text */
type CountTerms = (samples: Samples, change?: RowChange) => SparseMatrix;

/** The counting that CountVectorizer and TfidfVectorizer share. */
export function readTermCounts(
  state: State,
  kind: NumberKind,
): { readonly vocabulary: Vocabulary; readonly count: CountTerms } {
  const analysis = readAnalysis(state);
  const vocabulary = readVocabulary(state);
  const binary = state.boolean("binary", false);
  const rule = { className: state.className, inputs: textInputs };
  const counter = new FeatureCounter(analysis, vocabulary, binary ? () => 1 : kind.store);
  return { vocabulary, count: (samples, change) => counter.count(textsOf(samples, rule), change) };
}
