// Binary classifiers with a decision threshold of their own: fixed by hand, or tuned.

import { attributes, PyGlobal, PyObject, type PyValue } from "../../../objects/values.ts";
import { cellOf, describe, scalarText } from "../../attribute-values.ts";
import { type Delegate, delegateTo } from "../../delegation.ts";
import type { Estimator } from "../../estimator.ts";
import { takeLabels } from "../../results.ts";
import type { ArrayResult, Cell, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";

type Response = "predict_proba" | "decision_function";

/** @see sklearn/model_selection/_classification_threshold.py `FixedThresholdClassifier` */
export function readFixedThreshold(state: State): Estimator {
  // An estimator that was fitted before is used as it is, and not kept a second time.
  const place = state.isSet("estimator_") ? "estimator_" : "estimator";
  const inner = state.estimator(place);
  const response = responseOf(state, inner);
  const automatic = scalarText(state.optional("threshold")) === "auto";
  const natural = response === "predict_proba" ? 0.5 : 0;
  return thresholdClassifier(state, delegateTo(state, place, inner), {
    response,
    threshold: automatic ? natural : state.number("threshold"),
    positive: state.optional("pos_label") ?? null,
  });
}

/** @see sklearn/model_selection/_classification_threshold.py `TunedThresholdClassifierCV` */
export function readTunedThreshold(state: State): Estimator {
  const inner = state.estimator("estimator_");
  return thresholdClassifier(state, delegateTo(state, "estimator_", inner), {
    response: responseOf(state, inner),
    threshold: state.number("best_threshold_"),
    positive: scoredLabel(state.value("_curve_scorer")),
  });
}

interface Rule {
  readonly response: Response;
  readonly threshold: number;
  /** The label that is predicted from the threshold on; null for the second class. */
  readonly positive: PyValue;
}

function thresholdClassifier(
  state: State,
  { description, answers }: Delegate,
  { response, threshold, positive: label }: Rule,
): Estimator {
  const [labels, ...others] = description.classes ?? [];
  if (labels?.values.length !== 2 || others.length > 0) {
    throw state.invalid("its classifier is not one of two classes");
  }
  const positive = positionOf(state, labels.values, label);
  const scores = scoresOf(answers, response, positive);
  const { predictProba, predictLogProba, decisionFunction } = answers;
  const decide = (score: number) => (score >= threshold ? positive : 1 - positive);
  return {
    ...description,
    role: "classifier",
    predict: (samples) => takeLabels(labels, Int32Array.from(scores(samples), decide)),
    ...(predictProba && { predictProba }),
    ...(predictLogProba && { predictLogProba }),
    ...(decisionFunction && { decisionFunction }),
  };
}

function responseOf(state: State, inner: Estimator): Response {
  const asked = state.option<Response | "auto">(
    "response_method",
    ["auto", "predict_proba", "decision_function"],
    "auto",
  );
  if (asked !== "decision_function" && inner.predictProba) return "predict_proba";
  if (asked !== "predict_proba" && inner.decisionFunction) return "decision_function";
  const wanted = asked === "auto" ? "predict_proba and no decision_function" : asked;
  throw state.invalid(`its classifier, a ${inner.className}, has no ${wanted}`);
}

/** @see sklearn/utils/_response.py `_get_response_values` */
function scoresOf(
  { predictProba, decisionFunction }: Delegate["answers"],
  response: Response,
  positive: number,
): (samples: Samples) => Float64Array {
  if (response === "predict_proba" && predictProba) {
    return (samples) => {
      const answer = predictProba(samples);
      const { data } = "kind" in answer ? answer : (answer[0] ?? none);
      return Float64Array.from({ length: data.length / 2 }, (_, row) =>
        Number(data[2 * row + positive]),
      );
    };
  }
  const sign = positive === 0 ? -1 : 1;
  return (samples) =>
    Float64Array.from((decisionFunction?.(samples) ?? none).data, (score) => sign * Number(score));
}

const none: ArrayResult = { kind: "array", shape: [0], type: "float", data: new Float64Array() };

function positionOf(state: State, classes: readonly Cell[], label: PyValue): number {
  if (label === null) return 1;
  const cell = cellOf(label);
  const position = cell === undefined ? -1 : classes.findIndex((known) => sameLabel(known, cell));
  if (position < 0) throw state.mismatch("pos_label", "one of its classes", describe(label));
  return position;
}

/** As Python compares: 1, 1.0 and True are the same label. */
function sameLabel(a: Cell, b: Cell): boolean {
  const plain = (cell: Cell) => (typeof cell === "boolean" ? Number(cell) : cell);
  return plain(a) === plain(b);
}

/** Metrics that count the label 1 as positive unless told otherwise. */
const positiveOne: ReadonlySet<string> = new Set([
  "average_precision_score",
  "f1_score",
  "fbeta_score",
  "jaccard_score",
  "precision_recall_fscore_support",
  "precision_score",
  "recall_score",
]);

/** @see sklearn/metrics/_scorer.py `_BaseScorer._get_pos_label` */
function scoredLabel(scorer: PyValue): PyValue {
  if (!(scorer instanceof PyObject)) return null;
  const parts = attributes(scorer);
  const options = parts.get("_kwargs");
  const told = options instanceof Map ? options.get("pos_label") : undefined;
  if (told !== undefined) return told;
  const metric = parts.get("_score_func");
  return metric instanceof PyGlobal && positiveOne.has(metric.name) ? 1 : null;
}
