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

describe("the option proba beside fields in the address", () => {
  const fields = new URLSearchParams(
    Object.entries(record()).map(([name, value]) => [name, String(value)]),
  ).toString();

  async function get(url: string, headers: Record<string, string> = {}, model = flowerModel()) {
    const app = createServer(model);
    const response = await app.inject({ url, headers: { accept: "application/json", ...headers } });
    await app.close();
    return response;
  }

  it("leaves the probabilities out as it does with a body", async () => {
    for (const path of ["/predict", "/"]) {
      const without = await get(`${path}?${fields}&proba=false`);
      expect([without.statusCode, without.json().prediction]).toEqual([200, "pallida"]);
      expect(without.json()).not.toHaveProperty("probabilities");
      expect((await get(`${path}?${fields}&proba=true`)).json()).toHaveProperty("probabilities");
      const wrong = await get(`${path}?${fields}&proba=nein`);
      expect([wrong.statusCode, wrong.json().code]).toEqual([400, "REQUEST_MALFORMED"]);
    }
  });

  it("is said by a header as well, which must not contradict", async () => {
    const header = { "picklejar-proba": "false" };
    expect((await get(`/predict?${fields}`, header)).json()).not.toHaveProperty("probabilities");
    expect((await get(`/predict?${fields}&proba=false`, header)).statusCode).toBe(200);
    const twice = await get(`/predict?${fields}&proba=true`, header);
    expect([twice.statusCode, twice.json().code]).toEqual([400, "REQUEST_MALFORMED"]);
    const misspelt = await get(`/predict?${fields}`, { "picklejar-prob": "false" });
    expect(misspelt.json().detail).toContain("did you mean proba");
  });

  it("leaves a field that is called proba to the model, and the header to us", async () => {
    const field = { label: "A", kind: "number", nullable: false, example: 1 } as const;
    const model = fakeModel({
      name: "odd.pkl",
      summary: "LogisticRegression",
      inputs: [{ ...field, name: "proba" }],
      answer: ([value]) => ({
        prediction: Number(value),
        probabilities: [{ label: 5, probability: 1 }],
      }),
    });
    const plain = (await get("/predict?proba=5", {}, model)).json();
    expect(plain).toMatchObject({ prediction: 5, probabilities: { "5": 1 } });
    const without = (await get("/predict?proba=5", { "picklejar-proba": "false" }, model)).json();
    expect(without).not.toHaveProperty("probabilities");
  });
});

function at(url: string) {
  return { url, headers: {} };
}

describe("readOptions", () => {
  it("knows only what the route knows", () => {
    expect(readOptions(at("/x"), [], ["proba"])).toEqual({
      columns: new Map(),
      probabilities: null,
      skipsFaults: false,
      wantsLines: false,
    });
    expect(readOptions(at("/x?on_error=skip"), [], ["proba", "on_error"]).skipsFaults).toBe(true);
    expect(() => readOptions(at("/x?on_error=skip"), [], ["proba"])).toThrow(
      expect.objectContaining({ code: "REQUEST_MALFORMED" }),
    );
  });
});
