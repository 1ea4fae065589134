import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import type { InputSpec } from "../../src/estimators/estimator.ts";
import { configureSignature, type SignatureConfig } from "../../src/signature/configure.ts";
import { createRowParser } from "../../src/signature/parse.ts";
import type { Field, OutputField, Signature } from "../../src/signature/signature.ts";

const number = { kind: "number", nullable: false, example: 5 } as const;
const outputs: readonly OutputField[] = [{ name: "prediction", kind: "number" }];

function signatureOf(inputs: readonly Field[], named = true): Signature {
  return { inputs, named, outputs, probabilities: false };
}

/** Two numbers, `a` and `b`. */
const numbers = signatureOf([
  { ...number, name: "a", label: "A", usual: { low: 0, high: 10 }, step: 0.1 },
  { ...number, name: "b", label: "B" },
]);

const unnamed = signatureOf(
  [
    { ...number, name: "x1", label: "Feature 1" },
    { ...number, name: "x2", label: "Feature 2" },
  ],
  false,
);

function spec(signature: Signature, kind: InputSpec["kind"] = "numbers"): InputSpec {
  const { inputs, named } = signature;
  const names = named ? inputs.map(({ name }) => name) : null;
  return { kind, width: inputs.length, names, allowsMissing: false };
}

function configure(
  signature: Signature,
  config: SignatureConfig,
  kind?: InputSpec["kind"],
): Signature {
  return configureSignature(signature, spec(signature, kind), config);
}

/** `path: message` of every problem. */
function problemsOf(
  signature: Signature,
  config: SignatureConfig,
  kind?: InputSpec["kind"],
): string[] {
  try {
    configure(signature, config, kind);
  } catch (error) {
    if (error instanceof PicklejarError && error.code === "CONFIG_INVALID") {
      return error.issues.map(({ message }) => message);
    }
    throw error;
  }
  return [];
}

/** What a row becomes, or the codes of its issues by field. */
function judge(signature: Signature, row: unknown, kind: InputSpec["kind"] = "numbers"): unknown {
  const names = kind === "table" ? ["a", "b"] : null;
  try {
    const { samples } = createRowParser(signature, kind, names).parse([row]);
    if (samples.kind === "dense") return [...samples.data];
    return samples.kind === "table" ? samples.columns.map(({ values }) => values[0]) : samples;
  } catch (error) {
    if (!(error instanceof PicklejarError)) throw error;
    return error.issues.map(({ path, code }) => `${path.join(".")} ${code}`);
  }
}

