// Values as Python's `str` writes them, where they become part of a name.

import { elements, NdArray, NumpyScalar } from "../objects/ndarray.ts";
import { floatRepr } from "../objects/python-repr.ts";
import { PyFloat, type PyValue } from "../objects/values.ts";
import { describe, sequence } from "./attribute-values.ts";

/** `str(value)`: `1.0`, `True`, `None`, a text as it is. */
export function pythonText(value: PyValue): string {
  if (value instanceof NumpyScalar) return pythonText(value.value);
  if (value instanceof PyFloat) return floatRepr(value.value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (value === null) return "None";
  const isPlain =
    typeof value === "string" || typeof value === "number" || typeof value === "bigint";
  return isPlain ? String(value) : describe(value);
}

/** The texts of an array or list, made when they are first asked for. */
export function elementTexts(value: PyValue): () => readonly string[] {
  let texts: readonly string[] | undefined;
  return () => {
    texts ??= (value instanceof NdArray ? elements(value) : (sequence(value) ?? [])).map(
      pythonText,
    );
    return texts;
  };
}
