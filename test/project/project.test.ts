import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fixtures, folderOf, open } from "./open.ts";

const expected = JSON.parse(readFileSync(join(fixtures, "expected.json"), "utf8"));
const salary = "../../../examples/salary/model.pkl";
const parts = {
  "scaler.pkl": "several/scaler.pkl",
  "model.pkl": "several/model.pkl",
  "le.pkl": "several/le.pkl",
  "columns.pkl": "several/columns.pkl",
};

describe("openProject", () => {
  it("takes the only model file of a folder, and runs nothing that is no config", async () => {
    const folder = await folderOf({ "model.pkl": salary }, { "app.ts": "throw new Error();" });
    expect(open(folder)).toMatchObject({
      root: folder,
      isFolder: true,
      title: null,
      configFile: null,
      codeFiles: [],
      modelFiles: [join(folder, "model.pkl")],
      templates: null,
      static: null,
      log: null,
      summary: "LinearRegression",
    });
  });

  it("loads a TypeScript config that imports the package by its name, without node_modules", async () => {
    const config = `
      import { defineConfig, type FieldConfig } from "picklejar";
      const years: FieldConfig = { label: "Years of experience", unit: "years", min: 0, max: 50 };
      export default defineConfig({
        title: "Salaries",
        description: "What people earn.",
        fields: { experience: years, test_score: { default: 5 } },
        answer: { unit: "$", decimals: 2, text: "Salary should be $ {answer}" },
      });
    `;
    const folder = await folderOf({ "model.pkl": salary }, { "picklejar.config.ts": config });
    const rows = [{ experience: 2, interview_score: 6, test_score: 9 }];
    const project = open(folder, {}, rows);
    expect(project).toMatchObject({
      title: "Salaries",
      description: "What people earn.",
      configFile: join(folder, "picklejar.config.ts"),
      codeFiles: [join(folder, "picklejar.config.ts")],
      log: { file: join(folder, "predictions.jsonl"), isAsked: false, maxBytes: 2 ** 26 },
      texts: ["Salary should be $ 53290.89"],
    });
    expect(project.signature.inputs[0]).toMatchObject({
      label: "Years of experience",
      maximum: 50,
    });
  });

  it("reads a JSON config as data", async () => {
    const config = { model: "salary.pkl", log: false, answer: { label: "Salary" } };
    const folder = await folderOf(
      { "salary.pkl": salary, "other.pkl": "several/scaler.pkl", "templates/a": salary },
      { "picklejar.config.json": JSON.stringify(config), "static/a.css": "" },
    );
    expect(open(folder)).toMatchObject({
      codeFiles: [],
      configFile: join(folder, "picklejar.config.json"),
      modelFiles: [join(folder, "salary.pkl")],
      templates: join(folder, "templates"),
      static: join(folder, "static"),
      log: null,
    });
  });

  it("composes several files by role and in steps", async () => {
    const byRole =
      "{ files: { scaler: 'scaler.pkl', model: 'model.pkl', label_encoder: 'le.pkl', columns: 'columns.pkl' } }";
    const inSteps =
      "{ steps: ['scaler.pkl', { file: 'model.pkl' }], files: { le: 'le.pkl', columns: 'columns.pkl' } }";
    const { records, predictions } = expected.several;
    for (const model of [byRole, inSteps]) {
      const config = `export default { model: ${model} };`;
      const folder = await folderOf(parts, { "picklejar.config.mjs": config });
      const project = open(folder, {}, records);
      expect(project.answers.map(({ prediction }: { prediction: unknown }) => prediction)).toEqual(
        predictions,
      );
      expect(project.modelFiles.map((file: string) => file.slice(folder.length + 1))).toEqual([
        "scaler.pkl",
        "model.pkl",
        "le.pkl",
        "columns.pkl",
      ]);
    }
  });

  it("suggests the config of a folder with several files", async () => {
    const folder = await folderOf(parts);
    const error = open(folder);
    expect(error.code).toBe("PROJECT_AMBIGUOUS");
    expect(error.details.model).toBe(
      '{ files: { columns: "columns.pkl", le: "le.pkl", model: "model.pkl", scaler: "scaler.pkl" } }',
    );
    const config = `export default { model: ${error.details.model} };`;
    const mended = await folderOf(parts, { "picklejar.config.mjs": config });
    const { records, predictions } = expected.several;
    const { answers } = open(mended, {}, records);
    expect(answers.map(({ prediction }: { prediction: unknown }) => prediction)).toEqual(
      predictions,
    );
    const steps = open(
      await folderOf({
        "a.pkl": "several/scaler.pkl",
        "b.pkl": "several/pca.pkl",
        "c.pkl": "several/on_pca.pkl",
      }),
    );
    expect(steps.details.model).toBe('{ steps: ["a.pkl", "b.pkl", "c.pkl"] }');
    expect(steps.hint).toContain("order of training");
    const two = open(await folderOf({ "a.pkl": salary, "b.pkl": "several/model.pkl" }));
    expect(two.details).toMatchObject({ model: '"a.pkl"', names: "a.pkl, b.pkl" });
  });

  it("refuses a folder without a model, and one with two configs", async () => {
    expect(open(await folderOf({}, { "model.py": "" }))).toMatchObject({ code: "PROJECT_EMPTY" });
    const configs = { "picklejar.config.ts": "", "picklejar.config.json": "{}" };
    expect(open(await folderOf({ "model.pkl": salary }, configs))).toMatchObject({
      code: "PROJECT_AMBIGUOUS",
      details: { names: "picklejar.config.ts, picklejar.config.json" },
    });
  });

  it("looks at nothing beside a model file, unless a config is named", async () => {
    const hostile = "process.exit(3);";
    const folder = await folderOf(
      { "model.pkl": salary, "templates/a": salary },
      {
        "picklejar.config.ts": hostile,
        "configs/mine.ts": "export default { model: 'model.pkl', title: 'Mine', log: 'x.jsonl' };",
        "configs/other.json": '{ "model": "other.pkl" }',
      },
    );
    const file = join(folder, "model.pkl");
    expect(open(file)).toMatchObject({
      root: folder,
      isFolder: false,
      configFile: null,
      templates: null,
      log: null,
    });
    const config = join(folder, "configs/mine.ts");
    expect(open(file, { config })).toMatchObject({
      title: "Mine",
      codeFiles: [config],
      templates: null,
      log: { file: join(folder, "x.jsonl"), isAsked: true },
    });
    expect(open(folder, { config })).toMatchObject({ title: "Mine", isFolder: true });
    expect(open(file, { config: join(folder, "configs/other.json") })).toMatchObject({
      code: "CONFIG_INVALID",
      issues: [{ path: ["model"], code: "CONFIG_VALUE" }],
    });
    expect(open(file, { config: join(folder, "nothing.ts") })).toMatchObject({
      code: "FILE_NOT_FOUND",
    });
  });

  it("lets the options' limits win over the config's", async () => {
    const config = '{ "limits": { "fileBytes": 10 } }';
    const folder = await folderOf({ "model.pkl": salary }, { "picklejar.config.json": config });
    expect(open(folder)).toMatchObject({ code: "FILE_TOO_LARGE" });
    expect(open(folder, { limits: { fileBytes: 1e6 } })).toMatchObject({ name: "model.pkl" });
  });

  it("says of a config that does not fit its model where and why, all at once", async () => {
    const config = {
      fields: { experience: { min: 5, max: 1 }, tset_score: {}, test_score: { default: "high" } },
      answer: { labels: { yes: "Yes" }, text: "{anwser}" },
    };
    const folder = await folderOf(
      { "model.pkl": salary },
      { "picklejar.config.json": JSON.stringify(config) },
    );
    const error = open(folder);
    expect(error).toMatchObject({ code: "CONFIG_INVALID" });
    expect(error.details).toMatchObject({ file: join(folder, "picklejar.config.json"), line: 1 });
    expect(error.issues.map(({ path }: { path: unknown }) => path)).toEqual([
      ["fields", "tset_score"],
      ["fields", "experience", "min"],
      ["fields", "test_score", "default"],
      ["answer", "text"],
      ["answer", "labels"],
    ]);
    expect(error.issues[0].message).toContain("did you mean test_score?");
    expect(error.issues[3].message).toContain("did you mean answer?");
  });

  it("tells wrong shapes and what contradicts the model at once, and nothing that only follows", async () => {
    const wrong = {
      titel: "A",
      log: 5,
      fields: {
        experiance: { label: "Years" },
        interview_score: { choices: [] },
        test_score: { kind: "category", choises: [1, 2], min: "0", default: "high" },
      },
      answer: { decimal: 2, text: "{answr}" },
      examples: [{ experience: 1 }],
    };
    const pathsOf = async (config: object): Promise<string[]> => {
      const text = JSON.stringify(config);
      const error = open(
        await folderOf({ "model.pkl": salary }, { "picklejar.config.json": text }),
      );
      expect(error.code).toBe("CONFIG_INVALID");
      return error.issues.map(({ path }: { path: readonly unknown[] }) => path.join("."));
    };
    const shapes = ["titel", "fields.test_score.choises", "fields.test_score.min"];
    expect(await pathsOf(wrong)).toEqual([
      ...shapes.slice(0, 1),
      "log",
      ...shapes.slice(1),
      "answer.decimal",
      "fields.experiance",
      "fields.interview_score.choices",
      "answer.text",
    ]);
    expect(await pathsOf({ titel: "A", fields: 5, answer: [7], examples: 7 })).toEqual([
      "titel",
      "fields",
      "answer.0",
      "examples",
    ]);
    expect(await pathsOf({ ...wrong, model: "nothing.pkl" })).toHaveLength(5);
    expect(await pathsOf({ ...wrong, model: 5 })).toHaveLength(6);
  });
});
