// Estimators that let another one answer, after preparing the samples: pipelines, searches.

import type { Estimator } from "./estimator.ts";
import type { Samples } from "./samples.ts";

type Answers = Pick<
  Estimator,
  "predict" | "predictProba" | "predictLogProba" | "decisionFunction" | "scoreSamples" | "transform"
>;

/**
 * The methods that an estimator has, asked of prepared samples.
 *
 * @param prepare  what happens to the samples first; nothing unless told
 */
export function answersOf(
  estimator: Estimator,
  prepare: (samples: Samples) => Samples = (samples) => samples,
): Answers {
  const after =
    <T>(method: (samples: Samples) => T) =>
    (samples: Samples): T =>
      method(prepare(samples));
  const { predict, predictProba, predictLogProba } = estimator;
  const { decisionFunction, scoreSamples, transform } = estimator;
  return {
    ...(predict && { predict: after(predict) }),
    ...(predictProba && { predictProba: after(predictProba) }),
    ...(predictLogProba && { predictLogProba: after(predictLogProba) }),
    ...(decisionFunction && { decisionFunction: after(decisionFunction) }),
    ...(scoreSamples && { scoreSamples: after(scoreSamples) }),
    ...(transform && { transform: after(transform) }),
  };
}
