// An answer in the words of its card: worked out where the model is, shown by the server and by the browser alike.

import { renderAnswerText } from "../predict/answer-text.ts";
import { formatExact, formatLabel, formatNumber, formatPrediction } from "../predict/format.ts";
import type { LabelProbability, PredictedValue, Prediction } from "../predict/prediction.ts";
import type { OutputField } from "../signature/signature.ts";
import { show } from "../text.ts";
import type { PageModel } from "./page-model.ts";

/** An answer as a request to the page leads to it. */
export interface PageAnswer {
  readonly predictions: readonly Prediction[];
  /** The same answer as the API gives it. */
  readonly json: string;
  /** The request's id. */
  readonly id: string;
  /** The page's address with these values in it; undefined where it would be too long. */
  readonly link: string | undefined;
  /** How long the model took, milliseconds. */
  readonly ms: number;
  /** Whether somebody listens to what the right answer would have been. */
  readonly takesFeedback?: boolean;
}

/** What the card shows; can be sent as JSON. */
export interface AnswerView {
  /** The answer in a few words. */
  readonly short: string;
  /** One value in large type; null where there are several. */
  readonly value: ValueView | null;
  /** The config's sentence about it. */
  readonly sentence: string | null;
  /** Classes, the likeliest first. */
  readonly bars: readonly BarView[];
  /** How many classes there are. */
  readonly classes: number;
  /** Several values, or the answers of many rows. */
  readonly rows: readonly RowView[];
  /** How many there are. */
  readonly total: number;
  readonly warnings: readonly string[];
  readonly json: string;
  readonly id: string;
  readonly link: string | null;
  readonly ms: number;
  /** How its right answer can be told; null where nobody listens. */
  readonly feedback: FeedbackView | null;
}

export interface FeedbackView {
  /** What the model can answer, where that is little. */
  readonly choices: readonly string[];
}

export interface ValueView {
  readonly label: string | null;
  readonly text: string;
  /** A unit that follows; one that leads stands in the text. */
  readonly unit: string | null;
  /** All digits of a number. */
  readonly exact: string | null;
  /** Whether the text has fewer of them. */
  readonly isRounded: boolean;
  /** Of a class or verdict what it is called, else null: an icon says the same. */
  readonly verdict: "usual" | "unusual" | null;
  readonly scale: ScaleView | null;
}

/** Where a number lies among the answers that the model can give. */
export interface ScaleView {
  readonly low: string;
  readonly high: string;
  /** From 0 = low to 1 = high. */
  readonly at: number;
}

export interface BarView {
  readonly name: string;
  /** `87.3 %` */
  readonly text: string;
  readonly exact: string;
  /** 0 to 1. */
  readonly share: number;
  readonly isAnswer: boolean;
}

export interface RowView {
  readonly name: string;
  readonly text: string;
  readonly exact: string | null;
  readonly share: string | null;
}

const maxRows = 200;

export function answerView(page: PageModel, answer: PageAnswer): AnswerView {
  const { signature } = page.model;
  const { outputs } = signature;
  const { predictions, json, id, link = null, ms } = answer;
  const [prediction] = predictions;
  const feedback = answer.takesFeedback === true ? feedbackView(predictions, outputs) : null;
  const facts = { json, id, link, ms, feedback };
  const common = { ...facts, sentence: null, bars: [], classes: 0, warnings: [] };
  if (predictions.length !== 1 || prediction === undefined) {
    const rows = predictions.slice(0, maxRows).map((one, i) => manyRow(one, i, outputs));
    const total = predictions.length;
    return { ...common, short: `${formatNumber(total)} answers`, value: null, rows, total };
  }
  const value = prediction.prediction;
  const [output] = outputs;
  const sentence = renderAnswerText(prediction, signature);
  const rows = isList(value) ? valueRows(value, outputs, prediction) : [];
  return {
    ...common,
    short: isList(value) ? listWords(value, rows) : shortText(value, output),
    value: isList(value) ? null : valueView(value, output),
    sentence: sentence === null ? null : show(sentence, 2000),
    bars: barsOf(prediction.probabilities ?? [], value, output),
    classes: prediction.probabilities?.length ?? 0,
    rows,
    total: isList(value) ? value.length : 0,
    warnings: prediction.warnings ?? [],
  };
}

const maxChoices = 100;

// One answer of one value, which people can judge.
function feedbackView(
  predictions: readonly Prediction[],
  outputs: readonly OutputField[],
): FeedbackView | null {
  const [output] = outputs;
  if (predictions.length !== 1 || outputs.length !== 1 || output === undefined) return null;
  const { kind, classNames = [] } = output;
  if (kind === "vector") return null;
  if (kind === "anomaly") return { choices: ["usual", "unusual"] };
  const isFew = kind === "class" && classNames.length <= maxChoices;
  return { choices: isFew ? classNames.map((name) => formatLabel(output, name) ?? name) : [] };
}

