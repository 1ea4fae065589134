// Linear regression in all its forms: they differ in how they are fitted, not in how they answer.

import type { Estimator } from "../../estimator.ts";
import { numbers } from "../../inputs.ts";
import { linearScores } from "../../linear-scores.ts";
import { floatMatrix, floatVector } from "../../results.ts";
import type { State } from "../../state.ts";
import { readLinearMap } from "./coefficients.ts";

/**
 * X · coef_ᵀ + intercept_: a vector where y was one at `fit`, else n × outputs.
 *
 * @see sklearn/linear_model/_base.py `LinearModel._decision_function`
 */
export function readLinearRegression(state: State): Estimator {
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
    predict(samples) {
      const x = numbers(samples, rule);
      const answers = linearScores(x, map);
      return map.vector ? floatVector(answers) : floatMatrix(answers, x.rows, outputs);
    },
  };
}
