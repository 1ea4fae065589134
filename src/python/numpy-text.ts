// Arrays as numpy prints them: `[53290.89046]`, columns aligned, lines wrapped at 75 characters, large arrays cut to their
// corners.

import { elements, type NdArray } from "../objects/ndarray.ts";
import { numberOf, type PyValue } from "../objects/values.ts";
import { floatFormat } from "./numpy-digits.ts";
import { arrayItem } from "./numpy-item.ts";
import { scalarName } from "./type-name.ts";

const threshold = 1000;
const edgeItems = 3;
const lineWidth = 75;

type ItemText = (value: PyValue) => string;

/** How an array is laid out: `str` or `repr`. */
interface Layout {
  readonly separator: string;
  /** Characters that stand before the array on its first line: 6 of `array(`. */
  readonly indent: number;
  readonly width: number;
}

/**
 * `str(array)` of an array with dimensions.
 *
 * @param repr  for the items of arrays of objects, strings and dates
 * @see numpy/core/arrayprint.py `array2string` (1.24)
 */
export function arrayText(array: NdArray, repr: ItemText): string {
  return layOut(array, repr, { separator: " ", indent: 0, width: lineWidth });
}

/** `repr(array)`: `array([1., 2.])`, with the dtype where the items do not tell it. */
export function arrayRepr(array: NdArray, repr: ItemText): string {
  const { code, itemSize } = array.dtype;
  const told = "bifc".includes(code) && (itemSize === 8 || code === "b" || code === "c");
  const implied = told && array.size > 0;
  const suffix = implied ? ")" : ",";
  const layout = { separator: ", ", indent: 6, width: lineWidth - suffix.length };
  const shape = `(${array.shape.join(", ")}${array.shape.length === 1 ? "," : ""})`;
  const empty = array.size === 0 && array.shape.length > 1;
  const single = array.shape.length === 0;
  const filled = single ? repr(arrayItem(array, 0)) : layOut(array, repr, layout);
  const body = empty ? `[], shape=${shape}` : filled;
  const text = `array(${body}${suffix}`;
  if (implied) return text;
  const dtype = `dtype=${dtypeName(array)})`;
  const lastLine = text.length - (text.lastIndexOf("\n") + 1);
  const spacer = lastLine + dtype.length + 1 > lineWidth ? `\n${" ".repeat(6)}` : " ";
  return text + spacer + dtype;
}

function dtypeName(array: NdArray): string {
  const { code, text } = array.dtype;
  if (code === "U" || code === "S" || code === "M" || code === "m") return `'${text}'`;
  if (code === "O") return "object";
  return code === "b" ? "bool" : scalarName(array.dtype);
}

function layOut(array: NdArray, repr: ItemText, layout: Layout): string {
  if (array.size === 0) return "[]";
  const values = elements(array);
  const summary = array.size > threshold;
  const axes = array.shape.map((length) => axisIndices(length, summary));
  const shown = shownValues(values, array.shape, axes);
  const single = array.dtype.code === "f" && array.dtype.itemSize < 8;
  const format = itemFormat(array, shown, repr, single);
  const indent = " ".repeat(layout.indent + 1);
  return block({ values, shape: array.shape, axes, format, layout }, 0, 0, indent, layout.width);
}

/** Indices of an axis that are printed; null stands for the dots. */
function axisIndices(length: number, summary: boolean): readonly (number | null)[] {
  if (!summary || length <= 2 * edgeItems) return Array.from({ length }, (_, i) => i);
  const first = Array.from({ length: edgeItems }, (_, i) => i);
  return [...first, null, ...first.map((i) => length - edgeItems + i)];
}

function shownValues(
  values: readonly PyValue[],
  shape: readonly number[],
  axes: readonly (readonly (number | null)[])[],
): PyValue[] {
  let positions = [0];
  for (const [axis, indices] of axes.entries()) {
    const length = shape[axis] ?? 1;
    const kept = indices.filter((index) => index !== null);
    positions = positions.flatMap((position) => kept.map((index) => position * length + index));
  }
  return positions.map((position) => values[position] ?? null);
}

interface Print {
  readonly values: readonly PyValue[];
  readonly shape: readonly number[];
  readonly axes: readonly (readonly (number | null)[])[];
  readonly format: ItemText;
  readonly layout: Layout;
}

/** One block of brackets. Arrays have at most 32 dimensions. */
function block(print: Print, axis: number, start: number, indent: string, width: number): string {
  const { shape, axes, layout } = print;
  const left = shape.length - axis;
  if (left === 0) return print.format(print.values[start] ?? null);
  const indices = axes[axis] ?? [];
  const at = (index: number) => start * (shape[axis] ?? 1) + index;
  const words = indices.map((index) =>
    index === null ? "..." : block(print, axis + 1, at(index), `${indent} `, width - 1),
  );
  if (left === 1) return `[${wrapped(words, indent, width, layout.separator)}]`;
  const between = layout.separator.trimEnd() + "\n".repeat(left - 1) + indent;
  return `[${words.join(between)}]`;
}

/** The items of the last axis, in lines. @see arrayprint.py `_extendLine` */
function wrapped(words: readonly string[], indent: string, width: number, separator: string) {
  const room = width - Math.max(separator.trimEnd().length, 1);
  let text = "";
  let line = indent;
  for (const [i, word] of words.entries()) {
    if (line.length + word.length > room && line.length > indent.length) {
      text += `${line.trimEnd()}\n`;
      line = indent;
    }
    line += word;
    if (i < words.length - 1) line += separator;
  }
  return (text + line).slice(indent.length);
}

function itemFormat(
  array: NdArray,
  shown: readonly PyValue[],
  repr: ItemText,
  single: boolean,
): ItemText {
  const { code } = array.dtype;
  if (code === "f") {
    const format = floatFormat(
      shown.map((value) => numberOf(value) ?? 0),
      single,
    );
    return (value) => format(numberOf(value) ?? 0);
  }
  if (code === "i" || code === "u") {
    const width = Math.max(0, ...shown.map((value) => String(value).length));
    return (value) => String(value).padStart(width);
  }
  if (code === "b") {
    // numpy writes " True" even where no False stands beside it.
    const width = array.shape.length > 0 ? 5 : 0;
    return (value) => (value === true ? "True" : "False").padStart(width);
  }
  if (code === "O") return (value) => (Array.isArray(value) ? `list(${repr(value)})` : repr(value));
  return repr;
}