describe("configureSignature, of fields", () => {
  it("leaves alone what nothing is said about", () => {
    expect(configure(numbers, {})).toBe(numbers);
    expect(configure(numbers, { fields: {} })).toEqual(numbers);
    expect(configure(numbers, { fields: { b: {} } })).toEqual(numbers);
    expect(configure(unnamed, { fields: {} })).toEqual(unnamed);
  });

  it("takes labels, units, help and names", () => {
    const fields = { a: { name: "years_of_age", unit: "y", help: "Today." }, b: { label: "Bee" } };
    const { inputs, named } = configure(numbers, { fields });
    expect(named).toBe(true);
    expect(inputs[0]).toMatchObject({
      name: "years_of_age",
      label: "Years of age",
      unit: "y",
      help: "Today.",
    });
    expect(inputs[1]).toMatchObject({ name: "b", label: "Bee" });
  });

  it("asks by the new names and hands on by the model's own", () => {
    const renamed = configure(numbers, { fields: { a: { name: "b" }, b: { name: "a" } } });
    expect(judge(renamed, { a: 1, b: 2 })).toEqual([2, 1]);
    expect(judge(renamed, { a: 1, b: 2 }, "table")).toEqual([2, 1]);
    const years = configure(numbers, { fields: { a: { name: "years" } } });
    expect(judge(years, { a: 1, b: 2 })).toEqual(["years FIELD_MISSING", "a FIELD_UNKNOWN"]);
  });

  it("names the fields of a model that knows no names, as a list or in the keys' order", () => {
    for (const fields of [[{ name: "age" }, { name: "rate" }], { age: {}, rate: {} }]) {
      const named = configure(unnamed, { fields });
      expect(named.named).toBe(true);
      expect(named.inputs.map(({ name, label }) => [name, label])).toEqual([
        ["age", "Age"],
        ["rate", "Rate"],
      ]);
      expect(judge(named, { rate: 2, age: 1 })).toEqual([1, 2]);
      expect(judge(named, { p: 2, q: 1 })).toContain("p FIELD_UNKNOWN");
    }
    const half = configure(unnamed, { fields: { x2: { name: "rate" } } });
    expect(half.named).toBe(false);
    expect(judge(half, { x1: 1, rate: 2 })).toEqual([1, 2]);
  });

  it("makes the fields of a model that takes any width", () => {
    const open = signatureOf([], false);
    const anyWidth: InputSpec = { kind: "numbers", width: null, names: null, allowsMissing: false };
    const named = configureSignature(open, anyWidth, { fields: { a: { min: 0 }, b: {} } });
    expect(judge(named, { b: 2, a: 1 })).toEqual([1, 2]);
    expect(judge(named, { b: 2, a: -1 })).toEqual(["a FIELD_RANGE"]);
    const dicts = { ...anyWidth, kind: "table", openRecords: true } as const;
    expect(() => configureSignature(open, dicts, { fields: { a: {} } })).toThrow(PicklejarError);
  });

  it("refuses what lies outside of min and max, and takes what lies on them", () => {
    const bounded = configure(numbers, { fields: { a: { min: 0, max: 120 }, b: { min: 1 } } });
    expect(judge(bounded, { a: 120, b: 1 })).toEqual([120, 1]);
    expect(judge(bounded, { a: 120.001, b: 0.999 })).toEqual(["a FIELD_RANGE", "b FIELD_RANGE"]);
    expect(judge(bounded, ["-0.1", "1e0"])).toEqual(["a FIELD_RANGE"]);
    expect(judge(bounded, { a: -0, b: 2 })).toEqual([-0, 2]);
  });

  it("keeps the usual range and the example inside of the bounds", () => {
    const fields = { a: { min: 6, max: 8 }, b: { usual: [-5, 5], max: 3, step: 0.5 } } as const;
    const [a, b] = configure(numbers, { fields }).inputs;
    expect(a).toMatchObject({ usual: { low: 6, high: 8 }, example: 6, minimum: 6, maximum: 8 });
    expect(b).toMatchObject({ usual: { low: -5, high: 3 }, example: 3, step: 0.5 });
    expect(configure(numbers, { fields: { a: { min: 20 } } }).inputs[0]).toMatchObject({
      example: 20,
    });
    expect(configure(numbers, { fields: { a: { min: 20 } } }).inputs[0]?.usual).toBeUndefined();
  });

  it("takes whole numbers only where the config says integer", () => {
    const whole = configure(numbers, { fields: { a: { kind: "integer" } } });
    expect(judge(whole, { a: "3", b: 0.5 })).toEqual([3, 0.5]);
    expect(judge(whole, { a: 3.5, b: 0.5 })).toEqual(["a FIELD_KIND"]);
    expect(whole.inputs[0]?.step).toBe(1);
  });

  it("puts the default where nothing is sent, and makes the field optional", () => {
    const optional = configure(numbers, { fields: { b: { default: 7 } } });
    for (const row of [{ a: 1 }, { a: 1, b: null }, { a: 1, b: "" }, { a: "1", b: " " }]) {
      expect(judge(optional, row)).toEqual([1, 7]);
    }
    expect(judge(optional, { a: 1, b: 2 })).toEqual([1, 2]);
    expect(judge(optional, [1])).toEqual([" ROW_WIDTH"]);
    expect(optional.inputs[1]).toMatchObject({ default: 7, example: 7 });
    const nullable = signatureOf([{ ...number, name: "a", label: "A", nullable: true }]);
    const known = configure(nullable, { fields: { a: { default: 3 } } });
    expect(judge(known, {})).toEqual([3]);
    expect(judge(known, { a: null })).toEqual([Number.NaN]);
    expect(judge(known, { a: " " })).toEqual([3]);
  });

  it("lets a CSV file lack the column of a field with a default", () => {
    const optional = configure(numbers, { fields: { b: { default: 7 } } });
    const parser = createRowParser(optional, "numbers", ["a", "b"]);
    expect([...(parser.openTable(["a"]).columns ?? [])]).toEqual([0, -1]);
    expect(() => parser.openTable(["b"])).toThrow(PicklejarError);
  });

  it("asks numbers as labelled choices, by value or by label", () => {
    const all = [
      { 0: "No", 1: "Yes" },
      [
        { value: 0, label: "No" },
        { value: 1, label: "Yes" },
      ],
    ];
    for (const choices of all) {
      const chosen = configure(numbers, { fields: { a: { choices } } });
      expect(chosen.inputs[0]).toMatchObject({
        kind: "category",
        choices: [0, 1],
        choiceLabels: ["No", "Yes"],
        example: 0,
      });
      expect(judge(chosen, { a: "Yes", b: 0 })).toEqual([1, 0]);
      expect(judge(chosen, { a: "1", b: 0 })).toEqual([1, 0]);
      expect(judge(chosen, { a: 0, b: 0 })).toEqual([0, 0]);
      expect(judge(chosen, { a: 2, b: 0 })).toEqual(["a FIELD_CHOICE"]);
      expect(judge(chosen, { a: "yes", b: 0 })).toEqual(["a FIELD_CHOICE"]);
    }
    expect(configure(numbers, { fields: { a: { choices: [1, 2, 5] } } }).inputs[0]).toMatchObject({
      choices: [1, 2, 5],
      example: 5,
    });
  });

  it("asks numbers as yes or no", () => {
    const asked = configure(numbers, { fields: { a: { kind: "boolean" } } });
    expect(asked.inputs[0]).toMatchObject({ kind: "boolean", choices: [false, true] });
    expect(judge(asked, { a: true, b: 0 })).toEqual([1, 0]);
    expect(judge(asked, { a: "no", b: 0 })).toEqual([0, 0]);
    const labelled = { kind: "boolean", choices: { false: "never", true: "always" } } as const;
    const named = configure(numbers, { fields: { a: labelled } });
    expect(judge(named, { a: "always", b: 0 })).toEqual([1, 0]);
    const parser = createRowParser(named, "numbers", null);
    expect(() => parser.parse([{ a: "often", b: 0 }])).toThrow("false (never) or true (always)");
  });

  it("narrows the choices that the model knows, and labels them", () => {
    const towns = signatureOf([
      {
        name: "a",
        label: "A",
        kind: "category",
        nullable: false,
        choices: ["Bonn", "Köln", "Ulm"],
        open: true,
        example: "Köln",
      },
      { name: "b", label: "B", kind: "text", nullable: false, example: "" },
    ]);
    const fields = {
      a: { choices: { Ulm: "Ulm (Donau)", Bonn: "Bonn" } },
      b: { choices: ["x", "y"] },
    };
    const told = configure(towns, { fields }, "table");
    expect(told.inputs[0]).toMatchObject({ choices: ["Ulm", "Bonn"], example: "Ulm" });
    expect(told.inputs[0]?.open).toBeUndefined();
    expect(judge(told, { a: "Ulm (Donau)", b: "x" }, "table")).toEqual(["Ulm", "x"]);
    expect(judge(told, { a: "Köln", b: "z" }, "table")).toEqual([
      "a FIELD_CHOICE",
      "b FIELD_CHOICE",
    ]);
    const closed = signatureOf(towns.inputs.map(({ open: _, ...field }) => field));
    expect(problemsOf(closed, { fields: { a: { choices: ["Bon"] } } }, "table")).toEqual([
      expect.stringContaining("did you mean Bonn?"),
    ]);
  });

  it("begins with the first example, and knows them all by title", () => {
    const fields = { b: { default: 1 } };
    const titled = configure(numbers, {
      fields,
      examples: { Small: { a: "2" }, Large: { a: 9, b: 8 } },
    });
    expect(titled.examples).toEqual([
      { title: "Small", values: [2, 1] },
      { title: "Large", values: [9, 8] },
    ]);
    expect(titled.inputs.map(({ example }) => example)).toEqual([2, 1]);
    const listed = configure(numbers, { examples: [{ a: 1, b: 2 }] });
    expect(listed.examples).toEqual([{ title: null, values: [1, 2] }]);
    expect(problemsOf(numbers, { examples: [{ a: "x", c: 1 }] })).toEqual([
      expect.stringContaining("examples[0].c is no field of the model"),
      expect.stringContaining("examples[0].a does not fit"),
      expect.stringContaining("examples[0] lacks a value for b"),
    ]);
  });

  const wrong: readonly (readonly [string, SignatureConfig["fields"], readonly string[]])[] = [
    ["an unknown field", { ab: {} }, ["fields.ab is no field of the model"]],
    ["bounds the wrong way round", { a: { min: 2, max: 1 } }, ["fields.a.min"]],
    ["a usual range the wrong way round", { a: { usual: [2, 1] } }, ["fields.a.usual"]],
    ["a step of nothing", { a: { step: 0 } }, ["fields.a.step"]],
    ["a default outside of the bounds", { a: { max: 1, default: 2 } }, ["fields.a.default"]],
    ["an example that is no choice", { a: { choices: [1, 2], example: 3 } }, ["fields.a.example"]],
    ["a text for a number", { a: { default: "x" } }, ["fields.a.default"]],
    ["text from a model of numbers", { a: { kind: "text" } }, ["fields.a.kind"]],
    ["a category without choices", { a: { kind: "category" } }, ["fields.a.kind"]],
    ["choices that are texts", { a: { choices: { low: "Low" } } }, ["fields.a.choices.low"]],
    ["bounds of a category", { a: { choices: [1], min: 0 } }, ["fields.a.min"]],
    ["a choice that is there twice", { a: { choices: [1, 1] } }, ["fields.a.choices[1]"]],
    [
      "a label that is another choice",
      { a: { choices: { 0: "1", 1: "0" } } },
      ["fields.a.choices", "fields.a.choices"],
    ],
    ["two choices of one label", { a: { choices: { 0: "a", 1: "a" } } }, ["fields.a.choices"]],
    ["no choices", { a: { choices: [] } }, ["fields.a.choices"]],
    ["a name that is taken", { a: { name: "b" } }, ["fields.a.name"]],
    ["a list of another length", [{}], ["fields has 1 entries"]],
  ];

  it.each(wrong)("refuses %s", (_, fields, messages) => {
    const problems = problemsOf(numbers, { ...(fields && { fields }) });
    expect(problems).toEqual(messages.map((message) => expect.stringContaining(message)));
  });

  it("says how to name the fields of a model that knows no names", () => {
    expect(problemsOf(unnamed, { fields: { age: {} } })).toEqual([
      expect.stringContaining("name all 2 in the order of training, or use x1, x2"),
    ]);
    expect(problemsOf(unnamed, { fields: { 7: {}, age: {} } })).toEqual([
      expect.stringContaining("use a list"),
    ]);
  });

  it("refuses shapes that TypeScript would have refused", () => {
    const config = JSON.parse('{ "fields": { "a": { "min": "1" }, "b": 5 }, "answer": [1] }');
    expect(problemsOf(numbers, config)).toEqual([
      expect.stringContaining("fields.a.min must be a number"),
      expect.stringContaining("fields.b must be an object"),
      expect.stringContaining("answer[0] must be an object"),
    ]);
  });
});

