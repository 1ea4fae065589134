import type { InjectOptions } from "fastify";
import { describe, expect, it } from "vitest";
import type { Model } from "../../../src/predict/prediction.ts";
import { createServer } from "../../../src/server/app.ts";
import { flowerModel, mixedModel, salaryModel, textModel, wideModel } from "../fake-models.ts";

const answer = 53290.89304765718;
const record = { experience: 2, test_score: 9, interview_score: 6 };
const form = "experience=2&test_score=9&interview_score=6";
const urlencoded = "application/x-www-form-urlencoded";
const browser = "text/html,application/xhtml+xml,*/*;q=0.8";

async function ask(options: InjectOptions, model: Model = salaryModel()) {
  const app = createServer(model);
  const response = await app.inject(options);
  await app.close();
  return response;
}

function post(payload: unknown, model?: Model) {
  const headers = { "content-type": "application/json" };
  return ask({ method: "POST", url: "/predict", headers, payload: JSON.stringify(payload) }, model);
}

describe("GET /predict", () => {
  it("answers the query string's record", async () => {
    const response = await ask({ url: `/predict?${form}` });
    expect(response.statusCode).toBe(200);
    expect(response.headers["content-type"]).toBe("application/json; charset=utf-8");
    const { id, ...rest } = response.json();
    expect(rest).toEqual({
      prediction: answer,
      model: { name: "salary", version: "3f9a3f9a3f9a" },
    });
    expect(id).toBe(response.headers["x-request-id"]);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("answers HEAD with the same headers and no body", async () => {
    const response = await ask({ method: "HEAD", url: `/predict?${form}` });
    expect(response.statusCode).toBe(200);
    expect(Number(response.headers["content-length"])).toBeGreaterThan(50);
    expect(response.body).toBe("");
  });

  it("names what is missing, unknown, twice and malformed", async () => {
    const response = await ask({ url: "/predict?experience=1&experience=2&test_scor=9&y=" });
    expect(response.statusCode).toBe(400);
    expect(response.headers["content-type"]).toContain("application/problem+json");
    const problem = response.json();
    expect(problem).toMatchObject({ type: "about:blank", status: 400, code: "INPUT_INVALID" });
    expect(problem.id).toBe(response.headers["x-request-id"]);
    const issues = problem.issues.map((issue: { path: string[]; code: string }) => [
      issue.path[0],
      issue.code,
    ]);
    expect(issues).toEqual([
      ["experience", "FIELD_DUPLICATE"],
      ["test_score", "FIELD_MISSING"],
      ["interview_score", "FIELD_MISSING"],
      ["test_scor", "FIELD_UNKNOWN"],
      ["y", "FIELD_UNKNOWN"],
    ]);
  });

  it("refuses a query string that is not percent-encoded UTF-8", async () => {
    const response = await ask({ url: "/predict?experience=%ff" });
    expect([response.statusCode, response.json().code]).toEqual([400, "REQUEST_MALFORMED"]);
  });

  it("shows a browser the answer, and the form where nothing was asked", async () => {
    const headers = { accept: browser };
    const answered = await ask({ url: `/predict?${form}`, headers });
    expect(answered.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(answered.body).toContain("53,290.89");
    const empty = await ask({ url: "/predict", headers });
    expect([empty.statusCode, empty.body.includes('role="alert"')]).toEqual([200, false]);
    const wrong = await ask({ url: "/predict?experience=abc", headers });
    expect([wrong.statusCode, wrong.body.includes('role="alert"')]).toEqual([400, true]);
  });
});

describe("POST /predict", () => {
  it("answers a record, a row by position, a form", async () => {
    const asForm = await ask({
      method: "POST",
      url: "/predict",
      headers: { "content-type": `${urlencoded}; charset=UTF-8` },
      payload: form,
    });
    const answers = [await post(record), await post([2, 9, 6]), asForm];
    expect(answers.map((response) => response.json().prediction)).toEqual([answer, answer, answer]);
  });

  it("answers many records, rows and {rows}, each with a list", async () => {
    for (const payload of [
      [record, record],
      [
        [2, 9, 6],
        [2, 9, 6],
      ],
      { rows: [record, [2, 9, 6]] },
    ]) {
      const body = (await post(payload)).json();
      expect(body.predictions).toEqual([{ prediction: answer }, { prediction: answer }]);
      expect(body.prediction).toBeUndefined();
    }
  });

  it("answers one row in a list with a list", async () => {
    expect((await post([record])).json().predictions).toHaveLength(1);
  });

  it("names the row of a mistake", async () => {
    const { issues } = (await post([record, { ...record, experience: "x" }])).json();
    expect(issues).toMatchObject([{ path: [1, "experience"], code: "FIELD_KIND" }]);
    const mixed = (await post([record, 5, null, "a"])).json().issues;
    expect(mixed.map((issue: { code: string }) => issue.code)).toEqual(Array(3).fill("ROW_KIND"));
  });

  it("refuses no rows at all, as scikit-learn does", async () => {
    for (const payload of [[], { rows: [] }]) {
      const response = await post(payload);
      expect(response.statusCode).toBe(400);
      expect(response.json().issues).toMatchObject([{ path: [], code: "ROWS_EMPTY" }]);
    }
  });

  it("refuses JSON that is no record", async () => {
    for (const payload of [5, true, null]) {
      const response = await post(payload);
      expect([response.statusCode, response.json().code]).toEqual([400, "BODY_MALFORMED"]);
    }
    expect((await post("2,9,6")).json().issues).toMatchObject([{ code: "ROW_KIND" }]);
    expect((await post({ rows: 5 })).json().code).toBe("INPUT_INVALID");
    expect((await post({ rows: [record], other: 1 })).json().code).toBe("INPUT_INVALID");
  });

  it("gives probabilities by label", async () => {
    const body = (await post([3, 1, 1, 1], flowerModel())).json();
    expect(body.prediction).toBe("pallida");
    expect(Object.keys(body.probabilities)).toHaveLength(12);
    expect(body.probabilities.pallida).toBeGreaterThan(0.5);
  });

  it("takes a text, or several, for a model of one text", async () => {
    expect((await post("win a prize", textModel())).json().prediction).toBe("spam");
    expect((await post({ text: "see you" }, textModel())).json().prediction).toBe("ham");
    const { predictions } = (await post(["win a prize", "see you"], textModel())).json();
    expect(predictions.map((one: { prediction: string }) => one.prediction)).toEqual([
      "spam",
      "ham",
    ]);
  });

  it("takes fields called __proto__ and constructor as fields", async () => {
    const fields = mixedModel().signature.inputs;
    const entries = fields.map(
      ({ name, example }) => `${JSON.stringify(name)}:${JSON.stringify(example)}`,
    );
    const payload = `{${entries.join(",")}}`;
    const headers = { "content-type": "application/json" };
    const options = { method: "POST", url: "/predict", headers, payload } as const;
    expect((await ask(options, mixedModel())).json().prediction).toBe(245190);
    const attack = {
      ...options,
      payload: '{"__proto__":{"experience":1},"constructor":{"prototype":{}}}',
    };
    const issues = (await ask(attack)).json().issues;
    expect(issues.map((issue: { path: string[] }) => issue.path[0])).toEqual([
      "experience",
      "test_score",
      "interview_score",
      "__proto__",
      "constructor",
    ]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it("reads a pasted row by position", async () => {
    const options = {
      method: "POST",
      url: "/predict",
      headers: { "content-type": urlencoded },
      payload: `row=${encodeURIComponent(Array(500).fill(16).join("\t"))}`,
    } as const;
    expect((await ask(options, wideModel(500))).json().prediction).toBe(1);
    const short = await ask({ ...options, payload: "row=1,2,x" }, wideModel(500));
    expect(short.json().issues).toMatchObject([{ path: [], code: "ROW_WIDTH" }]);
  });
});

describe("POST /predict_api", () => {
  it("reads JSON whatever the content type says, as the tutorials' servers do", async () => {
    for (const headers of [{}, { "content-type": "text/plain" }, { "content-type": urlencoded }]) {
      const payload = JSON.stringify(record);
      const response = await ask({ method: "POST", url: "/predict_api", headers, payload });
      expect(response.json().prediction).toBe(answer);
    }
  });

  it("still refuses what is neither JSON nor a form", async () => {
    const headers = { "content-type": "text/plain" };
    const response = await ask({ method: "POST", url: "/predict_api", headers, payload: "2,9,6" });
    expect([response.statusCode, response.json().code]).toEqual([415, "MEDIA_TYPE_UNSUPPORTED"]);
  });
});
