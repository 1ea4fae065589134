// One line per request: short and coloured for a person, JSON for a program.

import type { RequestEvent } from "../server/app.ts";
import { paint } from "./output.ts";

/**
 * What writes a line for each request that was answered.
 *
 * @param describe  tells what went wrong inside; its stack unless told
 */
export function requestLogger(
  stream: NodeJS.WriteStream,
  describe: (failure: unknown) => string = describeFailure,
): (event: RequestEvent) => void {
  const lines = new GatheredLines(stream);
  const clock = isoClock();
  return (event) => {
    if (stream.isTTY) stream.write(`${renderRequest(event, new Date(), stream)}\n`);
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
  const colour = statusColour(event.status);
  const ms = event.ms < 10 ? event.ms.toFixed(1) : String(Math.round(event.ms));
  const parts = [
    paint("dim", `  ${time}`, stream),
    event.method,
    event.path,
    paint(colour, String(event.status), stream),
    paint("dim", `${ms} ms`, stream),
  ];
  return event.summary === null ? parts.join(" ") : `${parts.join(" ")} ${event.summary}`;
}

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
