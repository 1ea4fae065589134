// Lines of a width from a paragraph, as Python's textwrap cuts them. @see Lib/textwrap.py `TextWrapper`

import { characterCount, characters, sliceCharacters } from "../python/characters.ts";

export interface WrapOptions {
  /** Characters of a line, at least 1. */
  readonly width: number;
  readonly breakLongWords: boolean;
  readonly breakOnHyphens: boolean;
}

const space = "[\\t\\n\\v\\f\\r ]";
const other = "[^\\t\\n\\v\\f\\r ]";
const wordPunctuation = "[\\p{L}\\p{N}_!\"'&.,?]";
const letter = "[\\p{L}_]";
const hyphenated = new RegExp(
  `(${space}+|(?<=${wordPunctuation})-{2,}(?=[\\p{L}\\p{N}_])|${other}+?(?:-(?:(?<=${letter}{2}-)|(?<=${letter}-${letter}-))(?=${letter}-?${letter})|(?=${space}|$)|(?<=${wordPunctuation})(?=-{2,}[\\p{L}\\p{N}_])))`,
  "u",
);
const plain = new RegExp(`(${space}+)`, "u");

/** The lines of a text; white space at their beginnings and ends is dropped. */
export function wrapText(text: string, options: WrapOptions): string[] {
  const splitter = options.breakOnHyphens ? hyphenated : plain;
  const chunks = text.split(splitter).filter((chunk) => chunk !== undefined && chunk !== "");
  chunks.reverse();
  const lines: string[] = [];
  while (chunks.length > 0) {
    const line = takeLine(chunks, options, lines.length > 0);
    if (line !== "") lines.push(line);
  }
  return lines;
}

/** One line from the end of a stack of chunks. */
function takeLine(chunks: string[], options: WrapOptions, dropFirst: boolean): string {
  const line: string[] = [];
  let size = 0;
  if (dropFirst && isBlank(chunks.at(-1) ?? "x")) chunks.pop();
  for (let chunk = chunks.at(-1); chunk !== undefined; chunk = chunks.at(-1)) {
    const length = characterCount(chunk);
    if (size + length > options.width) break;
    line.push(chunk);
    chunks.pop();
    size += length;
  }
  const next = chunks.at(-1);
  if (next !== undefined && characterCount(next) > options.width) {
    takeLongWord(chunks, next, line, size, options);
  }
  if (line.length > 0 && isBlank(line.at(-1) ?? "x")) line.pop();
  return line.join("");
}

/** A word longer than a line: cut, after a hyphen where one is, or put on a line of its own. */
function takeLongWord(
  chunks: string[],
  word: string,
  line: string[],
  used: number,
  { width, breakLongWords, breakOnHyphens }: WrapOptions,
): void {
  const room = width < 1 ? 1 : width - used;
  if (breakLongWords) {
    let end = room;
    const letters = characters(word);
    if (breakOnHyphens && letters.length > room) {
      const head = sliceCharacters(word, 0, room);
      const hyphen = head.lastIndexOf("-");
      if (hyphen > 0 && /[^-]/.test(head.slice(0, hyphen)))
        end = characterCount(head.slice(0, hyphen)) + 1;
    }
    line.push(sliceCharacters(word, 0, end));
    chunks.push(...rest(chunks, word, end));
  } else if (line.length === 0) {
    line.push(word);
    chunks.pop();
  }
}

function rest(chunks: string[], word: string, end: number): string[] {
  chunks.pop();
  return [sliceCharacters(word, end, characterCount(word))];
}

function isBlank(chunk: string): boolean {
  return chunk.trim() === "";
}
