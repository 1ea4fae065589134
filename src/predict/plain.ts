// An estimator as a user of the library holds it: scikit-learn's methods in camelCase, plain values in and out.

import type { Estimator, EstimatorRole } from "../estimators/estimator.ts";
import type { ArrayResult, Cell, Samples } from "../estimators/samples.ts";
import {
  type PlainRecords,
  type PlainSparse,
  type PlainValue,
  plainArray,
  plainResult,
} from "./plain-results.ts";
import { codesOf, type PlainRows, samplesOf } from "./plain-rows.ts";
import { onlyRowReader, rowMatrix } from "./plain-single.ts";

/**
 * A fitted estimator with plain values. A method is absent where scikit-learn's is: `predictProba` of a
 * LinearSVC, `predict` of a scaler. All methods are synchronous; NaN is NaN.
 *
 * @throws (every method) INPUT_KIND, INPUT_WIDTH, INPUT_NOT_FINITE where scikit-learn would raise
 */
export interface PlainEstimator {
  /** As in scikit-learn: `LinearRegression`. */
  readonly className: string;
  /** `sklearn.linear_model.LinearRegression`. */
  readonly path: string;
  readonly role: EstimatorRole;
  /** `feature_names_in_`; null when the file does not tell. */
  readonly featureNames: readonly string[] | null;
  /** `classes_`: labels, or one list of labels per output; null for other roles than classifier. */
  readonly classes: readonly Cell[] | readonly (readonly Cell[])[] | null;

  /** n values, or n arrays where the model answers several. */
  predict?(rows: PlainRows): readonly PlainValue[];
  /** n arrays of probabilities in the order of `classes`; an array of such for several outputs. */
  predictProba?(rows: PlainRows): readonly PlainValue[];
  predictLogProba?(rows: PlainRows): readonly PlainValue[];
  decisionFunction?(rows: PlainRows): readonly PlainValue[];
  transform?(rows: PlainRows): readonly PlainValue[] | PlainSparse;
  /** Rows as they were before `transform`; of a DictVectorizer one Map of names and numbers each. */
  inverseTransform?(rows: PlainRows): readonly PlainValue[] | PlainSparse | PlainRecords;
  /**
   * `get_feature_names_out`: what the columns of `transform` are called.
   *
   * @param inputFeatures  names of the columns that come in, where the model knows none
   * @throws INPUT_WIDTH, INPUT_KIND for other names than in training
   */
  getFeatureNamesOut?(inputFeatures?: readonly string[]): readonly string[];
  scoreSamples?(rows: PlainRows): readonly PlainValue[];
  kneighbors?(rows: PlainRows): {
    readonly distances: readonly PlainValue[];
    readonly indices: readonly PlainValue[];
  };
}

type Rows<Answer> = (rows: PlainRows) => Answer;

/** The plain form of an estimator. */
export function plainEstimator(estimator: Estimator): PlainEstimator {
  const forward = (rows: PlainRows): Samples => samplesOf(estimator, rows);
  const arrays = (method: (samples: Samples) => ArrayResult): Rows<readonly PlainValue[]> => {
    return (rows) => plainArray(method.call(estimator, forward(rows)));
  };
  const several = (
    method: (samples: Samples) => ArrayResult | readonly ArrayResult[],
  ): Rows<readonly PlainValue[]> => {
    return (rows) => plainOutputs(method.call(estimator, forward(rows)));
  };
  const { predict, predictProba, predictLogProba, decisionFunction } = estimator;
  const { transform, inverseTransform, outputNames, scoreSamples, kneighbors } = estimator;
  return {
    className: estimator.className,
    path: estimator.path,
    role: estimator.role,
    featureNames: estimator.inputs.names,
    classes: plainClasses(estimator),
    ...(predict && { predict: predictor(estimator, predict) }),
    ...(predictProba && { predictProba: several(predictProba) }),
    ...(predictLogProba && { predictLogProba: several(predictLogProba) }),
    ...(decisionFunction && { decisionFunction: arrays(decisionFunction) }),
    ...(scoreSamples && { scoreSamples: arrays(scoreSamples) }),
    ...(transform && {
      transform: (rows) => plainResult(transform.call(estimator, forward(rows))),
    }),
    ...(inverseTransform && {
      inverseTransform: (rows) =>
        plainResult(inverseTransform.call(estimator, codesOf(estimator, rows))),
    }),
    ...(outputNames && {
      getFeatureNamesOut: (inputFeatures) => outputNames(inputFeatures ?? null),
    }),
    ...(kneighbors && {
      kneighbors: (rows) => {
        const { distances, indices } = kneighbors.call(estimator, forward(rows));
        return { distances: plainArray(distances), indices: plainArray(indices) };
      },
    }),
  };
}

/** `predict`, with a shorter way for a single row where the estimator has one. */
function predictor(
  estimator: Estimator,
  predict: Required<Estimator>["predict"],
): Rows<readonly PlainValue[]> {
  const alone = estimator.single?.predict;
  const read = onlyRowReader(estimator);
  const takesNumbers = estimator.inputs.kind === "numbers";
  // Whether a row's answer is a value as it stands there, and no list of one: as the first answer was.
  let isValue = false;
  return (rows) => {
    const row = read?.(rows) ?? null;
    const answer = row !== null && isValue ? (alone?.(row) ?? null) : null;
    if (answer !== null) return [answer.value];
    const samples = row !== null && takesNumbers ? rowMatrix(row) : samplesOf(estimator, rows);
    const result = predict.call(estimator, samples);
    isValue = result.shape.length === 1 && result.type !== "bool";
    return plainArray(result);
  };
}

function plainOutputs(result: ArrayResult | readonly ArrayResult[]): readonly PlainValue[] {
  return "kind" in result ? plainArray(result) : result.map(plainArray);
}

function plainClasses(estimator: Estimator): PlainEstimator["classes"] {
  const { classes } = estimator;
  if (classes === null) return null;
  const [only, ...others] = classes;
  return only !== undefined && others.length === 0
    ? only.values
    : classes.map((labels) => labels.values);
}
