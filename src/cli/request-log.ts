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
  return (event) => {
    stream.write(`${stream.isTTY ? renderRequest(event, new Date(), stream) : jsonLine(event)}\n`);
    if (event.failure !== null) process.stderr.write(`${event.id} ${describe(event.failure)}\n`);
  };
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

function jsonLine({ id, method, path, status, ms, summary }: RequestEvent): string {
  const time = new Date().toISOString();
  const rounded = Math.round(ms * 1000) / 1000;
  return JSON.stringify({ time, event: "request", id, method, path, status, ms: rounded, summary });
}

function describeFailure(failure: unknown): string {
  return failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
}
