// Answers as text and as JSON: exact for programs, rounded and grouped for people, valid always.

import { PyFloat } from "../objects/values.ts";
import { formatValue as formatValueByPython } from "../python/format-spec.ts";
import type { OutputField, Signature } from "../signature/signature.ts";
import { show } from "../text.ts";
import { type JsonValue, jsonValue } from "./json-value.ts";
import type { LabelProbability, PredictedValue, Prediction } from "./prediction.ts";

/** Probabilities by label, labels as Python's `str` writes them; an object without prototype. */
export type ProbabilityObject = Readonly<Record<string, number | null>>;

/** One prediction as the API answers it. */
export interface Answer {
  readonly prediction: JsonValue;
  readonly probabilities?: ProbabilityObject | readonly ProbabilityObject[];
  readonly warnings?: readonly string[];
}

/** Which model answered, and under which id the answer is logged. */
export interface AnswerContext {
  readonly signature: Signature;
  readonly model: { readonly name: string; readonly version: string };
  readonly id: string;
}

/** The body for one record: `{"prediction", "probabilities"?, "warnings"?, "model", "id"}`. */
export function formatAnswer(prediction: Prediction, context: AnswerContext): Answer & Footer {
  return { ...answerOf(prediction, context.signature), model: context.model, id: context.id };
}

/** The body for many: `{"predictions": [{"prediction", …}, …], "model", "id"}`. */
export function formatAnswers(
  predictions: readonly Prediction[],
  context: AnswerContext,
): { readonly predictions: readonly Answer[] } & Footer {
  const answers = predictions.map((prediction) => answerOf(prediction, context.signature));
  return { predictions: answers, model: context.model, id: context.id };
}

type Footer = Pick<AnswerContext, "model" | "id">;

/** One prediction, JSON-safe: what is not a finite number is null. */
export function answerOf(prediction: Prediction, signature: Signature): Answer {
  const { outputs } = signature;
  const { probabilities, outputProbabilities, warnings } = prediction;
  return {
    prediction: jsonValue(prediction.prediction),
    ...(probabilities && { probabilities: probabilityObject(probabilities, outputs[0]) }),
    ...(outputProbabilities && {
      probabilities: outputProbabilities.map((list, i) => probabilityObject(list, outputs[i])),
    }),
    ...(warnings && warnings.length > 0 && { warnings }),
  };
}

// A label may be `__proto__` or `constructor`: without a prototype these are names like others.
function probabilityObject(
  probabilities: readonly LabelProbability[],
  output: OutputField | undefined,
): ProbabilityObject {
  const object: Record<string, number | null> = Object.create(null);
  for (const [position, { label, probability }] of probabilities.entries()) {
    const name = output?.classNames?.[position] ?? String(label);
    object[name] = Number.isFinite(probability) ? probability : null;
  }
  return object;
}

// Made when first needed: a program that only loads a model need not wait for the data of languages.
let grouping: { readonly digits: Intl.NumberFormat; readonly whole: Intl.NumberFormat } | undefined;

function grouped(): NonNullable<typeof grouping> {
  grouping ??= {
    digits: new Intl.NumberFormat("en-US", { maximumSignificantDigits: 7 }),
    whole: new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 }),
  };
  return grouping;
}

/**
 * A value for people: thousands grouped, at most 7 significant digits (53290.89046 → "53,290.89"). Whole
 * numbers below 10^15 keep all their digits; very small and very large numbers get an exponent.
 */
export function formatNumber(value: number | bigint): string {
  if (typeof value === "bigint") return grouped().whole.format(value);
  if (Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return value > 0 ? "infinity" : "-infinity";
  const magnitude = Math.abs(value);
  if (magnitude === 0) return "0";
  if (magnitude >= 1e15 || magnitude < 1e-4) {
    return value
      .toExponential(6)
      .replace(/\.?0+e/, "e")
      .replace("e+", "e");
  }
  return (Number.isInteger(value) ? grouped().whole : grouped().digits).format(value);
}

/** A value with all its digits, ungrouped: the shortest text that reads back as the same number. */
export function formatExact(value: number | bigint): string {
  return String(value);
}

/**
 * A predicted value as one line for people; a label as the project's config or else Python names it, never grouped
 * (class 2024); a number with as many decimals as the config says.
 *
 * @param output  what the value is, from the signature; several values take one each
 */
export function formatPrediction(value: PredictedValue, outputs: readonly OutputField[]): string {
  const [first, ...others] = outputs;
  if (others.length > 0 && Array.isArray(value) && value.length === outputs.length) {
    return value.map((item, i) => formatPrediction(item, outputs.slice(i, i + 1))).join(", ");
  }
  if (first?.decimals !== undefined && typeof value === "number") {
    return formatDecimals(value, first.decimals);
  }
  const isList = typeof value === "object" && value !== null;
  if (isList || first === undefined) return formatValue(value);
  const position = first.classes?.indexOf(value) ?? -1;
  const name = first.classNames?.[position];
  const label = formatLabel(first, name ?? String(value));
  if (label !== null) return label;
  if (first.kind !== "class") return formatValue(value);
  if (name !== undefined) return show(name, 500);
  return typeof value === "number" || typeof value === "bigint"
    ? String(value)
    : formatValue(value);
}

/** What people read for a class, by its name; null where the project's config has no label for it. */
export function formatLabel({ labels }: OutputField, name: string): string | null {
  const label = labels?.find((known) => known.value === name)?.label;
  return label === undefined ? null : show(label, 500);
}

/** 53290.8925 with 2 decimals → "53,290.89"; halves to the even digit, as Python rounds. */
function formatDecimals(value: number, decimals: number): string {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e15) return formatNumber(value);
  return formatValueByPython(new PyFloat(value), `,.${decimals}f`);
}

function formatValue(value: PredictedValue): string {
  if (value === null) return "not a number";
  if (typeof value === "number" || typeof value === "bigint") return formatNumber(value);
  if (typeof value === "string") return show(value, 500);
  if (typeof value === "boolean") return value ? "True" : "False";
  const shown = value.slice(0, 100).map(formatValue);
  return shown.join(", ") + (value.length > shown.length ? ", …" : "");
}
