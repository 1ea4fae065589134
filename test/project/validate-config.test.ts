import { describe, expect, it } from "vitest";
import { configIssues } from "../../src/project/validate-config.ts";

function issuesOf(config: unknown): readonly (readonly [string, string])[] {
  return configIssues(config).map(({ path, code }) => [path.join("."), code]);
}

describe("configIssues", () => {
  it("takes everything that there is", () => {
    const config = {
      title: "A",
      description: "B",
      model: { steps: ["a.pkl", { file: "b.pkl", part: "model" }], files: { le: "c.pkl" } },
      fields: {
        a: {
          name: "b",
          label: "B",
          unit: "cm",
          help: "C",
          kind: "integer",
          min: 0,
          max: 9,
          usual: [1, 2],
          step: 1,
        },
      },
      answer: [
        { name: "a", label: "A", unit: "€", decimals: 2, text: "{answer}", labels: { 0: "no" } },
      ],
      examples: { First: { a: 1 } },
      names: { "__main__.clean": (text: string) => text, "my.package.Thing": "inert" },
      log: "log.jsonl",
      limits: { memoryBytes: 2 ** 30 },
    };
    expect(issuesOf(config)).toEqual([]);
    expect(issuesOf({})).toEqual([]);
    expect(
      issuesOf({ model: { files: { encoders: { sex: "a.pkl", file: { file: "b.pkl" } } } } }),
    ).toEqual([]);
    expect(
      issuesOf({ title: undefined, fields: [{ choices: { 0: "a" } }, { choices: [1, 2] }] }),
    ).toEqual([]);
    expect(issuesOf({ fields: [{ choices: [{ value: 1, label: "a" }] }] })).toEqual([]);
  });

  it("finds all that is wrong at once", () => {
    const config = {
      titel: "A",
      description: 5,
      model: { step: [] },
      fields: { a: { minn: 1, max: "9", choices: { a: 1 }, kind: "float" } },
      answer: { decimals: "2" },
      examples: [{ a: [1] }, 7],
      names: { clean: "inert", "__main__.a": "b" },
      log: 1,
      limits: { memory: 1, objects: -1 },
    };
    expect(issuesOf(config)).toEqual([
      ["titel", "CONFIG_KEY"],
      ["description", "CONFIG_KIND"],
      ["model", "CONFIG_KIND"],
      ["fields.a.minn", "CONFIG_KEY"],
      ["fields.a.max", "CONFIG_KIND"],
      ["fields.a.choices.a", "CONFIG_KIND"],
      ["fields.a.kind", "CONFIG_KIND"],
      ["answer.decimals", "CONFIG_KIND"],
      ["examples.0.a", "CONFIG_KIND"],
      ["examples.1", "CONFIG_KIND"],
      ["names.clean", "CONFIG_VALUE"],
      ["names.__main__.a", "CONFIG_KIND"],
      ["log", "CONFIG_KIND"],
      ["limits.memory", "CONFIG_KEY"],
      ["limits.objects", "CONFIG_KIND"],
    ]);
  });

  it("takes a log in more words, and who may look at the monitor", () => {
    expect(configIssues({ log: { file: "a.jsonl", values: false }, monitor: true })).toEqual([]);
    const wrong = configIssues({ log: { values: 1, vales: true }, monitor: "everybody" });
    expect(wrong.map(({ path, code }) => [path.join("."), code])).toEqual([
      ["log.values", "CONFIG_KIND"],
      ["log.vales", "CONFIG_KEY"],
      ["monitor", "CONFIG_KIND"],
    ]);
  });

  it("says that a log may be a path", () => {
    expect(configIssues({ log: 5 })[0]?.message).toBe("log must be true, false or a path; got 5");
  });

  it("refuses what is no object, and models that name no file", () => {
    expect(issuesOf(null)).toEqual([["", "CONFIG_KIND"]]);
    expect(issuesOf(() => ({}))).toEqual([["", "CONFIG_KIND"]]);
    expect(issuesOf([])).toEqual([["", "CONFIG_KIND"]]);
    for (const model of [{ steps: [] }, { files: {} }]) {
      expect(issuesOf({ model })).toEqual([[`model.${Object.keys(model)[0]}`, "CONFIG_VALUE"]]);
    }
    expect(issuesOf({ model: {} })).toEqual([["model", "CONFIG_KIND"]]);
    expect(issuesOf({ model: { part: "a" } })).toEqual([["model", "CONFIG_KIND"]]);
    expect(issuesOf({ model: { steps: [{ part: "a" }] } })).toEqual([
      ["model.steps.0", "CONFIG_KIND"],
    ]);
  });

  it("reads keys such as __proto__ as keys like others", () => {
    const config = JSON.parse(
      '{ "__proto__": 1, "fields": { "__proto__": { "constructor": 1 } } }',
    );
    expect(issuesOf(config)).toEqual([
      ["__proto__", "CONFIG_KEY"],
      ["fields.__proto__.constructor", "CONFIG_KEY"],
    ]);
  });
});
