// What a classifier's numbers mean, where the file says it beside the classifier: an encoder, a list of names.

import { cellOf } from "../estimators/attribute-values.ts";
import type { Estimator, Labels } from "../estimators/estimator.ts";
import type { PyValue } from "../objects/values.ts";
import { distinctTexts } from "./composite-contents.ts";

/** The number of classes of a classifier of one output whose labels are 0, 1, … k − 1; else null. */
export function numberedClasses({ classes }: Estimator): number | null {
  const [labels, ...others] = classes ?? [];
  if (labels?.type !== "int" || others.length > 0 || labels.values.length < 2) return null;
  return labels.values.every((label, k) => label === k) ? labels.values.length : null;
}

/** The labels of a LabelEncoder or a MultiLabelBinarizer; null for every other estimator. */
export function encoderLabels(encoder: Estimator): Labels | null {
  if (takesSeveralLabels(encoder)) return { type: "str", values: encoder.inputs.names ?? [] };
  if (encoder.path !== "sklearn.preprocessing.LabelEncoder") return null;
  const numbers = { kind: "labels", values: [] } as const;
  const values = encoder.hints()?.[0]?.choices;
  const empty = encoder.inverseTransform?.(numbers);
  if (values === undefined || empty?.kind !== "array") return null;
  return { type: empty.type, values };
}

/** Whether an encoder is one of sets of labels, which a model answers with a yes or no each. */
export function takesSeveralLabels({ path }: Estimator): boolean {
  return path === "sklearn.preprocessing.MultiLabelBinarizer";
}

/**
 * Names for the classes 0 … k − 1: a list of k different texts, a dict from the numbers to texts, or one from
 * texts to the numbers.
 */
export function classNames(value: PyValue, count: number): Labels | null {
  const values = value instanceof Map ? mappedNames(value, count) : distinctTexts(value);
  return values?.length === count ? { type: "str", values } : null;
}

function mappedNames(
  value: ReadonlyMap<PyValue, PyValue>,
  count: number,
): readonly string[] | null {
  const names = new Map<number, string>();
  for (const [key, item] of value) {
    const [a, b] = [cellOf(key), cellOf(item)];
    const [number, name] = typeof a === "string" ? [b, a] : [a, b];
    if (typeof number === "number" && typeof name === "string") names.set(number, name);
  }
  const listed = Array.from({ length: count }, (_, k) => names.get(k));
  const complete = value.size === count && new Set(listed).size === count;
  return complete && listed.every((name) => name !== undefined) ? listed : null;
}
