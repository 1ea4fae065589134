import { describe, expect, it } from "vitest";
import {
  answerOf,
  formatAnswer,
  formatAnswers,
  formatExact,
  formatNumber,
  formatPrediction,
} from "../../src/predict/format.ts";
import { jsonReplacer, jsonValue } from "../../src/predict/json-value.ts";
import type { OutputField, Signature } from "../../src/signature/signature.ts";

function signature(...outputs: readonly OutputField[]): Signature {
  return { inputs: [], named: false, outputs, probabilities: true };
}

const regression = signature({ name: "prediction", kind: "number" });
const context = { model: { name: "m.pkl", version: "3f9a" }, id: "7f3a" };

describe("formatNumber", () => {
  const cases: readonly [number | bigint, string][] = [
    [53290.89046, "53,290.89"],
    [-53290.89046, "-53,290.89"],
    [0.1 + 0.2, "0.3"],
    [0.8731, "0.8731"],
    [1234567.891, "1,234,568"],
    [12345678, "12,345,678"],
    [123456789012345, "123,456,789,012,345"],
    [1e15, "1e15"],
    [2.5e22, "2.5e22"],
    [0.0001, "0.0001"],
    [0.00001, "1e-5"],
    [1.23456789e-7, "1.234568e-7"],
    [0, "0"],
    [-0, "0"],
    [2n ** 64n, "18,446,744,073,709,551,616"],
    [Number.NaN, "not a number"],
    [Number.NEGATIVE_INFINITY, "-infinity"],
  ];
  it.each(cases)("shows %s as %s", (value, expected) => {
    expect(formatNumber(value)).toBe(expected);
  });
});

describe("formatExact", () => {
  it("keeps every digit and groups nothing", () => {
    expect(formatExact(53290.890463204705)).toBe("53290.890463204705");
    expect(formatExact(2n ** 64n)).toBe("18446744073709551616");
  });
});

describe("formatPrediction", () => {
  it("shows numbers rounded and labels as they are", () => {
    const years: OutputField = { name: "p", kind: "class", classes: [2024], classNames: ["2024"] };
    const floats: OutputField = { name: "p", kind: "class", classes: [1], classNames: ["1.0"] };
    expect(formatPrediction(53290.89046, regression.outputs)).toBe("53,290.89");
    expect(formatPrediction(2024, [years])).toBe("2024");
    expect(formatPrediction(1, [floats])).toBe("1.0");
    expect(formatPrediction([2024, 1], [years, floats])).toBe("2024, 1.0");
    expect(formatPrediction([1.5, 2.5], [{ name: "p", kind: "vector" }])).toBe("1.5, 2.5");
    expect(formatPrediction(null, regression.outputs)).toBe("not a number");
  });
});

describe("jsonValue", () => {
  it("makes valid JSON of every value", () => {
    const value = [
      1.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      5n,
      2n ** 64n,
      "a",
      true,
      null,
      [[-0]],
    ];
    const text = JSON.stringify(jsonValue(value));
    expect(text).toBe('[1.5,null,null,5,"18446744073709551616","a",true,null,[[0]]]');
  });
});

describe("jsonReplacer", () => {
  it("lets a signature with large integers be written", () => {
    const classes = [5n, 2n ** 64n, Number.NaN];
    expect(JSON.stringify({ classes }, jsonReplacer)).toBe(
      '{"classes":[5,"18446744073709551616",null]}',
    );
  });
});

describe("answerOf", () => {
  it("keeps probabilities in the order of the classes, labels as Python writes them", () => {
    const classes = [false, true];
    const classNames = ["False", "True"];
    const probabilities = [
      { label: false, probability: 0.25 },
      { label: true, probability: 0.75 },
    ];
    const answer = answerOf(
      { prediction: true, probabilities },
      signature({ name: "prediction", kind: "class", classes, classNames }),
    );
    expect(JSON.stringify(answer)).toBe(
      '{"prediction":true,"probabilities":{"False":0.25,"True":0.75}}',
    );
  });

  it("takes labels such as __proto__ for what they are: names", () => {
    const labels = ["__proto__", "constructor", "toString"];
    const probabilities = labels.map((label, i) => ({ label, probability: i / 10 }));
    const { probabilities: object } = answerOf(
      { prediction: "__proto__", probabilities },
      regression,
    );
    expect(Object.getPrototypeOf(object)).toBeNull();
    expect(JSON.stringify(object)).toBe('{"__proto__":0,"constructor":0.1,"toString":0.2}');
  });

  it("lists the probabilities of several outputs", () => {
    const outputProbabilities = [
      [{ label: 0, probability: 1 }],
      [{ label: "a", probability: Number.NaN }],
    ];
    const answer = answerOf({ prediction: [0, "a"], outputProbabilities }, regression);
    expect(JSON.stringify(answer.probabilities)).toBe('[{"0":1},{"a":null}]');
  });
});

describe("formatAnswer", () => {
  it("is the body for one record", () => {
    const body = formatAnswer({ prediction: 1.5 }, { signature: regression, ...context });
    expect(body).toEqual({ prediction: 1.5, ...context });
  });

  it("carries warnings only where there are some", () => {
    const prediction = { prediction: null, warnings: ["not finite"] };
    const body = formatAnswer(prediction, { signature: regression, ...context });
    expect(body).toEqual({ prediction: null, warnings: ["not finite"], ...context });
  });
});

describe("formatAnswers", () => {
  it("is the body for many records", () => {
    const predictions = [{ prediction: 1 }, { prediction: 2 }];
    const body = formatAnswers(predictions, { signature: regression, ...context });
    expect(body).toEqual({ predictions: [{ prediction: 1 }, { prediction: 2 }], ...context });
  });
});
