// A model under a project's config: page, API and its description say the same, and ask and answer by it.

import { join } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import type { FastifyInstance } from "fastify";
import { beforeAll, describe, expect, it } from "vitest";
import { type LoadedModel, loadModel } from "../../src/predict/model.ts";
import { createServer } from "../../src/server/app.ts";

const folder = join(import.meta.dirname, "../fixtures/projects");

let model: LoadedModel;
let app: FastifyInstance;

beforeAll(async () => {
  model = await loadModel(join(folder, "several/people.pkl"), {
    description: "Who pays <early>?",
    fields: {
      sex: { choices: { 0: "woman", 1: "<man>" }, label: "Sex", help: "As <registered>." },
      town: { choices: [0, 1], default: 1 },
      age: { unit: "years", min: 18, max: 99, kind: "integer" },
    },
    answer: { label: "Payment", labels: { 0: "late", 1: "early & whole" } },
    examples: [{ sex: 1, age: 44 }],
  });
  app = createServer(model, { title: "Payments" });
});

async function page(path: string): Promise<string> {
  const response = await app.inject({ url: path, headers: { accept: "text/html" } });
  return response.body;
}

describe("a configured model, served", () => {
  it("gives the same answer for a value and its label, however it is asked", async () => {
    const row = { sex: "<man>", age: 44 };
    const [answer] = model.predictSync([row]);
    const asked = [
      app.inject({ method: "POST", url: "/predict", payload: row }),
      app.inject({ method: "POST", url: "/predict", payload: { sex: 1, town: 1, age: 44 } }),
      app.inject({ method: "POST", url: "/predict", payload: [1, 1, 44] }),
      app.inject("/predict?sex=1&age=44&town="),
      app.inject({
        method: "POST",
        url: "/predict",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        payload: "sex=%3Cman%3E&town=1&age=44",
      }),
    ];
    for (const response of await Promise.all(asked)) {
      expect(response.statusCode).toBe(200);
      expect(response.json().prediction).toBe(answer?.prediction);
    }
    const csv = await app.inject({
      method: "POST",
      url: "/batch",
      headers: { "content-type": "text/csv" },
      payload: "age,sex\n44,1\n44,<man>\n",
    });
    const answers = csv.body
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => Number(line.split(",")[2]));
    expect(answers).toEqual([answer?.prediction, answer?.prediction]);
  });

  it("refuses what the config excludes, field by field", async () => {
    const payload = { sex: "man", town: 2, age: 17.5 };
    const response = await app.inject({ method: "POST", url: "/predict", payload });
    expect(response.statusCode).toBe(400);
    const { issues } = response.json();
    expect(
      issues.map(({ path, code }: { path: string[]; code: string }) => [...path, code]),
    ).toEqual([
      ["sex", "FIELD_CHOICE"],
      ["town", "FIELD_CHOICE"],
      ["age", "FIELD_KIND"],
    ]);
    const misspelt = (await app.inject("/predict?sex=womam&age=44")).json().issues[0].message;
    expect(misspelt).toContain('0 (woman), 1 (<man>); got "womam"; did you mean "woman"?');
    const old = await app.inject("/predict?sex=0&age=100");
    expect(old.json().issues).toMatchObject([{ path: ["age"], code: "FIELD_RANGE" }]);
  });

  it("shows labels, help, bounds and defaults on the page, escaped", async () => {
    const html = await page("/");
    expect(html).toContain("Who pays &lt;early>?");
    expect(html).toMatch(/value="1"[^>]*\/?>&lt;man>/);
    expect(html).toContain("As &lt;registered>.");
    expect(html).toContain("whole, from 18 to 99");
    expect(html).toContain("years");
    expect(html).toMatch(/name="town"[^>]*value="1"[^>]*checked/);
    expect(html).toContain("1 if left empty");
    expect(html).not.toMatch(/<man>|<registered>|<early>/);
    const answered = await page("/?sex=1&age=44");
    const { prediction } = model.predictSync([{ sex: 1, age: 44 }])[0] ?? {};
    expect(answered).toContain("Payment");
    expect(answered).toContain(prediction === 1 ? "early &amp; whole" : "late");
  });

  it("says which default stands for an empty box, and leaves it out of the command", async () => {
    const rate = { default: 7, help: "Rate." };
    const optional = await loadModel(join(folder, "several/price.pkl"), {
      fields: { age: {}, income: {}, rate },
    });
    const server = createServer(optional);
    const ask = async (url: string): Promise<string> =>
      (await server.inject({ url, headers: { accept: "text/html" } })).body;
    const empty = await ask("/?age=44&income=2300&rate=");
    expect(empty).toContain("7 if left empty");
    expect(empty).toContain("{&quot;age&quot;:44,&quot;income&quot;:2300}");
    expect(empty).toMatch(/<input[^>]*value=""[^>]*name="rate"/);
    for (const url of ["/", "/?age=44&income=2300"]) {
      expect(await ask(url)).toMatch(/<input[^>]*value="7"[^>]*name="rate"/);
    }
    await server.close();
  });

  it("links to every example by its title, and words the answer with its currency", async () => {
    const told = await loadModel(join(folder, "several/price.pkl"), {
      fields: { age: {}, income: {}, rate: { default: 7 } },
      answer: { unit: "$", decimals: 2, text: "About {answer} <dollars>" },
      examples: { "A <beginner>": { age: 1, income: 2 }, Old: { age: 3, income: 4, rate: 5 } },
    });
    const server = createServer(told);
    const ask = async (url: string): Promise<string> =>
      (await server.inject({ url, headers: { accept: "text/html" } })).body;
    const html = await ask("/");
    expect(html).toMatch(/href="\.\/\?age=1&amp;income=2&amp;rate=7"[^>]*>A &lt;beginner><\/a>/);
    expect(html).toMatch(/href="\.\/\?age=3&amp;income=4&amp;rate=5"[^>]*>Old<\/a>/);
    const answered = await ask("/?age=3&income=4&rate=5");
    expect(answered).toMatch(/class="value[^>]*>-?\$[\d,.]+<\/p>/);
    expect(answered).toMatch(/<p class="sentence">About -?[\d.]+ &lt;dollars><\/p>/);
    expect(answered).toContain("How to use it from code");
    expect(await ask("/docs")).not.toContain("How to use it from code");
    await server.close();
  });

  it("describes it in OpenAPI and the docs, validly", async () => {
    const document = (await app.inject("/openapi.json")).json();
    expect((await new Validator().validate(document)).valid).toBe(true);
    expect(document.info.description).toContain("Who pays <early>?");
    const { properties, required } = document.components.schemas.InputRecord;
    expect(required).toEqual(["sex", "age"]);
    expect(properties.age).toMatchObject({
      type: ["integer", "null"],
      minimum: 18,
      maximum: 99,
      "x-unit": "years",
    });
    expect(properties.town.default).toBe(1);
    expect(JSON.stringify(properties.town)).toContain("[0,1]");
    expect(JSON.stringify(properties.town)).toContain('"null"');
    expect(properties.sex).toMatchObject({ title: "Sex", examples: [1] });
    expect(JSON.stringify(properties.sex)).toContain('[0,1,"woman","<man>"]');
    expect(properties.sex.description).toContain("0 = woman, 1 = <man>");
    expect(document.components.schemas.Answer.properties.prediction).toMatchObject({
      title: "Payment",
      description: "0 = late, 1 = early & whole.",
    });
    const docs = await page("/docs");
    expect(docs).toContain("one of 0 (woman), 1 (&lt;man>)");
    expect(docs).toContain("whole number in years, from 18 to 99");
    expect(docs).toContain("1 if left out");
  });

  it("tells the files of a model of several in its card", async () => {
    const at = (name: string): string => join(folder, "several", `${name}.pkl`);
    const several = await loadModel({ steps: [at("scaler"), at("model")] });
    const card = (await createServer(several).inject("/model")).json();
    expect(card.files.map(({ name }: { name: string }) => name)).toEqual([
      "scaler.pkl",
      "model.pkl",
    ]);
    expect(card).toMatchObject({ file: "model.pkl", name: "model", sha256: several.sha256 });
    expect((await app.inject("/model")).json()).toMatchObject({ description: "Who pays <early>?" });
  });
});
