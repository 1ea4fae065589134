// `pprint.pformat`: values over several lines where one would be longer than 80 characters. @see Lib/pprint.py

import { PyTuple, type PyValue } from "../objects/values.ts";
import { checkCharacters, checkDepth, PythonException } from "../python/exception.ts";
import { toRepr } from "../python/printing.ts";
import { sorted } from "../python/sorting.ts";
import { textRepr } from "../python/text-repr.ts";

const width = 80;

export function prettyPrint(value: PyValue): string {
  return pretty(value, 0, 0, 0);
}

/**
 * @param indent     column at which the value begins
 * @param allowance  characters that follow it on its last line
 */
function pretty(value: PyValue, indent: number, allowance: number, depth: number): string {
  checkDepth(depth);
  const flat = flatRepr(value, depth);
  if (flat.length <= width - indent - allowance) return flat;
  if (value instanceof Map) return `{${dictLines(value, indent + 1, allowance + 1, depth)}}`;
  if (Array.isArray(value)) return `[${listLines(value, indent + 1, allowance + 1, depth)}]`;
  if (value instanceof PyTuple) {
    const close = value.items.length === 1 ? ",)" : ")";
    return `(${listLines(value.items, indent + 1, allowance + close.length, depth)}${close}`;
  }
  return typeof value === "string" ? textLines(value, indent, allowance, depth) : flat;
}

/** repr with the keys of dicts in order. */
function flatRepr(value: PyValue, depth: number): string {
  checkDepth(depth);
  if (value instanceof Map) {
    const parts = sortedKeys(value).map((key) => {
      return `${flatRepr(key, depth + 1)}: ${flatRepr(value.get(key) ?? null, depth + 1)}`;
    });
    return bounded(`{${parts.join(", ")}}`);
  }
  const items = value instanceof PyTuple ? value.items : value;
  if (!Array.isArray(items)) return toRepr(value);
  const text = items.map((item) => flatRepr(item, depth + 1)).join(", ");
  if (!(value instanceof PyTuple)) return bounded(`[${text}]`);
  return bounded(`(${text}${items.length === 1 ? "," : ""})`);
}

function bounded(text: string): string {
  checkCharacters(text.length);
  return text;
}

function sortedKeys(dict: ReadonlyMap<PyValue, PyValue>): PyValue[] {
  const keys = [...dict.keys()];
  try {
    return sorted(keys, (key) => key);
  } catch (error) {
    // Keys of different types have no order: they stay as they are.
    if (error instanceof PythonException) return keys;
    throw error;
  }
}

function listLines(items: readonly PyValue[], indent: number, allowance: number, depth: number) {
  const between = `,\n${" ".repeat(indent)}`;
  const parts = items.map((item, i) => {
    const last = i === items.length - 1;
    return pretty(item, indent, last ? allowance : 1, depth + 1);
  });
  return bounded(parts.join(between));
}

function dictLines(
  dict: ReadonlyMap<PyValue, PyValue>,
  indent: number,
  allowance: number,
  depth: number,
): string {
  const keys = sortedKeys(dict);
  const parts = keys.map((key, i) => {
    const name = flatRepr(key, depth + 1);
    const last = i === keys.length - 1;
    const at = indent + name.length + 2;
    return `${name}: ${pretty(dict.get(key) ?? null, at, last ? allowance : 1, depth + 1)}`;
  });
  return bounded(parts.join(`,\n${" ".repeat(indent)}`));
}

/** A long text as literals below each other, in brackets where it stands alone. */
function textLines(text: string, column: number, room: number, depth: number): string {
  const indent = depth === 0 ? column + 1 : column;
  const allowance = depth === 0 ? room + 1 : room;
  const limit = width - indent;
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const literals: string[] = [];
  for (const [i, line] of lines.entries()) {
    const last = i === lines.length - 1;
    const whole = textRepr(line);
    if (whole.length <= limit - (last ? allowance : 0)) literals.push(whole);
    else literals.push(...wordLiterals(line, limit, last ? allowance : 0));
  }
  const [only] = literals;
  if (literals.length <= 1) return only ?? "''";
  const body = literals.join(`\n${" ".repeat(indent)}`);
  return bounded(depth === 0 ? `(${body})` : body);
}

function wordLiterals(line: string, limit: number, allowance: number): string[] {
  const words = line.match(/\S*\s*/gu)?.filter((word) => word !== "") ?? [];
  const literals: string[] = [];
  let current = "";
  for (const [i, word] of words.entries()) {
    const candidate = current + word;
    const most = i === words.length - 1 ? limit - allowance : limit;
    if (textRepr(candidate).length > most) {
      if (current !== "") literals.push(textRepr(current));
      current = word;
    } else {
      current = candidate;
    }
  }
  if (current !== "") literals.push(textRepr(current));
  return literals;
}
