import { describe, expect, it } from "vitest";
import { createServer } from "../../src/server/app.ts";
import { salaryModel } from "./fake-models.ts";

const twice = '{"experience":1,"test_score":9,"experience":2,"interview_score":6}';
const good = '{"experience":1,"test_score":9,"interview_score":6}';

async function post(payload: string, url = "/predict") {
  const app = createServer(salaryModel());
  const type = "application/json";
  const headers = { "content-type": type, accept: type };
  const response = await app.inject({ method: "POST", url, headers, payload });
  await app.close();
  return response;
}

function issuesOf(response: Awaited<ReturnType<typeof post>>) {
  const { code, issues } = response.json();
  expect([response.statusCode, code]).toEqual([400, "INPUT_INVALID"]);
  return issues.map((issue: { path: unknown; code: string }) => [issue.path, issue.code]);
}

describe("refuseRepeatedNames", () => {
  it("refuses a JSON record that names a field twice, with paths as for every other issue", async () => {
    for (const url of ["/predict", "/predict_api", "/"]) {
      expect(issuesOf(await post(twice, url))).toEqual([[["experience"], "FIELD_DUPLICATE"]]);
    }
    expect(issuesOf(await post(`[${twice}]`))).toEqual([[["experience"], "FIELD_DUPLICATE"]]);
    const rows = `[${good},${twice},${twice}]`;
    for (const body of [rows, `{"rows":${rows}}`]) {
      expect(issuesOf(await post(body))).toEqual([
        [[1, "experience"], "FIELD_DUPLICATE"],
        [[2, "experience"], "FIELD_DUPLICATE"],
      ]);
    }
    expect(issuesOf(await post(`{"rows":[${good}],"rows":[${good}]}`))).toEqual([
      [["rows"], "FIELD_DUPLICATE"],
    ]);
  });

  it("refuses the same name written in two ways", async () => {
    const escaped = twice.replace('"experience"', '"\\u0065xperience"');
    expect(issuesOf(await post(escaped))).toEqual([[["experience"], "FIELD_DUPLICATE"]]);
  });

  it("lets what is named once pass, also when escaped", async () => {
    const escaped = good.replace('"experience"', '"\\u0065xperience"');
    for (const body of [good, escaped, `[${good},${good}]`, "[1,9,6]"]) {
      expect((await post(body)).statusCode).toBe(200);
    }
  });
});
