import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadModel } from "../../src/index.ts";
import {
  ColumnTransformer,
  LinearRegression,
  LogisticRegression,
  OneHotEncoder,
  OrdinalEncoder,
  Pipeline,
  Ridge,
  StandardScaler,
  save,
  toPickle,
} from "../../src/train/index.ts";
import { errorOf } from "../objects/errors-of.ts";

const salaries = [
  { experience: 0, test: 8, salary: 50_000 },
  { experience: 2, test: 6, salary: 45_000 },
  { experience: 5, test: 7, salary: 60_000 },
  { experience: 7, test: 10, salary: 72_000 },
];
const X = salaries.map(({ experience, test }) => ({ experience, test }));
const y = salaries.map(({ salary }) => salary);

describe("Trainable", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "picklejar-train-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("learns from records, columns and a matrix alike", () => {
    const asked = [{ experience: 3, test: 9 }];
    const [expected] = new LinearRegression().fit(X, y).predict(asked);
    const columns = { experience: [0, 2, 5, 7], test: [8, 6, 7, 10] };
    const data = Float64Array.from([0, 8, 2, 6, 5, 7, 7, 10]);
    const names = ["experience", "test"];
    expect(new LinearRegression().fit({ columns }, y).predict(asked)).toEqual([expected]);
    const fromMatrix = new LinearRegression().fit({ data, rows: 4, columns: 2, names }, y);
    expect(fromMatrix.predict(asked)).toEqual([expected]);
    expect(
      new LinearRegression()
        .fit(
          [
            [0, 8],
            [2, 6],
            [5, 7],
            [7, 10],
          ],
          y,
        )
        .predict([[3, 9]]),
    ).toEqual([expected]);
  });

  it("answers from the saved file as from memory, by the names it learned", async () => {
    const path = join(folder, "model.pkl");
    const model = new LinearRegression().fit(X, y);
    await save(model, path, { sklearn: "1.4" });
    const loaded = await loadModel(path);
    expect(loaded.signature.inputs.map(({ name }) => name)).toEqual(["experience", "test"]);
    const [{ prediction } = { prediction: null }] = await loaded.predict([X[1] ?? {}]);
    expect(prediction).toBe(model.predict([X[1] ?? {}])[0]);
  });

  it("counts weights as repeated rows", () => {
    const weighted = new Ridge().fit(X, y, { sampleWeight: [1, 3, 1, 2] });
    const repeated = [0, 1, 1, 1, 2, 3, 3];
    const rows = repeated.map((i) => X[i] ?? {});
    const copied = new Ridge().fit(
      rows as typeof X,
      repeated.map((i) => y[i] ?? 0),
    );
    const [a] = weighted.predict([{ experience: 1, test: 1 }]);
    const [b] = copied.predict([{ experience: 1, test: 1 }]);
    expect(Number(a)).toBeCloseTo(Number(b), 6);
  });

  it("learns several outputs at once", () => {
    const both = y.map((salary, i) => [salary, i]);
    const model = new LinearRegression().fit(X, both);
    expect((model.predict(X.slice(0, 1))[0] as number[]).length).toBe(2);
  });

  it("tells what is wrong with the data", () => {
    const refused = [
      () => new LinearRegression().fit([], []),
      () => new LinearRegression().fit([[1], [2, 3]], [1, 2]),
      () => new LinearRegression().fit([[1], [2]], [1]),
      () => new LinearRegression().fit([[1], [Number.NaN]], [1, 2]),
      () => new LinearRegression().fit([["a"], ["b"]], [1, 2]),
      () => new LinearRegression().fit([[1], [2]], ["a", "b"]),
      () => new LogisticRegression().fit([[1], [2]], [0.5, 1.5]),
      () => new LogisticRegression().fit([[1], [2]], ["a", "a"]),
      () => new LinearRegression().fit([[1], [2]], [1, 2], { sampleWeight: [1, -1] }),
      () => new OneHotEncoder().fit([["a"], [1]]),
    ];
    expect(refused.map((fit) => errorOf(fit).code)).toEqual(refused.map(() => "TRAIN_DATA"));
  });

  it("refuses parameters that it would have to ignore, by name", () => {
    const misspelt = errorOf(() => new Ridge({ alhpa: 1 } as object));
    expect([misspelt.code, misspelt.details["parameter"]]).toEqual(["TRAIN_PARAMETER", "alhpa"]);
    const refused = [
      () => new LinearRegression({ positive: true } as object),
      () => new LogisticRegression({ penalty: "l1", solver: "lbfgs" }),
      () => new OrdinalEncoder({ handleUnknown: "use_encoded_value" }),
      () => new OneHotEncoder({ handleUnknown: "guess" } as object),
      () => new Ridge({ alpha: "5" } as object),
      () => new Ridge({ alpha: null } as object),
      () => new Ridge({ fitIntercept: "no" } as object),
      () => new Pipeline([]),
      () => new OneHotEncoder().fit([["a"], ["b"]], undefined, { sampleWeight: [1, 2] }),
      () => new Pipeline([["a__b", new StandardScaler()]]),
      () =>
        new Pipeline([
          ["a", new Ridge()],
          ["b", new Ridge()],
        ]).fit(X, y),
    ];
    expect(refused.map((make) => errorOf(make).code)).toEqual(refused.map(() => "TRAIN_PARAMETER"));
    expect(errorOf(() => new ColumnTransformer([["a", "drop", ["none"]]]).fit(X)).code).toBe(
      "TRAIN_DATA",
    );
  });

  it("says so when it has learned nothing, or no version can be written", () => {
    expect(errorOf(() => new Ridge().predict([[1]])).code).toBe("TRAIN_NOT_FITTED");
    const model = new Ridge().fit(X, y);
    expect(errorOf(() => toPickle(model, { sklearn: "1.1" })).code).toBe("TRAIN_DIALECT");
    expect(errorOf(() => toPickle(model, { sklearn: "new" })).code).toBe("TRAIN_DIALECT");
    expect(toPickle(model, { sklearn: "1.5.2" })).toEqual(toPickle(model, { sklearn: "1.4" }));
  });
});
