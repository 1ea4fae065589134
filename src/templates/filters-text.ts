// Filters of text. @see jinja2/filters.py (3.1)

import { PyTuple, type PyValue } from "../objects/values.ts";
import { characterCount, sliceCharacters } from "../python/characters.ts";
import { checkCharacters, PythonException, typeError, valueError } from "../python/exception.ts";
import { Markup, PyInstance, positional, textOf } from "../python/instance.ts";
import { iterate, listOf } from "../python/iteration.ts";
import { dumpsJson } from "../python/json.ts";
import { addMarkup, escapedText, escapeText, textLike } from "../python/markup.ts";
import { attributeOf } from "../python/methods.ts";
import { percentFormat } from "../python/percent-format.ts";
import { toRepr, toStr } from "../python/printing.ts";
import { splitLines, splitSpaces } from "../python/text-split.ts";
import { isTrue, lengthOf } from "../python/truth.ts";
import type { FilterCode } from "./context.ts";
import { unescapeEntities } from "./entities.ts";
import {
  attributeGetter,
  filterError,
  softText,
  textArgument,
  wantDict,
  wholeNumber,
} from "./filter-arguments.ts";
import { prettyPrint } from "./pretty-print.ts";
import { wrapText } from "./text-wrap.ts";
import { Undefined } from "./undefined.ts";
import { urlize } from "./urlize.ts";

/** `soft_str(value).name(…)`. */
function method(value: PyValue, name: string, ...args: readonly PyValue[]): PyValue {
  const found = attributeOf(softText(value), name);
  const call = found instanceof PyInstance ? found.call : null;
  if (call === null || call === undefined) throw typeError(`str has no method ${name}`);
  return call(positional(...args));
}

const format: FilterCode["run"] = (value, _args, _context, { positional: args, keywords }) => {
  if (args.length > 0 && keywords.size > 0) {
    throw filterError("can't handle positional and keyword arguments at the same time");
  }
  const given = keywords.size > 0 ? new Map<PyValue, PyValue>(keywords) : new PyTuple(args);
  return percentFormat(softText(value), given);
};

/** A text as Python code takes it: numbers and lists have no such methods. */
function wantText(value: PyValue, what: string): string {
  const text = textOf(value);
  if (text !== undefined) return text;
  const refusal = value instanceof PyInstance ? value.refusal() : null;
  throw refusal ?? typeError(`${what} wants a str, not ${toRepr(value).slice(0, 40)}`);
}

const indent: FilterCode["run"] = (value, [width = 4, first = false, blank = false]) => {
  if (Array.isArray(value)) {
    throw new PythonException("AttributeError", "'list' object has no attribute 'splitlines'");
  }
  const text = wantText(value, "indent");
  const fill = textOf(width) ?? " ".repeat(boundedWidth(wholeNumber(width, 4)));
  const indention = value instanceof Markup && !(width instanceof Markup) ? escapeText(fill) : fill;
  const lines = splitLines(`${text}\n`);
  checkCharacters(text.length + lines.length * indention.length);
  const always = isTrue(blank);
  const shown = lines.map((line, i) =>
    i > 0 && (always || line !== "") ? indention + line : line,
  );
  return textLike(value, (isTrue(first) ? indention : "") + shown.join("\n"));
};

function boundedWidth(width: number): number {
  checkCharacters(width);
  return Math.max(0, width);
}

const join: FilterCode["run"] = (
  value,
  [separator = "", attribute = null],
  { autoescape, meter },
) => {
  const get = attributeGetter(attribute);
  const items = listOf(value).map((item) => (attribute === null ? item : get(item)));
  meter.charge(items.length);
  const marked =
    autoescape && (separator instanceof Markup || items.some((item) => item instanceof Markup));
  const shown = marked ? escapedText : toStr;
  const between = shown(separator);
  let size = 0;
  const parts = items.map((item) => {
    const part = shown(item);
    size += part.length + between.length;
    checkCharacters(size);
    return part;
  });
  const text = parts.join(between);
  return marked ? new Markup(text) : text;
};

