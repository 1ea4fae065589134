// Where routes of ours are added. A path that the app's own code answers is left to it.

import type { FastifyInstance } from "fastify";

export type Routes = Pick<FastifyInstance, "get" | "post" | "delete">;

/** @param isTaken  whether the app itself answers this path */
export function yieldingRoutes(app: FastifyInstance, isTaken: (path: string) => boolean): Routes {
  const adder = (method: "get" | "post" | "delete"): FastifyInstance["get"] => {
    const add = (path: string, ...rest: unknown[]): FastifyInstance => {
      const isThere = app.hasRoute({ method: method.toUpperCase(), url: path });
      if (!isThere && !isTaken(path)) Reflect.apply(app[method], app, [path, ...rest]);
      return app;
    };
    return add as FastifyInstance["get"];
  };
  return { get: adder("get"), post: adder("post"), delete: adder("delete") };
}
