// Options of an answer: in the address of a request with a body, or as `parameters` in its JSON.
import { describe, expect, it } from "vitest";
import type { Model } from "../../src/predict/prediction.ts";
import { readOptions } from "../../src/server/answer-options.ts";
import { createServer } from "../../src/server/app.ts";
import { fakeModel, flowerModel } from "./fake-models.ts";

async function post(payload: unknown, url = "/predict", model: Model = flowerModel()) {
  const app = createServer(model);
  const headers = { "content-type": "application/json", accept: "application/json" };
  const response = await app.inject({
    method: "POST",
    url,
    headers,
    payload: JSON.stringify(payload),
  });
  await app.close();
  return response;
}

const row = [3, 1, 1, 1];

function record(): Record<string, number> {
  return Object.fromEntries(
    flowerModel().signature.inputs.map(({ name }, i) => [name, row[i] ?? 0]),
  );
}

describe("the option proba", () => {
  it("leaves the probabilities out of JSON, however the rows are sent", async () => {
    const parameters = { proba: false };
    const lists = Object.fromEntries(Object.entries(record()).map(([name, at]) => [name, [at]]));
    for (const body of [
      { ...record(), parameters },
      { rows: [row], parameters },
      { columns: Object.keys(record()), data: [row], parameters },
      { ...lists, parameters },
    ]) {
      for (const url of ["/predict", "/"]) {
        const response = await post(body, url);
        expect(response.statusCode).toBe(200);
        const { predictions, prediction } = response.json();
        expect(predictions ?? [{ prediction }]).toEqual([{ prediction: "pallida" }]);
        expect(response.body).not.toContain("probabilities");
      }
    }
    const inAddress = await post(record(), "/predict?proba=false");
    expect(inAddress.json()).not.toHaveProperty("probabilities");
    expect((await post(record(), "/predict?proba=true")).json()).toHaveProperty("probabilities");
  });

  it("is refused where it says nothing, or is said twice", async () => {
    for (const [body, url, hint] of [
      [{ rows: [row], parameters: { proba: "no" } }, "/predict", "false, true"],
      [{ rows: [row], parameters: { prob: false } }, "/predict", "did you mean proba"],
      [{ rows: [row], parameters: { __proto__x: 1 } }, "/predict", "__proto__x"],
      [{ rows: [row], parameters: { proba: false } }, "/predict?proba=false", "twice"],
      [{ rows: [row] }, "/predict?explain=true", "explain"],
    ] as const) {
      const response = await post(body, url);
      expect([response.statusCode, response.json().code]).toEqual([400, "REQUEST_MALFORMED"]);
      expect(response.json().detail).toContain(hint);
    }
  });

  it("leaves a field that is called parameters to the model", async () => {
    const field = { label: "A", kind: "number", nullable: false, example: 1 } as const;
    const model = fakeModel({
      name: "odd.pkl",
      summary: "LinearRegression",
      inputs: [{ ...field, name: "parameters" }],
      answer: ([value]) => ({ prediction: Number(value) }),
    });
    expect((await post({ parameters: 5 }, "/predict", model)).json().prediction).toBe(5);
    const wrong = (await post({ parameters: { proba: false } }, "/predict", model)).json();
    expect(wrong.issues).toMatchObject([{ path: ["parameters"], code: "FIELD_KIND" }]);
  });
});

describe("readOptions", () => {
  it("knows only what the route knows", () => {
    expect(readOptions("/x", [], ["proba"])).toEqual({ probabilities: null, skipsFaults: false });
    expect(readOptions("/x?on_error=skip", [], ["proba", "on_error"]).skipsFaults).toBe(true);
    expect(() => readOptions("/x?on_error=skip", [], ["proba"])).toThrow(
      expect.objectContaining({ code: "REQUEST_MALFORMED" }),
    );
  });
});
