// The body for one record as text, as `JSON.stringify` writes what `formatAnswer` gives, without the objects between.

import type { OutputField, Signature } from "../signature/signature.ts";
import { type AnswerContext, formatAnswer } from "./format.ts";
import type { LabelProbability, Prediction } from "./prediction.ts";

/** Writes the answers of one model. */
export type AnswerWriter = (prediction: Prediction, id: string) => string;

/** @param context  what all answers have in common */
export function answerWriter({ signature, model }: Omit<AnswerContext, "id">): AnswerWriter {
  const footer = `,"model":${JSON.stringify(model)},"id":`;
  const names = labelNames(signature);
  return (prediction, id) => {
    const { prediction: value, probabilities, outputProbabilities, warnings } = prediction;
    const isPlain = outputProbabilities === undefined && warnings === undefined;
    const text = isPlain ? plainValue(value) : null;
    const shares = probabilities === undefined ? "" : writeShares(probabilities, names);
    if (text === null || shares === null) {
      return JSON.stringify(formatAnswer(prediction, { signature, model, id }));
    }
    return `{"prediction":${text}${shares}${footer}${JSON.stringify(id)}}`;
  };
}

/** Null for what needs more care: lists, large integers. */
function plainValue(value: Prediction["prediction"]): string | null {
  if (typeof value === "number") return Number.isFinite(value) ? String(value + 0) : "null";
  return typeof value === "string" ? JSON.stringify(value) : null;
}

/** The classes' names as JSON; null where an object would hold them in another order, or fewer of them. */
function labelNames({ outputs }: Signature): readonly string[] | null {
  const [output] = outputs as readonly (OutputField | undefined)[];
  const names = output?.classNames;
  if (names === undefined || outputs.length > 1) return null;
  const object: Record<string, number> = Object.create(null);
  for (const name of names) object[name] = 0;
  const kept = Object.keys(object);
  const isInOrder = kept.length === names.length && kept.every((name, i) => name === names[i]);
  return isInOrder ? names.map((name) => `${JSON.stringify(name)}:`) : null;
}

function writeShares(
  probabilities: readonly LabelProbability[],
  names: readonly string[] | null,
): string | null {
  if (names?.length !== probabilities.length) return null;
  let text = "";
  for (let i = 0; i < names.length; i++) {
    const share = probabilities[i]?.probability ?? Number.NaN;
    text += `${i === 0 ? "" : ","}${names[i]}${Number.isFinite(share) ? String(share + 0) : "null"}`;
  }
  return `,"probabilities":{${text}}`;
}
