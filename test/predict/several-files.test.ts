// Several files as one model, against what scikit-learn's parts answer when they are asked one after the other.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import { type LoadOptions, loadModel, loadOrigin } from "../../src/predict/model.ts";
import type { FilesConfig, ModelConfig } from "../../src/predict/model-config.ts";

const folder = join(import.meta.dirname, "../fixtures/projects");
const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
const at = (name: string): string => join(folder, "several", `${name}.pkl`);
const all = (files: Readonly<Record<string, string>>): FilesConfig =>
  Object.fromEntries(Object.entries(files).map(([role, name]) => [role, at(name)]));

async function errorOf(source: ModelConfig, options: LoadOptions = {}): Promise<PicklejarError> {
  try {
    const model = await loadModel(source, options);
    return new PicklejarError("INTERNAL", { answered: model.summary });
  } catch (error) {
    if (error instanceof PicklejarError) return error;
    throw error;
  }
}

async function predictionsOf(source: ModelConfig, rows: readonly never[]): Promise<unknown[]> {
  return (await loadModel(source)).predictSync(rows).map(({ prediction }) => prediction);
}

describe("loadModel, of several files by role", () => {
  const { records, predictions, probabilities } = expected.several;
  const files = all({ scaler: "scaler", model: "model", label_encoder: "le", columns: "columns" });

  it("answers as the parts do one after the other, under the names and labels of the files", async () => {
    const model = await loadModel({ files });
    expect(model.summary).toBe(
      "scaler (StandardScaler) → model (LogisticRegression), columns from columns, labels from label_encoder",
    );
    expect(model.signature.inputs.map(({ name }) => name)).toEqual(["age", "income", "rate"]);
    const answers = model.predictSync(records);
    expect(answers.map(({ prediction }) => prediction)).toEqual(predictions);
    for (const [i, { probabilities: shares = [] }] of answers.entries()) {
      for (const [k, { probability }] of shares.entries()) {
        expect(probability).toBeCloseTo(probabilities[i][k], 12);
      }
    }
    expect(model.writtenBy).toBe("1.4.2");
    expect(model.parts.map(({ path }) => path.join("."))).toEqual([
      "scaler",
      "model",
      "label_encoder",
    ]);
  });

  it("is called by the file that answers, and known by the sha256 of their sha256s", async () => {
    const model = await loadModel({ files });
    const names = ["scaler", "model", "le", "columns"];
    const digest = (bytes: string | Buffer): string =>
      createHash("sha256").update(bytes).digest("hex");
    const sums = names.map((name) => `${digest(readFileSync(at(name)))}\n`);
    expect(model.sha256).toBe(digest(sums.join("")));
    expect(model.name).toBe("model.pkl");
    expect(model.bytes).toBe(names.reduce((sum, name) => sum + readFileSync(at(name)).length, 0));
  });

  it("takes one encoder for each column, in files of their own or in one", async () => {
    const { records, predictions } = expected.people;
    const columns = at("people_columns");
    const apart = { sex: at("sex"), town: at("town") };
    for (const encoders of [apart, at("encoders")]) {
      const source = { files: { model: at("people"), columns, encoders } };
      expect(await predictionsOf(source, records)).toEqual(predictions);
      const { inputs } = (await loadModel(source)).signature;
      expect(inputs.map(({ choices }) => choices)).toEqual([
        ["f", "m"],
        ["Bonn", "Ulm"],
        undefined,
      ]);
    }
  });

  it("takes what the target went through back", async () => {
    const source = { files: all({ scaler: "scaler", model: "price", target_scaler: "target" }) };
    const prices = await predictionsOf(source, records.map(Object.values));
    for (const [i, price] of prices.entries()) {
      expect(price).toBeCloseTo(expected.several.prices[i], 9);
    }
  });

  it("takes a part of a file by its name, and counts a file with two roles once", async () => {
    const file = join(folder, "own/nested.pkl");
    const names = { "__main__.Clipper": "inert" } as const;
    const error = await errorOf({ files: { model: { file, part: "nothing" } } }, { names });
    expect(error).toMatchObject({ code: "USAGE", details: { file: "nested.pkl" } });
    const encoders = { file: at("encoders"), part: "sex" };
    const source = {
      files: {
        model: at("people"),
        columns: at("people_columns"),
        encoders: { sex: encoders, town: { file: at("encoders"), part: "town" } },
      },
    };
    const model = await loadModel(source);
    expect(model.name).toBe("people.pkl");
    const files = ["people", "people_columns", "encoders"];
    expect(model.bytes).toBe(files.reduce((sum, name) => sum + readFileSync(at(name)).length, 0));
    expect(model.predictSync(expected.people.records).map(({ prediction }) => prediction)).toEqual(
      expected.people.predictions,
    );
  });
});

