// BernoulliRBM: the probability of each hidden unit, given the visible ones.

import type { Estimator } from "../../estimator.ts";
import { numbers } from "../../inputs.ts";
import { linearScores } from "../../linear-scores.ts";
import { expit } from "../../probabilities.ts";
import { floatMatrix } from "../../results.ts";
import type { State } from "../../state.ts";
import { transformer } from "../../transformer.ts";

/** @see sklearn/neural_network/_rbm.py `BernoulliRBM._mean_hiddens` */
export function readBernoulliRbm(state: State): Estimator {
  const { data: coefficients, shape } = state.float64("components_", [null, null]);
  const [units = 0, features = 0] = shape;
  const intercepts = state.float64("intercept_hidden_", [units]).data;
  const map = { coefficients, intercepts, features };
  const rule = { className: state.className, inputs: state.numberInputs(features) };
  return transformer(state, {
    inputs: rule.inputs,
    width: units,
    transform(samples) {
      const x = numbers(samples, rule);
      return floatMatrix(linearScores(x, map).map(expit), x.rows, units);
    },
  });
}
