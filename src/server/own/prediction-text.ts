// What stands where a project's page says `{{ prediction_text }}`, and the answer's parts for pages that show more.

import { PyFloat } from "../../objects/values.ts";
import { answerValueText, renderAnswerText } from "../../predict/answer-text.ts";
import type { LabelProbability, PredictedValue, Prediction } from "../../predict/prediction.ts";
import type { OutputField, Signature } from "../../signature/signature.ts";
import type { TemplateContext } from "../../templates/templates.ts";

/** The names that a page with an answer knows: `prediction_text`, `prediction`, `probabilities`. */
export function answerContext(
  predictions: readonly Prediction[],
  signature: Signature,
): TemplateContext {
  const [first] = predictions;
  const { outputs } = signature;
  const text = predictions.map((one) => predictionText(one, signature)).join("\n");
  if (first === undefined) return { prediction_text: text };
  const { prediction, probabilities } = first;
  return {
    prediction_text: text,
    prediction: pythonic(prediction, outputs[0]),
    ...(probabilities && { probabilities: shares(probabilities, outputs[0]) }),
  };
}

/** The config's wording; without one the value as Python prints it. */
function predictionText(prediction: Prediction, signature: Signature): string {
  const { outputs } = signature;
  const worded = renderAnswerText(prediction, signature);
  if (worded !== null) return worded;
  const value = prediction.prediction;
  const [only] = outputs;
  if (outputs.length === 1 && only !== undefined) return answerValueText(value, only);
  const values = typeof value === "object" && value !== null ? value : [value];
  const texts = values.map((one, i) => {
    const output = outputs[i] ?? only;
    return output === undefined ? String(one) : answerValueText(one, output);
  });
  return texts.join(", ");
}

// Whole numbers of a regressor are floats in Python: 5.0.
function pythonic(value: PredictedValue, output: OutputField | undefined): unknown {
  if (typeof value === "number" && (output?.kind === "number" || output?.kind === "vector")) {
    return new PyFloat(value);
  }
  if (typeof value !== "object" || value === null) return value;
  return value.map((one) => pythonic(one, output));
}

function shares(
  probabilities: readonly LabelProbability[],
  output: OutputField | undefined,
): ReadonlyMap<string, PyFloat> {
  return new Map(
    probabilities.map(({ label, probability }, i) => {
      const name = output === undefined ? String(label) : answerValueText(label, output);
      return [name || String(i), new PyFloat(probability)];
    }),
  );
}
