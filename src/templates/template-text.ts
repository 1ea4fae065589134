// A template's text with its name, and errors that point into it: line, column and the lines around.

import { PicklejarError } from "../errors.ts";
import { show } from "../text.ts";

/** A template as it is compiled. */
export interface TemplateText {
  /** The name by which it was asked for; null for text that was given itself. */
  readonly name: string | null;
  /** The file as messages name it. */
  readonly file: string;
  /** Line ends are `\n`; the last one is cut off, as Jinja does. */
  readonly text: string;
}

export function templateText(name: string | null, file: string, source: string): TemplateText {
  const lines = source.split(/\r\n|\r|\n/);
  if (lines.at(-1) === "") lines.pop();
  return { name, file, text: lines.join("\n") };
}

/** Line and column of a position, both counted from 1. */
export function placeOf(template: TemplateText, at: number): { line: number; column: number } {
  const before = template.text.slice(0, at);
  return { line: before.split("\n").length, column: at - before.lastIndexOf("\n") };
}

const linesAround = 2;

/** The lines around a position, the line marked and the column pointed at. */
function codeFrame(template: TemplateText, at: number): string {
  const { line, column } = placeOf(template, at);
  const lines = template.text.split("\n");
  const first = Math.max(1, line - linesAround);
  const last = Math.min(lines.length, line + linesAround);
  const width = String(last).length;
  const frame: string[] = [];
  for (let number = first; number <= last; number++) {
    const mark = number === line ? ">" : " ";
    const text = show(lines[number - 1] ?? "", 160);
    frame.push(`${mark} ${String(number).padStart(width)} | ${text}`);
    if (number === line && column <= 160) {
      frame.push(`  ${" ".repeat(width)} | ${" ".repeat(column - 1)}^`);
    }
  }
  return frame.join("\n");
}

/** What every error about a template tells. */
export function placeDetails(template: TemplateText, at: number): Record<string, unknown> {
  return { file: template.file, ...placeOf(template, at), frame: codeFrame(template, at) };
}

export function syntaxError(
  template: TemplateText,
  at: number,
  reason: string,
  more: Record<string, unknown> = {},
): PicklejarError {
  return new PicklejarError("TEMPLATE_SYNTAX", {
    ...placeDetails(template, at),
    reason: reason.replace(/\.$/, ""),
    ...more,
  });
}
