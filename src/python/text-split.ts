// Splitting and stripping text as Python's str does: which characters are white space, which end a line.

// Python's `str.isspace`: JavaScript's `\s` lacks the four separators and next line, and has the byte order mark.
const space =
  "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const spaces = new RegExp(`${space}+`, "u");
const leadingSpaces = new RegExp(`^${space}+`, "u");
const allSpaces = new RegExp(`^${space}+$`, "u");
const spaceCharacter = new RegExp(space, "u");
const lineEndUnits = "[\\n-\\r\\x1c-\\x1e\\x85\\u2028\\u2029]";
const lineEnds = new RegExp(`\\r\\n|${lineEndUnits}`, "gu");

/** `text.isspace()`. */
export function isSpace(text: string): boolean {
  return allSpaces.test(text);
}

/** `text.lstrip(chars)`: without white space, or the characters told, at its beginning. */
export function stripStart(text: string, chars: string | null): string {
  if (chars === null) return text.replace(leadingSpaces, "");
  const set = new Set(chars);
  let start = 0;
  for (const character of text) {
    if (!set.has(character)) break;
    start += character.length;
  }
  return text.slice(start);
}

/** `text.rstrip(chars)`. */
export function stripEnd(text: string, chars: string | null): string {
  const set = chars === null ? null : new Set(chars);
  let end = text.length;
  while (end > 0) {
    const unit = text.charCodeAt(end - 1);
    const size = unit >= 0xdc00 && unit <= 0xdfff && end > 1 ? 2 : 1;
    const last = text.slice(end - size, end);
    if (!(set === null ? spaceCharacter.test(last) : set.has(last))) break;
    end -= size;
  }
  return text.slice(0, end);
}

/** `text.split()`, at most `limit` times (-1: always). */
export function splitSpaces(text: string, limit: number): string[] {
  const words: string[] = [];
  let rest = stripStart(text, null);
  while (rest !== "" && (limit < 0 || words.length < limit)) {
    const match = spaces.exec(rest);
    if (match === null) break;
    words.push(rest.slice(0, match.index));
    rest = rest.slice(match.index + match[0].length);
  }
  const last = words.length === limit && limit >= 0 ? stripEnd(rest, null) : rest;
  if (last !== "") words.push(last);
  return words;
}

/** `text.rsplit()` with a limit: from the end. */
export function splitSpacesEnd(text: string, limit: number): string[] {
  if (limit < 0) return splitSpaces(text, limit);
  const words: string[] = [];
  let rest = stripEnd(text, null);
  while (rest !== "" && words.length < limit) {
    let start = rest.length;
    while (start > 0 && !spaceCharacter.test(rest[start - 1] ?? " ")) start--;
    if (start === 0) break;
    words.unshift(rest.slice(start));
    rest = stripEnd(rest.slice(0, start), null);
  }
  const first = words.length === limit ? stripStart(rest, null) : rest;
  if (first !== "") words.unshift(first);
  return words;
}

/** `text.split(separator)`, at most `limit` times (-1: always). */
export function splitText(text: string, separator: string, limit: number): string[] {
  const parts: string[] = [];
  let start = 0;
  while (limit < 0 || parts.length < limit) {
    const at = text.indexOf(separator, start);
    if (at < 0) break;
    parts.push(text.slice(start, at));
    start = at + separator.length;
  }
  parts.push(text.slice(start));
  return parts;
}

/** `text.rsplit(separator)`, at most `limit` times. */
export function splitTextEnd(text: string, separator: string, limit: number): string[] {
  if (limit < 0) return splitText(text, separator, limit);
  const parts: string[] = [];
  let end = text.length;
  while (parts.length < limit) {
    const at = end < separator.length ? -1 : text.lastIndexOf(separator, end - separator.length);
    if (at < 0) break;
    parts.unshift(text.slice(at + separator.length, end));
    end = at;
  }
  parts.unshift(text.slice(0, end));
  return parts;
}

/** `text.splitlines(keepends)`. */
export function splitLines(text: string, keepEnds = false): string[] {
  const lines: string[] = [];
  let start = 0;
  for (const match of text.matchAll(lineEnds)) {
    const end = match.index + match[0].length;
    lines.push(text.slice(start, keepEnds ? end : match.index));
    start = end;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** `text.replace(old, new, count)`; -1: all. An empty `old` stands between all characters. */
export function replaceText(text: string, old: string, fresh: string, count: number): string {
  if (count === 0) return text;
  if (old !== "") return splitText(text, old, count).join(fresh);
  const letters = Array.from(text);
  const cut = count < 0 ? letters.length + 1 : count;
  const head = letters.slice(0, cut).map((letter) => fresh + letter);
  return head.join("") + letters.slice(cut).join("") + (cut > letters.length ? fresh : "");
}
