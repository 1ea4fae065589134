// `picklejar serve [PATH]`: opens the project, listens, says so, and stops gracefully.

import { relative } from "node:path";
import { createInterface } from "node:readline";
import { PicklejarError } from "../errors.ts";
import type { Limits } from "../limits.ts";
import { displayPath } from "../project/display-path.ts";
import { openProject, type Project } from "../project/project.ts";
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

export interface ServeOptions {
  readonly port?: string;
  readonly host?: string;
  /** false = none, whatever the config says. */
  readonly log?: string | false;
  readonly config?: string;
  readonly limit?: Partial<Limits>;
}

/** Serves until SIGTERM or SIGINT. @returns the exit code */
export async function serveCommand(path: string, options: ServeOptions): Promise<number> {
  const given = options.port ?? process.env["PORT"];
  const wanted = given === undefined || given === "" ? DEFAULT_PORT : parsePort(given);
  const onPlatform = process.env["PORT"] !== undefined && process.env["PORT"] !== "";
  const host = options.host ?? (onPlatform ? "0.0.0.0" : "127.0.0.1");
  const isTerminal = process.stdout.isTTY === true;

  const { limit, config } = options;
  const project = await openProject(path, {
    ...(limit && { limits: limit }),
    ...(config !== undefined && { config }),
  });
  const { model, title } = project;
  const log = await openLog(project, options.log);
  const server = createServer(model, {
    onRequest: requestLogger(process.stdout),
    log: log?.log,
    ...(title !== null && { title }),
  });
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
    config: project.configFile === null ? null : nameIn(project, project.configFile),
    code: project.codeFiles.map((file) => nameIn(project, file)),
    log: log?.file ?? null,
  };
  writeResult(isTerminal ? renderBanner(ready, process.stdout) : readyLine(ready));
  if (isTerminal && process.stdin.isTTY === true) listenToKeys();
  return stopped.promise;
}

interface OpenedLog {
  readonly log: PredictionLog;
  readonly file: string;
}

/** The log that is asked for, else the project's; one that nobody asked for is done without where it cannot be written. */
async function openLog(
  project: Project,
  asked: string | false | undefined,
): Promise<OpenedLog | null> {
  if (asked === false) return null;
  const file = asked ?? project.log?.file;
  if (file === undefined) return null;
  const onProblem = (message: string): void => {
    process.stderr.write(`${show(message, 500)}\n`);
  };
  const shown = displayPath(file);
  try {
    return { log: await openPredictionLog(shown, { onProblem }), file: shown };
  } catch (error) {
    if (asked !== undefined || project.log?.isAsked === true) throw error;
    if (error instanceof PicklejarError) onProblem(`${error.message} Predictions are not kept.`);
    return null;
  }
}

/** A file of the project as the banner calls it. */
function nameIn({ root }: Project, file: string): string {
  const name = relative(root, file);
  return name.startsWith("..") ? displayPath(file) : name;
}

/** @throws USAGE for what is no port number */
function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= 65_535) return port;
  const reason = `${show(text)} is no port number.`;
  throw new PicklejarError("USAGE", { reason, advice: "Give a number from 0 to 65535." });
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
