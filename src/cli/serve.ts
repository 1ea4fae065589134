// `picklejar serve [PATH]`: opens the project, listens, says so, and stops gracefully.

import { stat } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { PicklejarError } from "../errors.ts";
import type { Limits } from "../limits.ts";
import { displayPath } from "../project/display-path.ts";
import type { Project } from "../project/project.ts";
import { serveAsWorker, tellFailure, workerPlace } from "../server/debug/worker.ts";
import { type Address, listen } from "../server/listen.ts";
import { failureText } from "../server/run-app.ts";
import type { App } from "../server/served-app.ts";
import { stopOnSignals } from "../server/shutdown.ts";
import { openPredictionLog, type PredictionLog } from "../store/prediction-log.ts";
import { show } from "../text.ts";
import { addressOf } from "./address.ts";
import { type Ready, readyLine, renderAddresses, renderBanner } from "./banner.ts";
import { listenToKeys } from "./keys.ts";
import { openApp } from "./open-app.ts";
import { paint, tell, writeResult } from "./output.ts";
import { showWaiting } from "./progress.ts";
import { requestLogger } from "./request-log.ts";
import { isInteractive } from "./terminal.ts";
import { packageVersion } from "./version.ts";

export interface ServeOptions {
  readonly port?: string;
  readonly host?: string;
  /** false = none, whatever the config says. */
  readonly log?: string | false;
  readonly config?: string;
  /** Whether changes of the project's files are live at once. */
  readonly debug?: boolean;
  /** Whether lines of JSON are written to a terminal too. */
  readonly json?: boolean;
  readonly limit?: Partial<Limits>;
}

/** Serves until SIGTERM or SIGINT. @returns the exit code */
export async function serveCommand(path: string, options: ServeOptions): Promise<number> {
  const place = workerPlace();
  if (options.debug === true && place === null) return superviseServe(path, options);
  const { wanted, host, isDefault } = addressOf(options);
  const served = await openServed(path, options, place !== null);
  if (served === null) return 1;
  const { app, code, log } = served;
  const stopped = Promise.withResolvers<number>();
  let address: Address;
  if (place === null) {
    address = await listen(app.fastify, { port: wanted, host, orNext: isDefault });
    stopOnSignals(app.fastify, {
      onStop: sayStopping,
      onStopped: () => {
        sayStopped();
        stopped.resolve(0);
      },
    });
  } else {
    // A log inside of the project grows with every answer.
    const ignored = [...app.watched.ignored, ...(log === null ? [] : [resolve(log.file)])];
    address = await serveAsWorker(app.fastify, place, { ...app.watched, ignored });
    if (!place.isFirst) return stopped.promise;
  }
  const ready: Ready = {
    version: packageVersion(),
    readyMs: Math.round(process.uptime() * 1000),
    host: address.host,
    port: address.port,
    busyPort: address.port === wanted || wanted === 0 ? null : wanted,
    model: app.model,
    ...(app.models.size > 1 && { models: app.models }),
    config: nameIn(app.project, app.project?.configFile ?? null),
    code,
    log: log?.file ?? null,
    debug: place !== null,
    ...pagesOf(app),
  };
  if (options.json === true || process.stdout.isTTY !== true) {
    writeResult(readyLine(ready));
    return stopped.promise;
  }
  // In debug mode the supervisor has the terminal's input.
  const hasKeys = place === null ? isInteractive() : process.env[keysVariable] === "1";
  writeResult(renderBanner(ready, process.stdout, hasKeys));
  if (hasKeys && place === null) {
    listenToKeys({
      page: () => `http://localhost:${ready.port}/`,
      addresses: () => renderAddresses(ready, process.stdout),
    });
  }
  return stopped.promise;
}

/** In the environment of a worker in debug mode: whether its supervisor listens to keys. */
const keysVariable = "PICKLEJAR_KEYS";

// Pages that the banner names, where there are such.
const namedPages = ["/docs", "/batch", "/monitor"];

function pagesOf({ fastify, models }: App): Required<Pick<Ready, "own" | "pages">> {
  const has = (url: string): boolean => fastify.hasRoute({ method: "GET", url });
  const { site } = fastify;
  const own = models.size > 1 ? site.hasIndex || site.rules.hasFixed("/") : has("/form");
  return { own, pages: namedPages.filter(has) };
}

