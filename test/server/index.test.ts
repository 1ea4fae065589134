import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createApp } from "../../src/server/index.ts";
import { salaryModel } from "./fake-models.ts";

const path = join(import.meta.dirname, "../../examples/salary/model.pkl");

describe("createApp", () => {
  it("serves a file by its path", async () => {
    const app = await createApp({ model: path });
    const { url } = await app.listen({ port: 0 });
    const response = await fetch(`${url}/predict`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"experience":2,"test_score":9,"interview_score":6}',
    });
    const body = (await response.json()) as { prediction: number };
    expect(body.prediction).toBeCloseTo(53290.89255945, 6);
    const shown = await fetch(`${url}/?experience=2&test_score=9&interview_score=6`);
    expect(await shown.text()).toContain("53,290.89");
    app.fastify.drain.endGrace();
    await app.close();
  });

  it("gives the same answer by JSON, form, query string and page", async () => {
    const app = await createApp({ model: path });
    const query = "experience=2.5&test_score=7&interview_score=9";
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answers = await Promise.all([
      app.fastify.inject(`/predict?${query}`),
      app.fastify.inject({ method: "POST", url: "/predict", headers, payload: query }),
      app.fastify.inject({ method: "POST", url: "/predict", payload: [2.5, 7, 9] }),
    ]);
    const [expected] = await app.model.predict([[2.5, 7, 9]]);
    for (const answer of answers) expect(answer.json().prediction).toBe(expected?.prediction);
    const page = await app.fastify.inject(`/?${query}`);
    expect(page.body).toContain(`title="${expected?.prediction}"`);
    await app.close();
  });

  it("serves a model that was loaded, and routes of one's own", async () => {
    const app = await createApp({ model: salaryModel(), title: "Pay" });
    app.fastify.get("/hi", () => "Hello world");
    expect((await app.fastify.inject("/hi")).body).toBe("Hello world");
    expect((await app.fastify.inject("/")).body).toContain("<h1>Pay</h1>");
    const wrong = await app.fastify.inject({ method: "POST", url: "/hi" });
    expect([wrong.statusCode, wrong.headers["allow"]]).toEqual([405, "GET, HEAD, OPTIONS"]);
    await app.close();
  });

  it("refuses a file that is no model", async () => {
    await expect(createApp({ model: import.meta.filename })).rejects.toMatchObject({
      name: "PicklejarError",
      status: 422,
    });
  });
});
