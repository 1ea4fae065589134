// HashingVectorizer: features of texts counted in columns that their hash tells, without a vocabulary.

import type { Estimator } from "../../estimator.ts";
import type { State } from "../../state.ts";
import { readAnalysis } from "./analyzer.ts";
import { readHashing } from "./hashed-rows.ts";
import { normalizeRows, readNorm } from "./norms.ts";
import { TextHasher } from "./text-hasher.ts";
import { textInputs, textsOf } from "./texts.ts";

/** @see sklearn/feature_extraction/text.py `HashingVectorizer.transform` */
export function readHashingVectorizer(state: State): Estimator {
  const analysis = readAnalysis(state);
  const hashing = readHashing(state);
  const binary = state.boolean("binary", false);
  const norm = readNorm(state);
  const { single } = hashing.kind;
  const rule = { className: state.className, inputs: textInputs };
  const hasher = new TextHasher(analysis, hashing, rule);
  return {
    ...state.description(),
    role: "transformer",
    inputs: textInputs,
    classes: null,
    outputs: 1,
    transformWidth: hashing.columns,
    children: [],
    hints: () => null,
    transform(samples) {
      const matrix = hasher.hash(textsOf(samples, rule));
      // Also where features have cancelled out.
      if (binary) matrix.values.fill(1);
      normalizeRows(matrix.values, matrix.indptr, { norm, single, backwards: false });
      return matrix;
    },
  };
}
