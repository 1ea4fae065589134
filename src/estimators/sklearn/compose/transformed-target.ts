// TransformedTargetRegressor: a regressor that was taught a transformed target; its answers are transformed
// back.

import { delegateTo } from "../../delegation.ts";
import type { Estimator } from "../../estimator.ts";
import { samplesOf } from "../../results.ts";
import type { ArrayResult, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";

/** @see sklearn/compose/_target.py `TransformedTargetRegressor.predict` */
export function readTransformedTarget(state: State): Estimator {
  const regressor = state.estimator("regressor_");
  const { description, answers } = delegateTo(state, "regressor_", regressor);
  const { predict } = answers;
  if (predict === undefined || regressor.role === "classifier") {
    throw state.invalid(`its regressor_, a ${regressor.className}, is no regressor`);
  }
  const inverse = readInverse(state, regressor.outputs);
  const isVector = state.integer("_training_dim", 1, 2, 1) === 1;
  return {
    ...description,
    role: "regressor",
    classes: null,
    predict: (samples) => inTrainingShape(inverse(asColumns(predict(samples))), isVector),
  };
}

/** @throws ESTIMATOR_INVALID when the transformer gives back another number of columns than it is given */
function readInverse(state: State, outputs: number): (samples: Samples) => ArrayResult {
  const transformer = state.estimator("transformer_");
  const { inverseTransform, className } = transformer;
  if (inverseTransform === undefined) {
    throw state.invalid(`its transformer_, a ${className}, cannot transform back`);
  }
  const width = transformer.transformWidth ?? transformer.inputs.width ?? outputs;
  const back = transformer.inputs.width ?? outputs;
  if (width !== outputs || back !== outputs) {
    throw state.mismatch("transformer_", `one of ${outputs} columns`, `one of ${width}`);
  }
  return (samples) => {
    const answer = inverseTransform(samples);
    if (answer.kind === "array") return answer;
    throw state.invalid(`its transformer_, a ${className}, gives no plain numbers back`);
  };
}

function asColumns(answer: ArrayResult): Samples {
  const [rows = 0, columns = 1] = answer.shape;
  return samplesOf({ ...answer, shape: [rows, columns] });
}

/** One column becomes a vector where the target was one. */
function inTrainingShape(answer: ArrayResult, isVector: boolean): ArrayResult {
  const [rows = 0, columns = 1] = answer.shape;
  return isVector && columns === 1 ? { ...answer, shape: [rows] } : answer;
}