interface Served {
  readonly app: App;
  /** Code of the project that was loaded, as the banner names it. */
  readonly code: readonly string[];
  readonly log: OpenedLog | null;
}

/** @param isWorker  whether a supervisor tells what goes wrong, and null is given */
async function openServed(
  path: string,
  options: ServeOptions,
  isWorker: boolean,
): Promise<Served | null> {
  const { limit, config } = options;
  const folder = await isFolder(path);
  const root = folder ? resolve(path) : dirname(resolve(path));
  const describe = isWorker ? (error: unknown) => failureText(error, root) : undefined;
  const logs: OpenedLog[] = [];
  const waiting = showWaiting(`reading ${displayPath(path)}`, process.stderr);
  try {
    const { app, file } = await openApp(path, folder, {
      options: { onRequest: requestLogger(process.stdout, { describe, isJson: options.json }) },
      projectOptions: { ...(limit && { limits: limit }), ...(config !== undefined && { config }) },
      async openLog(project) {
        const opened = await openLog(project, options.log);
        if (opened !== null) logs.push(opened);
        return opened?.log;
      },
    });
    const { project } = app;
    const files = [...(project?.codeFiles ?? []), ...(file === null ? [] : [resolve(file)])];
    return { app, code: files.map((one) => nameIn(project, one)), log: logs.at(-1) ?? null };
  } catch (error) {
    if (!isWorker) throw error;
    tellFailure(error, root);
    return null;
  } finally {
    waiting.end();
  }
}

/**
 * A server whose log nobody takes any more was left behind by what had started it: it answers what is under way, and
 * ends; in debug mode its supervisor does.
 */
export function stopWhenUnread(): void {
  process.stdout.once("error", () => {
    process.kill(workerPlace() === null ? process.pid : process.ppid, "SIGTERM");
  });
}

/** Debug mode: this process supervises the one that serves. */
async function superviseServe(path: string, options: ServeOptions): Promise<never> {
  const { wanted, host, isDefault } = addressOf(options);
  const root = (await isFolder(path)) ? resolve(path) : dirname(resolve(path));
  const hasKeys = isInteractive() && options.json !== true;
  process.env[keysVariable] = hasKeys ? "1" : "0";
  const { superviseSelf } = await import("../server/debug/run.ts");
  return superviseSelf({
    root,
    watched: [resolve(path), ...(options.config === undefined ? [] : [resolve(options.config)])],
    listen: { port: wanted, host, orNext: isDefault },
    onListen: ({ port }) => {
      if (!hasKeys) return;
      const page = `http://localhost:${port}/`;
      listenToKeys({
        page: () => page,
        addresses: () => `  ${paint("green", "➜", process.stdout)}  ${page}`,
      });
    },
    onStop: sayStopping,
    onStopped: sayStopped,
  });
}

function sayStopping(): void {
  if (process.stdout.isTTY !== true) return;
  // Over the ^C that the terminal has just shown.
  process.stderr.write("\r");
  tell("  stopping: what is under way is answered first; Ctrl-C again ends at once …");
}

function sayStopped(): void {
  if (process.stdout.isTTY === true) tell("  stopped");
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

interface OpenedLog {
  readonly log: PredictionLog;
  readonly file: string;
}

/** The log that is asked for, else the project's; one that nobody asked for is done without where it cannot be written. */
async function openLog(
  project: Project | null,
  asked: string | false | undefined,
): Promise<OpenedLog | null> {
  if (asked === false) return null;
  const file = asked ?? project?.log?.file;
  if (file === undefined) return null;
  const onProblem = (message: string): void => {
    process.stderr.write(`${show(message, 500)}\n`);
  };
  const shown = displayPath(file);
  try {
    const { maxBytes } = (asked === undefined && project?.log) || {};
    const options = { onProblem, ...(maxBytes !== undefined && { maxBytes }) };
    return { log: await openPredictionLog(shown, options), file: shown };
  } catch (error) {
    if (asked !== undefined || project?.log?.isAsked === true) throw error;
    if (error instanceof PicklejarError) onProblem(`${error.message} Predictions are not kept.`);
    return null;
  }
}

/** A file of the project as the banner calls it. */
function nameIn<File extends string | null>(project: Project | null, file: File): File | string {
  if (file === null) return file;
  const name = project === null ? ".." : relative(project.root, file);
  return name.startsWith("..") ? displayPath(file) : name;
}
