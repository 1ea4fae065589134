// The methods of str and Markup that pages and handlers use. Those of Markup give Markup and escape what they are given.

import { PyTuple, type PyValue } from "../objects/values.ts";
import { characterCount, characters } from "./characters.ts";
import { checkCharacters, PythonException, typeError, valueError } from "./exception.ts";
import { Markup, textOf } from "./instance.ts";
import { iterate } from "./iteration.ts";
import { argumentText, escapedText, isMarkup, textLike } from "./markup.ts";
import { asIndex, clampIndex } from "./numbers.ts";
import { capitalize, isLower, isTitle, isUpper, swapCase, title } from "./text-case.ts";
import {
  isSpace,
  replaceText,
  splitLines,
  splitSpaces,
  splitSpacesEnd,
  splitText,
  splitTextEnd,
  stripEnd,
  stripStart,
} from "./text-split.ts";
import { isTrue } from "./truth.ts";
import { typeName } from "./type-name.ts";

type Arguments = readonly (PyValue | undefined)[];

/** A method: the names of its arguments (`?` may be absent), and what it does with the text and them. */
export interface TextMethod {
  readonly signature: readonly string[];
  readonly run: (self: PyValue, text: string, args: Arguments) => PyValue;
}

/** `str.lower` and the others, by name; `format` is not here, since it looks things up (methods.ts). */
export const textMethods: ReadonlyMap<string, TextMethod> = new Map<string, TextMethod>([
  ["upper", changed((text) => text.toUpperCase())],
  ["lower", changed((text) => text.toLowerCase())],
  ["casefold", changed((text) => text.toLowerCase().replaceAll("ß", "ss"))],
  ["capitalize", changed(capitalize)],
  ["title", changed(title)],
  ["swapcase", changed(swapCase)],
  ["isupper", asked(isUpper)],
  ["islower", asked(isLower)],
  ["istitle", asked(isTitle)],
  ["isspace", asked(isSpace)],
  ["isdigit", asked((text) => /^[\p{Nd}²³¹⁰⁴-⁹₀-₉]+$/u.test(text))],
  ["isdecimal", asked((text) => /^\p{Nd}+$/u.test(text))],
  ["isnumeric", asked((text) => /^\p{N}+$/u.test(text))],
  ["isalpha", asked((text) => /^\p{L}+$/u.test(text))],
  ["isalnum", asked((text) => /^[\p{L}\p{N}]+$/u.test(text))],
  ["isascii", asked((text) => Buffer.byteLength(text) === text.length)],
  ["isidentifier", asked((text) => /^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(text))],
  ["isprintable", asked((text) => !/[\p{C}\p{Zl}\p{Zp}\p{Zs}]/u.test(text.replaceAll(" ", "")))],
  ["strip", stripped((text, chars) => stripEnd(stripStart(text, chars), chars))],
  ["lstrip", stripped(stripStart)],
  ["rstrip", stripped(stripEnd)],
  ["center", filled((missing, width) => Math.floor(missing / 2) + (missing & width & 1))],
  ["ljust", filled(() => 0)],
  ["rjust", filled((missing) => missing)],
  ["zfill", { signature: ["_width"], run: zeroFill }],
  ["startswith", edge((text, part) => text.startsWith(part))],
  ["endswith", edge((text, part) => text.endsWith(part))],
  ["find", { signature: ["_sub", "_start?", "_end?"], run: (_, text, args) => find(text, args) }],
  [
    "rfind",
    { signature: ["_sub", "_start?", "_end?"], run: (_, text, args) => find(text, args, true) },
  ],
  ["index", { signature: ["_sub", "_start?", "_end?"], run: (_, text, args) => found(text, args) }],
  [
    "rindex",
    { signature: ["_sub", "_start?", "_end?"], run: (_, text, args) => found(text, args, true) },
  ],
  ["count", { signature: ["_sub", "_start?", "_end?"], run: count }],
  ["replace", { signature: ["_old", "_new", "_count?"], run: replace }],
  [
    "split",
    { signature: ["sep?", "maxsplit?"], run: (self, text, args) => split(self, text, args) },
  ],
  [
    "rsplit",
    { signature: ["sep?", "maxsplit?"], run: (self, text, args) => split(self, text, args, true) },
  ],
  [
    "splitlines",
    {
      signature: ["keepends?"],
      run: (self, text, [keep]) => texts(self, splitLines(text, isTrue(keep ?? false))),
    },
  ],
  [
    "partition",
    { signature: ["_sep"], run: (self, text, args) => partition(self, text, args, false) },
  ],
  [
    "rpartition",
    { signature: ["_sep"], run: (self, text, args) => partition(self, text, args, true) },
  ],
  [
    "join",
    { signature: ["_iterable"], run: (self, text, [items]) => join(self, text, items ?? null) },
  ],
  [
    "removeprefix",
    {
      signature: ["_prefix"],
      run: (self, text, [part]) =>
        textLike(self, text.slice(text.startsWith(wanted(part)) ? wanted(part).length : 0)),
    },
  ],
  [
    "removesuffix",
    {
      signature: ["_suffix"],
      run: (self, text, [part]) =>
        textLike(
          self,
          text.slice(
            0,
            text.endsWith(wanted(part)) ? text.length - wanted(part).length : text.length,
          ),
        ),
    },
  ],
  [
    "expandtabs",
    {
      signature: ["tabsize?"],
      run: (self, text, [size]) => textLike(self, expandTabs(text, whole(size, 8))),
    },
  ],
  [
    "encode",
    { signature: ["encoding?", "errors?"], run: (_, text) => new Uint8Array(Buffer.from(text)) },
  ],
]);