describe("configureSignature, of answers", () => {
  const classes: Signature = {
    ...numbers,
    outputs: [{ name: "prediction", kind: "class", classes: [0, 1], classNames: ["0", "1"] }],
  };

  it("takes how the answer is shown", () => {
    const answer = {
      name: "salary",
      label: "Salary",
      unit: "$",
      decimals: 2,
      text: "$ {answer:,.2f}",
    };
    expect(configure(numbers, { answer }).outputs).toEqual([{ ...outputs[0], ...answer }]);
    const labels = { 0: "Not survived", 1: "Survived" };
    expect(configure(classes, { answer: { labels } }).outputs[0]?.labels).toEqual([
      { value: "0", label: "Not survived" },
      { value: "1", label: "Survived" },
    ]);
  });

  it("tells several answers apart by their order", () => {
    const two = {
      ...numbers,
      outputs: [
        { name: "a", kind: "number" },
        { name: "b", kind: "number" },
      ],
    } as const;
    const answer = [{ label: "A" }, { label: "B" }];
    expect(configure(two, { answer }).outputs.map(({ label }) => label)).toEqual(["A", "B"]);
    expect(problemsOf(two, { answer: { label: "A" } })).toHaveLength(1);
  });

  const wrong: readonly (readonly [string, Signature, SignatureConfig["answer"], string])[] = [
    ["labels of a number", numbers, { labels: { 1: "a" } }, "answer.labels"],
    ["a label of no class", classes, { labels: { 2: "a" } }, '["2"]'],
    ["decimals of a class", classes, { decimals: 1 }, "answer.decimals"],
    ["half a decimal", numbers, { decimals: 0.5 }, "answer.decimals"],
    ["an unknown placeholder", numbers, { text: "{anser}" }, "did you mean answer?"],
    ["an unknown format", numbers, { text: "{answer:.2q}" }, "Unknown format code"],
    ["a number's format for a class", classes, { text: "{answer:.2f}" }, "Unknown format code"],
    ["a brace of its own", numbers, { text: "{answer} }" }, "}}"],
  ];

  it.each(wrong)("refuses %s", (_, signature, answer, message) => {
    expect(problemsOf(signature, { ...(answer && { answer }) })).toEqual([
      expect.stringContaining(message),
    ]);
  });
});
