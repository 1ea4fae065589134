// The whole way: a file written by scikit-learn, loaded, asked by rows of every kind, against its own answers.

import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/estimators/samples.ts";
import { loadModel, PicklejarError } from "../../src/index.ts";
import { modelFromFile } from "../../src/predict/model.ts";
import type { PlainValue } from "../../src/predict/plain-results.ts";
import type { InputRow, Prediction } from "../../src/predict/prediction.ts";
import { formRow } from "../../src/signature/form.ts";
import type { Field } from "../../src/signature/signature.ts";

const salary = join(import.meta.dirname, "../../examples/salary/model.pkl");
const golden = join(import.meta.dirname, "../fixtures/golden");

interface Expected {
  readonly file: string;
  readonly inputs: Readonly<
    Record<
      string,
      | { kind: "dense"; shape: [number, number]; data: (number | string)[] }
      | { kind: "texts"; values: string[] }
      | { kind: "sparse" | "table" | "labels" }
    >
  >;
  readonly cases: readonly {
    readonly name: string;
    readonly answers: readonly {
      readonly method: string;
      readonly input: string;
      readonly grade: "exact" | number;
      readonly output: { readonly shape?: readonly number[]; readonly data?: readonly Cell[] };
    }[];
  }[];
}

async function codeOf(action: () => unknown): Promise<string | undefined> {
  try {
    await action();
  } catch (error) {
    if (error instanceof PicklejarError) return error.code;
    throw error;
  }
  return undefined;
}