function changed(change: (text: string) => string): TextMethod {
  return { signature: [], run: (self, text) => textLike(self, change(text)) };
}

function asked(question: (text: string) => boolean): TextMethod {
  return { signature: [], run: (_, text) => question(text) };
}

function stripped(strip: (text: string, chars: string | null) => string): TextMethod {
  const run = (self: PyValue, text: string, [chars = null]: Arguments) => {
    if (chars === null) return textLike(self, strip(text, null));
    const set = argumentText(self, chars);
    if (set === undefined) throw typeError("strip arg must be None or str");
    return textLike(self, strip(text, set));
  };
  return { signature: ["_chars?"], run };
}

/** @param before  how many of the missing characters stand before the text */
function filled(before: (missing: number, width: number) => number): TextMethod {
  const run = (self: PyValue, text: string, [size, fill = " "]: Arguments) => {
    const width = whole(size, 0);
    const character = argumentText(self, fill);
    if (character === undefined || characterCount(character) !== 1) {
      throw typeError("The fill character must be exactly one character long");
    }
    const missing = width - characterCount(text);
    if (missing <= 0) return self;
    checkCharacters(width);
    const left = before(missing, width);
    return textLike(self, character.repeat(left) + text + character.repeat(missing - left));
  };
  return { signature: ["_width", "_fillchar?"], run };
}

function zeroFill(self: PyValue, text: string, [size]: Arguments): PyValue {
  const missing = whole(size, 0) - characterCount(text);
  if (missing <= 0) return self;
  checkCharacters(missing);
  const sign = /^[-+]/.exec(text)?.[0] ?? "";
  return textLike(self, sign + "0".repeat(missing) + text.slice(sign.length));
}

function edge(test: (text: string, part: string) => boolean): TextMethod {
  const run = (_: PyValue, text: string, [part = null, start, end]: Arguments) => {
    const [within] = part === null ? [text] : region(text, start, end);
    const parts = part instanceof PyTuple ? part.items : [part];
    return parts.some((one) => test(within, wanted(one)));
  };
  return { signature: ["_prefix", "_start?", "_end?"], run };
}

/** The part of a text from `start` to `end`, and where it begins, both in characters. */
function region(text: string, start: PyValue | undefined, end: PyValue | undefined) {
  const letters = characters(text);
  const bound = (value: PyValue | undefined, usual: number) => {
    const at = value === undefined || value === null ? usual : whole(value, usual);
    return Math.max(0, Math.min(letters.length, at < 0 ? at + letters.length : at));
  };
  const from = bound(start, 0);
  const part = letters.slice(from, Math.max(from, bound(end, letters.length)));
  return [typeof part === "string" ? part : part.join(""), from] as const;
}

function find(text: string, [sub, start, end]: Arguments, last = false): number {
  const [part, from] = region(text, start, end);
  const at = last ? part.lastIndexOf(wanted(sub)) : part.indexOf(wanted(sub));
  return at < 0 ? -1 : from + characterCount(part.slice(0, at));
}

