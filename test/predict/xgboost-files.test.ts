// Model files that XGBoost saved by itself, against what its scikit-learn classes answer when they load them: margins
// and labels equal, probabilities within two units in the last place of a float32.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import { ReadContext } from "../../src/estimators/read-context.ts";
import { readSaved } from "../../src/estimators/xgboost/wrapper.ts";
import { defaultLimits } from "../../src/limits.ts";
import { inspectFile } from "../../src/predict/inspect.ts";
import { type LoadedModel, loadModel } from "../../src/predict/model.ts";
import { modelBytes } from "../estimators/xgboost/models.ts";

interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly (number | null)[];
}

interface FileCase {
  readonly file: string;
  readonly class: string;
  readonly rows: Numbers;
  readonly predict: Numbers;
  readonly predict_proba?: Numbers;
  readonly margin: Numbers;
  readonly names: readonly string[] | null;
}

const folder = join(import.meta.dirname, "../fixtures/xgboost-files");
/** Two units in the last place of a float32. */
const twoUlps = 2.4e-7;

const files = ["1.7.4", "3.0.0", "3.3.0"].flatMap((version) => {
  const { cases } = JSON.parse(readFileSync(join(folder, version, "answers.json"), "utf8"));
  return (cases as FileCase[]).map((answers) => ({
    name: `${version}/${answers.file}`,
    path: join(folder, version, answers.file),
    answers,
  }));
});

describe.each(files)("$name", ({ path, answers }) => {
  it("answers as XGBoost's class that loads it", async () => {
    const model = await loadModel(path);
    const { estimator } = model;
    const rows = askedRows(model, answers);
    // A file tells that it is a forest by nothing but its trees.
    expect(estimator.className).toBe(answers.class.replace("RF", ""));
    expectNear(estimator.predict?.(rows), answers.predict);
    expect(estimator.predictProba !== undefined).toBe(answers.predict_proba !== undefined);
    if (answers.predict_proba !== undefined) {
      expectNear(estimator.predictProba?.(rows), answers.predict_proba);
    }
  });

  it("has XGBoost's margins to the last bit", async () => {
    const { document } = await loadModel(path);
    const context = new ReadContext(new Map(), defaultLimits);
    const [rows = 0, columns = 0] = answers.rows.shape;
    const data = Float64Array.from(answers.rows.data, (value) => value ?? Number.NaN);
    const samples = { kind: "dense", rows, columns, data } as const;
    const margins = readSaved(context.open(document.value, "", null)).margins(samples);
    expect([...margins]).toEqual(answers.margin.data);
  });

  it("asks for its own names and gives what a pickle's model gives", async () => {
    const model = await loadModel(path);
    if (answers.names !== null) {
      expect(model.signature.inputs.map(({ name }) => name)).toEqual(answers.names);
    }
    expect(model.signature.inputs.length).toBe(answers.rows.shape[1]);
    const [prediction] = await model.predict(askedRows(model, answers).slice(0, 1));
    expect(prediction?.probabilities !== undefined).toBe(
      answers.predict_proba !== undefined && model.signature.outputs.length === 1,
    );
  });
});

describe("a file that XGBoost saved", () => {
  const [path = ""] = files.map(({ path }) => path);

  it("tells who wrote it, and that it is no pickle", async () => {
    const report = await inspectFile(path);
    expect(report.container).toEqual({
      writer: "xgboost",
      compression: null,
      protocol: null,
      trailingBytes: 0,
    });
    expect(report.versions).toEqual({ xgboost: ["1.7"] });
    expect(report.served).toBe(true);
    expect(report.names).toEqual([]);
  });

  it("asks for whole numbers where it was trained on them", async () => {
    const { signature } = await loadModel(join(folder, "3.0.0/category.json"));
    const kinds = signature.inputs.map(({ name, kind }) => [name, kind]);
    expect(kinds).toEqual([
      ["size", "integer"],
      ["rate", "number"],
      ["whole", "integer"],
    ]);
  });

  it("may be compressed", async () => {
    const bytes = gzipSync(readFileSync(path));
    const { estimator } = await loadModel(bytes);
    expect(estimator.className).toBe("XGBClassifier");
  });

  it("gives the labels that XGBoost noted until 1.5", async () => {
    const model = await savedWith({
      scikit_learn: JSON.stringify({ type: "XGBClassifier", _le: { classes_: ["no", "yes"] } }),
    });
    expect(model.estimator.classes).toEqual(["no", "yes"]);
    expect(model.predictSync([[0, 0]])[0]?.prediction).toBe("no");
  });

  it("has the classes 0 to k − 1 where a note is none that fits", async () => {
    for (const note of [
      "{",
      "[]",
      '{"_le":{"classes_":["a"]}}',
      '{"_le":{"classes_":[[1],null]}}',
    ]) {
      expect((await savedWith({ scikit_learn: note })).estimator.classes).toEqual([0, 1]);
    }
  });

  it.each([
    ['{"type":"XGBRegressor"}', "XGBRegressor"],
    ['{"_estimator_type":"regressor"}', "XGBRegressor"],
    ['{"_estimator_type":"ranker"}', "XGBRanker"],
  ])("is no classifier where the note says so, whatever its objective: %s", async (note, name) => {
    const model = await savedWith({ scikit_learn: note });
    expect(model.estimator.className).toBe(name);
    expect(model.estimator.predictProba).toBeUndefined();
  });

  it("is refused with the place of what is wrong", async () => {
    const text = readFileSync(path, "utf8").replaceAll('"num_feature":"4"', '"num_feature":"0"');
    const error = await loadModel(Buffer.from(text)).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(PicklejarError);
    expect(error).toMatchObject({ code: "ESTIMATOR_INVALID" });
    const cut = readFileSync(path).subarray(0, 900);
    expect(await loadModel(cut).catch(({ code }) => code)).toBe("ESTIMATOR_INVALID");
  });
});

function savedWith(attributes: Readonly<Record<string, string>>): Promise<LoadedModel> {
  const bytes = modelBytes({
    trees: [[{ feature: 0, below: 0.5, left: 1, right: 2 }, -1, 1]],
    objective: "binary:logistic",
    baseScore: "0.5",
    attributes,
  });
  return loadModel(bytes, { name: dirname("saved.json") });
}

/** The rows, with the names of categories where the file knows them (from 3.1 on). */
function askedRows({ signature }: LoadedModel, { rows }: FileCase): (string | number)[][] {
  return rowsOf(rows).map((row) =>
    row.map((value, i) => {
      const choice = signature.inputs[i]?.choices?.[value];
      return typeof choice === "string" ? choice : value;
    }),
  );
}

function rowsOf({ shape, data }: Numbers): number[][] {
  const [rows = 0, columns = 0] = shape;
  return Array.from({ length: rows }, (_, row) =>
    data.slice(row * columns, (row + 1) * columns).map((value) => value ?? Number.NaN),
  );
}

function expectNear(answer: unknown, { shape, data }: Numbers): void {
  expect(Array.isArray(answer)).toBe(true);
  const flat = (answer as unknown[]).flat();
  expect(flat.length).toBe(shape.reduce((product, size) => product * size, 1));
  for (const [i, value] of flat.entries()) {
    const expected = data[i] ?? Number.NaN;
    expect(Math.abs(Number(value) - expected)).toBeLessThanOrEqual(twoUlps * Math.abs(expected));
  }
}
