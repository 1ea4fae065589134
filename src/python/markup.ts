// Text that is HTML already: what is added to it is escaped first. @see markupsafe 2.1

import type { PyValue } from "../objects/values.ts";
import { checkCharacters } from "./exception.ts";
import { Markup, textOf } from "./instance.ts";
import { toStr } from "./printing.ts";

const special = /[&<>"']/;
const replacements: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&#34;"],
  ["'", "&#39;"],
]);

/** Text with `& < > " '` as references. */
export function escapeText(text: string): string {
  if (!special.test(text)) return text;
  const escaped = text.replace(/[&<>"']/g, (character) => replacements.get(character) ?? "");
  checkCharacters(escaped.length);
  return escaped;
}

/** `escape(x)` as text: Markup as it is, everything else printed and escaped. */
export function escapedText(value: PyValue): string {
  if (value instanceof Markup) return value.value;
  return escapeText(toStr(value));
}

export function isMarkup(value: PyValue): value is Markup {
  return value instanceof Markup;
}

/** Two texts, of which one is Markup. */
export function addMarkup(a: PyValue, b: PyValue): Markup {
  return new Markup(escapedText(a) + escapedText(b));
}

export function repeatMarkup(text: string, count: number): Markup {
  return new Markup(text.repeat(text === "" ? 0 : count));
}

/** A text of the same kind as `like`: Markup or str. */
export function textLike(like: PyValue, text: string): PyValue {
  return like instanceof Markup ? new Markup(text) : text;
}

/** The text of an argument to a method of Markup (escaped) or of str (as it is); undefined for no text. */
export function argumentText(like: PyValue, value: PyValue | undefined): string | undefined {
  const text = textOf(value);
  if (text === undefined || !(like instanceof Markup) || value instanceof Markup) return text;
  return escapeText(text);
}
