import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../../src/errors.ts";
import { Batch } from "../../../src/predict/batch/batch.ts";
import { caseRow, isAnswerName } from "../../../src/predict/batch/expectations.ts";
import { type Verification, Verifier } from "../../../src/predict/batch/verifier.ts";
import type { Model } from "../../../src/predict/prediction.ts";
import { salaryModel } from "../../server/fake-models.ts";
import { fixtureCases, fixtureModel, fixtureNames } from "./run-batch.ts";

type VerifiedModel = Pick<Model, "signature" | "scoring">;

function verify(model: VerifiedModel, cases: string, tolerance = 1e-9): Verification {
  const { signature } = model;
  const verifier = new Verifier(signature, tolerance);
  const batch = new Batch(model, verifier, {
    probabilities: signature.probabilities,
    rowOf: (value) => caseRow(value, signature),
    isOther: (name) => isAnswerName(name, signature),
  });
  batch.push(new TextEncoder().encode(cases));
  batch.end();
  return verifier.report;
}

/** The same cases as JSON: the row under `input`, the answer as the API gives it. */
function jsonCases(model: VerifiedModel, csv: string): string {
  const report: string[] = [];
  const signature = model.signature;
  const batch = new Batch(
    model,
    {
      begin() {},
      take(rows, { predictions }) {
        for (const [i, { prediction, probabilities }] of predictions.entries()) {
          const texts = rows.kind === "csv" ? rows.cells.texts(i) : [];
          const names = (signature.outputs[0]?.classNames ?? []) as string[];
          const shares = probabilities?.map(({ probability }, k) => [names[k], probability]);
          report.push(
            JSON.stringify({
              input: texts.slice(0, signature.inputs.length),
              prediction,
              ...(shares && { probabilities: Object.fromEntries(shares) }),
            }),
          );
        }
      },
      end() {},
    },
    { isOther: (name) => isAnswerName(name, signature), probabilities: signature.probabilities },
  );
  batch.push(new TextEncoder().encode(csv));
  batch.end();
  return report.join("\n");
}

describe("Verifier", () => {
  it.each(fixtureNames)("finds scikit-learn's own answers in CSV: %s", async (name) => {
    const report = verify(await fixtureModel(name), fixtureCases(name));
    expect(report.cases).toBe(12);
    expect(report.agreeing).toBe(12);
    expect(report.worst?.error ?? 0).toBeLessThan(1e-12);
  });

  it("finds a transformer's answers under the names of its columns, or under their numbers", async () => {
    const model = await fixtureModel("scaler");
    const [head = "", ...lines] = fixtureCases("scaler").split("\n");
    expect(head.trim()).toBe("x,y,prediction_1,prediction_2");
    const named = ["x,y,prediction_x,prediction_y", ...lines].join("\n");
    expect(verify(model, named)).toMatchObject({ cases: 12, agreeing: 12 });
    const swapped = ["x,y,prediction_y,prediction_x", ...lines].join("\n");
    expect(verify(model, swapped).agreeing).toBe(0);
  });

  it.each(fixtureNames)(
    "finds the same answers in JSON Lines and in an array: %s",
    async (name) => {
      const model = await fixtureModel(name);
      const lines = jsonCases(model, fixtureCases(name));
      expect(verify(model, lines)).toMatchObject({ cases: 12, exact: 12, grade: "exact" });
      const array = `[${lines.replaceAll("\n", ",\n")}]`;
      expect(verify(model, array)).toMatchObject({
        cases: 12,
        exact: 12,
        worst: null,
        digits: null,
      });
    },
  );

  const header = "experience,test_score,interview_score,prediction";
  const answer = 53290.89304765718;

  it("says how far the worst number is away, and where", () => {
    const cases = `${header}\n2,9,6,${answer}\n2,9,6,53290.893047657\n2,9,6,53290.89\n`;
    const report = verify(salaryModel(), cases);
    expect(report).toMatchObject({ cases: 3, exact: 1, agreeing: 2, grade: "differs", digits: 7 });
    expect(report.worst).toMatchObject({
      row: 2,
      line: 4,
      column: "prediction",
      expected: "53290.89",
    });
    expect(report.worst?.error).toBeCloseTo(5.7e-8, 9);
    expect(report.recordedDigits).toBe(16);
  });

  it("grades by the worst case within the tolerance", () => {
    const cases = `${header}\n2,9,6,53290.893047657\n`;
    expect(verify(salaryModel(), cases).grade).toBe("to 1e-14 relative");
    const rounded = `${header}\n2,9,6,53290.89\n`;
    expect(verify(salaryModel(), rounded, 1e-6)).toMatchObject({
      agreeing: 1,
      grade: "to 1e-7 relative",
      recordedDigits: 7,
    });
    expect(verify(salaryModel(), rounded, 0).agreeing).toBe(0);
  });

  it("takes labels for the same or not, whatever they look like in a file", async () => {
    const forest = await fixtureModel("forest");
    const rows = fixtureCases("forest").split("\n").slice(0, 2);
    const cells = (rows[1] ?? "").split(",");
    const cases = (label: string): string =>
      `a,b,c,d,prediction\n${[...cells.slice(0, 4), label].join(",")}\n`;
    const label = Number(cells[4]);
    for (const same of [`${label}`, `${label}.0`]) {
      expect(verify(forest, cases(same)).exact, same).toBe(1);
    }
    const other = verify(forest, cases(`${label + 1}`));
    expect(other).toMatchObject({ agreeing: 0, grade: "differs", digits: 0 });
    expect(other.worst?.error).toBe(Number.POSITIVE_INFINITY);
  });

  it("compares an empty cell with an answer that is not a number", () => {
    const model = salaryModel();
    const broken = {
      ...model,
      scoring: { ...model.scoring, predict: () => [{ prediction: null }] },
    };
    expect(verify(broken, `${header}\n2,9,6,\n`).exact).toBe(1);
    expect(verify(broken, `${header}\n2,9,6,5\n`).agreeing).toBe(0);
    expect(verify(salaryModel(), `${header}\n2,9,6,\n`).agreeing).toBe(0);
  });

  it("refuses cases that say nothing about the prediction", () => {
    const inputs = [
      "experience,test_score,interview_score\n2,9,6\n",
      '{"input":[2,9,6]}',
      "[2,9,6]",
    ];
    for (const cases of inputs) {
      let error: unknown;
      try {
        verify(salaryModel(), cases);
      } catch (caught) {
        error = caught;
      }
      expect(error, cases).toBeInstanceOf(PicklejarError);
      expect((error as PicklejarError).issues[0]).toMatchObject({
        path: ["prediction"],
        code: "FIELD_MISSING",
      });
    }
  });

  it("is not spoilt by columns that are no answers", () => {
    const cases =
      "id,experience,test_score,interview_score,prediction,probability_x\n1,2,9,6,53290.89304765718,0.5\n";
    expect(verify(salaryModel(), cases).exact).toBe(1);
  });
});
