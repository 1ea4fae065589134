// An app: a model being served, with routes, pages and hooks of one's own.

import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { FastifyInstance } from "fastify";
import { stemOf } from "../pages/page-model.ts";
import type { Model, PredictedValue } from "../predict/prediction.ts";
import type { ProjectConfig } from "../project/config.ts";
import { openProject, type Project } from "../project/project.ts";
import { openPredictionLog, type PredictionLog } from "../store/prediction-log.ts";
import { show } from "../text.ts";
import { createServer, type ServerOptions } from "./app.ts";
import { currentHost } from "./app-host.ts";
import { hooked, type ModelsOption, modelFilesOf, readModel, readModels } from "./app-models.ts";
import { describeError } from "./debug/failure.ts";
import { renderOverlay } from "./debug/overlay.ts";
import { tellOwnEnd } from "./debug/program-failure.ts";
import { workerPlace } from "./debug/worker.ts";
import type { HookRecord, Hooks } from "./hooks.ts";
import { createHub } from "./hub.ts";
import { listen } from "./listen.ts";
import { failureText, runApp } from "./run-app.ts";
import type { App } from "./served-app.ts";

export interface AppOptions<Input extends object = HookRecord, Output = PredictedValue>
  extends Omit<ServerOptions, "templates" | "static" | "explain"> {
  /** A model file, or a model that `loadModel` gave. */
  readonly model?: string | Model;
  /**
   * Several models by their names: each has its page and its API at `/models/NAME/`. Instead of `model`; the log is
   * kept for single models only.
   */
  readonly models?: ModelsOption;
  /**
   * A project's folder: its model, its config, `templates/` and `static/`. The folder of the program where neither this
   * nor a model is told.
   */
  readonly project?: string;
  /** The folder of templates; `templates/` of the project, or beside the program, unless told. false = none. */
  readonly templates?: string | false;
  /** The folder whose files are served at `/static/`; found as `templates` is. */
  readonly static?: string | false;
  /** The app's own code around the model. */
  readonly hooks?: Hooks<Input, Output>;
  /** What is said about the model's fields and answer, where no project says it. */
  readonly config?: Omit<ProjectConfig, "model" | "log" | "monitor">;
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
  options: AppOptions<Input, Output> = {},
): Promise<App> {
  if (currentHost() === null) tellOwnEnd(rootOf(options.project));
  return makeApp(options as AppOptions);
}

async function makeApp(options: AppOptions): Promise<App> {
  const host = currentHost();
  const { model: given, models: several, project: told, hooks, config = {}, ...own } = options;
  const isProject = given === undefined && several === undefined;
  const folder = told ?? (isProject ? rootOf(undefined) : undefined);
  const project =
    folder === undefined ? null : await openProject(folder, host?.projectOptions ?? {});
  const root = project?.root ?? rootOf(undefined);
  const members = several === undefined ? null : await readModels(several, hooks, root);
  const model =
    members?.values().next().value?.model ??
    hooked(project?.model ?? (await readModel(given ?? "model.pkl", config, root)), hooks);
  const templates = await folderOf(own.templates, project, root, "templates");
  const makeTemplates = await templateMaker(templates);
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
    ...(project !== null && { keepsValues: project.keepsValues }),
    ...(project?.monitor != null && { monitor: project.monitor }),
    ...host?.options,
    ...own,
    title,
    log,
    takesFiles: hooks === undefined,
    templates: makeTemplates,
    static: statics ?? undefined,
    explain: isDebug ? (error) => renderOverlay(describeError(error, root), root) : undefined,
  };
  const fastify =
    members === null ? createServer(model, serverOptions) : createHub(members, serverOptions);
  if (isDebug) tellBrokenTemplates(fastify, root);
  const modelFiles = project?.modelFiles ?? modelFilesOf(given, several, root);
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

/** Makes the templates of a folder. What compiles them is loaded where there is such a folder. */
async function templateMaker(
  folder: string | null,
): Promise<NonNullable<ServerOptions["templates"]>> {
  if (folder === null) return () => null;
  const { createTemplates } = await import("../templates/templates.ts");
  return (endpoints) => createTemplates({ folder, endpoints });
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
  const host = currentHost();
  if (host !== null) return host.root;
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
