// Models that need code of their project, against what scikit-learn answers with the same code in Python.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import type { OwnNames } from "../../src/estimators/own-names.ts";
import { BatchPool } from "../../src/predict/batch/pool.ts";
import { BatchSlots } from "../../src/predict/batch/slots.ts";
import { type LoadedModel, type LoadOptions, loadModel } from "../../src/predict/model.ts";
import type { InputRow, Prediction } from "../../src/predict/prediction.ts";

const folder = join(import.meta.dirname, "../fixtures/projects");
const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")).own;

function clean(text: string): string[] {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.map((word) => (word.endsWith("s") ? word.slice(0, -1) : word));
}

function stripTags(text: string): string {
  return text.toLowerCase().replaceAll("<b>", " ").replaceAll("</b>", " ");
}

function* bigrams(text: string): Generator<string> {
  for (let i = 0; i < text.length - 1; i++) yield text.slice(i, i + 2);
}

function ratio(rows: readonly (readonly number[])[]): number[][] {
  return rows.map((row) => [...row, (row[0] ?? 0) / (row[1] ?? 0)]);
}

class Clipper {
  readonly #low: readonly number[];
  readonly #high: readonly number[];
  constructor(state: {
    low_: number[];
    high_: number[];
    columns_: Map<string, unknown>;
    share: number;
  }) {
    this.#low = state.low_;
    this.#high = state.high_;
    expect(state.columns_.get("count")).toBe(state.low_.length);
    expect(state.columns_.get("names")).toEqual(["a", "b", "c"]);
  }
  transform(rows: readonly (readonly number[])[]): number[][] {
    return rows.map((row) =>
      row.map((value, j) => Math.min(Math.max(value, this.#low[j] ?? 0), this.#high[j] ?? 0)),
    );
  }
}

class Mean {
  readonly #weights: readonly number[];
  constructor(state: { weights: number[] }) {
    this.#weights = state.weights;
  }
  predict(rows: readonly (readonly number[])[]): Float64Array {
    return Float64Array.from(rows, (row) =>
      row.reduce((sum, value, j) => sum + value * (this.#weights[j] ?? 0), 0),
    );
  }
}

function lowerAll(texts: readonly string[]): string[] {
  return texts.map((text) => text.toLowerCase().replace("bad", "poor"));
}

type Row = readonly number[];

function shares(
  rows: readonly Row[],
  columns: readonly string[],
  options: { power: number },
): Row[] {
  const [income, age] = ["income", "age"].map((name) => columns.indexOf(name));
  return rows.map((row) => {
    const [a = 0, b = 0] = [row[income ?? 0], row[age ?? 0]];
    return [(a / b) ** options.power, a];
  });
}

class Features {
  readonly #mean: number;
  readonly #codes: ReadonlyMap<unknown, number>;
  constructor(state: { mean_: number; town_codes: Map<unknown, number> }) {
    this.#mean = state.mean_;
    this.#codes = state.town_codes;
  }
  transform(rows: readonly (readonly unknown[])[], columns: readonly string[]): unknown[][] {
    const [age = 0, town = 0, income = 0] = ["age", "town", "income"].map((name) =>
      columns.indexOf(name),
    );
    return rows.map((row) => [
      Number(row[age]) - this.#mean,
      this.#codes.get(row[town]),
      Math.log(Number(row[income])),
    ]);
  }
}

const names: OwnNames = {
  "__main__.lower_all": lowerAll,
  "__main__.shares": shares,
  "__main__.Features": Features,
  "__main__.clean": clean,
  "__main__.strip_tags": stripTags,
  "__main__.bigrams": bigrams,
  "__main__.ratio": ratio,
  "__main__.Clipper": Clipper,
  "__main__.Mean": Mean,
};

const load = (name: string, options: LoadOptions = { names }): Promise<LoadedModel> =>
  loadModel(join(folder, "own", `${name}.pkl`), options);

async function errorOf(action: Promise<unknown>): Promise<PicklejarError> {
  const error = await action.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof PicklejarError) return error;
  throw error ?? new Error("no error");
}

function expectAnswers(answers: readonly Prediction[], predictions: readonly unknown[]): void {
  expect(answers).toHaveLength(predictions.length);
  for (const [i, { prediction }] of answers.entries()) {
    if (typeof predictions[i] === "number") expect(prediction).toBeCloseTo(predictions[i], 9);
    else expect(prediction).toEqual(predictions[i]);
  }
}

describe("a model with the project's own functions", () => {
  it.each(["tokenizer", "preprocessor", "analyzer", "both"])(
    "answers as with Python's: %s",
    async (name) => {
      const model = await load(name);
      const { texts } = expected;
      const answers = model.predictSync(texts);
      expectAnswers(answers, expected[name].predictions);
      for (const [i, { probabilities = [] }] of answers.entries()) {
        for (const [k, { probability }] of probabilities.entries()) {
          expect(probability).toBeCloseTo(expected[name].probabilities[i][k], 12);
        }
      }
    },
  );

  it("answers as with Python's: the function of a FunctionTransformer", async () => {
    const model = await load("function");
    expectAnswers(model.predictSync(expected.function.rows), expected.function.predictions);
  });
});

describe("a pipeline that begins with the project's own code", () => {
  it("asks for texts where a vectorizer follows", async () => {
    const model = await load("texts");
    expect(model.signature.inputs).toMatchObject([{ name: "text", kind: "text" }]);
    expectAnswers(model.predictSync(expected.texts), expected.textsFirst.predictions);
  });

  it("answers with functions and classes for some of the columns", async () => {
    const model = await load("columns");
    expect(model.signature.inputs.map(({ name }) => name)).toEqual(["age", "income", "rate"]);
    const { records, predictions } = expected.columns;
    expectAnswers(model.predictSync(records), predictions);
  });

  it.each([
    { kind: "text" },
    { choices: ["Bonn", "Ulm"] },
    { choices: { Ulm: "ULM", Bonn: "BONN" } },
  ] as const)("asks for the kinds that the config tells: %j", async (town) => {
    const model = await load("features", { names, fields: { age: {}, town, income: { min: 0 } } });
    const { records, predictions, probabilities } = expected.features;
    const answers = model.predictSync(records);
    expectAnswers(answers, predictions);
    expect(answers[0]?.probabilities?.[0]?.probability).toBeCloseTo(probabilities[0][0], 12);
    const [, field] = model.signature.inputs;
    expect(typeof field?.example).toBe("string");
  });
});

describe("a model with the project's own classes", () => {
  it("answers as with Python's: a transformer in a pipeline", async () => {
    const model = await load("class");
    expect(model.summary).toBe("Pipeline: Clipper → StandardScaler → LinearRegression");
    expectAnswers(model.predictSync(expected.class.rows), expected.class.predictions);
  });

  it("answers under the names that lie beside it", async () => {
    const model = await load("nested");
    expectAnswers(model.predictSync(expected.nested.records), expected.nested.predictions);
  });

  it("answers as with Python's: a model of its own", async () => {
    const model = await load("model");
    expect(model.estimator.role).toBe("regressor");
    expectAnswers(model.predictSync(expected.rows), expected.model.predictions);
  });

  it("asks for the fields that the config tells", async () => {
    const fields = { age: { label: "Age", min: 0 }, income: {}, rate: { default: 1 } };
    const model = await load("model", { names, fields });
    expect(model.signature.inputs.map(({ name }) => name)).toEqual(["age", "income", "rate"]);
    const [row] = expected.rows;
    const record = { income: row[1], age: row[0], rate: row[2] };
    expectAnswers(model.predictSync([record]), expected.model.predictions.slice(0, 1));
    const error = await errorOf(model.predict([{ age: -1, income: "x" }]));
    expect(error.issues.map(({ code }) => code)).toEqual(["FIELD_RANGE", "FIELD_KIND"]);
  });

  it("gets the columns' names, and values of any kind", async () => {
    let seen: unknown;
    class Words {
      predict(rows: readonly (readonly unknown[])[], columns: readonly string[] | null): string[] {
        seen = { rows, columns };
        return rows.map(() => "yes");
      }
    }
    const told = { word: { kind: "text" }, size: { choices: ["s", "l"] } } as const;
    const model = await load("model", { names: { "__main__.Mean": Words }, fields: told });
    expect(model.predictSync([{ word: "a", size: "l" }])[0]?.prediction).toBe("yes");
    expect(seen).toEqual({ rows: [["a", "l"]], columns: ["word", "size"] });
  });

  it("gives estimators in its attributes ready to use, and values as they were", async () => {
    interface Parts {
      readonly scaler: { transform(rows: unknown): number[][] };
      readonly model: { predict(rows: unknown): number[] };
      readonly limits: ReadonlyMap<unknown, unknown>;
    }
    class Wrapper {
      readonly #parts: Parts;
      constructor(parts: Parts) {
        this.#parts = parts;
        expect([...parts.limits.values()]).toEqual([
          17.5,
          [
            [1, 2],
            [3, 4],
          ],
        ]);
        expect([...parts.limits.keys()]).toEqual(["most", ["a", 1]]);
        expect(Object.getPrototypeOf(parts)).toBeNull();
      }
      predict(rows: readonly (readonly number[])[]): number[] {
        const { scaler, model, limits } = this.#parts;
        const answers = model.predict(scaler.transform(rows));
        return answers.map((answer) => Math.min(answer, Number(limits.get("most"))));
      }
    }
    const model = await load("wrapper", { names: { "__main__.Wrapper": Wrapper } });
    expectAnswers(model.predictSync(expected.rows), expected.wrapper.predictions);
  });
});

describe("a model without the project's code", () => {
  it("is refused with the lines to write", async () => {
    const error = await errorOf(load("tokenizer", {}));
    expect(error.code).toBe("PICKLE_UNKNOWN_GLOBAL");
    expect(error.hint).toContain('names: { "__main__.clean": (value) => … }, or "inert"');
    expect(error.hint).toContain("treat the file as an attack");
    const both = await errorOf(load("both", {}));
    expect(both.hint).toContain('"__main__.clean": (value) => … }, or "inert"');
    expect(both.hint).toContain('"__main__.strip_tags": (value) => …, ');
    const ofClass = await errorOf(load("class", {}));
    expect(ofClass.hint).toContain('names: { "__main__.Clipper": class {');
  });

  const inert: OwnNames = Object.fromEntries(Object.keys(names).map((name) => [name, "inert"]));
  const cases: readonly (readonly [string, string, string, string])[] = [
    ["tokenizer", "__main__.clean", "tokenizer", "text.split"],
    ["preprocessor", "__main__.strip_tags", "preprocessor", "text.toLowerCase"],
    ["analyzer", "__main__.bigrams", "analyzer", "text.split"],
    ["function", "__main__.ratio", "func", "rows.map"],
    ["class", "__main__.Clipper", "steps[0]", "class {"],
  ];

  it.each(cases)("names what is inert but needed: %s", async (file, name, place, lines) => {
    const error = await errorOf(load(file, { names: inert }));
    expect(error).toMatchObject({ code: "OWN_CODE_MISSING", details: { name } });
    expect(error.details["where"]).toContain(place);
    expect(error.hint).toContain(`names: { "${name}": `);
    expect(error.hint).toContain(lines);
  });
});

describe("the project's own code", () => {
  const results: readonly (readonly [string, string, unknown])[] = [
    ["tokenizer", "__main__.clean", "a text"],
    ["tokenizer", "__main__.clean", [1]],
    ["preprocessor", "__main__.strip_tags", ["a list"]],
    ["function", "__main__.ratio", undefined],
    ["function", "__main__.ratio", [[1, 2], [1]]],
    ["function", "__main__.ratio", [[1]]],
    ["function", "__main__.ratio", [[{}], [1]]],
  ];

  it.each(results)("is refused what it must not give: %s, %s: %j", async (file, name, result) => {
    const model = await load(file, { names: { ...names, [name]: () => result } });
    const isRows = file === "function";
    const rows: InputRow[] = isRows ? expected.rows.slice(0, 2) : ["a text"];
    const error = await errorOf(model.predict(rows));
    expect(error).toMatchObject({ code: "OWN_CODE_FAILED", status: 500, details: { name } });
  });

  it("fails under its name, with what it threw", async () => {
    const thrown = new TypeError("no such thing");
    const failing = (): never => {
      throw thrown;
    };
    const model = await load("tokenizer", { names: { "__main__.clean": failing } });
    const error = await errorOf(model.predict(["a"]));
    expect(error).toMatchObject({ code: "OWN_CODE_FAILED", cause: thrown });
    class Broken {
      constructor() {
        throw thrown;
      }
      transform(): void {}
    }
    const names = { "__main__.Clipper": Broken };
    expect(await errorOf(load("class", { names }))).toMatchObject({ code: "OWN_CODE_FAILED" });
    class Empty {
      fit(): void {}
    }
    const none = { "__main__.Clipper": Empty as new () => object };
    const empty = await errorOf(load("class", { names: none }));
    expect(empty.code).toBe("ESTIMATOR_UNSUPPORTED");
  });

  it("passes on what it refuses on purpose", async () => {
    const refusing = (): never => {
      throw new PicklejarError("INPUT_KIND", {
        className: "clean",
        expected: "words",
        got: "noise",
      });
    };
    const model = await load("tokenizer", { names: { "__main__.clean": refusing } });
    expect(await errorOf(model.predict(["a"]))).toMatchObject({ code: "INPUT_KIND", status: 400 });
  });

  it("keeps long inputs on the main thread, since functions cannot be sent to another", async () => {
    const model = await load("tokenizer");
    expect(model.scoring.origin).toBeUndefined();
    const pool = new BatchPool(model, { slots: new BatchSlots(1), idleMs: 1000 });
    const run = await pool.open({ output: null, format: "csv" });
    const lines = ["text", ...expected.texts].join("\n");
    const steps = [await run.push(new TextEncoder().encode(lines)), await run.end()];
    const output = steps.flatMap((step) => step.output);
    run.close();
    await pool.close();
    const rows = Buffer.concat(output).toString("utf8").trim().split("\n").slice(1);
    expect(rows.map((row) => Number(row.split(",").at(-1)))).toEqual(
      expected.tokenizer.predictions,
    );
    const inert = await loadModel(join(folder, "several/model.pkl"), { names: { "a.b": "inert" } });
    expect(inert.scoring.origin?.inert).toEqual(["a.b"]);
  });

  it.each([
    "sklearn.linear_model._logistic.LogisticRegression",
    "sklearn.linear_model.LogisticRegression",
    "numpy.log1p",
    "builtins.list",
  ])("never answers for %s, which is known", async (name) => {
    const error = await errorOf(load("tokenizer", { names: { ...names, [name]: Mean } }));
    expect(error).toMatchObject({ code: "CONFIG_INVALID", issues: [{ path: ["names", name] }] });
  });
});
