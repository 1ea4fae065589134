// Who runs an app. A file that makes an app and runs it works in two ways: by itself, `node app.ts`, and loaded by
// `picklejar serve`, which then takes the app as it was made and does the running.

import type { Project, ProjectOptions } from "../project/project.ts";
import type { PredictionLog } from "../store/prediction-log.ts";
import type { ServerOptions } from "./app.ts";
import type { App } from "./served-app.ts";

/** What the command wants of an app that the project's own code makes. */
export interface AppHost {
  /** Options that the app has unless its own code says otherwise. */
  readonly options: ServerOptions;
  /** The folder that is served, where the app looks for what it is not told. */
  readonly root: string;
  /** How projects are opened. */
  readonly projectOptions: ProjectOptions;
  /** The prediction log of the app. */
  readonly openLog: (project: Project | null) => Promise<PredictionLog | undefined>;
  /** Told of the app as soon as it is made. */
  readonly onApp: (app: App) => void;
  /** Told when the code asks for it to be run, which is done by the host. */
  readonly onRun: (app: App) => void;
}

// The project may bring a package of its own: another copy of this file.
const key: unique symbol = Symbol.for("picklejar.app-host");

interface Holder {
  [key]?: AppHost | undefined;
}

export function currentHost(): AppHost | null {
  return (globalThis as Holder)[key] ?? null;
}

/** Apps that are made while `load` runs are the host's. */
export async function withHost<T>(host: AppHost, load: () => Promise<T>): Promise<T> {
  const holder = globalThis as Holder;
  const before = holder[key];
  holder[key] = host;
  try {
    return await load();
  } finally {
    holder[key] = before;
  }
}
