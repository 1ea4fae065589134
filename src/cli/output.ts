// How the command talks: results on stdout, everything else on stderr, colours where a person reads.

import { styleText } from "node:util";
import { PicklejarError } from "../errors.ts";
import { jsonReplacer } from "../predict/format.ts";
import { show, showJson } from "../text.ts";

type Style = Parameters<typeof styleText>[0];

/** Colours text for a stream; plain when the stream is no terminal or NO_COLOR says so. */
export function paint(style: Style, text: string, stream: NodeJS.WriteStream): string {
  return styleText(style, text, { stream, validateStream: true });
}

export function writeResult(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

export function writeJson(value: unknown): void {
  writeResult(showJson(JSON.stringify(value, jsonReplacer, 2)));
}

/** An error for people: what happened, what to do, and the code to search for. */
export function renderError(error: unknown, stream: NodeJS.WriteStream = process.stderr): string {
  if (!(error instanceof PicklejarError)) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return `${paint("red", "✖", stream)} Picklejar met an error of its own. Please report it.\n\n${message}\n`;
  }
  const { file } = error.details;
  const named = typeof file === "string" && !error.message.includes(show(file));
  // Of a config all that is wrong is told at once; its sentence alone names one problem.
  const rest = error.code === "CONFIG_INVALID" && error.issues.length > 1 ? error.issues : [];
  const lines = [
    `${paint("red", "✖", stream)} ${named ? `${show(file)}: ` : ""}${error.message}`,
    ...rest.slice(0, 20).map(({ message }) => `  · ${show(message, 300)}`),
    ...(rest.length > 20 ? [`  · and ${rest.length - 20} more`] : []),
    `${paint("dim", "→", stream)} ${error.hint}`,
    paint("dim", `  ${error.code}`, stream),
  ];
  return `${lines.join("\n")}\n`;
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
