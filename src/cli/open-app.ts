// The app that `serve` serves: made by the project's own app.ts, or by us.

import { access } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { PicklejarError } from "../errors.ts";
import { codeError } from "../project/code-error.ts";
import { offerOwnPackage } from "../project/own-package.ts";
import { type AppHost, withHost } from "../server/app-host.ts";
import { createApp } from "../server/create-app.ts";
import type { App } from "../server/served-app.ts";

const names = ["app.ts", "app.mts", "app.js", "app.mjs"];

export interface OpenedApp {
  readonly app: App;
  /** The app's own code; null where there is none. */
  readonly file: string | null;
}

/**
 * Opens what is to be served. Code is run only where a folder is served.
 *
 * @param path  a model file or a project's folder
 * @throws CONFIG_UNLOADABLE for an app.ts that cannot be loaded; USAGE for one that makes no app; what `createApp` throws
 */
export async function openApp(
  path: string,
  isFolder: boolean,
  options: Omit<AppHost, "root" | "onApp" | "onRun">,
): Promise<OpenedApp> {
  const file = isFolder ? await findApp(path) : null;
  const apps: App[] = [];
  const running = Promise.withResolvers<undefined>();
  const host: AppHost = {
    ...options,
    root: isFolder ? resolve(path) : dirname(resolve(path)),
    onApp: (app) => apps.push(app),
    onRun: () => running.resolve(undefined),
  };
  await withHost(host, async () => {
    if (file === null) {
      await createApp({ project: path });
      return;
    }
    const setUp = await loadSetUp(file, running.promise);
    if (setUp !== null) await setUp(apps.at(-1) ?? (await createApp({ project: path })));
  });
  const app = apps.at(-1);
  if (app !== undefined) return { app, file };
  throw new PicklejarError("USAGE", {
    reason: `${file} makes no app.`,
    advice: "Call createApp in it, or export default a function that takes the app.",
  });
}

type SetUp = (app: App) => unknown;

/** Loads the code until it is over or runs its app. @returns the function it exports; null where there is none */
async function loadSetUp(file: string, running: Promise<undefined>): Promise<SetUp | null> {
  offerOwnPackage();
  const loading: Promise<{ readonly default?: unknown }> = import(pathToFileURL(file).href);
  try {
    const module = await Promise.race([loading, running]);
    const setUp = module?.default;
    return typeof setUp === "function" ? (setUp as SetUp) : null;
  } catch (error) {
    throw error instanceof PicklejarError ? error : codeError(file, error);
  }
}

async function findApp(folder: string): Promise<string | null> {
  for (const name of names) {
    const file = join(folder, name);
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return null;
}
