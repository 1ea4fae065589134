// HashingVectorizer: features of texts counted in columns that their hash tells, without a vocabulary.

import type { Estimator } from "../../estimator.ts";
import type { State } from "../../state.ts";
import { readAnalysis } from "./analyzer.ts";
import { HashedRows, readHashing } from "./hashed-rows.ts";
import { murmurHashOfBytes } from "./murmur-hash.ts";
import { normalizeRows, readNorm } from "./norms.ts";
import { textInputs, textsOf } from "./texts.ts";
import { type TakeGram, TokenBuffer } from "./token-buffer.ts";

/** @see sklearn/feature_extraction/text.py `HashingVectorizer.transform` */
export function readHashingVectorizer(state: State): Estimator {
  const { analyze, plain } = readAnalysis(state);
  const tokens = TokenBuffer.for(plain);
  const hashing = readHashing(state);
  const binary = state.boolean("binary", false);
  const norm = readNorm(state);
  const { single } = hashing.kind;
  const rule = { className: state.className, inputs: textInputs };
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
      const rows = new HashedRows(hashing, rule);
      const take = (feature: string) => rows.add(feature, 1);
      const takeGram: TakeGram = (bytes, start, end) =>
        rows.addHash(murmurHashOfBytes(bytes, start, end), 1);
      for (const text of textsOf(samples, rule)) {
        if (tokens?.read(text) === true) tokens.forEachGram(takeGram);
        else analyze(text, take);
        rows.endRow();
      }
      const matrix = rows.matrix();
      // Also where features have cancelled out.
      if (binary) matrix.values.fill(1);
      normalizeRows(matrix.values, matrix.indptr, { norm, single, backwards: false });
      return matrix;
    },
  };
}