describe("loadModel", () => {
  it("answers the tutorial's question: 2, 9, 6", async () => {
    const model = await loadModel(salary);
    const rows = [
      { experience: 2, test_score: 9, interview_score: 6 },
      [2, 9, 6],
      formRow(new URLSearchParams("interview_score=6&test_score=9&experience=2")),
    ];
    const predictions = await model.predict(rows);
    expect(predictions.map(({ prediction }) => prediction)).toEqual(
      new Array(3).fill(expect.closeTo(53290.89, 2)),
    );
    expect(model.estimator.predict?.(rows.slice(1, 2) as number[][])).toEqual([
      predictions[0]?.prediction,
    ]);
  });

  it("says what the model is", async () => {
    const model = await loadModel(salary);
    expect(model.name).toBe("model.pkl");
    expect(model.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(model.bytes).toBe(readFileSync(salary).length);
    expect(model.summary).toBe("LinearRegression");
    expect(model.writtenBy).toMatch(/^\d+\.\d+/);
    expect(model.signature.inputs.map(({ name }) => name)).toEqual([
      "experience",
      "test_score",
      "interview_score",
    ]);
    expect(model.parts).toHaveLength(1);
    expect(model.parts[0]?.path).toEqual([]);
  });

  it("takes bytes as well as a path, from any place in a buffer", async () => {
    const file = readFileSync(salary);
    for (const offset of [0, 1, 3, 8]) {
      const bytes = Buffer.concat([Buffer.alloc(offset), file]).subarray(offset);
      const model = await loadModel(bytes, { name: "upload.pkl" });
      expect(model.name).toBe("upload.pkl");
      expect(model.predictSync([[2, 9, 6]])[0]?.prediction).toBeCloseTo(53290.89, 2);
    }
  });

  it("refuses what is no model by its code", async () => {
    expect(await codeOf(() => loadModel(join(golden, "nothing.pkl")))).toBe("FILE_NOT_FOUND");
    // A pickled empty list.
    const empty = Uint8Array.from([0x80, 2, 0x5d, 0x2e]);
    expect(await codeOf(() => loadModel(empty))).toBe("MODEL_NOT_AN_ESTIMATOR");
  });

  it("holds back the rows of a call at the caller's limit", async () => {
    const model = await loadModel(salary);
    const rows = [
      [1, 2, 3],
      [1, 2, 3],
    ];
    expect(await codeOf(() => model.predict(rows, { maxRows: 1 }))).toBe("INPUT_ROWS");
    expect(await codeOf(() => model.predict([[1, 2]]))).toBe("INPUT_INVALID");
  });
});

const files = globSync("*/*.json", { cwd: golden }).sort();

describe("a file that holds several estimators", () => {
  const [some] = files.filter((file) => file.startsWith("linear-model/"));

  it("lists its parts and does not guess which one answers", async () => {
    const { file, cases } = expectedOf(some ?? "");
    const model = await loadModel(file);
    expect(model.parts.map(({ path }) => path)).toEqual(cases.map(({ name }) => [name]));
    expect(await codeOf(() => model.signature)).toBe("MODEL_AMBIGUOUS");
    expect(await codeOf(() => model.predict([[1]]))).toBe("MODEL_AMBIGUOUS");
    expect(await codeOf(() => loadModel(file, { part: "none of them" }))).toBe("USAGE");
  });
});

function expectedOf(path: string): Expected & { readonly file: string } {
  const expected: Expected = JSON.parse(readFileSync(join(golden, path), "utf8"));
  return { ...expected, file: join(golden, dirname(path), expected.file) };
}

const answeringMethods = new Set(["predict", "transform", "kneighbors", "score_samples"]);

describe("predict, against scikit-learn's own answers", () => {
  it.each(files)("%s", async (path) => {
    const { file, inputs, cases } = expectedOf(path);
    const { document } = await loadModel(file);
    let compared = 0;
    for (const { name, answers } of cases) {
      // What only draws at random (a dummy's "uniform" strategy) answers no row.
      if (!answers.some(({ method }) => answeringMethods.has(method))) continue;
      const model = await modelFromFile(document, { part: name });
      const { inputs: fields, outputs } = model.signature;
      const has = (method: string): boolean => answers.some((answer) => answer.method === method);
      const scored = has("predict") ? "predict" : "score_samples";
      const answering = outputs[0]?.kind === "vector" ? "transform" : scored;
      for (const { method, input, grade, output } of answers) {
        const given = inputs[input];
        if (given?.kind !== "dense" && given?.kind !== "texts") continue;
        if (output.data === undefined) continue;
        if (method !== answering && method !== "predict_proba") continue;
        const rows = given.kind === "texts" ? given.values : listsOf(given);
        if (!rows.every((row) => typeof row === "string" || isAsked(row, fields))) continue;
        const predictions = model.predictSync(rows);
        const answered = predictions.flatMap((given) =>
          method === answering ? [given.prediction].flat() : sharesOf(given),
        );
        expectAgreement(answered, output.data, grade, `${name}, ${method} of ${input}`);
        compared += answered.length;
        for (const named of namedRows(rows, fields)) {
          expect(model.predictSync(named)).toEqual(predictions);
        }
      }
    }
    expect(compared).toBeGreaterThan(0);
  });
});

function listsOf({ shape, data }: { shape: [number, number]; data: readonly unknown[] }) {
  const [n, width] = shape;
  return Array.from({ length: n }, (_, i) => data.slice(i * width, (i + 1) * width).map(Number));
}

/** Whether a row holds what the signature asks: finite numbers, and choices where there are some. */
function isAsked(row: readonly number[], fields: readonly Field[]): boolean {
  if (fields.length > 0 && row.length !== fields.length) return false;
  return row.every((value, i) => {
    const { choices, open } = fields[i] ?? {};
    return Number.isFinite(value) && (choices === undefined || open || choices.includes(value));
  });
}

/** The same rows by name, as records and as forms; none where the model has no names for them. */
function namedRows(
  rows: readonly (string | readonly number[])[],
  fields: readonly Field[],
): InputRow[][] {
  const lists = rows.map((row) => (typeof row === "string" ? [row] : row));
  if (lists.some((list) => list.length !== fields.length)) return [];
  const nameOf = (i: number): string => fields[i]?.name ?? "";
  return [
    lists.map((list) => new Map<string, unknown>(list.map((value, i) => [nameOf(i), value]))),
    lists.map((list) =>
      formRow(
        list.map((value, i) => [nameOf(i), typeof value === "string" ? value : ` ${value} `]),
      ),
    ),
  ];
}

/** One per class, or of yes-or-no outputs one per output. */
function sharesOf({ probabilities, outputProbabilities }: Prediction): number[] {
  const yes = outputProbabilities?.flatMap((output) => output.slice(1));
  return (probabilities ?? yes ?? []).map(({ probability }) => probability);
}

function expectAgreement(
  answered: readonly PlainValue[],
  expected: readonly Cell[],
  grade: "exact" | number,
  what: string,
): void {
  expect(answered.length, what).toBe(expected.length);
  for (const [i, value] of answered.entries()) {
    // What is not finite stands as a text in the golden file, and as null in a prediction.
    const wanted = ["NaN", "inf", "-inf"].includes(String(expected[i])) ? null : expected[i];
    if (grade === "exact" || typeof value !== "number" || typeof wanted !== "number") {
      expect(value, what).toEqual(typeof value === "bigint" ? BigInt(String(wanted)) : wanted);
    } else {
      const magnitudes = expected.map((cell) => Math.abs(Number(cell))).filter(Number.isFinite);
      const scale = Math.max(1, ...magnitudes);
      expect(Math.abs(value - wanted), what).toBeLessThanOrEqual(grade * scale);
    }
  }
}
