import { describe, expect, it } from "vitest";
import { createServer } from "../../src/server/app.ts";
import { flowerModel, salaryModel } from "./fake-models.ts";

async function ask(model: ReturnType<typeof salaryModel>, body: unknown, accept = "text/csv") {
  const app = createServer(model);
  const headers = { "content-type": "application/json", accept };
  const payload = JSON.stringify(body);
  const response = await app.inject({ method: "POST", url: "/predict", headers, payload });
  await app.close();
  return response;
}

const record = { experience: 2, test_score: 9, interview_score: 6 };

describe("rows of JSON whose answer is wanted as CSV", () => {
  it("come back with their predictions, by name and by position", async () => {
    const named = await ask(salaryModel(), [record, { ...record, interview_score: "8" }]);
    expect(named.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(named.headers["content-disposition"]).toContain("predictions.csv");
    const lines = named.body.split("\n");
    expect(lines[0]).toBe("experience,test_score,interview_score,prediction");
    expect(lines[1]).toMatch(/^2,9,6,53290\.89/);
    expect(lines[2]).toMatch(/^2,9,8,57684\.84/);
    expect((await ask(salaryModel(), [[2, 9, 6]])).body).toBe(
      (await ask(salaryModel(), record)).body,
    );
  });

  it("have a column for the probability of each class", async () => {
    const { inputs } = flowerModel().signature;
    const flower = Object.fromEntries(inputs.map(({ name, example }) => [name, example]));
    const { body } = await ask(flowerModel(), [flower]);
    expect(body).toMatch(/,prediction,probability_setosa,/);
  });

  it("are answered with JSON where that is wanted as much, and errors are problems", async () => {
    const both = await ask(salaryModel(), [record], "text/csv, application/json");
    expect(both.json().predictions).toHaveLength(1);
    const wrong = await ask(salaryModel(), [{ ...record, experience: "=cmd()" }]);
    expect([wrong.statusCode, wrong.json().code]).toEqual([400, "INPUT_INVALID"]);
  });
});