const replace: FilterCode["run"] = (
  value,
  [old = "", fresh = "", count = null],
  { autoescape },
) => {
  const times = count === null ? -1 : count;
  if (!autoescape) return method(toStr(value), "replace", toStr(old), toStr(fresh), times);
  const marked = old instanceof Markup || (fresh instanceof Markup && !(value instanceof Markup));
  const text = marked ? new Markup(escapedText(value)) : softText(value);
  return method(text, "replace", softText(old), softText(fresh), times);
};

/** @see markupsafe 2.1 `Markup.striptags` */
function stripTags(text: string): string {
  const bare = without(without(text, "<!--", "-->"), "<", ">");
  return unescapeEntities(splitSpaces(bare, -1).join(" "));
}

/** Text without what stands between two marks, shortest first; in one pass, which an expression would not be. */
function without(text: string, open: string, close: string): string {
  let kept = "";
  let at = 0;
  for (;;) {
    const start = text.indexOf(open, at);
    const end = start < 0 ? -1 : text.indexOf(close, start + open.length);
    if (end < 0) return kept + text.slice(at);
    kept += text.slice(at, start);
    at = end + close.length;
  }
}

function title(text: string): string {
  return text
    .split(/([-\s({[<]+)/u)
    .map((word) => {
      const [first = ""] = word;
      return first.toUpperCase() + word.slice(first.length).toLowerCase();
    })
    .join("");
}

const htmlUnsafe: ReadonlyMap<string, string> = new Map([
  ["<", "\\u003c"],
  [">", "\\u003e"],
  ["&", "\\u0026"],
  ["'", "\\u0027"],
]);

const toJson: FilterCode["run"] = (value, [width = null]) => {
  if (value instanceof Undefined)
    throw typeError("Object of type Undefined is not JSON serializable");
  const json = dumpsJson(value, width === null ? null : Math.min(100, wholeNumber(width, 0)));
  return new Markup(json.replace(/[<>&']/g, (character) => htmlUnsafe.get(character) ?? ""));
};

const truncate: FilterCode["run"] = (
  value,
  [length = 255, killWords = false, end = "...", leeway = null],
) => {
  const size = wholeNumber(length, 255);
  const ending = wantText(end, "truncate");
  const margin = leeway === null ? 5 : wholeNumber(leeway, 5);
  if (size < characterCount(ending)) {
    const message = `expected length >= ${characterCount(ending)}, got ${size}`;
    throw new PythonException("AssertionError", message);
  }
  if (margin < 0)
    throw new PythonException("AssertionError", `expected leeway >= 0, got ${margin}`);
  if (lengthOf(value) <= size + margin) return value;
  const text = wantText(value, "truncate");
  const cut = sliceCharacters(text, 0, size - characterCount(ending));
  const space = cut.lastIndexOf(" ");
  const kept = isTrue(killWords) || space < 0 ? cut : cut.slice(0, space);
  return value instanceof Markup ? addMarkup(new Markup(kept), end) : textLike(end, kept + ending);
};

const wordWrap: FilterCode["run"] = (
  value,
  [width = 79, long = true, between = null, hyphens = true],
) => {
  const text = wantText(value, "wordwrap");
  const size = wholeNumber(width, 79);
  if (size <= 0) throw valueError(`invalid width ${toRepr(width)} (must be > 0)`);
  const options = { width: size, breakLongWords: isTrue(long), breakOnHyphens: isTrue(hyphens) };
  const joiner = textArgument(between, "\n");
  const lines = splitLines(text).map((line) => wrapText(line, options).join(joiner));
  return textLike(between ?? "", lines.join(joiner));
};

const xmlAttributes: FilterCode["run"] = (value, [autospace = true], { autoescape }) => {
  const parts: string[] = [];
  for (const [key, item] of wantDict(value)) {
    if (item === null || item instanceof Undefined) continue;
    const name = wantText(key, "xmlattr");
    if (/[ \t\n\r\f\v/>=]/.test(name)) {
      throw valueError(`Invalid character in attribute name: ${toRepr(key)}`);
    }
    parts.push(`${escapedText(key)}="${escapedText(item)}"`);
  }
  const text = (isTrue(autospace) && parts.length > 0 ? " " : "") + parts.join(" ");
  return autoescape ? new Markup(text) : text;
};

const urlEncode: FilterCode["run"] = (value) => {
  const items = value instanceof Map ? [...value] : null;
  if (items !== null) return items.map(([key, item]) => `${quote(key)}=${quote(item)}`).join("&");
  const listed =
    Array.isArray(value) ||
    value instanceof PyTuple ||
    (value instanceof PyInstance && textOf(value) === undefined && value.iterate() !== null);
  if (!listed) return percentEncode(toStr(value)).replaceAll("%2F", "/");
  const pairs: string[] = [];
  const source = iterate(value);
  for (let next = source.next(); next.done !== true; next = source.next()) {
    const pair = listOf(next.value);
    const [key = null, item = null] = pair;
    if (pair.length !== 2) throw valueError("urlencode wants pairs of a name and a value");
    pairs.push(`${quote(key)}=${quote(item)}`);
  }
  return pairs.join("&");
};

function quote(value: PyValue): string {
  return percentEncode(toStr(value)).replaceAll("%20", "+");
}

/** Everything but letters, digits and `_.-~` as `%XX` of UTF-8. */
function percentEncode(text: string): string {
  const encoded = encodeURIComponent(text.replace(/\p{Cs}/gu, "?"));
  return encoded.replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export const textFilters: readonly (readonly [string, FilterCode])[] = [
  ["capitalize", { signature: [], run: (value) => method(value, "capitalize") }],
  [
    "center",
    { signature: ["width?"], run: (value, [width = 80]) => method(value, "center", width) },
  ],
  ["e", { signature: [], run: (value) => new Markup(escapedText(value)) }],
  ["escape", { signature: [], run: (value) => new Markup(escapedText(value)) }],
  ["forceescape", { signature: [], run: (value) => new Markup(escapeText(toStr(value))) }],
  ["format", { signature: null, run: format }],
  ["indent", { signature: ["width?", "first?", "blank?"], run: indent }],
  ["join", { signature: ["d?", "attribute?"], run: join }],
  ["lower", { signature: [], run: (value) => method(value, "lower") }],
  ["pprint", { signature: [], run: (value) => prettyPrint(value) }],
  ["replace", { signature: ["old", "new", "count?"], run: replace }],
  ["safe", { signature: [], run: (value) => new Markup(toStr(value)) }],
  ["string", { signature: [], run: softText }],
  ["striptags", { signature: [], run: (value) => stripTags(toStr(value)) }],
  ["title", { signature: [], run: (value) => title(toStr(value)) }],
  ["tojson", { signature: ["indent?"], run: toJson }],
  [
    "trim",
    { signature: ["chars?"], run: (value, [chars = null]) => method(value, "strip", chars) },
  ],
  ["truncate", { signature: ["length?", "killwords?", "end?", "leeway?"], run: truncate }],
  ["upper", { signature: [], run: (value) => method(value, "upper") }],
  ["urlencode", { signature: [], run: urlEncode }],
  [
    "urlize",
    {
      signature: ["trim_url_limit?", "nofollow?", "target?", "rel?", "extra_schemes?"],
      run: (value, args, { autoescape }) => {
        const linked = urlize(value, args);
        return autoescape ? new Markup(linked) : linked;
      },
    },
  ],
  [
    "wordcount",
    { signature: [], run: (value) => toStr(value).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0 },
  ],
  [
    "wordwrap",
    {
      signature: ["width?", "break_long_words?", "wrapstring?", "break_on_hyphens?"],
      run: wordWrap,
    },
  ],
  ["xmlattr", { signature: ["autospace?"], run: xmlAttributes }],
];
