import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import type { InputHint } from "../../src/estimators/estimator.ts";
import type { Cell, ElementType } from "../../src/estimators/samples.ts";
import { inferSignature, labelName } from "../../src/signature/infer.ts";
import type { Field } from "../../src/signature/signature.ts";
import { fakeEstimator, numbers, type Parts, rowSums } from "./fake-estimator.ts";

function inputsOf(parts: Parts): readonly Field[] {
  return inferSignature(fakeEstimator(parts)).inputs;
}

describe("inferSignature", () => {
  it("takes names in training order and makes them readable", () => {
    const { inputs, named } = inferSignature(
      fakeEstimator({ inputs: { names: ["mean_radius", "sepal length (cm)", "BMI"] } }),
    );
    expect(named).toBe(true);
    expect(inputs).toEqual([
      { name: "mean_radius", label: "Mean radius", kind: "number", nullable: false, example: 0 },
      {
        name: "sepal length (cm)",
        label: "Sepal length",
        unit: "cm",
        kind: "number",
        nullable: false,
        example: 0,
      },
      { name: "BMI", label: "BMI", kind: "number", nullable: false, example: 0 },
    ]);
  });

  it("calls the fields of a model that knows only its width x1, x2, …", () => {
    const signature = inferSignature(fakeEstimator({ inputs: { names: null, width: 2 } }));
    expect(signature.named).toBe(false);
    expect(signature.inputs.map(({ name, label }) => [name, label])).toEqual([
      ["x1", "Feature 1"],
      ["x2", "Feature 2"],
    ]);
  });

  it("has no fields for a model that takes any width", () => {
    expect(inputsOf({ inputs: { names: null, width: null } })).toEqual([]);
  });

  it("serves 5,000 features", () => {
    const inputs = inputsOf({ inputs: { names: null, width: 5000 } });
    expect(inputs).toHaveLength(5000);
    expect(inputs.at(-1)?.name).toBe("x5000");
  });

  it("makes usual ranges, steps and examples of hints", () => {
    const hints: InputHint[] = [
      { low: 38.2764, high: 261.33, typical: 147.8 },
      { low: 17.2, high: 90, typical: 38.6, integer: true },
      { low: Number.NaN, high: 1, typical: Number.POSITIVE_INFINITY },
    ];
    const [area, age, broken] = inputsOf({ hints });
    expect(area).toMatchObject({ usual: { low: 40, high: 260 }, step: 2, example: 150 });
    expect(age).toMatchObject({
      kind: "integer",
      usual: { low: 17, high: 90 },
      step: 1,
      example: 39,
    });
    expect(broken).toMatchObject({ kind: "number", example: 0 });
    expect(broken).not.toHaveProperty("usual");
  });

  it("offers the choices of categories and says which may be missing", () => {
    const [district, garage, floor] = inputsOf({
      inputs: { kind: "table" },
      hints: [
        { choices: ["Centre", "North", null], typical: "North" },
        { choices: [false, true], typical: true },
        { choices: [1, 2, 3, Number.NaN] },
      ],
    });
    expect(district).toMatchObject({
      kind: "category",
      choices: ["Centre", "North"],
      nullable: true,
      example: "North",
    });
    expect(garage).toMatchObject({ kind: "boolean", choices: [false, true], example: true });
    expect(floor).toMatchObject({
      kind: "category",
      choices: [1, 2, 3],
      nullable: true,
      example: 1,
    });
  });

  it("leaves a category open, and says column by column what may be missing, where hints do", () => {
    const { inputs } = inferSignature(
      fakeEstimator({
        inputs: { kind: "table", width: 2, names: ["city", "age"], allowsMissing: true },
        hints: [{ choices: ["Bern", "Rome"], open: true, missing: false }, { missing: true }],
      }),
    );
    expect(inputs[0]).toMatchObject({ kind: "category", open: true, nullable: false });
    expect(inputs[1]).toMatchObject({ kind: "number", nullable: true });
    expect(inputs[1]).not.toHaveProperty("open");
  });

  it("never offers text where the model takes a matrix of numbers", () => {
    const [first] = inputsOf({ hints: [{ choices: ["a", "b"], typical: "a" }] });
    expect(first).toMatchObject({ kind: "number", example: 0 });
  });

  it("tells what a pipeline makes of its inputs, under the names that they have here", () => {
    const names = (given: readonly string[] | null) =>
      (given ?? ["a"]).map((name) => `scale__${name}`);
    const preparedOf = (width: number, parts: Parts = {}) =>
      inferSignature(fakeEstimator({ predict: rowSums, prepared: { width, names }, ...parts }))
        .prepared;
    const two = { kind: "numbers", width: 2, names: null, allowsMissing: false } as const;
    expect(preparedOf(2, { inputs: two })).toEqual(["scale__x1", "scale__x2"]);
    expect(preparedOf(1, { inputs: { ...two, names: ["a", "b"] } })).toEqual(["scale__a"]);
    expect(preparedOf(3, { inputs: two })).toBeUndefined();
    expect(preparedOf(1001)).toBeUndefined();
    expect(inferSignature(fakeEstimator({ predict: rowSums })).prepared).toBeUndefined();
  });

  it("asks one text of a vectorizer and one label of a label encoder", () => {
    const text = inferSignature(
      fakeEstimator({
        inputs: { kind: "texts", names: null, width: null },
        hints: [{ typical: "hi" }],
      }),
    );
    expect(text.named).toBe(false);
    expect(text.inputs).toEqual([
      { name: "text", label: "Text", kind: "text", nullable: false, example: "hi" },
    ]);
    const [label] = inputsOf({
      inputs: { kind: "labels", names: null, width: null },
      hints: [{ choices: ["ham", "spam"] }],
    });
    expect(label).toMatchObject({ name: "label", kind: "category", choices: ["ham", "spam"] });
  });

  it("asks for nothing in a column that a table's model never looks at", () => {
    const hints = [{ unused: true }];
    const [note] = inputsOf({ inputs: { kind: "table" }, hints });
    expect(note).toMatchObject({ kind: "text", nullable: true, unused: true, example: "" });
    expect(inputsOf({ hints })[0]).toMatchObject({ kind: "number", nullable: false });
  });

  it("asks text in a table's column whose usual value is a text", () => {
    const [message] = inputsOf({ inputs: { kind: "table" }, hints: [{ typical: "hello" }] });
    expect(message).toMatchObject({ kind: "text", example: "hello" });
  });

  it("makes names distinct, whatever the file repeats", () => {
    const names = ["a", "a", "a.1", "a", "__proto__", "__proto__"];
    const inputs = inputsOf({ inputs: { names, width: 6 } });
    expect(inputs.map(({ name }) => name)).toEqual([
      "a",
      "a.2",
      "a.1",
      "a.3",
      "__proto__",
      "__proto__.1",
    ]);
  });

  it("takes time in proportion when 100,000 names are the same", () => {
    const names = new Array<string>(100_000).fill("same");
    const started = performance.now();
    const inputs = inputsOf({ inputs: { names, width: names.length } });
    expect(new Set(inputs.map(({ name }) => name)).size).toBe(100_000);
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it("says what the answer is for every role", () => {
    const predict = rowSums;
    const outputs = (parts: Parts) => inferSignature(fakeEstimator(parts)).outputs;
    expect(outputs({ predict })).toEqual([{ name: "prediction", kind: "number" }]);
    expect(outputs({ predict, outputs: 2 })).toEqual([
      { name: "prediction_1", kind: "number" },
      { name: "prediction_2", kind: "number" },
    ]);
    expect(outputs({ predict, role: "clusterer" })).toEqual([
      { name: "prediction", kind: "cluster" },
    ]);
    expect(outputs({ predict, role: "anomaly-detector" })).toEqual([
      { name: "prediction", kind: "anomaly" },
    ]);
    const transform = () => numbers([], [0, 2]);
    expect(outputs({ transform, role: "transformer" })).toEqual([
      { name: "prediction", kind: "vector" },
    ]);
    expect(outputs({ transform, transformWidth: 2 })).toEqual([
      { name: "prediction", kind: "vector", width: 2 },
    ]);
    const outputNames = (given: readonly string[] | null) =>
      given?.map((name) => `${name}_sp`) ?? ["a", "b"];
    const named = (changes: Parts) =>
      outputs({ transform, transformWidth: 2, outputNames, ...changes })[0]?.names;
    const two = { kind: "numbers", width: 2, allowsMissing: false } as const;
    expect(named({ inputs: { ...two, names: ["x", "y"] } })).toEqual(["a", "b"]);
    expect(named({ inputs: { ...two, names: null } })).toEqual(["x1_sp", "x2_sp"]);
    expect(named({ inputs: { ...two, names: null }, transformWidth: 3 })).toBeUndefined();
    expect(named({ inputs: { ...two, names: ["x", "y"] }, transformWidth: 1001 })).toBeUndefined();
    const wide = { ...fakeEstimator({ transform }), transformWidth: 100_001 };
    const children = [{ name: "steps[0]", estimator: wide }];
    expect(named({ inputs: { ...two, names: ["x", "y"] }, children })).toBeUndefined();
    const nameless = () => {
      throw new PicklejarError("INPUT_WIDTH", { className: "Scaler", expected: 1, got: 2 });
    };
    expect(named({ outputNames: nameless })).toBeUndefined();
    expect(outputs({ transform, inputs: { kind: "labels" } })).toEqual([
      { name: "prediction", kind: "number" },
    ]);
    const classes = [{ type: "float", values: [0, 1] } as const];
    expect(outputs({ predict, role: "classifier", classes })).toEqual([
      { name: "prediction", kind: "class", classes: [0, 1], classNames: ["0.0", "1.0"] },
    ]);
    const kneighbors = () => ({ distances: numbers([], [0]), indices: numbers([], [0]) });
    expect(outputs({ kneighbors, role: "neighbors" }).map(({ name }) => name)).toEqual([
      "distances",
      "indices",
    ]);
  });

  it("says probabilities only where the model has them", () => {
    const predictProba = () => numbers([], [0, 2]);
    expect(inferSignature(fakeEstimator({ predict: rowSums })).probabilities).toBe(false);
    expect(inferSignature(fakeEstimator({ predict: rowSums, predictProba })).probabilities).toBe(
      true,
    );
  });
});

describe("labelName", () => {
  const cases: readonly [Cell, ElementType, string][] = [
    [5, "int", "5"],
    [5, "float", "5.0"],
    [0.1, "float", "0.1"],
    [1e16, "float", "1e+16"],
    [1e-5, "float", "1e-05"],
    [Number.NaN, "float", "nan"],
    [true, "bool", "True"],
    [0, "bool", "False"],
    ["spam", "str", "spam"],
    [9007199254740993n, "int", "9007199254740993"],
    [null, "object", "None"],
    [2.5, "object", "2.5"],
  ];
  it.each(cases)("writes %s of kind %s as Python does", (label, type, expected) => {
    expect(labelName(label, type)).toBe(expected);
  });
});
