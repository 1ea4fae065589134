import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import { loadModel } from "../../src/predict/model.ts";

const fixtures = join(import.meta.dirname, "../fixtures");

function missing(part: string) {
  return loadModel(join(fixtures, "missing/1.2.1.joblib"), { part });
}

async function errorOf(run: () => unknown): Promise<PicklejarError> {
  try {
    await run();
  } catch (error) {
    if (error instanceof PicklejarError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("blamed", () => {
  const good = { age: 40, income: 20, rooms: 2 };

  it.each([
    ["forest", { income: 1e39 }],
    ["StandardScaler → forest", { rooms: -1e300 }],
    ["FunctionTransformer → LogisticRegression", { age: -5 }],
  ])("names the field that a %s refuses", async (part, other) => {
    const model = await missing(part);
    const row = { ...good, ...other };
    const [name = ""] = Object.keys(other);
    for (const ask of [() => model.predict([row]), () => model.predictSync([row])]) {
      const { code, issues, cause } = await errorOf(ask);
      expect(code).toBe("INPUT_INVALID");
      const message = expect.stringContaining("cannot be answered");
      expect(issues).toEqual([{ path: [name], code: "FIELD_NOT_FINITE", message }]);
      expect(cause).toMatchObject({ code: "INPUT_NOT_FINITE" });
    }
  });

  it("leaves the error where two fields are to blame, or several rows were sent", async () => {
    const model = await missing("forest");
    const two = await errorOf(() => model.predict([{ ...good, income: 1e39, age: 1e39 }]));
    expect([two.code, two.issues]).toEqual(["INPUT_NOT_FINITE", []]);
    const rows = await errorOf(() => model.predict([good, { ...good, income: 1e39 }]));
    expect([rows.code, rows.details["row"]]).toEqual(["INPUT_NOT_FINITE", 1]);
  });

  it("does not touch what was judged before", async () => {
    const model = await missing("forest");
    const { issues } = await errorOf(() => model.predict([{ ...good, income: "x" }]));
    expect(issues).toMatchObject([{ path: ["income"], code: "FIELD_KIND" }]);
  });
});
