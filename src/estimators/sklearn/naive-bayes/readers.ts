// The classes of sklearn.naive_bayes.

import type { EstimatorReader } from "../../read-context.ts";
import { readCategoricalNb } from "./categorical.ts";
import { readBernoulliNb, readComplementNb, readMultinomialNb } from "./discrete.ts";
import { readGaussianNb } from "./gaussian.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.naive_bayes.BernoulliNB", readBernoulliNb],
  ["sklearn.naive_bayes.CategoricalNB", readCategoricalNb],
  ["sklearn.naive_bayes.ComplementNB", readComplementNb],
  ["sklearn.naive_bayes.GaussianNB", readGaussianNb],
  ["sklearn.naive_bayes.MultinomialNB", readMultinomialNb],
];
