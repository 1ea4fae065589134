// The two-class estimators that decide between several classes, as their scores are read: regressors by what
// they predict, classifiers by their decisions or else their probabilities.

import type { PyValue } from "../../../objects/values.ts";
import type { Estimator, InputHint, InputSpec } from "../../estimator.ts";
import { answerNumbers, commonInputs, mergedHints } from "../../members.ts";
import { type Samples, sampleCount } from "../../samples.ts";
import type { State } from "../../state.ts";

/** One number per sample. */
type Response = (samples: Samples) => Float64Array;

export interface BinaryMember {
  /** null for one that saw a single class in training, and always answers it. */
  readonly estimator: Estimator | null;
  /** `_predict_binary`: the larger, the more it is for its class. */
  readonly score: Response;
  /** From which score on it is for its class. */
  readonly threshold: 0 | 0.5;
  readonly predict: Response;
  readonly decision: Response | null;
  /** Probability of its class. */
  readonly share: Response | null;
}

/** @see sklearn/multiclass.py `_predict_binary`, `_threshold_for_binary_predict` */
export function readBinaryMembers(state: State): readonly BinaryMember[] {
  const members = state.list("estimators_").map((value, i) => readMember(state, i, value));
  if (members.length === 0) throw state.mismatch("estimators_", "a list of estimators", "empty");
  return members;
}

/** What the members take that look at samples at all. @throws ESTIMATOR_INVALID when they disagree */
export function memberInputs(state: State, members: readonly BinaryMember[]): InputSpec {
  return commonInputs(state, estimatorsOf(members));
}

export function memberHints(
  members: readonly BinaryMember[],
  width: number | null,
): readonly InputHint[] | null {
  return mergedHints(estimatorsOf(members), width);
}

/** For display, under their places in the list. */
export function memberChildren(members: readonly BinaryMember[]): Estimator["children"] {
  return members.flatMap(({ estimator }, i) =>
    estimator === null ? [] : [{ name: `estimators_[${i}]`, estimator }],
  );
}

function estimatorsOf(members: readonly BinaryMember[]): readonly Estimator[] {
  return members.flatMap(({ estimator }) => estimator ?? []);
}

function readMember(state: State, i: number, value: PyValue): BinaryMember {
  const place = `estimators_[${i}]`;
  const inner = state.member(place, value);
  if (inner.path === "sklearn.multiclass._ConstantPredictor") return readConstant(inner);
  const estimator = state.estimatorAt(place, value);
  const { predict, predictProba, decisionFunction, role, classes } = estimator;
  if (predict === undefined)
    throw state.invalid(`${place}, a ${estimator.className}, cannot predict`);
  const isBinary = classes?.length === 1 && classes[0]?.values.length === 2;
  if (role === "classifier" && !isBinary) {
    throw state.invalid(`${place}, a ${estimator.className}, is not one of two classes`);
  }
  const answers: Response = (samples) => answerNumbers(predict(samples));
  const decision: Response | null =
    decisionFunction === undefined ? null : (samples) => answerNumbers(decisionFunction(samples));
  const share: Response | null =
    predictProba === undefined || !isBinary
      ? null
      : (samples) => {
          const answer = predictProba(samples);
          const both = "kind" in answer ? answerNumbers(answer) : new Float64Array();
          return Float64Array.from({ length: both.length / 2 }, (_, row) => both[2 * row + 1] ?? 0);
        };
  const score = role === "regressor" ? answers : (decision ?? share);
  if (score === null) {
    const what = "has no decision_function or predict_proba";
    throw state.invalid(`${place}, a ${estimator.className}, ${what}`);
  }
  const threshold = decision !== null && role === "classifier" ? 0 : 0.5;
  return { estimator, score, threshold, predict: answers, decision, share };
}

/** @see sklearn/multiclass.py `_ConstantPredictor` */
function readConstant(state: State): BinaryMember {
  const [constant = 0] = state.float64("y_", [1]).data;
  const always: Response = (samples) => new Float64Array(sampleCount(samples)).fill(constant);
  const answers = { score: always, predict: always, decision: always, share: always };
  return { estimator: null, threshold: 0.5, ...answers };
}
