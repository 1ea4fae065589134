import { join } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { errorCatalogue } from "../../../src/errors.ts";
import { loadModel } from "../../../src/predict/model.ts";
import type { Model } from "../../../src/predict/prediction.ts";
import { createServer } from "../../../src/server/app.ts";
import { DescribedClient, type OpenApi } from "../described-client.ts";
import {
  fakeModel,
  flowerModel,
  mixedModel,
  orderModel,
  salaryModel,
  scalerModel,
  severalModel,
  textModel,
  wideModel,
} from "../fake-models.ts";

const salaryFile = join(import.meta.dirname, "../../../examples/salary/model.pkl");

function anyWidthModel(): Model {
  const inputs = { name: "any.pkl", summary: "Normalizer", named: false, inputs: [] };
  return fakeModel({ ...inputs, answer: (row) => ({ prediction: row.length }) });
}

function bigIntegersModel(): Model {
  const choices = [2n ** 60n, 5n, null];
  const shared = { name: "id", label: "Id", kind: "category", nullable: true } as const;
  const inputs = [{ ...shared, choices, example: 2n ** 60n }];
  return fakeModel({
    name: "big.pkl",
    summary: "OneHotEncoder",
    kind: "table",
    inputs,
    answer: () => ({ prediction: 1 }),
  });
}

const models: readonly (readonly [string, () => Model | Promise<Model>])[] = [
  ["a regression", salaryModel],
  ["a regression from its file", () => loadModel(salaryFile)],
  ["a classifier", flowerModel],
  ["every kind of field and hostile names", mixedModel],
  ["a column that is never looked at", orderModel],
  ["a text", textModel],
  ["several outputs", severalModel],
  ["a transformer", scalerModel],
  ["64 numbers", () => wideModel(64)],
  ["500 numbers", () => wideModel(500)],
  ["any width", anyWidthModel],
  ["integers beyond 2^53", bigIntegersModel],
];

async function open(model: Model) {
  const app = createServer(model);
  const response = await app.inject("/openapi.json");
  expect(response.statusCode).toBe(200);
  const document: OpenApi = response.json();
  return { app, document, client: new DescribedClient(app, document) };
}

type Fields = Readonly<Record<string, unknown>>;

function exampleOf(model: Model): Fields {
  const cell = (value: unknown) => (typeof value === "bigint" ? String(value) : value);
  return Object.fromEntries(
    model.signature.inputs.map(({ name, example }) => [name, cell(example)]),
  );
}

function texts(record: Fields): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, String(value)]));
}

describe("GET /openapi.json", () => {
  for (const [name, make] of models) {
    it(`is a valid OpenAPI 3.1 document for ${name}`, async () => {
      const { app, document } = await open(await make());
      const { valid, errors } = await new Validator().validate({ ...document });
      expect(errors).toBeUndefined();
      expect(valid).toBe(true);
      await app.close();
    });

    it(`lets a client that knows only the document ask ${name}`, async () => {
      const model = await make();
      const { app, client } = await open(model);
      const record = exampleOf(model);
      const row = Object.values(record);
      const width = row.length;
      const rows = width === 0 ? [[1, 2]] : [row, row];
      const single = await client.call("predict", { body: width === 0 ? [1, 2] : record });
      expect([single.status, single.answer]).toEqual([
        200,
        expect.objectContaining({ prediction: expect.anything() }),
      ]);
      const many = await client.call("predictApi", { body: rows });
      expect([many.status, many.answer]).toEqual([
        200,
        expect.objectContaining({ predictions: expect.anything() }),
      ]);
      expect((await client.call("predict", { body: { rows } })).status).toBe(200);
      if (width > 0) {
        expect((await client.call("predict", { form: texts(record) })).status).toBe(200);
      }
      const isShort = width > 0 && width <= 120;
      const query = isShort ? texts(record) : { row: "1,2,3" };
      const byQuery = await client.call("predictByQuery", { query });
      expect(byQuery.status).toBe(width > 120 ? 400 : 200);
      await app.close();
    });
  }

  it("tells of the errors that it answers with", async () => {
    const { app, client, document } = await open(mixedModel());
    const invalid = await client.call("predict", { body: { area_m2: "x" }, force: true });
    expect(invalid).toMatchObject({ status: 400, answer: { code: "INPUT_INVALID" } });
    const missing = await client.call("predictByQuery", { force: true });
    expect(missing.status).toBe(400);
    const codes = Object.keys(errorCatalogue);
    const responses = Object.values(document.paths["/predict"]?.["post"]?.responses ?? {});
    const told = responses.flatMap(({ content }) => {
      const problem = content?.["application/problem+json"];
      return problem === undefined ? [] : Object.keys((problem as { examples: Fields }).examples);
    });
    expect(told.length).toBeGreaterThan(10);
    expect(told.filter((code) => !codes.includes(code))).toEqual([]);
    await app.close();
  });

  it("refuses by its schemas what the model refuses", async () => {
    const { app, client } = await open(mixedModel());
    const good = exampleOf(mixedModel());
    const others = [{ area_m2: [1] }, { district: "Moon" }, { garage: 3 }, { extra: 1 }];
    for (const other of [...others, { rooms: true }, { heating: 1 }]) {
      const body = { ...good, ...other };
      await expect(client.call("predict", { body })).rejects.toThrow("requestBody");
      expect((await client.call("predict", { body, force: true })).status).toBe(400);
    }
    for (const other of [{ rooms: null }, { heating: null }, { street: "Elsewhere" }]) {
      expect((await client.call("predict", { body: { ...good, ...other } })).status).toBe(200);
    }
    await app.close();
  });

  it("asks for no column that the model never looks at, and takes it nevertheless", async () => {
    const { app, client, document } = await open(orderModel());
    expect(document.components.schemas["InputRecord"]).toMatchObject({ required: ["weight"] });
    const { parameters } = document.paths["/predict"]?.["get"] ?? {};
    expect(parameters?.map(({ name }) => name)).toEqual(["weight"]);
    for (const order of [{}, { order_id: 7 }, { order_id: "A-7" }, { order_id: null }]) {
      const body = { ...order, weight: 3 };
      const { status, answer } = await client.call("predict", { body });
      expect([status, answer]).toEqual([200, expect.objectContaining({ prediction: 6 })]);
    }
    const { answer } = await client.call("predictByQuery", { query: { weight: "3" } });
    expect(answer).toMatchObject({ prediction: 6 });
    await app.close();
  });

  it("describes routes that are there, and answers that they give", async () => {
    const { app, document, client } = await open(salaryModel());
    for (const [path, item] of Object.entries(document.paths)) {
      const url = path.replaceAll(/\{(\w+)\}/g, ":$1");
      for (const method of Object.keys(item)) {
        expect(app.hasRoute({ url, method: method.toUpperCase() as "GET" })).toBe(true);
      }
    }
    expect((await client.call("model")).status).toBe(200);
    expect((await client.call("live")).status).toBe(200);
    expect((await client.call("ready")).status).toBe(200);
    await app.close();
  });
});
