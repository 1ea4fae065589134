// Text laid out for a width in columns: lines that are broken between words, and tables. Styles count for nothing.

import { stripVTControlCharacters } from "node:util";

// Made for the first text beyond ASCII: until then nobody waits for the data of languages.
let segmenter: Intl.Segmenter | undefined;

/** How many columns of a terminal a text takes: two for a wide letter or an emoji, none for a mark or a style. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  segmenter ??= new Intl.Segmenter();
  let width = 0;
  for (const { segment } of segmenter.segment(stripVTControlCharacters(text))) {
    if (wide.test(segment)) width += 2;
    else if (!/^\p{M}*$/u.test(segment)) width += 1;
  }
  return width;
}

// Letters that East Asian terminals give two columns, and emoji.
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|^\p{Emoji_Presentation}/u;

/**
 * A text broken between words into lines of at most `width` columns; a longer word, or what stands in backticks,
 * stays whole, so that it can be copied.
 *
 * @param text   one line; spaces at its begin and between its words stay
 * @param width  columns; Infinity = one line
 * @param hang   what the lines after the first begin with
 */
export function wrapLine(text: string, width: number, hang = ""): string {
  if (displayWidth(text) <= width) return text;
  const lines: string[] = [];
  let line = "";
  let isBegin = true;
  for (const [, space = "", word = ""] of text.matchAll(/(\s*)((?:`[^`]*`|\S)+)/g)) {
    if (!isBegin && displayWidth(line + space + word) > width) {
      lines.push(line);
      line = hang + word;
    } else line += space + word;
    isBegin = false;
  }
  lines.push(line);
  return lines.join("\n");
}

/** Several lines, each as `wrapLine` breaks it. */
export function wrapLines(text: string, width: number, hang = ""): string {
  if (width === Number.POSITIVE_INFINITY) return text;
  return text
    .split("\n")
    .map((line) => wrapLine(line, width, hang))
    .join("\n");
}

/** Items joined by " · " into as few lines as hold them, none longer than `width` unless one item is. */
export function joinItems(items: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.length - 1;
    const joined = `${lines[last]} · ${item}`;
    if (last >= 0 && displayWidth(joined) <= width) lines[last] = joined;
    else lines.push(item);
  }
  return lines;
}

const maxColumn = 40;
const gap = "  ";

/**
 * Rows in columns as wide as their contents; the last one is broken into what is left of the width.
 *
 * @param rows    cells; rows may be shorter than others
 * @param width   of a line, columns; Infinity = lines are not broken
 * @param indent  before every line
 */
export function tableLines(
  rows: readonly (readonly string[])[],
  width: number,
  indent = "  ",
): string[] {
  const columns = Math.max(...rows.map((row) => row.length), 1);
  const widths = Array.from({ length: columns - 1 }, (_, i) => {
    return Math.min(Math.max(...rows.map((row) => displayWidth(row[i] ?? "")), 0), maxColumn);
  });
  const before = widths.reduce((sum, one) => sum + one + gap.length, indent.length);
  // Where hardly anything is left beside the first columns, the last one goes beneath them.
  const isNarrow = width - before < 20;
  return rows.flatMap((row) => {
    const head = widths.map((one, i) => pad(row[i] ?? "", one)).join(gap);
    const last = row[columns - 1] ?? "";
    if (last === "") return [`${indent}${head}`.trimEnd()];
    const hang = isNarrow ? `${indent}${gap}` : " ".repeat(before);
    if (isNarrow && displayWidth(last) > width - before) {
      return [`${indent}${head}`.trimEnd(), ...wrapLine(hang + last, width, hang).split("\n")];
    }
    return wrapLine(indent + (head === "" ? "" : head + gap) + last, width, hang).split("\n");
  });
}

function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(width - displayWidth(text), 0));
}

/** A text in at most `width` columns, `…` in its middle for what is left out. */
export function cutMiddle(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const half = Math.max(Math.floor((width - 1) / 2), 1);
  return `${text.slice(0, Math.max(width - 1 - half, 1))}…${text.slice(-half)}`;
}
