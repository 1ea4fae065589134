// Selectors that keep a mask of features: recursive elimination, whose estimator also answers, and
// sequential selection.

import { answersOf } from "../../delegation.ts";
import type { Estimator, InputHint, InputSpec } from "../../estimator.ts";
import { samplesOf } from "../../results.ts";
import type { State } from "../../state.ts";
import { treeTakesMissing } from "../../trees/tree-model.ts";
import { passesMissing, positionsWhere, selector } from "./selector.ts";

/** @see sklearn/feature_selection/_rfe.py `RFE`, `RFECV` */
export function readRecursiveElimination(state: State): Estimator {
  const { kept, width } = readSupport(state);
  const inner = state.estimator("estimator_");
  if (inner.inputs.width !== null && inner.inputs.width !== kept.length) {
    throw state.mismatch(
      "support_",
      `${inner.inputs.width} features for its estimator_`,
      String(kept.length),
    );
  }
  // Here `n_features_` is the number of those that are kept.
  state.integer("n_features_", kept.length, kept.length, kept.length);
  state.integer("n_features_in_", width, width, width);
  const inputs: InputSpec = {
    kind: "numbers",
    width,
    names: state.featureNames(width),
    allowsMissing: passesMissing(inner),
  };
  const chosen = selector(state, inputs, kept);
  const answers = answersOf(inner, (samples) => samplesOf(chosen.transform(samples)));
  const { predict, predictProba, predictLogProba, decisionFunction } = answers;
  return {
    ...chosen,
    role: inner.role,
    classes: inner.classes,
    outputs: inner.outputs,
    children: [{ name: "estimator_", estimator: inner }],
    hints: () => spreadHints(inner.hints(), kept, width),
    ...(predict && { predict }),
    ...(predictProba && { predictProba }),
    ...(predictLogProba && { predictLogProba }),
    ...(decisionFunction && { decisionFunction }),
  };
}

/** @see sklearn/feature_selection/_sequential.py `SequentialFeatureSelector` */
export function readSequentialSelector(state: State): Estimator {
  const { kept, width } = readSupport(state);
  const missing = takesMissing(state.member("estimator", state.value("estimator")));
  return selector(state, state.numberInputs(width, { missing }), kept);
}

function readSupport(state: State): { readonly kept: Int32Array; readonly width: number } {
  const mask = state.float64("support_", [null]).data;
  return { kept: positionsWhere(mask.length, (j) => mask[j] !== 0), width: mask.length };
}

/** Whether an estimator that is not fitted takes NaN, by its class. */
function takesMissing(estimator: State): boolean {
  if (/^(HistGradientBoosting|XGB|LGBM)/.test(estimator.className)) return true;
  return estimator.className.startsWith("DecisionTree") && treeTakesMissing(estimator);
}

function spreadHints(
  hints: readonly InputHint[] | null,
  kept: Int32Array,
  width: number,
): readonly InputHint[] | null {
  if (hints === null) return null;
  const all: InputHint[] = new Array(width).fill({});
  for (const [k, hint] of hints.entries()) all[kept[k] ?? 0] = hint;
  return all;
}
