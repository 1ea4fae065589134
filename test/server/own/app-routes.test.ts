import { describe, expect, it } from "vitest";
import {
  type App,
  abort,
  createApp,
  type HandlerResult,
  redirect,
} from "../../../src/server/index.ts";
import { salaryModel } from "../fake-models.ts";

async function appWith(add: (app: App) => void): Promise<App> {
  const app = await createApp({ model: salaryModel() });
  add(app);
  return app;
}

interface Seen {
  readonly status: number;
  readonly type: string | undefined;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

async function ask(
  app: App,
  url: string,
  options: {
    method?: "GET" | "POST" | "PUT" | "HEAD" | "OPTIONS";
    payload?: string;
    headers?: Record<string, string>;
  } = {},
): Promise<Seen> {
  const { statusCode, headers, body } = await app.fastify.inject({ url, ...options });
  return { status: statusCode, type: headers["content-type"]?.toString(), body, headers };
}

const form = { "content-type": "application/x-www-form-urlencoded" };

describe("app.route", () => {
  it("answers with text as HTML and objects as JSON", async () => {
    const app = await appWith((app) => {
      app.route("/hi", () => "Hello world");
      app.route("/data", () => ({ x: [1, 2], big: 2n ** 60n }));
      app.route("/list", async () => [0.5, 200]);
      app.route("/pairs", () => [{ a: 1 }, { b: 2 }]);
    });
    expect(await ask(app, "/hi")).toMatchObject({
      status: 200,
      type: "text/html; charset=utf-8",
      body: "Hello world",
    });
    const data = await ask(app, "/data");
    expect(data.type).toBe("application/json; charset=utf-8");
    expect(data.body).toContain('"x":[1,2]');
    expect((await ask(app, "/list")).body).toBe("[0.5,200]");
    expect((await ask(app, "/pairs")).body).toBe('[{"a":1},{"b":2}]');
    await app.close();
  });

  it("takes a status and headers with a body, redirections and the web's own Response", async () => {
    const app = await appWith((app) => {
      app.route("/gone", () => ["gone", 410]);
      app.route("/made", () => [{ id: 1 }, 201, { location: "/things/1" }]);
      app.route("/plain", () => ["x", { "Content-Type": "text/plain" }]);
      app.route("/go", () => redirect("/hi there"));
      app.route("/web", () => new Response("web", { status: 202, headers: { "x-a": "b" } }));
    });
    expect(await ask(app, "/gone")).toMatchObject({ status: 410, body: "gone" });
    const made = await ask(app, "/made");
    expect([made.status, made.headers["location"], made.body]).toEqual([
      201,
      "/things/1",
      '{"id":1}',
    ]);
    expect((await ask(app, "/plain")).type).toBe("text/plain");
    const gone = await ask(app, "/go");
    expect([gone.status, gone.headers["location"]]).toEqual([302, "/hi%20there"]);
    expect(await ask(app, "/web")).toMatchObject({
      status: 202,
      body: "web",
      headers: { "x-a": "b" },
    });
    await app.close();
  });

  it("gives the handler values of the path, the query string, forms, JSON and cookies", async () => {
    const app = await appWith((app) => {
      app.route("/u/<int:id>/<name>", ({ params }) => {
        const next: number = params.id + 1;
        return `${next} ${params.name.toUpperCase()}`;
      });
      app.route(
        "/form",
        ({ form, args, cookies }) => ({
          sum: Number(form.get("a")) + Number(form.get("b")),
          all: form.getAll("a"),
          q: args.get("q"),
          who: cookies.get("who"),
        }),
        { methods: ["POST"] },
      );
      app.route("/json", ({ json }) => ({ got: json }), { methods: ["POST", "PUT"] });
    });
    expect((await ask(app, "/u/7/%C3%A9va")).body).toBe("8 ÉVA");
    const sent = await ask(app, "/form?q=x+y", {
      method: "POST",
      payload: "a=1&b=2&a=5",
      headers: { ...form, cookie: 'who="me"; x=1' },
    });
    expect(JSON.parse(sent.body)).toEqual({ sum: 3, all: ["1", "5"], q: "x y", who: "me" });
    const json = await ask(app, "/json", { method: "PUT", payload: '{"a":[1]}' });
    expect(json.body).toBe('{"got":{"a":[1]}}');
    const bad = await ask(app, "/json", { method: "POST", payload: "{" });
    expect([bad.status, JSON.parse(bad.body).code]).toEqual([400, "BODY_MALFORMED"]);
    await app.close();
  });

  it("takes files of multipart forms", async () => {
    const app = await appWith((app) => {
      app.route(
        "/up",
        ({ files, form }) => ({
          name: files.get("photo")?.filename,
          size: files.get("photo")?.bytes.length,
          note: form.get("note"),
        }),
        { methods: ["POST"] },
      );
    });
    const { url } = await app.listen({ port: 0 });
    const body = new FormData();
    body.set("note", "é");
    body.set("photo", new Blob(["abc"]), "me.png");
    const response = await fetch(`${url}/up`, { method: "POST", body });
    expect(await response.json()).toEqual({ name: "me.png", size: 3, note: "é" });
    app.fastify.drain.endGrace();
    await app.close();
  });

  it("answers 404 for unknown paths and 405 with Allow for wrong methods", async () => {
    const app = await appWith((app) => {
      app.route("/hi", () => "Hello world");
      app.route("/<int:id>", () => "n", { methods: ["GET", "POST"] });
    });
    expect((await ask(app, "/nothing")).status).toBe(404);
    const wrong = await ask(app, "/7", { method: "PUT" });
    expect([wrong.status, wrong.headers["allow"]]).toEqual([405, "GET, HEAD, OPTIONS, POST"]);
    const options = await ask(app, "/hi", { method: "OPTIONS" });
    expect([options.status, options.headers["allow"]]).toEqual([204, "GET, HEAD, OPTIONS"]);
    const head = await ask(app, "/hi", { method: "HEAD" });
    expect([head.status, head.body, head.headers["content-length"]]).toEqual([200, "", "11"]);
    await app.close();
  });

  it("leads to folders, and never to another host", async () => {
    const app = await appWith((app) => {
      app.route("/docs2/", () => "folder");
      app.route("/<path:all>/", () => "any");
    });
    const there = await ask(app, "/docs2?x=1");
    expect([there.status, there.headers["location"]]).toEqual([308, "/docs2/?x=1"]);
    const evil = await ask(app, "//evil.example");
    expect(String(evil.headers["location"] ?? "/")).not.toMatch(/^\/\//);
    await app.close();
  });

  it("wins over routes of ours with the same path, and our page is then at /form", async () => {
    const app = await appWith((app) => {
      app.route("/", () => "mine");
      app.route("/docs", () => "my docs");
      app.route("/<name>", ({ params }) => `any ${params.name}`);
    });
    const html = { accept: "text/html" };
    expect((await ask(app, "/")).body).toBe("mine");
    expect((await ask(app, "/", { method: "POST" })).status).toBe(405);
    expect((await ask(app, "/docs")).body).toBe("my docs");
    expect((await ask(app, "/x")).body).toBe("any x");
    expect((await ask(app, "/health/live")).body).toBe('{"status":"live"}');
    const page = await ask(app, "/form", { headers: html });
    expect(page.body).toContain('action="./form"');
    const query = "experience=2&test_score=9&interview_score=6";
    const answer = await ask(app, "/form", {
      method: "POST",
      payload: query,
      headers: { ...form, ...html },
    });
    expect([answer.status, answer.body.includes("Use it from code")]).toEqual([200, true]);
    expect((await ask(app, "/model")).status).toBe(200);
    await app.close();
  });

  it("tells the client nothing of what went wrong in a handler, and the log everything", async () => {
    const failures: unknown[] = [];
    const app = await createApp({
      model: salaryModel(),
      onRequest: ({ failure, path }) => failures.push([path, failure]),
    });
    const secret = new Error("secret of the handler");
    app.route("/bad", () => {
      throw secret;
    });
    app.route("/none", () => undefined as unknown as HandlerResult);
    const bad = await ask(app, "/bad");
    expect([bad.status, bad.body.includes("secret")]).toEqual([500, false]);
    expect((await ask(app, "/none")).status).toBe(500);
    expect(failures).toEqual([
      ["/bad", secret],
      ["/none", expect.objectContaining({ code: "RESULT_INVALID" })],
    ]);
    await app.close();
  });

  it("ends a handler with a status by abort", async () => {
    const app = await appWith((app) => {
      app.route("/teapot", () => abort(418, "Short and stout"));
    });
    const answer = await ask(app, "/teapot");
    expect(answer.status).toBe(418);
    expect(JSON.parse(answer.body)).toMatchObject({
      code: "ABORTED",
      detail: "Short and stout",
      status: 418,
    });
    const page = await ask(app, "/teapot", { headers: { accept: "text/html" } });
    expect([page.status, page.body.includes("Short and stout")]).toEqual([418, true]);
    await app.close();
  });
});

describe("app.errorPage", () => {
  const people = { accept: "text/html" };

  it("answers people in the place of our page, and programs as before", async () => {
    const app = await appWith((app) => {
      app.errorPage(404, ({ status }, request) => `<h1>${status} ${request.path}</h1>`);
      app.errorPage(500, () => ["<h1>Sorry</h1>", 503]);
      app.route("/bad", () => {
        throw new Error("secret");
      });
    });
    expect(await ask(app, "/no?x=1", { headers: people })).toMatchObject({
      status: 404,
      body: "<h1>404 /no</h1>",
    });
    for (const headers of [{}, { accept: "*/*" }, { accept: "application/json" }]) {
      expect(JSON.parse((await ask(app, "/no", { headers })).body).code).toBe("NOT_FOUND");
      expect((await ask(app, "/bad", { headers })).status).toBe(500);
    }
    expect(await ask(app, "/bad", { headers: people })).toMatchObject({
      status: 503,
      body: "<h1>Sorry</h1>",
    });
    await app.close();
  });

  it("is asked what the handler was asked, and of other requests what can be read", async () => {
    const app = await appWith((app) => {
      app.errorPage(404, (_error, { path, args, form, params }) => ({
        ...{ path, params, args: [...args], form: [...form] },
      }));
      app.route("/user/<int:id>", () => abort(404), { methods: ["POST"] });
    });
    const own = await ask(app, "/user/7?x=1", {
      method: "POST",
      payload: "name=Ann",
      headers: { ...form, ...people },
    });
    expect(JSON.parse(own.body)).toEqual({
      path: "/user/7",
      params: { id: 7 },
      args: [["x", "1"]],
      form: [["name", "Ann"]],
    });
    const other = await ask(app, "/no?x=%ff", {
      method: "POST",
      payload: "name=%ff",
      headers: { ...form, ...people },
    });
    expect([other.status, JSON.parse(other.body).path]).toEqual([404, "/no"]);
    await app.close();
  });
});

describe("app.urlFor", () => {
  it("knows routes by their handlers' names", async () => {
    const app = await appWith((app) => {
      app.route("/user/<int:id>", function show() {
        return "x";
      });
      app.route("/named", () => "x", { endpoint: "special" });
    });
    expect(app.urlFor("show", { id: 7, tab: 1 })).toBe("/user/7?tab=1");
    expect(app.urlFor("special")).toBe("/named");
    expect(app.urlFor("static", { filename: "css/style.css" })).toBe("/static/css/style.css");
    expect(() => app.urlFor("nothing")).toThrow(expect.objectContaining({ code: "USAGE" }));
    await app.close();
  });
});

describe("hooks", () => {
  const record = { experience: 2, test_score: 9, interview_score: 6 };
  const post = (payload: object): object => ({
    method: "POST",
    payload: JSON.stringify(payload),
    headers: { "content-type": "application/json" },
  });

  it("change records before and answers after the model, by JSON, form and page alike", async () => {
    const plain = await createApp({ model: salaryModel() });
    const expected = JSON.parse((await ask(plain, "/predict", post(record))).body).prediction;
    await plain.close();
    const seen: unknown[] = [];
    const app = await createApp({
      model: salaryModel(),
      hooks: {
        before(given: { months?: number; experience?: number }) {
          seen.push({ ...given });
          const { months, ...rest } = given;
          return months === undefined ? undefined : { ...rest, experience: Number(months) / 12 };
        },
        async after(answer) {
          return { ...answer, prediction: Number(answer.prediction) * 2 };
        },
      },
    });
    const { experience: _, ...rest } = record;
    const json = await ask(app, "/predict", post({ ...rest, months: 24 }));
    expect(JSON.parse(json.body).prediction).toBe(expected * 2);
    const query = "experience=2&test_score=9&interview_score=6";
    const sent = await ask(app, "/predict", { method: "POST", payload: query, headers: form });
    expect(JSON.parse(sent.body).prediction).toBe(expected * 2);
    expect(seen[1]).toEqual(record);
    expect(
      JSON.parse((await ask(app, "/predict", post([[2, 9, 6]]))).body).predictions[0].prediction,
    ).toBe(expected * 2);
    await app.close();
  });

  it("end in 500 without details when they throw, and keep files away from the model", async () => {
    const failures: unknown[] = [];
    const app = await createApp({
      model: salaryModel(),
      onRequest: ({ failure }) => failures.push(failure),
      hooks: {
        before() {
          throw new Error("secret of the hook");
        },
      },
    });
    const answer = await ask(app, "/predict", post(record));
    expect([answer.status, answer.body.includes("secret")]).toEqual([500, false]);
    expect(failures[0]).toMatchObject({ message: "secret of the hook" });
    const csv = {
      method: "POST" as const,
      payload: "experience\n1\n",
      headers: { "content-type": "text/csv" },
    };
    expect((await ask(app, "/predict", csv)).status).toBe(415);
    for (const path of ["/batch", "/jobs"]) {
      const refused = await ask(app, path, csv);
      expect(refused.status).toBe(404);
      expect(refused.body).toContain("FILES_NOT_TAKEN");
    }
    await app.close();
  });
});
