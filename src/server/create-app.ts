// An app: a model being served, with routes, pages and hooks of one's own.

import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { FastifyInstance } from "fastify";
import { PicklejarError } from "../errors.ts";
import { stemOf } from "../pages/page-model.ts";
import { loadModel } from "../predict/model.ts";
import type { Model, PredictedValue } from "../predict/prediction.ts";
import type { ProjectConfig } from "../project/config.ts";
import { openProject, type Project } from "../project/project.ts";
import { openPredictionLog, type PredictionLog } from "../store/prediction-log.ts";
import { createTemplates } from "../templates/templates.ts";
import { show } from "../text.ts";
import { createServer, type ServerOptions } from "./app.ts";
import { currentHost } from "./app-host.ts";
import { describeError } from "./debug/failure.ts";
import { renderOverlay } from "./debug/overlay.ts";
import { tellFailure, type WatchedPaths, workerPlace } from "./debug/worker.ts";
import { type HookRecord, type Hooks, hookedModel } from "./hooks.ts";
import { createHub, type HubModel } from "./hub.ts";
import { type Address, listen } from "./listen.ts";
import type { ErrorHandler, RouteHandler, RouteOptions } from "./own/site.ts";
import { failureText, type RunOptions, runApp } from "./run-app.ts";

export interface AppOptions<Input extends object = HookRecord, Output = PredictedValue>
  extends Omit<ServerOptions, "templates" | "static" | "explain"> {
  /** A model file, or a model that `loadModel` gave; `model.pkl` unless told. */
  readonly model?: string | Model;
  /**
   * Several models by their names: each has its page and its API at `/models/NAME/`. Instead of `model`; the log is
   * kept for single models only.
   */
  readonly models?: Readonly<Record<string, string | Model | ModelOptions>>;
  /** A project's folder: its model, its config, `templates/` and `static/`. Instead of `model`. */
  readonly project?: string;
  /** The folder of templates; `templates/` of the project, or beside the program, unless told. false = none. */
  readonly templates?: string | false;
  /** The folder whose files are served at `/static/`; found as `templates` is. */
  readonly static?: string | false;
  /** The app's own code around the model. */
  readonly hooks?: Hooks<Input, Output>;
  /** What is said about the model's fields and answer, where no project says it. */
  readonly config?: Omit<ProjectConfig, "model" | "log">;
}

/** One of several models. */
export interface ModelOptions {
  readonly model: string | Model;
  /** The heading of its page; made from its name unless told. */
  readonly title?: string;
  readonly hooks?: Hooks;
  readonly config?: Omit<ProjectConfig, "model" | "log">;
}

export interface AppListenOptions {
  /** 5000 unless told; 0 = any free port. */
  readonly port?: number;
  /** 127.0.0.1 unless told. */
  readonly host?: string;
}

/** A model being served. */
export interface App {
  /** The model; the first one of several. */
  readonly model: Model;
  /** All models by their names; a single one by its file's. */
  readonly models: ReadonlyMap<string, Model>;
  /** The project that was opened; null for a model by itself. */
  readonly project: Project | null;
  /** Fastify itself, for plugins and everything else; add to it before `listen`. */
  readonly fastify: FastifyInstance;
  /** What belongs to the app, for who watches it. */
  readonly watched: WatchedPaths;
  /**
   * Adds a route, as Flask's `@app.route`: `/hi`, `/<name>`, `/user/<int:id>`, `/:name`. It answers instead of a route
   * of ours with the same path.
   *
   * @example
   * app.route("/hi", () => "Hello world");
   * app.route("/user/<int:id>", ({ params }) => ({ id: params.id }), { methods: ["GET", "POST"] });
   *
   * @throws USAGE for a path that is none, and for a route that is there already
   */
  route<const Path extends string>(
    path: Path,
    handler: RouteHandler<Path>,
    options?: RouteOptions,
  ): void;
  /** A page for an error: `app.errorPage(404, () => render("404.html"))`. */
  errorPage(status: number, handler: ErrorHandler): void;
  /** The address of a route by its handler's name; `static` with a `filename`. @throws USAGE */
  urlFor(endpoint: string, values?: Readonly<Record<string, unknown>>): string;
  listen(options?: AppListenOptions): Promise<Address>;
  /**
   * Listens and says so, and ends the process gracefully at SIGTERM and SIGINT.
   *
   * With `debug`, the program is started again whenever a file of the project changes, and open pages refresh.
   */
  run(options?: RunOptions): Promise<Address>;
  /** Stops listening and finishes what is under way. */
  close(): Promise<void>;
}

/**
 * @example
 * const app = await createApp({ model: "model.pkl" });
 * app.route("/hi", () => "Hello world");
 * await app.run({ debug: true });   // http://127.0.0.1:5000
 *
 * @throws what `loadModel` and `openProject` throw
 */
export async function createApp<Input extends object = HookRecord, Output = PredictedValue>(
  options: AppOptions<Input, Output>,
): Promise<App> {
  try {
    return await makeApp(options as AppOptions);
  } catch (error) {
    if (workerPlace() !== null) tellFailure(error, rootOf(options.project));
    throw error;
  }
}

