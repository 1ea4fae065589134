// `x.name` and `x[key]` for every kind of value: an exact table of what is there. Nothing else can be reached: no
// `__class__`, no globals of a function.

import { NdArray, NumpyScalar } from "../objects/ndarray.ts";
import { PyFloat, PySlice, PyTuple, type PyValue } from "../objects/values.ts";
import { characterCount, characters } from "./characters.ts";
import {
  dictMethods,
  listMethods,
  type Method,
  numberMethods,
  tupleMethods,
} from "./container-methods.ts";
import { dictGet } from "./dicts.ts";
import { PythonException, typeError } from "./exception.ts";
import {
  bindArguments,
  type CallArguments,
  Markup,
  PyFunction,
  PyInstance,
  textOf,
} from "./instance.ts";
import type { Int } from "./integers.ts";
import { textLike } from "./markup.ts";
import { asIndex, asNumber, clampIndex } from "./numbers.ts";
import { arrayPart } from "./numpy-index.ts";
import { arrayMethods } from "./numpy-methods.ts";
import { toRepr } from "./printing.ts";
import { slicePositions } from "./slices.ts";
import { strFormat } from "./str-format.ts";
import { textMethods } from "./text-methods.ts";
import { typeName } from "./type-name.ts";

/** `x.name`; undefined where Python would raise AttributeError, or where it is nothing for a page. */
export function attributeOf(value: PyValue, name: string): PyValue | undefined {
  if (value instanceof Markup || typeof value === "string") return textAttribute(value, name);
  if (value instanceof PyInstance) return value.attribute(name);
  if (value instanceof Map) return bound(dictMethods, value, name);
  if (Array.isArray(value)) return bound(listMethods, value, name);
  if (value instanceof PyTuple) return bound(tupleMethods, value, name);
  if (value instanceof NdArray || value instanceof NumpyScalar) return arrayAttribute(value, name);
  if (asNumber(value) === null) return undefined;
  if (name === "real") return typeof value === "boolean" ? Number(value) : value;
  if (name === "imag") return value instanceof PyFloat ? new PyFloat(0) : 0;
  return bound(numberMethods, value, name);
}

function bound<Self extends PyValue>(
  methods: ReadonlyMap<string, Method<Self>>,
  self: Self,
  name: string,
): PyValue | undefined {
  const method = methods.get(name);
  if (method === undefined) return undefined;
  return new PyFunction(name, (args) =>
    method.run(self, bindArguments(name, method.signature, args)),
  );
}

function textAttribute(value: PyValue, name: string): PyValue | undefined {
  const text = textOf(value) ?? "";
  if (name === "format") return new PyFunction(name, (args) => strFormat(value, args, lookup));
  if (name === "format_map") {
    return new PyFunction(name, (args) => strFormat(value, mapped(args), lookup));
  }
  const method = textMethods.get(name);
  if (method === undefined) return undefined;
  return new PyFunction(name, (args) =>
    method.run(value, text, bindArguments(name, method.signature, args)),
  );
}

function mapped(args: CallArguments): CallArguments {
  const [mapping = null] = bindArguments("format_map", ["mapping"], args);
  if (!(mapping instanceof Map)) throw typeError("format_map() wants a mapping");
  const keywords = new Map<string, PyValue>();
  for (const [key, item] of mapping) if (typeof key === "string") keywords.set(key, item);
  return { positional: [], keywords };
}

const lookup = {
  attribute: (value: PyValue, name: string): PyValue => {
    const found = attributeOf(value, name);
    if (found !== undefined) return found;
    throw new PythonException(
      "AttributeError",
      `'${typeName(value)}' object has no attribute '${name}'`,
    );
  },
  item: (value: PyValue, key: PyValue): PyValue => itemOf(value, key),
};

function arrayAttribute(value: NdArray | NumpyScalar, name: string): PyValue | undefined {
  const array = value instanceof NdArray;
  if (name === "shape") return new PyTuple(array ? [...value.shape] : []);
  if (name === "ndim") return array ? value.shape.length : 0;
  if (name === "size") return array ? value.size : 1;
  const method = arrayMethods.get(name);
  if (method === undefined) return undefined;
  return new PyFunction(name, (args) =>
    method.run(value, bindArguments(name, method.signature, args)),
  );
}

/** `x[key]`. @throws PythonException TypeError, KeyError, IndexError */
export function itemOf(value: PyValue, key: PyValue): PyValue {
  const text = textOf(value);
  if (text !== undefined) return textItem(value, text, key);
  if (value instanceof Map) {
    if (key instanceof PySlice) throw typeError("unhashable type: 'slice'");
    const found = dictGet(value, key);
    if (found !== undefined) return found;
    throw new PythonException("KeyError", toRepr(key));
  }
  if (Array.isArray(value)) return sequenceItem(value, value, key);
  if (value instanceof PyTuple) return sequenceItem(value, value.items, key);
  if (value instanceof Uint8Array) return sequenceItem(value, [...value], key);
  const found = value instanceof NdArray ? arrayPart(value, key) : instanceItem(value, key);
  if (found !== undefined) return found;
  throw typeError(`'${typeName(value)}' object is not subscriptable`);
}

function instanceItem(value: PyValue, key: PyValue): PyValue | undefined {
  return value instanceof PyInstance ? value.item(key) : undefined;
}

function textItem(value: PyValue, text: string, key: PyValue): PyValue {
  const letters = characters(text);
  if (key instanceof PySlice) {
    const chosen = slicePositions(key, letters.length).map((i) => letters[i] ?? "");
    return textLike(value, chosen.join(""));
  }
  const position = positionIn(key, characterCount(text), "string");
  return textLike(value, letters[position] ?? "");
}

function sequenceItem(value: PyValue, items: readonly PyValue[], key: PyValue): PyValue {
  const name = typeName(value);
  if (key instanceof PySlice) {
    const chosen = slicePositions(key, items.length).map((i) => items[i] ?? null);
    return value instanceof PyTuple ? new PyTuple(chosen) : chosen;
  }
  return items[positionIn(key, items.length, name)] ?? null;
}

function positionIn(key: PyValue, length: number, name: string): number {
  const index: Int | null = asIndex(key);
  if (index === null) {
    throw typeError(`${name} indices must be integers or slices, not ${typeName(key)}`);
  }
  const position = clampIndex(index) + (index < 0 ? length : 0);
  if (position >= 0 && position < length) return position;
  throw new PythonException("IndexError", `${name} index out of range`);
}
