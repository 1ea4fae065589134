// The models of an app: files that are read, models that are there already, and the app's code around them.

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { PicklejarError } from "../errors.ts";
import { loadModel } from "../predict/model.ts";
import type { Model } from "../predict/prediction.ts";
import type { ProjectConfig } from "../project/config.ts";
import { type Hooks, hookedModel } from "./hooks.ts";
import type { HubModel } from "./hub.ts";

/** One of several models. */
export interface ModelOptions {
  readonly model: string | Model;
  /** The heading of its page; made from its name unless told. */
  readonly title?: string;
  readonly hooks?: Hooks;
  readonly config?: Omit<ProjectConfig, "model" | "log" | "monitor">;
}

/** Models by their names. */
export type ModelsOption = Readonly<Record<string, string | Model | ModelOptions>>;

/** The model with the app's code around it, where there is some. */
export function hooked(model: Model, hooks: Hooks | undefined): Model {
  return hooks === undefined ? model : hookedModel(model, hooks);
}

/** @throws USAGE for hooks of all models together; what `loadModel` throws */
export async function readModels(
  given: ModelsOption,
  hooks: Hooks | undefined,
  root: string,
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
      model: hooked(await readModel(model, config, root), hooks),
      title: title ?? config.title,
      takesFiles: hooks === undefined,
    });
  }
  return models;
}

function modelOptions(entry: string | Model | ModelOptions): ModelOptions {
  return typeof entry === "object" && "model" in entry ? entry : { model: entry };
}

/** The files of models that were named by their paths, absolute. */
export function modelFilesOf(
  given: string | Model | undefined,
  several: ModelsOption | undefined,
  root: string,
): string[] {
  const models =
    several === undefined
      ? [given]
      : Object.values(several).map((entry) => modelOptions(entry).model);
  return models.flatMap((model) =>
    typeof model === "string" ? [resolve(findFile(model, root))] : [],
  );
}

/** @param root  where a file is looked for that is not in the current folder */
export async function readModel(
  given: string | Model,
  { limits, description, fields, answer, examples, names }: ProjectConfig,
  root: string,
): Promise<Model> {
  if (typeof given !== "string") return given;
  return loadModel(findFile(given, root), {
    ...(limits && { limits }),
    ...(description !== undefined && { description }),
    ...(fields && { fields }),
    ...(answer && { answer }),
    ...(examples && { examples }),
    ...(names && { names }),
  });
}

function findFile(name: string, root: string): string {
  const beside = join(root, name);
  return !existsSync(name) && existsSync(beside) ? beside : name;
}