async function makeApp(options: AppOptions): Promise<App> {
  const host = currentHost();
  const { model: given, models: several, project: folder, hooks, config = {}, ...own } = options;
  const project =
    folder === undefined ? null : await openProject(folder, host?.projectOptions ?? {});
  const root = project?.root ?? rootOf(undefined);
  const members = several === undefined ? null : await readModels(several, hooks);
  const model =
    members?.values().next().value?.model ??
    hooked(project?.model ?? (await readModel(given, config)), hooks);
  const templates = await folderOf(own.templates, project, root, "templates");
  const statics = await folderOf(own.static, project, root, "static");
  const isDebug = workerPlace() !== null;
  let isRunning = false;
  const title = own.title ?? project?.title ?? config.title;
  const log = own.log ?? (await openLog(project));
  const serverOptions: ServerOptions = {
    // A program without a log of its own still says what went wrong in its code.
    onRequest: ({ id, failure }) => {
      if (isRunning && failure !== null)
        process.stderr.write(`${id} ${failureText(failure, root)}`);
    },
    ...host?.options,
    ...own,
    title,
    log,
    takesFiles: hooks === undefined,
    templates: (endpoints) =>
      templates === null ? null : createTemplates({ folder: templates, endpoints }),
    static: statics ?? undefined,
    explain: isDebug ? (error) => renderOverlay(describeError(error, root), root) : undefined,
  };
  const fastify =
    members === null ? createServer(model, serverOptions) : createHub(members, serverOptions);
  if (isDebug) tellBrokenTemplates(fastify, root);
  const modelFiles = project?.modelFiles ?? filesOf(given, several);
  const isFolder = project?.isFolder !== false;
  const app: App = {
    model,
    models: new Map(
      members === null
        ? [[stemOf(model.name), model]]
        : [...members].map(([name, member]) => [name, member.model]),
    ),
    project,
    fastify,
    watched: {
      // Of a lone model file's folder nothing is anybody's business.
      roots: [
        ...(isFolder ? [root] : []),
        ...modelFiles,
        ...[templates, statics].filter((path) => path !== null),
      ],
      ignored: project?.log == null ? [] : [project.log.file],
      static: statics,
    },
    route: (path, handler, routeOptions) => fastify.site.route(path, handler, routeOptions),
    errorPage: (status, handler) => fastify.site.errorPage(status, handler),
    urlFor: (endpoint, values) => fastify.site.urlFor(endpoint, values),
    listen: ({ port = 5000, host } = {}) => listen(fastify, { port, host }),
    run: (runOptions = {}) => {
      isRunning = true;
      return runApp(app, root, runOptions);
    },
    close: async () => {
      await fastify.close();
    },
  };
  host?.onApp(app);
  return app;
}

function hooked(model: Model, hooks: Hooks | undefined): Model {
  return hooks === undefined ? model : hookedModel(model, hooks);
}

/** @throws USAGE for hooks of all models together; what `loadModel` throws */
async function readModels(
  given: NonNullable<AppOptions["models"]>,
  hooks: Hooks | undefined,
): Promise<Map<string, HubModel>> {
  if (hooks !== undefined) {
    const reason = "Hooks belong to one model.";
    const advice = 'Write them beside it: models: { salary: { model: "salary.pkl", hooks } }.';
    throw new PicklejarError("USAGE", { reason, advice });
  }
  if (Object.keys(given).length === 0) {
    const reason = "The app has no model.";
    throw new PicklejarError("USAGE", { reason, advice: "Name one in `models`." });
  }
  const models = new Map<string, HubModel>();
  for (const [name, entry] of Object.entries(given)) {
    const { model, title, hooks, config = {} } = modelOptions(entry);
    models.set(name, {
      model: hooked(await readModel(model, config), hooks),
      title: title ?? config.title,
      takesFiles: hooks === undefined,
    });
  }
  return models;
}

function modelOptions(entry: string | Model | ModelOptions): ModelOptions {
  return typeof entry === "object" && "model" in entry ? entry : { model: entry };
}

function filesOf(given: AppOptions["model"], several: AppOptions["models"]): string[] {
  const models =
    several === undefined
      ? [given ?? "model.pkl"]
      : Object.values(several).map((entry) => modelOptions(entry).model);
  return models.flatMap((model) => (typeof model === "string" ? [resolve(model)] : []));
}

async function readModel(
  given: string | Model | undefined,
  { limits, description, fields, answer, examples, names }: ProjectConfig,
): Promise<Model> {
  if (given !== undefined && typeof given !== "string") return given;
  return loadModel(given ?? "model.pkl", {
    ...(limits && { limits }),
    ...(description !== undefined && { description }),
    ...(fields && { fields }),
    ...(answer && { answer }),
    ...(examples && { examples }),
    ...(names && { names }),
  });
}

/** The prediction log: the host's choice, else the project's. */
async function openLog(project: Project | null): Promise<PredictionLog | undefined> {
  const host = currentHost();
  if (host !== null) return host.openLog(project);
  if (project?.log == null) return undefined;
  const { file, isAsked, maxBytes } = project.log;
  const onProblem = (message: string): void => {
    process.stderr.write(`${show(message, 500)}\n`);
  };
  try {
    return await openPredictionLog(file, { onProblem, ...(maxBytes && { maxBytes }) });
  } catch (error) {
    if (isAsked) throw error;
    return undefined;
  }
}

/** Says on the terminal which template is broken, before anybody asks for its page. */
function tellBrokenTemplates({ site }: FastifyInstance, root: string): void {
  try {
    site.templates?.check();
  } catch (error) {
    process.stderr.write(failureText(error, root));
  }
}

/** The project's folder, or that of the program that runs. */
function rootOf(project: string | undefined): string {
  if (project !== undefined) return resolve(project);
  const [, program] = process.argv;
  return program === undefined ? process.cwd() : dirname(resolve(program));
}

async function folderOf(
  told: string | false | undefined,
  project: Project | null,
  root: string,
  name: "templates" | "static",
): Promise<string | null> {
  if (told === false) return null;
  if (told !== undefined) return resolve(told);
  if (project !== null) return project[name];
  const path = join(root, name);
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() === true ? path : null;
}
