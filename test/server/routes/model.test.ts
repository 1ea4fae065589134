import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadModel } from "../../../src/predict/model.ts";
import type { Model } from "../../../src/predict/prediction.ts";
import { createServer } from "../../../src/server/app.ts";
import { fakeModel, salaryModel } from "../fake-models.ts";

const salaryFile = join(import.meta.dirname, "../../../examples/salary/model.pkl");

async function cardOf(model: Model) {
  const app = createServer(model);
  const response = await app.inject({ url: "/model", headers: { accept: "text/html,*/*" } });
  await app.close();
  expect(response.statusCode).toBe(200);
  expect(response.headers["content-type"]).toBe("application/json; charset=utf-8");
  return response.json();
}

describe("GET /model", () => {
  it("tells what a file is, who wrote it, what it asks and what it is made of", async () => {
    const model = await loadModel(salaryFile);
    const card = await cardOf(model);
    expect(card).toMatchObject({
      name: "model",
      version: model.sha256.slice(0, 12),
      file: "model.pkl",
      sha256: model.sha256,
      bytes: model.bytes,
      summary: "LinearRegression",
      container: { writer: model.document.writer, protocol: model.document.protocol },
      signature: { outputs: [{ name: "prediction", kind: "number" }] },
      estimator: { kind: "estimator", label: "LinearRegression" },
    });
    expect(card.signature.inputs).toHaveLength(3);
    const parameters = card.estimator.parameters.map(({ name }: { name: string }) => name);
    expect(parameters).toContain("fit_intercept");
    expect(card.estimator.fitted.map(({ name }: { name: string }) => name)).toContain("coef_");
  });

  it("writes integers beyond 2^53 as texts of their digits", async () => {
    const choices = [2n ** 60n, 5n];
    const card = await cardOf(
      fakeModel({
        name: "big.pkl",
        summary: "OneHotEncoder",
        kind: "table",
        inputs: [
          { name: "id", label: "Id", kind: "category", nullable: false, choices, example: 5n },
        ],
        answer: () => ({ prediction: 1 }),
      }),
    );
    expect(card.signature.inputs[0].choices).toEqual(["1152921504606846976", 5]);
  });

  it("knows less of a model that is no file, and warns of names that the model does not know", async () => {
    const { predict, predictSync, signature, ...rest } = salaryModel();
    const model = { ...rest, predict, predictSync, signature: { ...signature, named: false } };
    const card = await cardOf({ ...model, writtenBy: null });
    expect([card.container, card.estimator, card.versions]).toEqual([null, null, {}]);
    expect(card.warnings).toHaveLength(2);
    const together = await cardOf({ ...model, writtenBy: null, rowsTogether: true });
    expect(together.warnings).toHaveLength(3);
  });
});
