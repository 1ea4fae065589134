// A project: a folder with a model, or one model file; what its config says, and what else of it is served.

import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type Issue, PicklejarError } from "../errors.ts";
import type { Limits } from "../limits.ts";
import { type LoadedModel, type LoadOptions, loadModel } from "../predict/model.ts";
import type { ModelConfig } from "../predict/model-config.ts";
import { configError } from "../signature/config-problems.ts";
import type { ProjectConfig } from "./config.ts";
import { findConfigFile, isCode, type LoadedConfig, loadConfigFile } from "./config-file.ts";
import { withLine } from "./config-place.ts";
import { displayPath } from "./display-path.ts";
import { filesOf, withPaths } from "./model-paths.ts";
import { onlyModelFile } from "./model-search.ts";

export interface ProjectOptions {
  /**
   * A config file, instead of the one in the folder. For a model file, whose folder is never looked into, it is the
   * only way to have one.
   */
  readonly config?: string;
  /** Budgets that differ from the defaults; they win over the config's. */
  readonly limits?: Partial<Limits>;
}

/** What is served. Paths are absolute. */
export interface Project {
  /** The project's folder; the folder of the file where a file is served. */
  readonly root: string;
  /** Whether a folder is served; of a file's folder nothing else is used. */
  readonly isFolder: boolean;
  readonly model: LoadedModel;
  readonly title: string | null;
  readonly description: string | null;
  /** What the config file says; null where there is none. */
  readonly config: ProjectConfig | null;
  readonly configFile: string | null;
  /** Code of the project that was loaded: the config file, where it is a program. */
  readonly codeFiles: readonly string[];
  /** The files that the model was made from. */
  readonly modelFiles: readonly string[];
  /** `templates/`, where a folder is served that has one. */
  readonly templates: string | null;
  /** `static/`, likewise. */
  readonly static: string | null;
  /** Where the prediction log belongs; null where none is wanted. */
  readonly log: ProjectLog | null;
  /** Whether single values may be kept, in the log and on the monitor. */
  readonly keepsValues: boolean;
  /** Who may look at the monitor: everybody, nobody, or as it is by default. */
  readonly monitor: boolean | null;
}

export interface ProjectLog {
  readonly file: string;
  /** Whether the config asks for it: then a log that cannot be written is an error, else a remark. */
  readonly isAsked: boolean;
  /** How large the file may grow, bytes: a log that nobody asked for must not fill the disk. */
  readonly maxBytes?: number;
}

const unaskedLogBytes = 64 * 2 ** 20;

/** A project folder, or a model file by itself. @throws as `loadProject` */
export async function openProject(path: string, options: ProjectOptions = {}): Promise<Project> {
  const found = await stat(path).catch(() => null);
  const isFolder = found?.isDirectory() === true;
  const root = isFolder ? resolve(path) : dirname(resolve(path));
  const configFile = await configOf(root, isFolder, options);
  const loaded = configFile === null ? null : await loadConfigFile(configFile);
  const config = loaded?.config ?? null;
  const modelWith = async (said: ProjectConfig | null) => {
    const source = await modelSource(path, root, isFolder, said, configFile);
    return { source, model: await load(source, said, configFile, options.limits) };
  };
  if (loaded !== null && loaded.issues.length > 0 && configFile !== null) {
    throw await invalid(configFile, loaded, modelWith);
  }
  const { source, model } = await modelWith(config);
  return {
    root,
    isFolder,
    model,
    title: config?.title ?? null,
    description: config?.description ?? null,
    config,
    configFile,
    codeFiles: configFile !== null && isCode(configFile) ? [configFile] : [],
    modelFiles: [...new Set(filesOf(source).map((file) => resolve(file)))],
    templates: isFolder ? await folderIn(root, "templates") : null,
    static: isFolder ? await folderIn(root, "static") : null,
    log: logOf(root, isFolder, config),
    keepsValues: typeof config?.log !== "object" || config.log.values !== false,
    monitor: config?.monitor ?? null,
  };
}

async function configOf(
  root: string,
  isFolder: boolean,
  { config }: ProjectOptions,
): Promise<string | null> {
  if (config !== undefined) return resolve(config);
  return isFolder ? findConfigFile(root) : null;
}

/** The file or files of the model, as paths from where we are. */
async function modelSource(
  path: string,
  root: string,
  isFolder: boolean,
  config: ProjectConfig | null,
  configFile: string | null,
): Promise<ModelConfig> {
  const told = config?.model;
  if (isFolder) {
    if (told === undefined) return onlyModelFile(root);
    return withPaths(told, (file) => displayPath(resolve(root, file)));
  }
  if (told === undefined) return path;
  const toldPaths = withPaths(told, (file) => resolve(root, file));
  const isSame = filesOf(toldPaths).every((file) => file === resolve(path));
  if (isSame) return withPaths(told, () => path);
  const message = `model names other files than ${displayPath(path)}; serve the folder instead`;
  throw configError(displayPath(configFile ?? ""), [
    { path: ["model"], code: "CONFIG_VALUE", message },
  ]);
}

/** @throws CONFIG_INVALID that names the config file where the model contradicts it */
async function load(
  source: ModelConfig,
  config: ProjectConfig | null,
  configFile: string | null,
  limits: Partial<Limits> = {},
): Promise<LoadedModel> {
  const { description, fields, answer, examples, names } = config ?? {};
  const options: LoadOptions = {
    limits: { ...config?.limits, ...limits },
    ...(description !== undefined && { description }),
    ...(fields && { fields }),
    ...(answer && { answer }),
    ...(examples && { examples }),
    ...(names && { names }),
  };
  try {
    return await loadModel(source, options);
  } catch (error) {
    const isOfConfig = error instanceof PicklejarError && error.code === "CONFIG_INVALID";
    if (!isOfConfig || configFile === null) throw error;
    throw await withLine(configError(displayPath(configFile), error.issues), configFile);
  }
}

/** All that is wrong with a config of the wrong shape: also what only its model tells, as far as that can be loaded. */
async function invalid(
  configFile: string,
  { config, issues }: LoadedConfig,
  load: (config: ProjectConfig) => Promise<unknown>,
): Promise<unknown> {
  const needed: readonly unknown[] = [undefined, "model", "names", "limits"];
  let further: readonly Issue[] = [];
  if (!issues.some(({ path }) => needed.includes(path[0]))) {
    const { title: _, description: __, log: ___, monitor: ____, ...ofModel } = config;
    try {
      await load(ofModel);
    } catch (error) {
      if (error instanceof PicklejarError && error.code === "CONFIG_INVALID") {
        further = error.issues;
      }
    }
  }
  const messages = new Set(issues.map(({ message }) => message));
  const all = [...issues, ...further.filter(({ message }) => !messages.has(message))];
  return withLine(configError(displayPath(configFile), all), configFile);
}

function logOf(root: string, isFolder: boolean, config: ProjectConfig | null): ProjectLog | null {
  const file = join(root, "predictions.jsonl");
  // Only who writes a config has made the folder a project: a lone model's folder stays as it is.
  if (config === null || config.log === false) return null;
  const { log } = config;
  const named = typeof log === "object" ? log.file : log;
  // Who only says what is kept has asked for no more than there is anyway.
  if (named === undefined) {
    return isFolder ? { file, isAsked: false, maxBytes: unaskedLogBytes } : null;
  }
  return { file: named === true ? file : resolve(root, named), isAsked: true };
}

async function folderIn(root: string, name: string): Promise<string | null> {
  const path = join(root, name);
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() === true ? path : null;
}
