// docs/config.md, example by example: every config of the page opens its model, which answers what the page says.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigProblems } from "../../src/signature/config-problems.ts";
import { answerShape, fieldsShape } from "../../src/signature/field-shapes.ts";
import { folderOf, open } from "./open.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/config.md"), "utf8");

interface Example {
  readonly config: string;
  readonly language: "ts" | "json";
  /** Where the model's files come from, by their names in the project. */
  readonly files: Readonly<Record<string, string>>;
  readonly ask: Readonly<Record<string, unknown>>;
  readonly answer?: unknown;
  readonly text?: string;
}

const examples = [...page.matchAll(/<!-- (\{.*\}) -->\n```(ts|json)\n([\s\S]*?)```/g)].map(
  ([, told = "{}", language, config = ""]) =>
    ({ ...JSON.parse(told), language, config }) as Example,
);

describe("docs/config.md", () => {
  it("has a model for every config", () => {
    const configs = [...page.matchAll(/```(ts|json)\n([\s\S]*?)```/g)].filter(
      ([, language, text]) => language === "json" || text?.includes("export default"),
    );
    expect(configs.length).toBeGreaterThan(8);
    expect(examples.map(({ config }) => config)).toEqual(configs.map(([, , text]) => text));
  });

  it.each(examples.map((example, i) => [i + 1, example] as const))(
    "is right in example %d",
    async (_, example) => {
      const salary = "../../../examples/salary/model.pkl";
      const files = Object.entries(example.files).map(([name, source]) => [
        name,
        source === "examples/salary" ? salary : source,
      ]);
      const config = { [`picklejar.config.${example.language}`]: example.config };
      const project = open(await folderOf(Object.fromEntries(files), config), {}, [example.ask]);
      expect(project).not.toHaveProperty("code");
      expect(project.answers).toHaveLength(1);
      if (example.answer !== undefined) expect(project.answers[0].prediction).toBe(example.answer);
      if (example.text !== undefined) expect(project.texts).toEqual([example.text]);
    },
  );

  it("lists every property", () => {
    const properties = (shape: typeof fieldsShape, value: unknown): string[] => {
      const problems = new ConfigProblems();
      shape(value, [], problems);
      const [, list = ""] = /there are (.*)$/.exec(problems.issues[0]?.message ?? "") ?? [];
      return list.split(", ").filter((name) => /^\w+$/.test(name));
    };
    const named = [
      ...properties(fieldsShape, { a: { qqqqqqqq: 1 } }),
      ...properties(answerShape, { qqqqqqqq: 1 }),
    ];
    expect(named.length).toBeGreaterThan(14);
    expect(named.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
