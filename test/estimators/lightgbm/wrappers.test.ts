// LightGBM's Python objects: the text that they hold, labels, the best iteration, and what they refuse.
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../../src/errors.ts";
import type { Estimator } from "../../../src/estimators/estimator.ts";
import { readEstimator } from "../../../src/estimators/read-estimator.ts";
import type { Matrix } from "../../../src/estimators/samples.ts";
import { lightCases, lightObject, lightText, numberRows, objectOf } from "./light-files.ts";

const binary = lightCases.find(({ file }) => file === "binary.txt");
if (binary === undefined) throw new Error("binary.txt has no answers");
const samples = matrixOf(numberRows(binary));
const text = lightText("binary.txt");
const encoder = objectOf("sklearn.preprocessing._label", "LabelEncoder", {
  classes_: ["no", "yes"],
  _sklearn_version: "1.4.2",
});

describe("readLightClassifier", () => {
  it.each(["handle", "_handle"])("gives the label of the larger probability (%s)", (handle) => {
    const estimator = readEstimator(
      lightObject("LGBMClassifier", {
        _Booster: lightObject("Booster", { [handle]: text }),
        _le: encoder,
      }),
    );
    const shares = binary.answers.map(([p = 0]) => p);
    expect(estimator.predict?.(samples).data).toEqual(
      shares.map((p) => (p > 1 - p ? "yes" : "no")),
    );
    const both = estimator.predictProba?.(samples);
    expect(both !== undefined && "data" in both ? [...both.data] : null).toEqual(
      shares.flatMap((p) => [1 - p, p].map((value) => expect.closeTo(value, 14))),
    );
    expect(estimator.classes?.[0]?.values).toEqual(["no", "yes"]);
    expect(estimator.writtenBy).toBe("1.4.2");
    expect(estimator.library).toEqual({ name: "lightgbm", version: "4.x" });
  });

  it("refuses labels that are not as many as the model's answers", () => {
    const booster = lightObject("Booster", { handle: lightText("three.txt") });
    const object = lightObject("LGBMClassifier", { _Booster: booster, _le: encoder });
    expect(codeOf(() => readEstimator(object))).toBe("ESTIMATOR_INVALID");
  });

  it("is not served with an objective of the user's own, whose sums are no probabilities", () => {
    const booster = lightObject("Booster", { handle: lightText("custom.txt") });
    const object = lightObject("LGBMClassifier", { _Booster: booster, _le: encoder });
    expect(codeOf(() => readEstimator(object))).toBe("ESTIMATOR_UNSUPPORTED");
  });

  it("takes the labels of its own where there is no encoder", () => {
    const booster = lightObject("Booster", { handle: text });
    const estimator = readEstimator(
      lightObject("LGBMClassifier", { _Booster: booster, _classes: [3, 5] }),
    );
    expect(estimator.classes?.[0]?.values).toEqual([3, 5]);
  });
});

describe("readLightRegressor", () => {
  it("gives what the objective says", () => {
    const counts = lightCases.find(({ file }) => file === "counts.txt");
    const booster = lightObject("Booster", { handle: lightText("counts.txt") });
    const estimator = readEstimator(lightObject("LGBMRegressor", { _Booster: booster }));
    const answers = estimator.predict?.(matrixOf(numberRows(counts ?? binary))).data ?? [];
    expect(counts?.answers.length).toBe(answers.length);
    for (const [i, answer] of answers.entries()) {
      expect(answer).toBeCloseTo(counts?.answers[i]?.[0] ?? 0, 13);
    }
    expect(estimator.classes).toBeNull();
  });
});

