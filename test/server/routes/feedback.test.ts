import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createServer } from "../../../src/server/app.ts";
import { openPredictionLog } from "../../../src/store/prediction-log.ts";
import { flowerModel, salaryModel } from "../fake-models.ts";

const form = { "content-type": "application/x-www-form-urlencoded" };
const unknown = "00000000-0000-4000-8000-000000000000";

let app: FastifyInstance;
let path = "";
beforeAll(async () => {
  path = join(await mkdtemp(join(tmpdir(), "picklejar-feedback-")), "log.jsonl");
  app = createServer(flowerModel(), { log: await openPredictionLog(path) });
});
afterAll(() => app.close());

async function ask(payload: unknown = [3, 1, 1, 1]): Promise<string> {
  return (await app.inject({ method: "POST", url: "/predict", payload: payload as object })).json()
    .id;
}

function tell(payload: object | string, headers: Record<string, string> = {}) {
  return app.inject({ method: "POST", url: "/feedback", payload, headers });
}

describe("POST /feedback", () => {
  it("is kept in the log with the answer that it is about, and scored", async () => {
    const id = await ask();
    const told = await tell({ id, answer: "setosa", note: "seen again" });
    expect([told.statusCode, told.json()]).toEqual([200, { id, matched: true }]);
    expect((await tell({ id, answer: "pallida" })).statusCode).toBe(200);
    const many = await ask([
      [3, 1, 1, 1],
      [1, 1, 1, 1],
    ]);
    expect((await tell({ id: many, answer: "setosa", row: 1 })).json().matched).toBe(true);
    const { feedback } = (await app.inject("/monitor.json")).json();
    expect(feedback).toMatchObject({ count: 2, unmatched: 0 });
    expect(feedback.scores[0].count).toBe(2);
    await expect
      .poll(async () => (await readFile(path, "utf8")).split('"feedback"').length)
      .toBe(4);
    const line = (await readFile(path, "utf8"))
      .split("\n")
      .find((one) => one.includes("seen again"));
    expect(JSON.parse(line ?? "")).toMatchObject({
      id,
      feedback: { answer: "setosa", note: "seen again", prediction: "pallida" },
    });
  });

  it("takes answers that are no longer known, and says that they do not count", async () => {
    expect((await tell({ id: unknown, answer: "setosa" })).json()).toEqual({
      id: unknown,
      matched: false,
    });
    const id = await ask();
    expect((await tell({ id, answer: "setosa", row: 5 })).json().matched).toBe(false);
  });

  it("takes a form, and thanks with a page", async () => {
    const id = await ask();
    const payload = `id=${id}&answer=setosa&note=`;
    const { statusCode, body, headers } = await tell(payload, { ...form, accept: "text/html" });
    expect([statusCode, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    expect(body).toContain("Thank you");
    expect((await tell(payload, form)).json().matched).toBe(true);
  });

  it.each([
    [{ answer: "setosa" }, ["id FIELD_MISSING"]],
    [{ id: "1", answer: "setosa" }, ["id FIELD_KIND"]],
    [{ id: unknown }, ["answer FIELD_MISSING"]],
    [{ id: unknown, answer: "rose" }, ["answer FIELD_CHOICE"]],
    [
      { id: [unknown], answer: { a: 1 }, row: -1, note: 5 },
      ["id FIELD_KIND", "answer FIELD_CHOICE", "row FIELD_KIND", "note FIELD_KIND"],
    ],
    [{ id: unknown, answer: "setosa", note: "x".repeat(501) }, ["note FIELD_RANGE"]],
    [
      { id: unknown, answer: "setosa", anwser: 1, ["__proto__"]: 1 },
      ["anwser FIELD_UNKNOWN", "__proto__ FIELD_UNKNOWN"],
    ],
  ])("refuses %j", async (payload, issues) => {
    const refused = await tell(JSON.stringify(payload), { "content-type": "application/json" });
    expect([refused.statusCode, refused.json().code]).toEqual([400, "INPUT_INVALID"]);
    const found = refused
      .json()
      .issues.map(
        (issue: { path: string[]; code: string }) => `${issue.path.join(".")} ${issue.code}`,
      );
    expect(found).toEqual(issues);
  });

  it("takes nothing from pages of other sites, and no body of another kind", async () => {
    const id = await ask();
    for (const site of ["cross-site", "same-site"]) {
      const refused = await tell({ id, answer: "setosa" }, { "sec-fetch-site": site });
      expect([refused.statusCode, refused.json().code]).toEqual([400, "REQUEST_MALFORMED"]);
    }
    expect(
      (await tell({ id, answer: "setosa" }, { "sec-fetch-site": "same-origin" })).statusCode,
    ).toBe(200);
    expect((await tell("[1]", { "content-type": "application/json" })).json().code).toBe(
      "BODY_MALFORMED",
    );
    expect((await tell("a,b\n1,2", { "content-type": "text/csv" })).statusCode).toBe(400);
    expect((await tell("x", { "content-type": "image/png" })).statusCode).toBe(415);
  });

  it("says how it is turned on where no log is kept", async () => {
    const without = createServer(salaryModel());
    const refused = await without.inject({
      method: "POST",
      url: "/feedback",
      payload: { id: unknown, answer: 1 },
    });
    expect([refused.statusCode, refused.json().code]).toEqual([404, "FEEDBACK_OFF"]);
    expect((await without.inject("/openapi.json")).json().paths).not.toHaveProperty("/feedback");
    expect((await app.inject("/openapi.json")).json().paths).toHaveProperty("/feedback");
    await without.close();
  });
});
