// Several estimators of one file as the one estimator that they are together.

import { answersOf, inTrainingOrder } from "../estimators/delegation.ts";
import type { Estimator, InputSpec, Labels } from "../estimators/estimator.ts";
import type { NumberRule } from "../estimators/inputs.ts";
import { samplesOf, takeLabels } from "../estimators/results.ts";
import type { ArrayResult, Samples } from "../estimators/samples.ts";
import { hintsOf } from "../estimators/sklearn/pipeline/pipeline.ts";

/** What a file holds for one prediction. */
export interface CompositeParts {
  /** What prepares the samples, in order; widths and kinds fit. */
  readonly transformers: readonly Estimator[];
  readonly predictor: Estimator;
  /** Names of the columns; null where nobody knows them. */
  readonly names: readonly string[] | null;
  /** What the predictor's numbers 0, 1, … mean; null where they mean themselves. */
  readonly labels: Labels | null;
  /** What the predictor's answers go back through. */
  readonly targetTransformer: Estimator | null;
}

/** The estimator that the parts are together: the predictor, asked of prepared samples. */
export function compositeEstimator(parts: CompositeParts): Estimator {
  const { transformers, predictor, names, labels } = parts;
  const chain = [...transformers, predictor];
  const first = chain[0] ?? predictor;
  const inputs: InputSpec = { ...first.inputs, names };
  const { className, path, role, writtenBy, params, outputs, kneighbors } = predictor;
  const rule: NumberRule = { className, inputs };
  const prepare = (given: Samples): Samples => {
    let samples = inTrainingOrder(given, rule);
    for (const { transform } of transformers) {
      if (transform !== undefined) samples = samplesOf(transform(samples));
    }
    return samples;
  };
  const { predict, transform, ...answers } = answersOf(predictor, prepare);
  const { transformWidth } = predictor;
  // What a predictor could also transform, a KMeans its distances, is no answer of the whole.
  const transforms = predict === undefined && transform !== undefined;
  return {
    className,
    path,
    role,
    writtenBy,
    params,
    inputs,
    classes: labels === null ? predictor.classes : [labels],
    outputs,
    children: chain.map((estimator) => ({ name: estimator.className, estimator })),
    hints: () => hintsOf(chain.map((estimator) => ({ estimator }))),
    ...answers,
    ...(transforms && { transform, ...(transformWidth !== undefined && { transformWidth }) }),
    ...(predict && { predict: meantAnswers(predict, parts) }),
    ...(kneighbors && { kneighbors: (samples: Samples) => kneighbors(prepare(samples)) }),
  };
}

type Predict = (samples: Samples) => ArrayResult;

/** The predictor's answers as the labels, or in the unit, of the target. */
function meantAnswers(predict: Predict, parts: CompositeParts): Predict {
  const { predictor, labels, targetTransformer } = parts;
  // Several labels per row are a yes or no each; their names stand with the probabilities.
  if (labels !== null && predictor.outputs > 1) return predict;
  if (labels !== null) {
    return (samples) => takeLabels(labels, Int32Array.from(predict(samples).data, Number));
  }
  const back = targetTransformer?.inverseTransform;
  if (back === undefined) return predict;
  return (samples) => {
    const answer = predict(samples);
    const [rows = 0, columns = 1] = answer.shape;
    const meant = back(samplesOf({ ...answer, shape: [rows, columns] }));
    if (meant.kind !== "array") return answer;
    return answer.shape.length === 1 ? { ...meant, shape: [rows] } : meant;
  };
}
