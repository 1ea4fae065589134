// CountVectorizer: how often each term occurs in each text.

import { pythonClass } from "../parameters.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";
import { Vectorizer, type VectorizerParameters, vectorizerParameters } from "./vectorizer.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface CountVectorizerParameters extends VectorizerParameters {}

/**
 * A column of counts for each term of the texts; answers are sparse.
 *
 * @example
 * new CountVectorizer().fitTransform(["a cat", "the cat and the dog"]);
 */
export class CountVectorizer extends Vectorizer<CountVectorizerParameters> {
  constructor(params: CountVectorizerParameters = {}) {
    super(pythonClass("feature_extraction.text.CountVectorizer"), params, vectorizerParameters);
  }

  /** @see sklearn/feature_extraction/text.py `CountVectorizer.fit_transform` */
  protected learn(data: TrainingData): Learned {
    const choice = this.learnTerms(data);
    return (dialect) => this.termAttributes(choice, dialect);
  }
}