describe("readBooster", () => {
  it("gives probabilities, as Booster.predict does", () => {
    const estimator = readEstimator(lightObject("Booster", { handle: text }));
    expect(estimator.predictProba).toBeUndefined();
    expect(answersOf(estimator)).toEqual(binary.answers.map(([p]) => expect.closeTo(p ?? 0, 14)));
  });

  it("uses the trees up to the best iteration", () => {
    const early = readEstimator(lightObject("Booster", { handle: text, best_iteration: 2 }));
    const rest = text.slice(text.indexOf("end of trees"));
    const cut = text.slice(0, text.indexOf("Tree=2")).replace(/tree_sizes=.*/, "") + rest;
    const two = readEstimator(lightObject("Booster", { handle: cut }));
    expect(answersOf(early)).toEqual(answersOf(two));
    expect(answersOf(early)).not.toEqual(
      answersOf(readEstimator(lightObject("Booster", { handle: text }))),
    );
    const beyond = readEstimator(lightObject("Booster", { handle: text, best_iteration: 99 }));
    expect(answersOf(beyond)).toEqual(
      answersOf(readEstimator(lightObject("Booster", { handle: text, best_iteration: -1 }))),
    );
  });

  it("has no state that is not a model's text", () => {
    for (const handle of [null, 5, "", "tree", new Uint8Array([255, 254])]) {
      expect(codeOf(() => readEstimator(lightObject("Booster", { handle })))).toBe(
        "ESTIMATOR_INVALID",
      );
    }
  });
});

describe("the inputs of a LightGBM model", () => {
  it("have the model's names, and take missing and infinite values", () => {
    const estimator = readEstimator(lightObject("Booster", { handle: text }));
    expect(estimator.inputs).toEqual({
      kind: "numbers",
      width: 5,
      names: ["age", "income", "rate", "size_m2", "rooms"],
      allowsMissing: true,
    });
    const odd = matrixOf([[Infinity, -Infinity, Number.NaN, 1e300, 0]]);
    expect(Number.isFinite(answersOf(estimator, odd)[0])).toBe(true);
    expect(codeOf(() => answersOf(estimator, matrixOf([[1, 2]])))).toBe("INPUT_WIDTH");
  });

  it("have no names that LightGBM made up", () => {
    const estimator = readEstimator(lightObject("Booster", { handle: lightText("three.txt") }));
    expect(estimator.inputs.names).toBeNull();
  });

  it("have the categories that the Python object keeps, where the text has none", () => {
    const [text = ""] = lightText("categories.txt").split("pandas_categorical:");
    const kinds = ["a", "b", "c", "d", "e", "f", "g"];
    const held = lightObject("Booster", { handle: text, pandas_categorical: [kinds] });
    expect(readEstimator(held).hints()?.[4]?.choices).toEqual(kinds);
    const none = readEstimator(lightObject("Booster", { handle: text, pandas_categorical: null }));
    expect(none.inputs.kind).toBe("numbers");
  });

  it("are categories by name where the model knows them, and unknown ones are missing", () => {
    const estimator = readEstimator(
      lightObject("Booster", { handle: lightText("categories.txt") }),
    );
    expect(estimator.inputs.kind).toBe("table");
    const hint = estimator.hints()?.[4];
    expect(hint?.choices).toEqual(Array.from({ length: 7 }, (_, i) => `kind ${i}`));
    expect(hint?.open).toBe(true);
    const ask = (kind: string | null): unknown =>
      estimator.predict?.({
        kind: "table",
        rows: 1,
        columns: [1, 0.2, -1, 0.4, kind].map((value) => ({ name: null, values: [value] })),
      }).data[0];
    expect(ask("kind 99")).toBe(ask(null));
    const named = Array.from({ length: 7 }, (_, i) => ask(`kind ${i}`));
    const coded = Array.from(
      { length: 7 },
      (_, i) => answersOf(estimator, matrixOf([[1, 0.2, -1, 0.4, i]]))[0],
    );
    expect(named).toEqual(coded);
    expect(new Set(named).size).toBeGreaterThan(1);
  });
});

function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  return { kind: "dense", data: Float64Array.from(rows.flat()), rows: rows.length, columns };
}

function answersOf(estimator: Estimator, asked = samples): number[] {
  return Array.from(estimator.predict?.(asked).data ?? [], Number);
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof PicklejarError) return error.code;
    throw error;
  }
  return "no error";
}
