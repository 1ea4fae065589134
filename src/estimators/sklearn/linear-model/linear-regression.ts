// Linear regression in all its forms: they differ in how they are fitted, not in how they answer.

import { attributes, numberOf, PyObject } from "../../../objects/values.ts";
import { describe } from "../../attribute-values.ts";
import type { Estimator } from "../../estimator.ts";
import { checkedScores, rowScore } from "../../linear-scores.ts";
import { floatMatrix, floatVector } from "../../results.ts";
import type { State } from "../../state.ts";
import { readLinearMap } from "./coefficients.ts";

/**
 * X · coef_ᵀ + intercept_: a vector where y was one at `fit`, else n × outputs.
 *
 * @see sklearn/linear_model/_base.py `LinearModel._decision_function`
 */
export function readLinearRegression(state: State): Estimator {
  return regressor(state, null);
}

/**
 * Generalized linear models: the exponential of the linear score, except for Tweedie's normal case.
 *
 * @see sklearn/linear_model/_glm/glm.py `_GeneralizedLinearRegressor.predict`
 */
export function readGeneralizedLinear(state: State): Estimator {
  return regressor(state, linkOf(state) === "log" ? Math.exp : null);
}

/** @param inverseLink  from scores to answers; null for the scores themselves */
function regressor(state: State, inverseLink: ((score: number) => number) | null): Estimator {
  const map = readLinearMap(state);
  const outputs = map.intercepts.length;
  const rule = { className: state.className, inputs: state.numberInputs(map.features) };
  return {
    ...state.description(),
    role: "regressor",
    inputs: rule.inputs,
    classes: null,
    outputs,
    children: [],
    hints: () => null,
    linearMap: map,
    ...(outputs === 1 && {
      single: {
        takesSparse: true,
        predict(row) {
          const score = rowScore(row, map, 0);
          if (score === null) return null;
          return { value: inverseLink?.(score) ?? score, probabilities: null };
        },
      },
    }),
    predict(samples) {
      const scores = checkedScores(samples, rule, map);
      const answers = inverseLink === null ? scores : scores.map(inverseLink);
      return map.vector
        ? floatVector(answers)
        : floatMatrix(answers, answers.length / outputs, outputs);
    },
  };
}

function linkOf(state: State): "log" | "identity" {
  if (state.className !== "TweedieRegressor") return "log";
  const link = state.option("link", ["auto", "log", "identity"], "auto");
  if (link !== "auto") return link;
  return tweediePower(state) > 0 ? "log" : "identity";
}

/** Until 1.0 the power was kept in the distribution. */
function tweediePower(state: State): number {
  if (state.has("power")) return state.number("power");
  const family = state.value("family");
  const power = family instanceof PyObject ? numberOf(attributes(family).get("_power")) : undefined;
  if (power === undefined)
    throw state.mismatch("family", "a Tweedie distribution", describe(family));
  return power;
}
