// `str(x)` and `repr(x)` of every value, exactly. Unlike objects/python-repr.ts, which shows a value to a person and cuts it,
// this is what a page shows where Python would print. numpy's scalars are written as numpy 1 does: 2.5, not np.float64(2.5).

import { NdArray, NumpyScalar } from "../objects/ndarray.ts";
import { floatRepr } from "../objects/python-repr.ts";
import {
  numberOf,
  PyByteArray,
  PyFloat,
  PyGlobal,
  PyObject,
  PySet,
  PySlice,
  PyTuple,
  type PyValue,
} from "../objects/values.ts";
import { checkCharacters, checkDepth } from "./exception.ts";
import { Markup, PyInstance } from "./instance.ts";
import { intText } from "./integers.ts";
import { arrayItem, scalarText } from "./numpy-item.ts";
import { arrayRepr, arrayText } from "./numpy-text.ts";
import { bytesRepr, textRepr } from "./text-repr.ts";
import { typeName } from "./type-name.ts";

/** `str(x)`. @throws BudgetExceeded for values too deep or too long to print */
export function toStr(value: PyValue): string {
  if (typeof value === "string") return value;
  if (value instanceof Markup) return value.value;
  if (value instanceof NdArray) return arrayStr(value, 0);
  if (value instanceof PyInstance) return value.text();
  return reprAt(value, 0);
}

/** `repr(x)`. @throws BudgetExceeded as `toStr` */
export function toRepr(value: PyValue): string {
  return reprAt(value, 0);
}

function reprAt(value: PyValue, depth: number): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number" || typeof value === "bigint") return intText(value);
  if (typeof value === "string") return textRepr(value);
  if (value instanceof PyFloat) return floatRepr(value.value);
  if (value instanceof Markup) return `Markup(${textRepr(value.value)})`;
  if (value instanceof PyInstance) return value.repr();
  if (value instanceof NumpyScalar) return scalarText(value);
  if (value instanceof Uint8Array) return bytesRepr(value);
  if (value instanceof PyByteArray) return `bytearray(${bytesRepr(value.bytes)})`;
  if (value instanceof PyGlobal) return `<class '${value.path}'>`;
  checkDepth(depth);
  return containerRepr(value, depth + 1);
}

function containerRepr(value: PyValue, depth: number): string {
  if (Array.isArray(value)) return `[${list(value, depth)}]`;
  if (value instanceof PyTuple) {
    return `(${list(value.items, depth)}${value.items.length === 1 ? "," : ""})`;
  }
  if (value instanceof Map) return dictRepr(value, depth);
  if (value instanceof PySet) return setRepr(value, depth);
  if (value instanceof NdArray) return arrayRepr(value, (item) => reprAt(item, depth));
  if (value instanceof PySlice) {
    const parts = [value.start, value.stop, value.step];
    return `slice(${list(parts, depth)})`;
  }
  if (value instanceof PyObject) return complexRepr(value) ?? `<${value.global.path} object>`;
  return `<${typeName(value)} object>`;
}

function arrayStr(array: NdArray, depth: number): string {
  if (array.shape.length === 0) return toStr(arrayItem(array, 0));
  return arrayText(array, (item) => reprAt(item, depth + 1));
}

function list(items: readonly PyValue[], depth: number): string {
  let text = "";
  for (const [i, item] of items.entries()) {
    text += (i > 0 ? ", " : "") + reprAt(item, depth);
    checkCharacters(text.length);
  }
  return text;
}

function dictRepr(dict: ReadonlyMap<PyValue, PyValue>, depth: number): string {
  let text = "";
  for (const [key, value] of dict) {
    if (text !== "") text += ", ";
    text += `${reprAt(key, depth)}: ${reprAt(value, depth)}`;
    checkCharacters(text.length);
  }
  return `{${text}}`;
}

function setRepr(set: PySet, depth: number): string {
  const name = set.frozen ? "frozenset" : "set";
  if (set.items.length === 0) return `${name}()`;
  const items = `{${list(set.items, depth)}}`;
  return set.frozen ? `frozenset(${items})` : items;
}

/** `(1+2j)`, of Python's complex numbers; null for every other object. */
function complexRepr(value: PyObject): string | null {
  const [real, imaginary] = value.args.map(numberOf);
  if (value.global.path !== "builtins.complex" || real === undefined || imaginary === undefined) {
    return null;
  }
  const part = (number: number) => floatRepr(number).replace(/\.0$/, "");
  const signed = imaginary < 0 || Object.is(imaginary, -0) ? "" : "+";
  if (real === 0 && !Object.is(real, -0)) return `${part(imaginary)}j`;
  return `(${part(real)}${signed}${part(imaginary)}j)`;
}
