// JSON without escapes in the names of its objects.
//
// V8 (seen in Node 24.21) keeps the names of objects that it parsed before as hints for the next ones, and
// takes a name written with escapes for an earlier name that really holds those characters: after
// {"a":1,"\\u0":2}, it reads {"a":1,"\u00e9ge":2} with the name \u0. One client's request could so change how
// another's is read. Python's json.dumps writes every letter beyond ASCII as an escape; without escapes there
// is nothing to mistake: letters are written as themselves, and the few names that then still need an escape (for a
// quote, a backslash, a control character) are parsed under other names, and get theirs back.

import { endOfString, skipSpace } from "./json-names.ts";

const escapes = /\\(?:u([0-9a-fA-F]{4})|[\s\S])/g;

/**
 * The value of a JSON text, whatever was parsed before.
 *
 * @throws SyntaxError for what is no JSON
 */
export function parseJson(text: string): unknown {
  // First as it is: an escape outside of a string is no JSON, and must not become some.
  const value: unknown = JSON.parse(text);
  if (!text.includes("\\")) return value;
  const plain = text.includes("\\u") ? withoutEscapes(text) : text;
  const names = escapedNames(plain);
  if (names.length > 0) return parseUnderOtherNames(plain, names);
  return plain === text ? value : JSON.parse(plain);
}

/** The same document with its \u escapes as characters, but for those that JSON must escape. */
function withoutEscapes(text: string): string {
  return text.replace(escapes, (escaped: string, digits: string | undefined) => {
    if (digits === undefined) return escaped;
    const unit = Number.parseInt(digits, 16);
    return unit < 0x20 || unit === 0x22 || unit === 0x5c ? escaped : String.fromCharCode(unit);
  });
}

/** Where a name stands in a text, quotes included. */
type Range = readonly [start: number, end: number];

/** The names with escapes. */
function escapedNames(text: string): Range[] {
  const found: Range[] = [];
  for (let start = text.indexOf('"'); start >= 0; ) {
    const end = endOfString(text, start);
    if (text[skipSpace(text, end)] === ":" && text.slice(start, end).includes("\\")) {
      found.push([start, end]);
    }
    start = text.indexOf('"', end);
  }
  return found;
}

function parseUnderOtherNames(text: string, ranges: readonly Range[]): unknown {
  // Nobody can have sent this.
  const mark = crypto.randomUUID();
  const names = new Map<string, string>();
  const parts: string[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    const other = `${mark}${names.size}`;
    // A text alone has no names that could be mistaken.
    names.set(other, String(JSON.parse(text.slice(start, end))));
    parts.push(text.slice(at, start), `"${other}"`);
    at = end;
  }
  const box = [JSON.parse(parts.join("") + text.slice(at))];
  renameAll(box, names);
  return box[0];
}

/** Gives objects their names back, however deep they lie. */
function renameAll(box: unknown[], names: ReadonlyMap<string, string>): void {
  const rest: object[] = [box];
  for (let holder = rest.pop(); holder !== undefined; holder = rest.pop()) {
    for (const [key, value] of Object.entries(holder)) {
      if (typeof value !== "object" || value === null) continue;
      const renamed = Object.keys(value).some((name) => names.has(name))
        ? withNames(value, names)
        : value;
      if (renamed !== value) define(holder, key, renamed);
      rest.push(renamed);
    }
  }
}

function withNames(object: object, names: ReadonlyMap<string, string>): object {
  const renamed = {};
  for (const [name, value] of Object.entries(object)) {
    define(renamed, names.get(name) ?? name, value);
  }
  return renamed;
}

// Not an assignment: a name may be `__proto__`.
function define(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}
