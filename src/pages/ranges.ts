// What a number's control covers: the ends of its slider, or the few whole numbers of a stepper.

import type { Field } from "../signature/signature.ts";

/** Both ends inclusive. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

type NumberField = Pick<Field, "kind" | "usual" | "minimum" | "maximum" | "whole" | "step">;

// As many whole numbers are counted through; more are moved over.
const maxSteps = 12;

/** What a slider covers: the bounds, where there are none the usual range; null where nothing is known. */
export function sliderOf(field: NumberField): Span | null {
  if (field.kind !== "number" && field.kind !== "integer") return null;
  const low = field.minimum ?? field.usual?.low;
  const high = field.maximum ?? field.usual?.high;
  if (low === undefined || high === undefined) return null;
  return low < high && Number.isFinite(high - low) ? { low, high } : null;
}

/** The whole numbers of a stepper: few, and either bounded or the usual ones; null for any other field. */
export function stepsOf(field: NumberField): Span | null {
  const isWhole = field.kind === "integer" || field.whole === true;
  const span = isWhole ? sliderOf(field) : null;
  if (span === null || span.high - span.low >= maxSteps) return null;
  return Number.isInteger(span.low) && Number.isInteger(span.high) ? span : null;
}

/** The step of a slider: the field's own, else a round hundredth of what it covers. */
export function sliderStep(field: NumberField, { low, high }: Span): number {
  if (field.kind === "integer" || field.whole === true)
    return Math.max(1, Math.round(field.step ?? 1));
  if (field.step !== undefined && field.step > 0) return field.step;
  return 10 ** Math.floor(Math.log10((high - low) / 50));
}

/** The remark beside a value that the model has hardly seen. @param usual  its range in words */
export function outsideText(usual: string): string {
  return `Outside the training data (${usual})`;
}
