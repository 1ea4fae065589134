// Several models in one app: each is a server of its own behind `/models/NAME/`, with its page, its API and its docs.

import type { IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { PicklejarError } from "../errors.ts";
import { createListPages, type ListedModel } from "../pages/models.tsx";
import { pageModel } from "../pages/page-model.ts";
import type { Model } from "../predict/prediction.ts";
import { nearestName } from "../text.ts";
import { createServer, type ServerOptions, versionOf } from "./app.ts";
import { setMount } from "./origin.ts";
import { pathOf } from "./own/request.ts";
import type { Routes } from "./routes/routes.ts";
import { homeFrom, type Service, sendJson, sendPage, wantsHtml } from "./service.ts";

/** One model of an app that serves several. */
export interface HubModel {
  readonly model: Model;
  readonly title?: string | undefined;
  readonly takesFiles: boolean;
}

/**
 * The server of several models by their names.
 *
 * @param models  one at least
 * @throws USAGE for a name that cannot stand in an address
 */
export function createHub(
  models: ReadonlyMap<string, HubModel>,
  options: ServerOptions,
): FastifyInstance {
  const [first] = models.values();
  if (first === undefined) throw new TypeError("A hub has models.");
  for (const name of models.keys()) checkName(name);
  const pages = createListPages(options.title ?? "Models");
  const listed = [...models].map(([name, { model, title }]) => listedModel(name, model, title));
  const members = new Map<string, FastifyInstance>();
  const hub = createServer(first.model, options, {
    pages,
    models: [...models].map(([name, { model }]) => ({ name, version: versionOf(model) })),
    addRoutes: (routes, service) => addListRoutes(routes, service, listed, pages.renderList),
  });
  for (const [name, { model, title, takesFiles }] of models) {
    const { limits, onRequest, explain, monitor, keepsValues } = options;
    const path = `/models/${name}`;
    const own = {
      title: title ?? words(name),
      takesFiles,
      limits,
      onRequest,
      explain,
      monitor,
      keepsValues,
    };
    members.set(name, createServer(model, own, { mount: { path, ...hub.mounting } }));
  }
  hub.addHook("onReady", async () => {
    for (const member of members.values()) await member.ready();
  });
  hub.addHook("onClose", async () => {
    for (const member of members.values()) await member.close();
  });
  const pass = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const path = pathOf(request.url);
    const [, name = "", rest = ""] = /^\/models\/([^/]+)(\/.*)?$/.exec(path) ?? [];
    const member = members.get(name);
    if (member === undefined) {
      const near = nearestName(name, members.keys());
      throw hub.site.notFound(path, near === null ? null : `/models/${near}/`);
    }
    const query = request.url.slice(path.length);
    // Relative links of the page need the slash.
    if (rest === "") return reply.code(308).header("location", `/models/${name}/${query}`).send();
    request.isPassedOn = true;
    reply.hijack();
    passOn(request.raw, `/models/${name}`, rest + query);
    member.routing(request.raw, reply.raw);
    return reply;
  };
  hub.all("/models/:name", pass);
  hub.all("/models/:name/*", pass);
  return hub;
}

function passOn(raw: IncomingMessage, mount: string, url: string): void {
  setMount(raw, mount);
  raw.url = url;
}

function addListRoutes(
  routes: Routes,
  service: Service,
  models: readonly ListedModel[],
  render: (models: readonly ListedModel[], home: string) => string,
): void {
  const json = JSON.stringify({
    models: models.map(({ name, title, about, path }) => ({
      name,
      title,
      about,
      path: `/${path}`,
    })),
  });
  const answer = (request: FastifyRequest, reply: FastifyReply): void => {
    if (wantsHtml(request)) sendPage(service, reply, 200, render(models, homeFrom(request.url)));
    else sendJson(service, reply, 200, json);
  };
  routes.get("/models", answer);
  if (!service.site.hasIndex) routes.get("/", answer);
}

function listedModel(name: string, model: Model, title: string | undefined): ListedModel {
  const page = pageModel(model, title ?? words(name));
  return { name, title: page.title, about: page.about, path: `models/${name}/` };
}

// `house_prices` → "House prices"
function words(name: string): string {
  const text = name.replaceAll(/[-_.]+/g, " ").trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function checkName(name: string): void {
  if (/^[A-Za-z0-9][\w.-]{0,63}$/.test(name)) return;
  const reason = `${name} cannot be the name of a model: it stands in an address.`;
  throw new PicklejarError("USAGE", { reason, advice: "Use letters, digits, - and _." });
}
