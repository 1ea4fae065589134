// A failure on a terminal: the sentence, where, the lines around it.

import { relative } from "node:path";
import { styleText } from "node:util";
import { show } from "../../text.ts";
import type { Failure } from "./failure.ts";

type Style = Parameters<typeof styleText>[0];

/**
 * The failure for a person at a terminal.
 *
 * ```
 * ✖ TypeError: salary is not a function
 *   app.ts:12:9
 *     11 │ export default (app) => {
 *   › 12 │   app.route("/", () => salary());
 *        │                        ^
 * ```
 */
export function renderFailure(
  failure: Failure,
  root: string,
  stream: NodeJS.WritableStream,
): string {
  const paint = (style: Style, text: string): string =>
    styleText(style, text, { stream, validateStream: true });
  const { message, problems, code, hint, command, place, frame } = failure;
  const lines = [`${paint("red", "✖")} ${show(code, 80)}: ${show(message, 1000)}`];
  if (place !== null) {
    const { file, line, column } = place;
    const at = [displayPath(file, root), line, ...(column === null ? [] : [column])].join(":");
    lines.push(`  ${paint("cyan", at)}`);
  }
  const width = String(frame.at(-1)?.number ?? 0).length;
  for (const { number, text } of frame) {
    const isHere = number === place?.line;
    const row = `${String(number).padStart(width)} │ ${show(text.replaceAll("\t", "  "), 300)}`;
    lines.push(isHere ? `  ${paint("red", "›")} ${row}` : paint("dim", `    ${row}`));
    if (isHere && place?.column != null) {
      const before = text.slice(0, place.column - 1).replaceAll("\t", "  ").length;
      lines.push(`    ${" ".repeat(width)} │ ${" ".repeat(before)}${paint("red", "^")}`);
    }
  }
  lines.push(...problems.map((problem) => `  · ${show(problem, 300)}`));
  if (hint !== "") lines.push(`${paint("dim", "→")} ${show(hint, 500)}`);
  if (command !== undefined) lines.push(`${paint("dim", "→")} ${show(command, 500)}`);
  return `${lines.join("\n")}\n`;
}

/** A path as somebody who works in the project calls it. */
export function displayPath(file: string, root: string): string {
  const path = relative(root, file);
  return show(path === "" || path.startsWith("..") ? file : path, 300);
}
