import { describe, expect, it } from "vitest";
import { type ErrorCode, errorCatalogue, PicklejarError } from "../../src/errors.ts";
import type { Model, Prediction } from "../../src/predict/prediction.ts";
import { createServer, type RequestEvent } from "../../src/server/app.ts";
import { flowerModel, salaryModel } from "./fake-models.ts";

const asked = "/predict?experience=2&test_score=9&interview_score=6";

/** The salary model with another way to predict. */
function failing(predict: () => Promise<Prediction[]>): Model {
  return { ...salaryModel(), predict };
}

describe("createServer", () => {
  it("tells of every answer, without the values that were sent", async () => {
    const events: RequestEvent[] = [];
    const app = createServer(salaryModel(), { onRequest: (event) => events.push(event) });
    const first = await app.inject(asked);
    await app.inject("/predict?experience=secret");
    await app.inject("/%zz");
    await app.inject({
      method: "POST",
      url: "/predict",
      payload: [
        [1, 2, 3],
        [1, 2, 3],
      ],
    });
    await app.close();
    expect(
      events.map(({ method, path, status, summary }) => [method, path, status, summary]),
    ).toEqual([
      ["GET", "/predict", 200, "53,290.89"],
      ["GET", "/predict", 400, "INPUT_INVALID"],
      ["GET", "/%zz", 400, "REQUEST_MALFORMED"],
      ["POST", "/predict", 200, "2 rows"],
    ]);
    expect(JSON.stringify(events)).not.toContain("secret");
    expect(events[0]?.id).toBe(first.headers["x-request-id"]);
    expect(events[0]?.ms).toBeGreaterThan(0);
  });

  it("tells a class with its probability, and paths that are safe to print", async () => {
    const events: RequestEvent[] = [];
    const app = createServer(flowerModel(), { onRequest: (event) => events.push(event) });
    await app.inject({ method: "POST", url: "/predict", payload: [3, 1, 1, 1] });
    await app.inject(`/${Buffer.from("é\u202e").toString("latin1")}`);
    await app.close();
    expect(events[0]?.summary).toMatch(/^pallida 0\.\d\d$/);
    expect(events[1]?.path).not.toMatch(/[\u0080-\u009f]/);
  });

  it("tells the client what is wrong with an input, also where only the estimator noticed", async () => {
    const codes = (Object.keys(errorCatalogue) as ErrorCode[]).filter((code) =>
      /^INPUT_/.test(code),
    );
    expect(codes.length).toBeGreaterThan(4);
    for (const code of codes) {
      const error = new PicklejarError(code, { category: "blue" });
      const app = createServer(failing(() => Promise.reject(error)));
      const response = await app.inject({ url: asked });
      expect([response.statusCode, response.json().code]).toEqual([error.status, code]);
      const page = await app.inject({ url: asked, headers: { accept: "text/html" } });
      expect([page.statusCode, page.body.includes("<form")]).toEqual([error.status, true]);
      await app.close();
    }
  });

  it("answers its own mistakes with an id and nothing else", async () => {
    const secret = new Error("/home/secret/model.ts failed");
    for (const error of [
      secret,
      new PicklejarError("FILE_NOT_FOUND", { file: "/secret" }),
      "/secret",
    ]) {
      const events: RequestEvent[] = [];
      const model = failing(() => Promise.reject(error));
      const app = createServer(model, { onRequest: (event) => events.push(event) });
      for (const accept of ["*/*", "text/html"]) {
        const response = await app.inject({ url: asked, headers: { accept } });
        expect(response.statusCode).toBe(500);
        expect(response.body).not.toMatch(/secret|\bat .*:\d+|\.ts\b|node_modules/);
        expect(response.body).toContain(String(response.headers["x-request-id"]));
      }
      await app.close();
      expect(events.map((event) => event.failure)).toEqual([error, error]);
    }
  });

  it("survives a model that throws at once", async () => {
    const app = createServer({
      ...salaryModel(),
      predict: () => {
        throw new RangeError("Maximum call stack size exceeded");
      },
    });
    const response = await app.inject(asked);
    expect([response.statusCode, response.json().code]).toEqual([500, "INTERNAL"]);
    expect((await app.inject("/health/live")).statusCode).toBe(200);
    await app.close();
  });

  it("gives up an answer that does not come", async () => {
    const model = failing(() => new Promise<never>(() => {}));
    const app = createServer(model, { limits: { answerMs: 30 } });
    const response = await app.inject(asked);
    expect([response.statusCode, response.json().code]).toEqual([503, "ANSWER_TIMEOUT"]);
    expect(Number(response.headers["retry-after"])).toBeGreaterThan(0);
    await app.close();
  });

  it("writes NaN as null, with what the model says about it", async () => {
    const warnings = ["The answer is not a number."];
    const model = failing(async () => [{ prediction: Number.NaN, warnings }]);
    const app = createServer(model);
    expect((await app.inject(asked)).json()).toMatchObject({ prediction: null, warnings });
    await app.close();
  });

  it("gives every request an id of its own", async () => {
    const app = createServer(salaryModel());
    const ids = new Set<unknown>();
    for (let i = 0; i < 50; i++) {
      const response = await app.inject({ url: asked, headers: { "x-request-id": "chosen" } });
      ids.add(response.headers["x-request-id"]);
    }
    expect(ids.size).toBe(50);
    expect(ids.has("chosen")).toBe(false);
    await app.close();
  });

  it("limits the rows of one request", async () => {
    const app = createServer(salaryModel(), { limits: { rows: 2 } });
    const payload = [
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3],
    ];
    const response = await app.inject({ method: "POST", url: "/predict", payload });
    expect([response.statusCode, response.json().code]).toEqual([413, "INPUT_ROWS"]);
    await app.close();
  });
});
