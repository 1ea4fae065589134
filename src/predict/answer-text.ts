// An answer as the sentence that the project's config words, such as `prediction_text` of a template.

import { floatRepr } from "../objects/python-repr.ts";
import { PyFloat } from "../objects/values.ts";
import { roundFloat } from "../python/floats.ts";
import { formatValue } from "../python/format-spec.ts";
import { parseAnswerTemplate, type TemplatePart } from "../signature/answer-template.ts";
import type { OutputField, Signature } from "../signature/signature.ts";
import type { PredictedValue, Prediction } from "./prediction.ts";

/**
 * The answer's wording with its values filled in; null where the config has none. Numbers stand as Python prints
 * them: `53290.89` after rounding to `decimals`, `5.0`, never grouped unless the wording asks for it.
 *
 * @returns plain text: templates escape it
 */
export function renderAnswerText(prediction: Prediction, { outputs }: Signature): string | null {
  const texts = outputs.flatMap((output, i) => {
    if (output.text === undefined) return [];
    const value = outputs.length === 1 ? prediction.prediction : itemOf(prediction.prediction, i);
    const share = shareOf(prediction, value, i);
    const { parts } = parseAnswerTemplate(output.text);
    return [parts.map((part) => renderPart(part, output, value, share)).join("")];
  });
  return texts.length === 0 ? null : texts.join(" ");
}

/**
 * One value as the config has people read it, in Python's notation: its label, or its number rounded to
 * `decimals`.
 */
export function answerValueText(value: PredictedValue, output: OutputField): string {
  if (typeof value === "number" && (output.kind === "number" || output.kind === "vector")) {
    const { decimals } = output;
    const rounded = decimals === undefined ? value : roundFloat(value, decimals);
    // round(x, 0) is a float in Python too, but nobody who asks for no decimals wants to read ".0".
    return decimals === 0 ? String(rounded) : floatRepr(rounded);
  }
  if (typeof value === "object" && value !== null) {
    return `[${value.map((item) => answerValueText(item, output)).join(", ")}]`;
  }
  return labelText(value, output);
}

/** What people read for a value: the config's label for it, else its name as Python writes it. */
function labelText(value: PredictedValue, { classes, classNames, labels }: OutputField): string {
  const position = typeof value === "object" ? -1 : (classes?.indexOf(value) ?? -1);
  const name = classNames?.[position] ?? pythonText(value);
  return labels?.find((known) => known.value === name)?.label ?? name;
}

function pythonText(value: PredictedValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return String(value);
}

function renderPart(
  part: TemplatePart,
  output: OutputField,
  value: PredictedValue,
  share: number | null,
): string {
  if (typeof part === "string") return part;
  const { name, format } = part;
  switch (name) {
    case "label":
      return formatValue(output.label ?? output.name, format);
    case "unit":
      return formatValue(output.unit ?? "", format);
    case "probability":
      return share === null ? "" : formatValue(new PyFloat(share), format);
    case "answer":
      return answerText(value, output, format);
  }
}

function answerText(value: PredictedValue, output: OutputField, format: string): string {
  if (format === "") return answerValueText(value, output);
  if (typeof value === "object" && value !== null) {
    return `[${value.map((item) => answerText(item, output, format)).join(", ")}]`;
  }
  const isNumber = output.kind === "number" || output.kind === "vector";
  if (!isNumber) return formatValue(labelText(value, output), format);
  return typeof value === "number" ? formatValue(new PyFloat(value), format) : pythonText(value);
}

function shareOf(
  { probabilities, outputProbabilities }: Prediction,
  value: PredictedValue,
  position: number,
): number | null {
  const list = outputProbabilities?.[position] ?? probabilities ?? [];
  const share = list.find(({ label }) => label === value)?.probability;
  return share !== undefined && Number.isFinite(share) ? share : null;
}

function itemOf(values: PredictedValue, i: number): PredictedValue {
  return typeof values === "object" && values !== null ? (values[i] ?? null) : null;
}
