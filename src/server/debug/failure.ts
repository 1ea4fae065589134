// What went wrong in the project's own files, told so that it can be mended: the sentence, the file, the line, the
// lines around it. Made from an error, or from what a process said before it ended; travels as JSON.

import { readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { PicklejarError } from "../../errors.ts";
import { shellQuote } from "../../pages/curl.ts";
import { show } from "../../text.ts";

/** A place in a file, counted from 1. */
export interface Place {
  /** Absolute. */
  readonly file: string;
  readonly line: number;
  readonly column: number | null;
}

export interface FrameLine {
  readonly number: number;
  readonly text: string;
}

export interface Failure {
  readonly message: string;
  /** All that is wrong, where it is more than the message tells. */
  readonly problems: readonly string[];
  /** What to do; "" where nobody knows. */
  readonly hint: string;
  /** What shows more, to be typed. */
  readonly command?: string;
  /** The error's code or class: `TEMPLATE_SYNTAX`, `TypeError`. */
  readonly code: string;
  readonly place: Place | null;
  /** The lines around the place; empty where there is none. */
  readonly frame: readonly FrameLine[];
  /** The calls that led there, or all that the process said. */
  readonly trace: string;
}

const linesAround = 3;
const maxProblems = 20;
const maxLineLength = 300;
const maxSourceBytes = 4 * 2 ** 20;
const maxTraceLength = 8000;

/**
 * Describes an error.
 *
 * @param root  the project's folder: of the calls in a stack, the first in its own files is the place
 */
export function describeError(error: unknown, root: string): Failure {
  const words = wordsOf(error, root);
  const trace = error instanceof Error ? (error.stack ?? "") : "";
  const place =
    placeInDetails(error, root) ?? placeInTrace(trace, root) ?? placeOfCause(error, root);
  const frame = place === null ? [] : readFrame(place);
  return { ...words, place, frame, trace: trace.slice(0, maxTraceLength) };
}

/** Describes the end of a process by the last it said: Node's own words for what nobody caught. */
export function describeEnd(output: string, how: string, root: string): Failure {
  const trace = output.trim().slice(-maxTraceLength);
  const sentence = /^(?:Uncaught )?(\w*(?:Error|Exception|Abort)\w*)(?: \[(\w+)\])?: (.*)$/m.exec(
    trace,
  );
  const place = placeInHead(trace) ?? placeInTrace(trace, root);
  return {
    message: sentence?.[3] ?? `The program ended ${how}.`,
    problems: [],
    hint: "",
    code: sentence?.[2] ?? sentence?.[1] ?? "ENDED",
    place,
    frame: place === null ? [] : readFrame(place),
    trace,
  };
}

/** Describes a program that takes long to start. @param ms  how long it has been, milliseconds */
export function describeDelay(ms: number): Failure {
  return {
    message: `The program has not started after ${ms / 1000} s.`,
    problems: [],
    hint: "Look for an endless loop in its code, or for something awaited that never comes. A large model takes its time: then wait.",
    code: "NOT_STARTED",
    place: null,
    frame: [],
    trace: "",
  };
}

type Words = Pick<Failure, "message" | "problems" | "code" | "hint" | "command">;

// Of files that `inspect` reads although they cannot be served.
const ofModelFiles = /^(PICKLE|ARRAY|OBJECT|MODEL|ESTIMATOR|SKOPS|ONNX)_/;

function wordsOf(error: unknown, root: string): Words {
  const nothing = { problems: [], hint: "" };
  if (!(error instanceof Error)) return { message: String(error), code: "Error", ...nothing };
  if (!(error instanceof PicklejarError)) {
    const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
    return { message: error.message, code, ...nothing };
  }
  const { code, hint, details, issues } = error;
  const { file } = details;
  const isNamed = typeof file !== "string" || error.message.includes(show(file));
  // Of a config all that is wrong is told at once; its sentence alone names one problem.
  const isMore = code === "CONFIG_INVALID" && issues.length > 1;
  const problems = isMore ? issues.slice(0, maxProblems).map(({ message }) => message) : [];
  if (isMore && issues.length > maxProblems) {
    problems.push(`and ${issues.length - maxProblems} more`);
  }
  const message = isNamed ? error.message : `${file}: ${error.message}`;
  return { message, problems, code, hint, ...commandOf(code, file, root) };
}

/** For a model's file: as somebody names it where the server was started. */
function commandOf(code: string, name: unknown, root: string): Pick<Failure, "command"> {
  if (typeof name !== "string" || !ofModelFiles.test(code)) return {};
  const file = [resolve(name), join(root, name)].find((path) =>
    isFile(path, Number.POSITIVE_INFINITY),
  );
  if (file === undefined) return {};
  const path = relative(process.cwd(), file);
  return { command: `picklejar inspect ${shellQuote(path.startsWith("..") ? file : path)}` };
}

function placeInDetails(error: unknown, root: string): Place | null {
  if (!(error instanceof PicklejarError)) return null;
  const { file: name, line, column } = error.details;
  if (typeof name !== "string" || typeof line !== "number") return null;
  // Messages name files as people call them: from where we are, or from the project's folder.
  const file = [resolve(name), join(root, name), join(root, "templates", name)].find((path) =>
    isFile(path),
  );
  if (file === undefined) return null;
  return { file, line, column: typeof column === "number" ? column : null };
}

function placeOfCause(error: unknown, root: string): Place | null {
  for (let depth = 0; depth < 8; depth++) {
    if (!(error instanceof Error) || error.cause === undefined) return null;
    error = error.cause;
    const trace = error instanceof Error ? (error.stack ?? "") : "";
    const place = placeInDetails(error, root) ?? placeInTrace(trace, root);
    if (place !== null) return place;
  }
  return null;
}

/** What Node begins with where code cannot be compiled: `file:///app.ts:3`, a line or two, a caret beneath. */
function placeInHead(trace: string): Place | null {
  const head = /^((?:file:\/\/)?\/[^\n]*?):(\d+)\n(?:(?![ \t]*\^)[^\n]*\n){1,4}([ \t]*)\^/gm;
  for (const [, name = "", line = "", indent = ""] of trace.matchAll(head)) {
    const file = pathOf(name);
    if (isFile(file)) return { file, line: Number(line), column: indent.length + 1 };
  }
  return null;
}

function placeInTrace(trace: string, root: string): Place | null {
  const found = placeInHead(trace);
  if (found !== null) return found;
  const inside = root.endsWith("/") ? root : `${root}/`;
  const call = /\(?((?:file:\/\/)?\/[^\n()]*?):(\d+):(\d+)\)?$/gm;
  for (const [, name = "", line = "", column = ""] of trace.matchAll(call)) {
    const file = pathOf(name);
    if (!file.startsWith(inside) || file.includes("/node_modules/") || !isFile(file)) continue;
    return { file, line: Number(line), column: Number(column) };
  }
  return null;
}

function pathOf(name: string): string {
  if (!name.startsWith("file://")) return name;
  try {
    return fileURLToPath(name.replace(/\?.*$/, ""));
  } catch {
    return name;
  }
}

function isFile(path: string, maxBytes: number = maxSourceBytes): boolean {
  try {
    const found = statSync(path);
    return found.isFile() && found.size <= maxBytes;
  } catch {
    return false;
  }
}

/** The lines around a place; none where the file cannot be read as text. */
function readFrame({ file, line }: Place): FrameLine[] {
  let lines: string[];
  try {
    lines = readFileSync(file, "utf8").split(/\r?\n/);
  } catch {
    return [];
  }
  const first = Math.max(line - linesAround, 1);
  return lines
    .slice(first - 1, line + linesAround)
    .map((text, i) => ({ number: first + i, text: text.slice(0, maxLineLength) }));
}