describe("loadModel, of several files in steps", () => {
  it("takes the order that is told, and the rest by role", async () => {
    const steps = [at("scaler"), at("pca"), at("on_pca")];
    const model = await loadModel({ steps, files: all({ le: "le", columns: "columns" }) });
    expect(model.summary).toBe(
      "scaler.pkl (StandardScaler) → pca.pkl (PCA) → on_pca.pkl (LogisticRegression), columns from columns, labels from le",
    );
    const answers = model.predictSync(expected.several.records);
    expect(answers.map(({ prediction }) => prediction)).toEqual(expected.several.pca);
    const [first] = expected.several.pcaProbabilities;
    expect(answers[0]?.probabilities?.map(({ probability }) => probability)).toEqual(
      first.map((share: number) => expect.closeTo(share, 12)),
    );
  });

  it("serves a single file, and one that only transforms", async () => {
    const one = await loadModel({ steps: [at("model")] });
    expect(one.summary).toBe("LogisticRegression");
    const two = await loadModel({ steps: [at("scaler"), at("pca")] });
    expect(two.predictSync([[40, 3000, 1]])[0]?.prediction).toHaveLength(3);
  });

  it("is loaded once more from its bytes, as batch threads do", async () => {
    const steps = [at("scaler"), at("model")];
    const config = { limits: {}, fields: { age: { name: "years" } } };
    const model = await loadModel({ steps, files: all({ columns: "columns" }) }, config);
    const { origin } = model.scoring;
    if (origin === undefined) throw new Error("no origin");
    const again = await loadOrigin(structuredClone(origin));
    const rows = [{ years: 40, income: 3000, rate: 1 }];
    expect(again.predictSync(rows)).toEqual(model.predictSync(rows));
    expect(again.sha256).toBe(model.sha256);
  });
});

describe("loadModel, of files that are not one model", () => {
  const cases: readonly (readonly [string, ModelConfig, string])[] = [
    ["two that predict", { files: all({ model: "model", price: "price" }) }, "predict"],
    [
      "none that predicts",
      { files: all({ scaler: "scaler", pca: "pca" }) },
      "none of them predicts",
    ],
    ["no estimator", { files: all({ columns: "columns" }) }, "none of them holds an estimator"],
    [
      "two orders",
      { files: all({ scaler: "scaler", pca: "pca", model: "on_pca" }) },
      "more than one order",
    ],
    ["an odd role", { files: all({ thing: "scaler", model: "model" }) }, "thing"],
    [
      "a role for nothing",
      { files: all({ scaler: "scaler", model: "model", foo: "columns" }) },
      "foo",
    ],
    [
      "an encoder of other classes",
      { files: all({ model: "people", le: "le" }) },
      "le knows 3 labels",
    ],
    [
      "an encoder without names",
      { files: { model: at("people"), encoders: { sex: at("sex") } } },
      "names",
    ],
    ["other names", { files: all({ model: "people", columns: "le" }) }, "columns"],
    [
      "a step that is there twice",
      { steps: [at("scaler"), at("scaler"), at("model")] },
      "a step already",
    ],
    ["a step without an estimator", { steps: [at("columns"), at("model")] }, "columns.pkl"],
    ["a step that cannot transform", { steps: [at("model"), at("price")] }, "model.pkl"],
    [
      "a step beside the steps",
      { steps: [at("scaler"), at("model")], files: all({ pca: "pca" }) },
      "none of the steps",
    ],
  ];

  it.each(cases)("says why: %s", async (_, source, why) => {
    const error = await errorOf(source);
    expect(error.code).toBe("MODEL_PARTS");
    expect(error.details["why"]).toContain(why);
    expect(error.hint).toMatch(/docs\/parts\.md/);
  });

  it("takes no ONNX graph for a part", async () => {
    const onnx = join(folder, "../onnx/logistic.onnx");
    const error = await errorOf({ steps: [at("scaler"), onnx] });
    expect(error).toMatchObject({ code: "MODEL_PARTS", details: { file: "logistic.onnx" } });
  });

  it("names both widths of steps that do not fit", async () => {
    const error = await errorOf({ steps: [join(folder, "dummies/model.pkl"), at("model")] });
    expect(error.code).toBe("MODEL_PARTS");
    const encoders = { steps: [at("target"), at("model")] };
    expect((await errorOf(encoders)).details["why"]).toBe(
      "target.pkl gives 1 column, but model.pkl takes 3 columns",
    );
  });

  it("names the file of an error", async () => {
    const missing = await errorOf({ steps: [at("scaler"), at("nothing")] });
    expect(missing).toMatchObject({ code: "FILE_NOT_FOUND" });
    expect(missing.message).toContain("nothing.pkl");
    const own = await errorOf({ steps: [at("scaler"), join(folder, "own/class.pkl")] });
    expect(own).toMatchObject({ code: "PICKLE_UNKNOWN_GLOBAL", details: { file: "class.pkl" } });
  });

  it("keeps to the limits of one file", async () => {
    const bytes = readFileSync(at("scaler")).length + readFileSync(at("model")).length;
    const source = { steps: [at("scaler"), at("model")] };
    expect(await errorOf(source, { limits: { fileBytes: bytes - 1 } })).toMatchObject({
      code: "LIMIT_EXCEEDED",
      details: { limit: "fileBytes" },
    });
    expect((await errorOf(source, { limits: { fileBytes: bytes } })).code).toBe("INTERNAL");
    const objects = { limits: { objects: 200 } };
    expect((await errorOf(at("scaler"), objects)).code).toBe("INTERNAL");
    expect(await errorOf(source, objects)).toMatchObject({ details: { limit: "objects" } });
  });
});
