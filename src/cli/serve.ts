// `picklejar serve [PATH]`: loads the model, listens, says so, and stops gracefully.

import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PicklejarError } from "../errors.ts";
import type { Limits } from "../limits.ts";
import { loadModel } from "../predict/model.ts";
import { createServer } from "../server/app.ts";
import { listen } from "../server/listen.ts";
import { stopOnSignals } from "../server/shutdown.ts";
import { openPredictionLog, type PredictionLog } from "../store/prediction-log.ts";
import { show } from "../text.ts";
import { type Ready, readyLine, renderBanner } from "./banner.ts";
import { writeResult } from "./output.ts";
import { requestLogger } from "./request-log.ts";
import { packageVersion } from "./version.ts";

const DEFAULT_PORT = 5000;
const modelFile = /\.(pkl|pickle|joblib|sav)$/i;

export interface ServeOptions {
  readonly port?: string;
  readonly host?: string;
  readonly log?: string;
  readonly limit?: Partial<Limits>;
}

/** Serves until SIGTERM or SIGINT. @returns the exit code */
export async function serveCommand(path: string, options: ServeOptions): Promise<number> {
  const given = options.port ?? process.env["PORT"];
  const wanted = given === undefined || given === "" ? DEFAULT_PORT : parsePort(given);
  const onPlatform = process.env["PORT"] !== undefined && process.env["PORT"] !== "";
  const host = options.host ?? (onPlatform ? "0.0.0.0" : "127.0.0.1");
  const isTerminal = process.stdout.isTTY === true;

  const model = await loadModel(await modelPath(path), { limits: options.limit ?? {} });
  const log = options.log === undefined ? undefined : await openLog(options.log);
  const server = createServer(model, { onRequest: requestLogger(process.stdout), log });
  const { port } = await listen(server, {
    port: wanted,
    host,
    orNext: wanted === DEFAULT_PORT && given === undefined,
  });
  const stopped = Promise.withResolvers<number>();
  stopOnSignals(server, {
    onStop: () =>
      process.stderr.write(isTerminal ? "  stopping, requests under way are finished …\n" : ""),
    onStopped: () => stopped.resolve(0),
  });
  const ready: Ready = {
    version: packageVersion(),
    readyMs: Math.round(process.uptime() * 1000),
    host,
    port,
    busyPort: port === wanted || wanted === 0 ? null : wanted,
    model,
  };
  writeResult(isTerminal ? renderBanner(ready, process.stdout) : readyLine(ready));
  if (isTerminal && process.stdin.isTTY === true) listenToKeys();
  return stopped.promise;
}

function openLog(path: string): Promise<PredictionLog> {
  const onProblem = (message: string): void => {
    process.stderr.write(`${show(message, 500)}\n`);
  };
  return openPredictionLog(path, { onProblem });
}

/** @throws USAGE for what is no port number */
function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= 65_535) return port;
  const reason = `${show(text)} is no port number.`;
  throw new PicklejarError("USAGE", { reason, advice: "Give a number from 0 to 65535." });
}

/**
 * The model file that a path means: itself, or the only one in a folder.
 *
 * @throws USAGE when a folder holds none or several
 */
async function modelPath(path: string): Promise<string> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return path;
  const names = (await readdir(path)).filter((name) => modelFile.test(name)).sort();
  const [only] = names;
  if (only !== undefined && names.length === 1) return join(path, only);
  const folder = path === "." ? "This folder" : show(path);
  const reason =
    names.length === 0
      ? `${folder} holds no model file (.pkl, .pickle, .joblib, .sav).`
      : `${folder} holds several model files: ${names
          .slice(0, 8)
          .map((name) => show(name))
          .join(", ")}.`;
  const example = show(join(path, only ?? "model.pkl"));
  throw new PicklejarError("USAGE", { reason, advice: `Name one: picklejar serve ${example}.` });
}

/** h + enter lists the keys; q + enter stops as Ctrl-C does. */
function listenToKeys(): void {
  const lines = createInterface({ input: process.stdin });
  lines.on("line", (line) => {
    const key = line.trim().toLowerCase();
    if (key === "h") writeResult("  q + enter  stop the server\n  h + enter  show this help");
    if (key === "q") process.kill(process.pid, "SIGINT");
  });
  lines.on("close", () => process.stdin.unref());
}
