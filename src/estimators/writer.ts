// Which version of scikit-learn wrote an object. Its own classes say so; those of other packages (imblearn,
// xgboost, the file's own) do not, but hold objects that do.

import { attributes, PyObject, PyTuple, type PyValue } from "../objects/values.ts";
import { scalarText } from "./attribute-values.ts";

/** The most values that are looked at: the first estimator lies near the top. */
const maxValues = 10_000;

/** The version that an object states, or else the first that its parts state; null when none does. */
export function writerOf(object: PyObject): string | null {
  const queue: PyValue[] = [object];
  const seen = new Set<PyValue>(queue);
  for (let at = 0; at < queue.length && at < maxValues; at++) {
    const value = queue[at] ?? null;
    const version = value instanceof PyObject ? statedVersion(value) : null;
    if (version !== null) return version;
    for (const part of partsOf(value)) {
      if (queue.length >= maxValues) break;
      if (typeof part !== "object" || part === null || seen.has(part)) continue;
      seen.add(part);
      queue.push(part);
    }
  }
  return null;
}

function statedVersion(object: PyObject): string | null {
  return scalarText(attributes(object).get("_sklearn_version")) ?? null;
}

function partsOf(value: PyValue): Iterable<PyValue> {
  if (value instanceof PyObject) return attributes(value).values();
  if (value instanceof PyTuple) return value.items;
  if (Array.isArray(value)) return value;
  return value instanceof Map ? value.values() : [];
}
