// What lies in a dict, list or tuple beside its estimators: names of columns, meanings of classes.

import { cellOf, labelsOf, sequence } from "../estimators/attribute-values.ts";
import { NdArray } from "../objects/ndarray.ts";
import { indexValues } from "../objects/pandas-tables.ts";
import { PyObject, PyTuple, type PyValue } from "../objects/values.ts";

export interface Entry {
  /** Its key in a dict; null in a list or tuple. */
  readonly key: string | null;
  readonly value: PyValue;
}

/** The entries of a container; null for everything else. Keys that are no texts are passed over. */
export function entriesOf(value: PyValue): readonly Entry[] | null {
  if (value instanceof Map) return dictEntries(value);
  if (Array.isArray(value)) return value.map((item) => ({ key: null, value: item }));
  if (value instanceof PyTuple) return value.items.map((item) => ({ key: null, value: item }));
  // A subclass of dict, such as OrderedDict.
  if (value instanceof PyObject && value.entries.size > 0) return dictEntries(value.entries);
  return null;
}

function dictEntries(dict: ReadonlyMap<PyValue, PyValue>): readonly Entry[] {
  return [...dict].flatMap(([key, value]) => (typeof key === "string" ? [{ key, value }] : []));
}

/** A list, array or Index of different texts; null for everything else. */
export function distinctTexts(value: PyValue): readonly string[] | null {
  const cells =
    value instanceof NdArray
      ? labelsOf(value)?.values
      : (indexValues(value) ?? sequence(value))?.map((item) => cellOf(item) ?? null);
  const texts = cells?.filter((cell) => typeof cell === "string") ?? [];
  const areTexts = texts.length > 0 && texts.length === cells?.length;
  return areTexts && new Set(texts).size === texts.length ? texts : null;
}
