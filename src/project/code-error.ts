// What went wrong while code of a project was loaded: the sentence, and the file and line to mend.

import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PicklejarError } from "../errors.ts";
import { displayPath } from "./display-path.ts";

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number | null;
}

/**
 * The error of code that could not be compiled, linked or run. `details.file` is the file to look into, which may be
 * one that the given one imports; `line` and `column` are counted from 1.
 */
export function codeError(file: string, error: unknown): PicklejarError {
  const place = placeOf(file, error);
  const at = place === null ? "" : `line ${place.line}: `;
  const where = displayPath(place?.file ?? file);
  return new PicklejarError(
    "CONFIG_UNLOADABLE",
    {
      file: where,
      reason: ended(at + sentenceOf(error)),
      advice: adviceFor(error),
      ...(place && { line: place.line }),
      ...(place?.column && { column: place.column }),
    },
    { cause: error },
  );
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return `it throws ${String(error)}`;
  const message = error.message.split("\n", 1)[0] || error.name;
  return error instanceof SyntaxError ? message : `${error.name}: ${message}`;
}

function ended(sentence: string): string {
  const text = sentence.trim();
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function adviceFor(error: unknown): string {
  const { code = "", message = "" } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  if (code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX") {
    return "Write it without enums, namespaces and parameter properties: Node only takes types away.";
  }
  if (message.includes("outside a module")) {
    return "The folder's package.json says that code is CommonJS: call the file picklejar.config.mts.";
  }
  const missing = /Cannot find package '([^']+)'/.exec(message)?.[1];
  if (missing !== undefined) return `Install it in the project's folder: npm install ${missing}.`;
  return "Correct the line and start again.";
}

/** Where the code is wrong, from what Node tells. */
function placeOf(file: string, error: unknown): Place | null {
  if (!(error instanceof Error)) return null;
  const stack = String(error.stack ?? "");
  return (
    placeOfSyntax(stack) ??
    placeOfImport(error.message) ??
    placeOfCall(stack) ??
    checkedPlace(file, error)
  );
}

/** Node begins with the place where code cannot be compiled: `/config.ts:3`, a line or two, a caret beneath. */
function placeOfSyntax(stack: string): Place | null {
  const found = /^(file:\/\/\S+|\/.*?|[A-Z]:\\.*?):(\d+)\n/.exec(stack);
  const [, name = "", line = ""] = found ?? [];
  const file = localFile(name);
  if (file === null) return null;
  const caret = /^[^\n]*\n(?:.*\n)*?( *)\^/.exec(stack)?.[1];
  return { file, line: Number(line), column: caret === undefined ? null : caret.length + 1 };
}

/** `Cannot find module '/a/b.ts' imported from /a/config.ts`: the line that imports it. */
function placeOfImport(message: string): Place | null {
  const found = /^Cannot find (?:module|package) '(.+?)' imported from (.+)$/.exec(message);
  const [, target = "", from = ""] = found ?? [];
  const file = localFile(from);
  if (file === null) return null;
  const name = target.slice(target.lastIndexOf("/") + 1);
  const lines = readFileSync(file, "utf8").split("\n");
  const index = lines.findIndex((line) => /\b(import|from)\b/.test(line) && line.includes(name));
  return index < 0 ? null : { file, line: index + 1, column: null };
}

/** The first call of the project's own code. */
function placeOfCall(stack: string): Place | null {
  for (const [, name = "", line = "", column = ""] of stack.matchAll(
    /\(?(file:\/\/\S+?):(\d+):(\d+)\)?$/gm,
  )) {
    const file = localFile(name);
    if (file === null || isOurs(name) || /[/\\]node_modules[/\\]/.test(file)) continue;
    return { file, line: Number(line), column: Number(column) };
  }
  return null;
}

/** JavaScript that cannot be compiled keeps its place to itself: Node's own check tells it, without running anything. */
function checkedPlace(file: string, error: Error): Place | null {
  if (!(error instanceof SyntaxError) || !/\.m?js$/.test(file)) return null;
  const { stderr } = spawnSync(process.execPath, ["--check", file], {
    encoding: "utf8",
    timeout: 5000,
  });
  return placeOfSyntax(stderr ?? "");
}

function isOurs(url: string): boolean {
  return url.startsWith(new URL("..", import.meta.url).href);
}

function localFile(name: string): string | null {
  try {
    const path = name.startsWith("file:") ? fileURLToPath(name) : name;
    return path !== "" && statSync(path).isFile() ? path : null;
  } catch {
    return null;
  }
}
