// What stands where a project's page says `{{ prediction_text }}`.

import { renderAnswerText } from "../../predict/answer-text.ts";
import type { Prediction } from "../../predict/prediction.ts";
import type { Signature } from "../../signature/signature.ts";

/** The config's wording. Several rows are told one per line. */
export function predictionText(predictions: readonly Prediction[], signature: Signature): string {
  return predictions
    .map((prediction) => renderAnswerText(prediction, signature) ?? String(prediction.prediction))
    .join("\n");
}
