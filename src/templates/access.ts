// `x.name`, `x[key]` and calls in templates: attribute first or item first, and undefined where there is neither.
// @see jinja2/environment.py `getattr`, `getitem`

import { PyTuple, type PyValue } from "../objects/values.ts";
import { valueOr } from "../python/absent.ts";
import { dictGet } from "../python/dicts.ts";
import { PythonException, typeError } from "../python/exception.ts";
import { type CallArguments, PyInstance, textOf } from "../python/instance.ts";
import { attributeOf, itemOf } from "../python/methods.ts";
import { typeName } from "../python/type-name.ts";
import type { Run } from "./context.ts";
import { Macro } from "./macro.ts";
import { Undefined } from "./undefined.ts";

/** What `groupby` gives: a tuple whose parts have names too. */
export class GroupTuple extends PyTuple {}

/** `value.name`: an attribute, or else an item. */
export function getAttribute(value: PyValue, name: string): PyValue {
  const attribute = partOf(value, name);
  if (attribute !== undefined) return attribute;
  return valueOr(itemOrNone(value, name), () => Undefined.ofPart(value, name));
}

/** `value[key]`: an item, or else an attribute. */
export function getItem(value: PyValue, key: PyValue): PyValue {
  const item = itemOrNone(value, key);
  if (item !== undefined) return item;
  const text = textOf(key);
  const attribute = text === undefined ? undefined : partOf(value, text);
  return valueOr(attribute, () => Undefined.ofPart(value, key));
}

function partOf(value: PyValue, name: string): PyValue | undefined {
  if (value instanceof GroupTuple && name === "grouper") return value.items[0];
  if (value instanceof GroupTuple && name === "list") return value.items[1];
  return attributeOf(value, name);
}

/** Errors that mean: there is no such item. */
const absent: ReadonlySet<string> = new Set([
  "TypeError",
  "KeyError",
  "IndexError",
  "AttributeError",
]);

function itemOrNone(value: PyValue, key: PyValue): PyValue | undefined {
  // The usual case without the cost of an exception.
  if (value instanceof Map && typeof key === "string") return dictGet(value, key);
  try {
    return itemOf(value, key);
  } catch (error) {
    if (error instanceof PythonException && absent.has(error.type)) return undefined;
    throw error;
  }
}

/** `callee(…)`. @throws PythonException TypeError for what cannot be called */
export function callValue(run: Run, callee: PyValue, args: CallArguments): PyValue {
  if (callee instanceof Macro) return callee.invoke(args, run.context.autoescape);
  const call = callee instanceof PyInstance ? callee.call : null;
  if (call === null) throw typeError(`'${typeName(callee)}' object is not callable`);
  run.meter.charge();
  return call(args);
}
