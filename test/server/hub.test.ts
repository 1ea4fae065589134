import { describe, expect, it } from "vitest";
import { type App, createApp } from "../../src/server/index.ts";
import { salaryModel } from "./fake-models.ts";

const html = { accept: "text/html" };
const record = { experience: 2, test_score: 9, interview_score: 6 };

async function appOf(events: string[] = []): Promise<App> {
  return createApp({
    models: {
      salary: salaryModel(),
      doubled: {
        model: salaryModel(),
        title: "Twice the pay",
        hooks: { after: (answer) => ({ ...answer, prediction: Number(answer.prediction) * 2 }) },
      },
    },
    onRequest: ({ path, status }) => events.push(`${status} ${path}`),
  });
}

describe("an app of several models", () => {
  it("lists them, for people and for programs", async () => {
    const app = await appOf();
    const page = await app.fastify.inject({ url: "/", headers: html });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('<a href="./models/salary/">Salary</a>');
    expect(page.body).toContain("Twice the pay");
    const list = (await app.fastify.inject("/models")).json();
    expect(
      list.models.map(({ name, path }: { name: string; path: string }) => [name, path]),
    ).toEqual([
      ["salary", "/models/salary/"],
      ["doubled", "/models/doubled/"],
    ]);
    expect([...app.models.keys()]).toEqual(["salary", "doubled"]);
    await app.close();
  });

  it("gives each its page, its API and its docs behind its name", async () => {
    const events: string[] = [];
    const app = await appOf(events);
    const [expected] = await salaryModel().predict([record]);
    const ask = async (name: string): Promise<number> => {
      const url = `/models/${name}/predict`;
      const answer = await app.fastify.inject({ method: "POST", url, payload: record });
      return answer.json().prediction;
    };
    expect(await ask("salary")).toBe(expected?.prediction);
    expect(await ask("doubled")).toBe(Number(expected?.prediction) * 2);
    const page = await app.fastify.inject({ url: "/models/salary/", headers: html });
    expect(page.body).toContain("/models/salary/predict");
    expect(page.body).toContain('action="./"');
    const docs = await app.fastify.inject({ url: "/models/salary/docs", headers: html });
    expect(docs.body).toContain('href="./openapi.json"');
    expect((await app.fastify.inject("/models/salary/openapi.json")).statusCode).toBe(200);
    expect(events.slice(0, 2)).toEqual([
      "200 /models/salary/predict",
      "200 /models/doubled/predict",
    ]);
    await app.close();
  });

  it("leads to a model's page, and knows no others", async () => {
    const app = await appOf();
    app.route("/hi", () => "Hello world");
    const bare = await app.fastify.inject("/models/salary?x=1");
    expect([bare.statusCode, bare.headers["location"]]).toEqual([308, "/models/salary/?x=1"]);
    expect((await app.fastify.inject("/models/none/")).statusCode).toBe(404);
    expect((await app.fastify.inject("/predict")).statusCode).toBe(404);
    expect((await app.fastify.inject("/hi")).body).toBe("Hello world");
    expect((await app.fastify.inject("/health/ready")).statusCode).toBe(200);
    const near = await app.fastify.inject({ url: "/models/salry/", headers: html });
    expect(near.body).toContain('href="../../models/salary/"');
    const missing = await app.fastify.inject({ url: "/nothing", headers: html });
    expect([missing.statusCode, missing.body.includes("Models")]).toEqual([404, true]);
    await app.close();
  });

  it("names all its models when it is ready, and says where they are for paths that are none", async () => {
    const app = await appOf();
    const version = salaryModel().sha256.slice(0, 12);
    expect((await app.fastify.inject("/health/ready")).json()).toEqual({
      status: "ready",
      models: [
        { name: "salary", version },
        { name: "doubled", version },
      ],
    });
    const problem = async (url: string): Promise<{ detail: string; hint: string }> =>
      (await app.fastify.inject(url)).json();
    for (const url of ["/predict", "/models/none/"]) {
      expect((await problem(url)).hint).toContain(" /models/NAME/predict");
    }
    const inner = await problem("/models/salary/nothing");
    expect(inner.detail).toContain(" /models/salary/nothing.");
    expect(inner.hint).toContain(" /models/salary/predict");
    await app.close();
  });

  it("answers over sockets and stops in order", async () => {
    const app = await appOf();
    const { url } = await app.listen({ port: 0 });
    const response = await fetch(`${url}/models/doubled/predict`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "experience=2&test_score=9&interview_score=6",
    });
    expect(response.status).toBe(200);
    app.fastify.drain.endGrace();
    await app.close();
    await expect(fetch(url)).rejects.toThrow();
  });

  it("refuses names that cannot stand in an address, hooks for all, and no model at all", async () => {
    const usage = expect.objectContaining({ code: "USAGE" });
    await expect(createApp({ models: { "a/b": salaryModel() } })).rejects.toEqual(usage);
    await expect(createApp({ models: {} })).rejects.toEqual(usage);
    await expect(createApp({ models: { a: salaryModel() }, hooks: {} })).rejects.toEqual(usage);
  });
});
