// What an app can do: the interface behind `createApp`.

import type { FastifyInstance } from "fastify";
import type { Model } from "../predict/prediction.ts";
import type { Project } from "../project/project.ts";
import type { WatchedPaths } from "./debug/worker.ts";
import type { Address } from "./listen.ts";
import type { ErrorHandler, RouteHandler, RouteOptions } from "./own/site.ts";

export interface AppListenOptions {
  /** 5000 unless told; 0 = any free port. */
  readonly port?: number;
  /** 127.0.0.1 unless told. */
  readonly host?: string;
}

export interface RunOptions extends AppListenOptions {
  /** Starts the program again whenever a file of the project changes. Only for who works on it. */
  readonly debug?: boolean;
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
