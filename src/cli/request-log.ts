// One line per request: short and coloured for a person, JSON for a program.

import type { RequestEvent } from "../server/app.ts";
import { cutMiddle, displayWidth } from "./layout.ts";
import { paint } from "./output.ts";
import { drawable, widthOf } from "./terminal.ts";

export interface RequestLoggerOptions {
  /** Tells what went wrong inside; its stack unless told. */
  readonly describe?: ((failure: unknown) => string) | undefined;
  /** Whether a terminal gets lines of JSON too. */
  readonly isJson?: boolean | undefined;
}

/** What writes a line for each request that was answered. */
export function requestLogger(
  stream: NodeJS.WriteStream,
  { describe = describeFailure, isJson = false }: RequestLoggerOptions = {},
): (event: RequestEvent) => void {
  const lines = new GatheredLines(stream);
  const clock = isoClock();
  return (event) => {
    if (stream.isTTY && !isJson) stream.write(`${renderRequest(event, new Date(), stream)}\n`);
    else lines.add(jsonLine(event, clock()));
    if (event.failure !== null) process.stderr.write(`${event.id} ${describe(event.failure)}\n`);
  };
}

/** Lines of one turn of the event loop, written together: under load, writing costs more than answering. */
class GatheredLines {
  readonly #stream: NodeJS.WriteStream;
  #text = "";

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
    process.once("exit", () => this.#flush());
  }

  add(line: string): void {
    if (this.#text === "") setImmediate(() => this.#flush());
    this.#text += `${line}\n`;
  }

  #flush(): void {
    if (this.#text !== "") this.#stream.write(this.#text);
    this.#text = "";
  }
}

/** `14:02:11 POST /predict 200 0.8 ms setosa 0.97` */
export function renderRequest(event: RequestEvent, at: Date, stream: NodeJS.WriteStream): string {
  const time = at.toTimeString().slice(0, 8);
  const { method, path, status, ms, summary } = event;
  const duration = `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
  const others = displayWidth(`  ${time} ${method}  ${status} ${duration} ${summary ?? ""}`);
  // One request, one line: a long path gives way, and then the answer.
  const room = Math.max(widthOf(stream) - others, shortestPath);
  const shown = cutMiddle(path, room);
  const rest = Math.max(
    widthOf(stream) - others + displayWidth(summary ?? "") - displayWidth(shown),
    8,
  );
  const parts = [
    paint("dim", `  ${time}`, stream),
    method,
    shown,
    paint(statusColour(status), String(status), stream),
    paint("dim", duration, stream),
    ...(summary === null ? [] : [cutMiddle(summary, rest)]),
  ];
  return drawable(parts.join(" "), stream);
}

// A path is not cut to fewer characters.
const shortestPath = 16;

function statusColour(status: number): "green" | "yellow" | "red" {
  if (status >= 500) return "red";
  return status >= 400 ? "yellow" : "green";
}

/** Tells the time as ISO 8601; the text is made once for a millisecond. */
function isoClock(): () => string {
  let [at, text] = [0, ""];
  return () => {
    const now = Date.now();
    if (now !== at) [at, text] = [now, new Date(now).toISOString()];
    return text;
  };
}

function jsonLine({ id, method, path, status, ms, summary }: RequestEvent, time: string): string {
  const rounded = Math.round(ms * 1000) / 1000;
  return JSON.stringify({ time, event: "request", id, method, path, status, ms: rounded, summary });
}

function describeFailure(failure: unknown): string {
  return failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
}
