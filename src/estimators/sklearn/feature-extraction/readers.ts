// The classes of sklearn.feature_extraction.

import { fittedOnly } from "../../fitted-only.ts";
import type { EstimatorReader } from "../../read-context.ts";
import type { State } from "../../state.ts";
import { readCountVectorizer } from "./count-vectorizer.ts";
import { readDictVectorizer } from "./dict-vectorizer.ts";
import { readFeatureHasher } from "./feature-hasher.ts";
import { readHashingVectorizer } from "./hashing-vectorizer.ts";
import { readTfidfTransformer, readTfidfVectorizer } from "./tfidf.ts";

/** Cuts pictures into patches, many for each: there is no answer in rows. */
const readPatchExtractor = (state: State) => fittedOnly(state, "transformer", null);

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.feature_extraction.DictVectorizer", readDictVectorizer],
  ["sklearn.feature_extraction.FeatureHasher", readFeatureHasher],
  ["sklearn.feature_extraction.image.PatchExtractor", readPatchExtractor],
  ["sklearn.feature_extraction.text.CountVectorizer", readCountVectorizer],
  ["sklearn.feature_extraction.text.HashingVectorizer", readHashingVectorizer],
  ["sklearn.feature_extraction.text.TfidfTransformer", readTfidfTransformer],
  ["sklearn.feature_extraction.text.TfidfVectorizer", readTfidfVectorizer],
];