function found(text: string, args: Arguments, last = false): number {
  const at = find(text, args, last);
  if (at < 0) throw valueError("substring not found");
  return at;
}

function count(_: PyValue, text: string, [sub, start, end]: Arguments): number {
  const [part] = region(text, start, end);
  const piece = wanted(sub);
  return piece === "" ? characterCount(part) + 1 : part.split(piece).length - 1;
}

function replace(self: PyValue, text: string, [old, fresh, times]: Arguments): PyValue {
  const [from, to] = [argumentText(self, old), argumentText(self, fresh)];
  if (from === undefined || to === undefined) {
    const wrong = from === undefined ? old : fresh;
    throw typeError(`replace() argument must be str, not ${typeName(wrong ?? null)}`);
  }
  const limit = whole(times, -1);
  const most = from === "" ? characterCount(text) + 1 : Math.ceil(text.length / from.length);
  checkGrowth(text, from, to, limit < 0 ? most : Math.min(limit, most));
  return textLike(self, replaceText(text, from, to, limit));
}

/** Counts before it builds: a short text of one letter could become a very long one. */
function checkGrowth(text: string, from: string, to: string, most: number): void {
  if (text.length + most * to.length <= 2 ** 20) return;
  const times = from === "" ? most : Math.min(most, text.split(from).length - 1);
  checkCharacters(text.length + times * (to.length - from.length));
}

function split(self: PyValue, text: string, [sep = null, limit]: Arguments, last = false): PyValue {
  const times = whole(limit, -1);
  if (sep === null) {
    return texts(self, last ? splitSpacesEnd(text, times) : splitSpaces(text, times));
  }
  const separator = textOf(sep);
  if (separator === undefined) throw typeError(`must be str or None, not ${typeName(sep)}`);
  if (separator === "") throw valueError("empty separator");
  const cut = last ? splitTextEnd : splitText;
  return texts(self, cut(text, separator, times));
}

function partition(self: PyValue, text: string, [sep]: Arguments, last: boolean): PyValue {
  const separator = argumentText(self, sep);
  if (separator === undefined) throw typeError(`must be str, not ${typeName(sep ?? null)}`);
  if (separator === "") throw valueError("empty separator");
  const at = last ? text.lastIndexOf(separator) : text.indexOf(separator);
  const none = last ? ["", "", text] : [text, "", ""];
  const parts = at < 0 ? none : [text.slice(0, at), separator, text.slice(at + separator.length)];
  return new PyTuple(texts(self, parts));
}

function texts(self: PyValue, parts: readonly string[]): PyValue[] {
  return isMarkup(self) ? parts.map((part) => new Markup(part)) : [...parts];
}

function join(self: PyValue, separator: string, items: PyValue): PyValue {
  const parts: string[] = [];
  let size = 0;
  const source = iterate(items);
  for (let next = source.next(); next.done !== true; next = source.next()) {
    const part = isMarkup(self) ? escapedText(next.value) : textOf(next.value);
    if (part === undefined) {
      throw typeError(
        `sequence item ${parts.length}: expected str instance, ${typeName(next.value)} found`,
      );
    }
    parts.push(part);
    size += part.length + separator.length;
    checkCharacters(size);
  }
  return textLike(self, parts.join(separator));
}

function expandTabs(text: string, size: number): string {
  checkCharacters(size);
  let column = 0;
  let result = "";
  for (const character of text) {
    if (character === "\t") {
      const width = size <= 0 ? 0 : size - (column % size);
      result += " ".repeat(width);
      column += width;
    } else {
      result += character;
      column = character === "\n" || character === "\r" ? 0 : column + 1;
    }
    checkCharacters(result.length);
  }
  return result;
}

function wanted(value: PyValue | undefined): string {
  const text = textOf(value);
  if (text === undefined) throw typeError(`must be str, not ${typeName(value ?? null)}`);
  return text;
}

function whole(value: PyValue | undefined, usual: number): number {
  if (value === undefined) return usual;
  const index = asIndex(value);
  if (index !== null) return clampIndex(index);
  throw new PythonException(
    "TypeError",
    `'${typeName(value)}' object cannot be interpreted as an integer`,
  );
}
