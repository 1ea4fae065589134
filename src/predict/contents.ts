// What a file without an estimator holds instead, in words that help: a table, a list of names, a dict.

import { NdArray } from "../objects/ndarray.ts";
import { frameSize } from "../objects/pandas-tables.ts";
import { pythonRepr } from "../objects/python-repr.ts";
import { PyGlobal, PyObject, PyTuple, type PyValue } from "../objects/values.ts";
import { show } from "../text.ts";

/** `a table (a pandas DataFrame)`, `a list of 35 texts (stops, days_left, …)`. */
export function describeContents(value: PyValue): string {
  if (value instanceof PyObject) return describeObject(value);
  if (Array.isArray(value)) return describeItems("list", value);
  if (value instanceof PyTuple) return describeItems("tuple", value.items);
  if (value instanceof Map)
    return `a dict of ${some([...value.keys()])}, none of them an estimator`;
  if (value instanceof NdArray) return `an array of ${value.shape.join(" × ") || "one value"}`;
  if (value instanceof PyGlobal) return `the name ${show(value.path)}, not an object`;
  return typeof value === "string" ? "a text" : `the value ${pythonRepr(value, 60)}`;
}

function describeObject(object: PyObject): string {
  const { global } = object;
  if (global.path === "pandas.core.frame.DataFrame") return describeTable(object);
  if (global.path === "pandas.core.series.Series") return "a column of a table (a pandas Series)";
  return `a ${show(global.path)}`;
}

function describeTable(object: PyObject): string {
  const size = frameSize(object);
  if (size === null || size.names.length === 0) return "a table (a pandas DataFrame)";
  const shape = `${count(size.rows, "row")} and ${count(size.names.length, "column")}`;
  return `a table of ${shape} ${listed(size.names)}, a pandas DataFrame`;
}

function describeItems(kind: string, items: readonly PyValue[]): string {
  const texts = items.length > 0 && items.every((item) => typeof item === "string");
  if (texts) return `a ${kind} of ${count(items.length, "text")} ${listed(items)}`;
  return `a ${kind} of ${count(items.length, "value")}, none of them an estimator`;
}

function some(keys: readonly PyValue[]): string {
  return keys.length === 0 ? "nothing" : `${count(keys.length, "value")} ${listed(keys)}`;
}

function listed(items: readonly PyValue[]): string {
  const shown = items
    .slice(0, 6)
    .map((item) => (typeof item === "string" ? show(item, 40) : pythonRepr(item, 40)));
  return `(${shown.join(", ")}${items.length > shown.length ? ", …" : ""})`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