function manyRow({ prediction }: Prediction, i: number, outputs: readonly OutputField[]): RowView {
  const text = formatPrediction(prediction, outputs);
  return { name: `row ${i + 1}`, text, exact: null, share: null };
}

function listWords(values: readonly PredictedValue[], rows: readonly RowView[]): string {
  if (values.length <= 3) return rows.map(({ text }) => text).join(" · ");
  return `${formatNumber(values.length)} values`;
}

function shortText(value: PredictedValue, output: OutputField | undefined): string {
  const text = valueText(value, output);
  return leadsNumber(output?.unit) ? withUnit(text, output?.unit) : text;
}

function valueView(value: PredictedValue, output: OutputField | undefined): ValueView {
  const text = valueText(value, output);
  const exact = typeof value === "number" ? formatExact(value) : null;
  const unit = output?.unit;
  const isVerdict = output?.kind === "anomaly" && typeof value === "number";
  return {
    label: output?.label ?? null,
    text: leadsNumber(unit) ? withUnit(text, unit) : text,
    unit: unit === undefined || leadsNumber(unit) ? null : unit,
    exact,
    isRounded: output?.kind === "number" && exact !== null && text.replaceAll(",", "") !== exact,
    verdict: isVerdict ? verdictOf(value) : null,
    scale: null,
  };
}

function barsOf(
  list: readonly LabelProbability[],
  value: PredictedValue,
  output: OutputField | undefined,
): BarView[] {
  return list
    .map(({ label, probability }, i) => ({
      name: className(output, i, String(label)),
      text: percent(probability),
      exact: String(probability),
      share: Number.isFinite(probability) ? Math.min(Math.max(probability, 0), 1) : 0,
      isAnswer: label === value,
    }))
    .sort((a, b) => b.share - a.share)
    .slice(0, maxRows);
}

/** What people read for a class: the config's label for it, else its name. */
function className(output: OutputField | undefined, position: number, label: string): string {
  const name = output?.classNames?.[position] ?? label;
  return (output && formatLabel(output, name)) ?? name;
}

function valueRows(
  values: readonly PredictedValue[],
  outputs: readonly OutputField[],
  prediction: Prediction,
): RowView[] {
  const isPerOutput = outputs.length === values.length && outputs.length > 1;
  const names = outputs.length === 1 ? outputs[0]?.names : undefined;
  return values.slice(0, maxRows).map((value, i) => {
    const output = isPerOutput ? outputs[i] : undefined;
    // A sparse row: pairs of index and value, indices counted from 0.
    const pair = !isPerOutput && isList(value) && value.length === 2 ? value : undefined;
    const shown = pair?.[1] ?? value;
    const number = pair === undefined ? String(i + 1) : `at ${String(pair[0])}`;
    const name = names?.[pair === undefined ? i : Number(pair[0])] ?? number;
    const share = prediction.outputProbabilities?.[i]?.find(({ label }) => label === value);
    return {
      name: output?.label ?? output?.name ?? name,
      text: withUnit(valueText(shown, output), output?.unit),
      exact: typeof shown === "number" ? formatExact(shown) : null,
      share: share === undefined ? null : percent(share.probability),
    };
  });
}

function valueText(value: PredictedValue, output: OutputField | undefined): string {
  const text = formatPrediction(value, output === undefined ? [] : [output]);
  if (output !== undefined && formatLabel(output, String(value)) !== null) return text;
  if (output?.kind === "cluster") return `cluster ${text}`;
  if (output?.kind === "anomaly" && typeof value === "number") return verdictOf(value);
  return text;
}

function verdictOf(value: number): "usual" | "unusual" {
  return value === 1 ? "usual" : "unusual";
}

// Currencies that English writes before the number and against it; all other units follow.
const leadingUnits: readonly string[] = ["$", "£", "¥", "₹"];

function leadsNumber(unit: string | undefined): boolean {
  return unit !== undefined && leadingUnits.includes(unit);
}

/** `-$53,290.89`, `21 °C`. */
function withUnit(text: string, unit: string | undefined): string {
  if (unit === undefined) return text;
  if (!leadsNumber(unit)) return `${text} ${unit}`;
  return text.startsWith("-") ? `-${unit}${text.slice(1)}` : unit + text;
}

function percent(share: number): string {
  if (!Number.isFinite(share)) return "not a number";
  return `${(share * 100).toFixed(1)} %`;
}

function isList(value: PredictedValue): value is readonly PredictedValue[] {
  return Array.isArray(value);
}
