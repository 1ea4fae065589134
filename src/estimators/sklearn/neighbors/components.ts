// NeighborhoodComponentsAnalysis: rows times components.

import type { Estimator } from "../../estimator.ts";
import { denseNumbers, wrongKind } from "../../inputs.ts";
import { linearScores } from "../../linear-scores.ts";
import { floatMatrix } from "../../results.ts";
import type { State } from "../../state.ts";

/** @see sklearn/neighbors/_nca.py `NeighborhoodComponentsAnalysis.transform` */
export function readNeighborhoodComponents(state: State): Estimator {
  const { shape, data } = state.float64("components_", [null, null]);
  const [outputs = 0, features = 0] = shape;
  const map = { coefficients: data, intercepts: new Float64Array(outputs), features };
  const inputs = state.numberInputs(features);
  const rule = { className: state.className, inputs };
  return {
    ...state.description(),
    role: "transformer",
    inputs,
    classes: null,
    outputs: 1,
    transformWidth: outputs,
    children: [],
    hints: () => null,
    transform(samples) {
      if (samples.kind === "sparse") throw wrongKind(rule, "dense rows", "sparse rows");
      const x = denseNumbers(samples, rule);
      return floatMatrix(linearScores(x, map), x.rows, outputs);
    },
  };
}
