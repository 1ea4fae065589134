// How the command talks: results on stdout, everything else on stderr, colours where a person reads.

import { styleText } from "node:util";
import { PicklejarError } from "../errors.ts";
import { jsonReplacer } from "../predict/json-value.ts";
import { show, showJson } from "../text.ts";
import { nearestFile } from "./nearest-file.ts";
import { drawable, fitted } from "./terminal.ts";

type Style = Parameters<typeof styleText>[0];

/** Colours text for a stream; plain when the stream is no terminal or NO_COLOR says so. */
export function paint(style: Style, text: string, stream: NodeJS.WriteStream): string {
  return styleText(style, text, { stream, validateStream: true });
}

/** Writes to standard output. Lines are laid out already. */
export function writeResult(text: string): void {
  process.stdout.write(drawable(text.endsWith("\n") ? text : `${text}\n`, process.stdout));
}

/** Writes a line to standard error, which is where the command talks; broken to the terminal's width. */
export function tell(text: string): void {
  process.stderr.write(`${fitted(text, process.stderr)}\n`);
}

export function writeJson(value: unknown): void {
  writeResult(showJson(JSON.stringify(value, jsonReplacer, 2)));
}

/**
 * An error for people: what happened, where, what to do, and the code to search for.
 *
 * ```
 * ✖ The pickle ends at byte 300, in the middle of FRAME.
 *   at model.pkl
 * → The file was cut short: copy or download it again.
 *   PICKLE_TRUNCATED
 * ```
 */
export function renderError(error: unknown, stream: NodeJS.WriteStream = process.stderr): string {
  if (!(error instanceof PicklejarError)) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const sentence = `${paint("red", "✖", stream)} Picklejar met an error of its own. Please report it.`;
    return `${fitted(sentence, stream)}\n\n${message}\n`;
  }
  // Of a config all that is wrong is told at once; its sentence alone names one problem.
  const rest = error.code === "CONFIG_INVALID" && error.issues.length > 1 ? error.issues : [];
  const place = placeOf(error);
  const nearest = nearestFile(error);
  const block = [
    `${paint("red", "✖", stream)} ${error.message}`,
    ...(place === "" ? [] : [paint("dim", `  at ${place}`, stream)]),
    ...rest.slice(0, 20).map(({ message }) => `  · ${show(message, 300)}`),
    ...(rest.length > 20 ? [`  · and ${rest.length - 20} more`] : []),
    ...(nearest === null ? [] : [`${paint("dim", "→", stream)} Did you mean ${show(nearest)}?`]),
    `${paint("dim", "→", stream)} ${error.hint}`,
    paint("dim", `  ${error.code}`, stream),
  ];
  return `${fitted(block.join("\n"), stream)}\n`;
}

/** `iris.pkl, byte 1,204`: what the sentence does not say already. */
function placeOf({ message, details }: PicklejarError): string {
  const { file, offset } = details;
  const parts: string[] = [];
  if (typeof file === "string" && !message.includes(show(file))) parts.push(show(file));
  if (typeof offset === "number" && !message.toLowerCase().includes(`byte ${offset}`)) {
    parts.push(`byte ${offset.toLocaleString("en-US")}`);
  }
  return parts.join(", ");
}

/** An error for programs, as `--json` prints it. */
export function errorToJson(error: unknown): unknown {
  if (!(error instanceof PicklejarError)) {
    return { error: { code: "INTERNAL", message: error instanceof Error ? error.message : "" } };
  }
  const { code, message, hint, details } = error;
  return { error: { code, message, hint, details } };
}

/** Bytes as people read them: `626 bytes`, `1.4 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const units = ["kB", "MB", "GB"];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
