// Links made of the addresses in a text. @see jinja2/utils.py `urlize` (3.1)

import type { PyValue } from "../objects/values.ts";
import { textOf } from "../python/instance.ts";
import { listOf } from "../python/iteration.ts";
import { escapedText, escapeText } from "../python/markup.ts";
import { toStr } from "../python/printing.ts";
import { splitSpaces } from "../python/text-split.ts";
import { isTrue } from "../python/truth.ts";
import { filterError, wholeNumber } from "./filter-arguments.ts";

const word = "[\\p{L}\\p{N}_%]";
const label = "[\\p{L}\\p{N}_%-]";
const web = new RegExp(
  "^(?:" +
    `(?:https?://|www\\.)(?:(?:${label}+\\.)+)?(?:[a-z]{2,63}|xn--${word}{2,59})` +
    `|(?:${label}{2,63}\\.)+(?:com|net|int|edu|gov|org|info|mil)` +
    "|https?://(?:\\d{1,3}(?:\\.\\d{1,3}){3}|\\[(?:[\\da-f]{0,4}:){2}(?:[\\da-f]{0,4}:?){1,6}\\])" +
    ")(?::\\d{1,5})?(?:[/?#]\\S*)?$",
  "iu",
);
const email = /^\S+@[\p{L}\p{N}_][\p{L}\p{N}_.-]*\.[\p{L}\p{N}_]+$/u;
const scheme = /^[\p{L}\p{N}_.+-]{2,}:\/{0,2}$/u;

interface Style {
  readonly limit: number | null;
  readonly attributes: string;
  readonly schemes: readonly string[];
}

/** @param args  `trim_url_limit, nofollow, target, rel, extra_schemes` */
export function urlize(value: PyValue, args: readonly (PyValue | undefined)[]): string {
  const [limit = null, nofollow = false, target = null, rel = null, schemes = null] = args;
  const style = {
    limit: limit === null ? null : wholeNumber(limit, 0),
    attributes: linkAttributes(isTrue(nofollow), target, rel),
    schemes: schemes === null ? [] : listOf(schemes).map(toStr),
  };
  const wrong = style.schemes.find((prefix) => !scheme.test(prefix));
  if (wrong !== undefined) throw filterError(`'${wrong}' is not a valid URI scheme prefix.`);
  return escapedText(value)
    .split(/(\s+)/u)
    .map((part) => linked(part, style))
    .join("");
}

function linkAttributes(nofollow: boolean, target: PyValue, rel: PyValue): string {
  const words = new Set(["noopener", ...splitSpaces(textOf(rel) ?? "", -1)]);
  if (nofollow) words.add("nofollow");
  const relation = ` rel="${escapeText([...words].sort().join(" "))}"`;
  return relation + (isTrue(target) ? ` target="${escapedText(target)}"` : "");
}

// The expressions take time by the square of a word's length; no address is as long as this.
const maxWord = 2000;

function linked(text: string, style: Style): string {
  if (text.length > maxWord) return text;
  const head = /^(?:[(<]|&lt;)+/.exec(text)?.[0] ?? "";
  let middle = text.slice(head.length);
  let tail = "";
  if (/(?:[)>.,\n]|&gt;)$/.test(middle)) {
    const end = tailStart(middle);
    tail = middle.slice(end);
    middle = middle.slice(0, end);
  }
  [middle, tail] = balanced(middle, tail);
  return head + link(middle, style) + tail;
}

/** Where the run of closing characters at the end begins. */
function tailStart(text: string): number {
  let end = text.length;
  while (end > 0) {
    if (text.endsWith("&gt;", end) && end >= 4) end -= 4;
    else if (")>.,\n".includes(text[end - 1] ?? "x")) end--;
    else break;
  }
  return end;
}

/** Moves closing brackets from the tail to where their opening ones are. */
function balanced(start: string, end: string): [string, string] {
  let [middle, tail] = [start, end];
  const brackets = [
    ["(", ")"],
    ["<", ">"],
    ["&lt;", "&gt;"],
  ] as const;
  for (const [open, close] of brackets) {
    const opened = middle.split(open).length - 1;
    if (opened <= middle.split(close).length - 1) continue;
    const moves = Math.min(opened, tail.split(close).length - 1);
    for (let i = 0; i < moves; i++) {
      const at = tail.indexOf(close) + close.length;
      middle += tail.slice(0, at);
      tail = tail.slice(at);
    }
  }
  return [middle, tail];
}

function link(middle: string, { limit, attributes, schemes }: Style): string {
  const shown = limit !== null && middle.length > limit ? `${middle.slice(0, limit)}...` : middle;
  if (web.test(middle)) {
    const whole = /^https?:\/\//.test(middle) ? middle : `https://${middle}`;
    return `<a href="${whole}"${attributes}>${shown}</a>`;
  }
  if (middle.startsWith("mailto:") && email.test(middle.slice(7))) {
    return `<a href="${middle}">${middle.slice(7)}</a>`;
  }
  const bare = middle.includes("@") && !middle.startsWith("www.") && !middle.includes(":");
  if (bare && email.test(middle)) return `<a href="mailto:${middle}">${middle}</a>`;
  for (const prefix of schemes) {
    if (middle !== prefix && middle.startsWith(prefix)) {
      return `<a href="${middle}"${attributes}>${middle}</a>`;
    }
  }
  return middle;
}
