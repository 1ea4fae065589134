// What Python's str does with text, where JavaScript's strings do something else.

import { combiningMarks, whiteSpace } from "./regex/char-set.ts";

let spaces: RegExp | undefined;
let longSpaces: RegExp | undefined;
let marks: RegExp | undefined;

/** `text.split()`: the words between white space of every kind, without empty ones. */
export function splitWords(text: string): readonly string[] {
  spaces ??= new RegExp(`${whiteSpace().source}+`, "gu");
  return text.split(spaces).filter((word) => word !== "");
}

/** `text.strip()`. */
export function strip(text: string): string {
  const set = whiteSpace();
  let start = 0;
  let end = text.length;
  // White space lies in the basic plane, so that one unit is one character.
  while (start < end && set.has(text.charCodeAt(start))) start++;
  while (end > start && set.has(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Two or more characters of white space made one space; a single one stays as it is. */
export function joinSpaces(text: string): string {
  longSpaces ??= new RegExp(`${whiteSpace().source}{2,}`, "gu");
  return text.replace(longSpaces, " ");
}

/** Text without the characters of which `unicodedata.combining` is not 0. */
export function withoutMarks(text: string): string {
  marks ??= new RegExp(`${combiningMarks().source}+`, "gu");
  return text.replace(marks, "");
}

/** Whether every character is ASCII. */
export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

/** Positions at which characters (code points) start, and the text's end; null where every unit is one. */
export function characterStarts(text: string): Int32Array | null {
  const starts = new Int32Array(text.length + 1);
  let count = 0;
  for (let i = 0; i < text.length; count++) {
    starts[count] = i;
    i += (text.codePointAt(i) ?? 0) > 0xffff ? 2 : 1;
  }
  starts[count] = text.length;
  return count === text.length ? null : starts.subarray(0, count + 1);
}
