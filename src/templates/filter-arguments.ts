// Arguments of filters as what they should be, and how filters look into items. @see jinja2/filters.py `make_attrgetter`

import type { PyDict, PyValue } from "../objects/values.ts";
import { PythonException, typeError } from "../python/exception.ts";
import { PyInstance, textOf } from "../python/instance.ts";
import { asIndex, clampIndex } from "../python/numbers.ts";
import { toStr } from "../python/printing.ts";
import { typeName } from "../python/type-name.ts";
import { getItem } from "./access.ts";
import { Undefined } from "./undefined.ts";

/** A str or Markup as it is, everything else printed. @see markupsafe `soft_str` */
export function softText(value: PyValue): PyValue {
  return textOf(value) === undefined ? toStr(value) : value;
}

/** @throws PythonException TypeError for what is no whole number */
export function wholeNumber(value: PyValue | undefined, usual: number): number {
  if (value === undefined) return usual;
  const index = asIndex(value);
  if (index === null) {
    throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
  }
  return clampIndex(index);
}

/** The text of an argument, `usual` where it is not given or None. */
export function textArgument(value: PyValue | undefined, usual: string): string {
  return value === undefined || value === null ? usual : toStr(value);
}

/** @throws PythonException AttributeError for what has no `items` */
export function wantDict(value: PyValue): PyDict {
  if (value instanceof Map) return value;
  const refusal = value instanceof PyInstance ? value.refusal() : null;
  const message = `'${typeName(value)}' object has no attribute 'items'`;
  throw refusal ?? new PythonException("AttributeError", message);
}

export function filterError(message: string): PythonException {
  return new PythonException("FilterArgumentError", message);
}

/** Text in lower case, everything else as it is: how filters sort and compare unless told. */
export function ignoreCase(value: PyValue): PyValue {
  return textOf(value)?.toLowerCase() ?? value;
}

/**
 * Looks up `a.b.0` in an item.
 *
 * @param attribute  null: the item itself
 * @param usual      what stands for parts that are not there
 */
export function attributeGetter(
  attribute: PyValue,
  usual: PyValue = null,
): (item: PyValue) => PyValue {
  const parts = attributeParts(attribute);
  return (item) => {
    let value = item;
    for (const part of parts) {
      value = getItem(value, part);
      if (usual !== null && value instanceof Undefined) value = usual;
    }
    return value;
  };
}

function attributeParts(attribute: PyValue): readonly PyValue[] {
  if (attribute === null) return [];
  const text = textOf(attribute);
  if (text === undefined) return [attribute];
  return text.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** The same for several attributes with commas between: the key of a sort. */
export function manyAttributes(
  attribute: PyValue,
  change: (value: PyValue) => PyValue,
): (item: PyValue) => PyValue[] {
  const names: readonly PyValue[] = textOf(attribute)?.split(",") ?? [attribute];
  const getters = names.map((name) => attributeGetter(name));
  return (item) => getters.map((get) => change(get(item)));
}
