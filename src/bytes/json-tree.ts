// JSON whose objects keep their keys in the order of the text, which `JSON.parse` does not ("10" before "9a"): a loop
// with a stack, under bounds of depth and memory. Whole numbers beyond 2^53 lose their last digits.

import { checkLimit } from "../limits.ts";
import { boxBytes, type DocumentRules, slotBytes } from "./json.ts";

export type JsonTree = null | boolean | number | string | JsonTree[] | Map<string, JsonTree>;

/** What is no text. */
const token = /([{}[\],:])|(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|(true|false|null)/y;
const words: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** Objects and arrays in each other. */
const maxDepth = 1000;

interface Open {
  readonly value: JsonTree[] | Map<string, JsonTree>;
  /** A key that waits for its value. */
  key: string | null;
  /** Whether a value may come: at the beginning and after a comma. */
  isReady: boolean;
}

/**
 * @throws what `fault` makes for a text that is no JSON, names a key twice or is nested too deep; LIMIT_EXCEEDED for
 *   `memoryBytes`
 */
export function decodeJsonTree(bytes: Uint8Array, { fault, limits }: DocumentRules): JsonTree {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw fault(0, "it is not UTF-8 text");
  }
  const open: Open[] = [];
  let memory = 0;
  let result: JsonTree | undefined;
  let at = 0;
  while (result === undefined) {
    at = skipSpace(text, at);
    const start = at;
    const wrong = (reason: string): Error => fault(start, reason);
    const found = readToken(text, at);
    if (found === null) throw wrong("it is not JSON");
    at = found.end;
    const { sign } = found;
    memory += slotBytes + (sign === "{" || sign === "[" ? boxBytes : 0);
    if (typeof found.value === "string") memory += boxBytes + 2 * found.value.length;
    checkLimit(limits, "memoryBytes", memory);
    const inside = open.at(-1);
    if (sign === "," || sign === ":") {
      if (inside === undefined || !separate(inside, sign)) throw wrong(`a ${sign} is out of place`);
    } else if (sign === "}" || sign === "]") {
      const last = open.pop();
      if (last === undefined || !closes(last, sign)) throw wrong(`a ${sign} is out of place`);
      if (open.length === 0) result = last.value;
    } else if (inside !== undefined && awaitsKey(inside)) {
      if (typeof found.value !== "string") throw wrong("a key must be a text");
      inside.key = found.value;
      inside.isReady = false;
    } else {
      if (inside !== undefined && !inside.isReady) throw wrong("a comma is missing");
      const value = sign === undefined ? found.value : newValue(sign);
      if (inside !== undefined && !put(inside, value)) throw wrong("it names a key twice");
      if (value instanceof Map || Array.isArray(value)) {
        if (open.length === maxDepth) throw wrong(`it is nested more than ${maxDepth} deep`);
        open.push({ value, key: null, isReady: true });
      } else if (inside === undefined) {
        result = value;
      }
    }
  }
  if (skipSpace(text, at) < text.length) throw fault(at, "more follows its end");
  return result;
}

interface Token {
  /** A sign of the grammar; absent for a value. */
  readonly sign?: string;
  readonly value: null | boolean | number | string;
  readonly end: number;
}

function readToken(text: string, at: number): Token | null {
  if (text[at] === '"') return readText(text, at);
  token.lastIndex = at;
  const [, sign, digits, word] = token.exec(text) ?? [];
  const end = token.lastIndex;
  if (sign !== undefined) return { sign, value: null, end };
  if (digits !== undefined) return { value: Number(digits), end };
  return word === undefined ? null : { value: words.get(word) ?? null, end };
}

/** A text from its first quote to its last: found by hand, as texts may be long. */
function readText(text: string, at: number): Token | null {
  let end = at + 1;
  for (; end < text.length && text[end] !== '"'; end++) if (text[end] === "\\") end++;
  try {
    const value: unknown = JSON.parse(text.slice(at, end + 1));
    return typeof value === "string" ? { value, end: end + 1 } : null;
  } catch {
    return null;
  }
}

function skipSpace(text: string, at: number): number {
  let end = at;
  while (" \n\r\t".includes(text[end] ?? "x")) end++;
  return end;
}

function newValue(sign: string): Open["value"] {
  return sign === "{" ? new Map() : [];
}

/** Ready and not empty: a comma stands before the end. */
function closes({ value, key, isReady }: Open, sign: string): boolean {
  const isMap = value instanceof Map;
  const size = isMap ? value.size : value.length;
  return isMap === (sign === "}") && key === null && !(isReady && size > 0);
}

function awaitsKey({ value, key, isReady }: Open): boolean {
  return value instanceof Map && key === null && isReady;
}

function separate(inside: Open, sign: string): boolean {
  if (inside.isReady || (sign === ":") !== (inside.key !== null)) return false;
  inside.isReady = true;
  return true;
}

/** Puts a value where it belongs; false for a key that is there already. */
function put(inside: Open, value: JsonTree): boolean {
  inside.isReady = false;
  if (!(inside.value instanceof Map)) {
    inside.value.push(value);
    return true;
  }
  const key = inside.key ?? "";
  inside.key = null;
  if (inside.value.has(key)) return false;
  inside.value.set(key, value);
  return true;
}
