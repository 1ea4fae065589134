import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderOf, open } from "./open.ts";

const model = { "model.pkl": "../../../examples/salary/model.pkl" };

async function errorOf(
  config: string,
  name = "picklejar.config.ts",
  others: Readonly<Record<string, string>> = {},
): Promise<{ readonly error: ReturnType<typeof open>; readonly folder: string }> {
  const folder = await folderOf(model, { [name]: config, ...others });
  return { error: open(folder), folder };
}

describe("loadConfigFile", () => {
  const broken: readonly (readonly [string, string, string, number, number | null])[] = [
    [
      "TypeScript that cannot be parsed",
      "picklejar.config.ts",
      "export default {\n  a: 'b\n};\n",
      2,
      6,
    ],
    [
      "TypeScript that needs a compiler",
      "picklejar.config.ts",
      "\nenum A { B }\nexport default {};\n",
      2,
      1,
    ],
    [
      "JavaScript that cannot be parsed",
      "picklejar.config.mjs",
      "export default {\n  a: 1,,\n};\n",
      2,
      8,
    ],
    [
      "an import of a file that is not there",
      "picklejar.config.ts",
      "import a from './b.ts';\nexport default a;",
      1,
      null,
    ],
    [
      "an import of a package that is not there",
      "picklejar.config.ts",
      "\nimport a from 'nowhere';\nexport default a;",
      2,
      null,
    ],
    [
      "an import of a name that is not there",
      "picklejar.config.ts",
      "import { nope } from 'node:fs';\nexport default nope;",
      1,
      10,
    ],
    [
      "code that throws",
      "picklejar.config.ts",
      "const f = () => { throw new Error('boom'); };\nf();\nexport default {};",
      1,
      25,
    ],
  ];

  it.each(broken)("tells the line of %s", async (_, name, config, line, column) => {
    const { error, folder } = await errorOf(config, name);
    expect(error).toMatchObject({ code: "CONFIG_UNLOADABLE", details: { line } });
    expect(error.details.file).toBe(join(folder, name));
    if (column !== null) expect(error.details.column).toBe(column);
    expect(error.message).toContain(`line ${line}: `);
  });

  it("tells the file that is wrong where the config imports it", async () => {
    const others = { "fields.ts": "export const a = 1;\nexport const b: = 2;\n" };
    const config = "import { a } from './fields.ts';\nexport default { a };";
    const { error, folder } = await errorOf(config, "picklejar.config.ts", others);
    expect(error.details).toMatchObject({ file: join(folder, "fields.ts"), line: 2 });
  });

  it("says how to write what Node does not take", async () => {
    expect((await errorOf("enum A { B }")).error.hint).toContain("without enums");
    expect((await errorOf("import 'nowhere';")).error.hint).toContain("npm install nowhere");
    const commonjs = { "package.json": '{ "type": "commonjs" }' };
    const config = "import { defineConfig } from 'picklejar';\nexport default defineConfig({});";
    const { error } = await errorOf(config, "picklejar.config.ts", commonjs);
    expect(error.code).toBe("CONFIG_UNLOADABLE");
    expect(error.hint).toContain("picklejar.config.mts");
  });

  it("needs a default export", async () => {
    expect((await errorOf("export const config = {};")).error).toMatchObject({
      code: "CONFIG_UNLOADABLE",
    });
  });

  it("takes what throws no error", async () => {
    const { error } = await errorOf("throw 'a text';");
    expect(error).toMatchObject({ code: "CONFIG_UNLOADABLE" });
    expect(error.message).toContain("a text");
  });

  it("tells the line and column of JSON that is none, and refuses a name that is there twice", async () => {
    const json = "picklejar.config.json";
    expect((await errorOf('{\n  "title": "A",,\n}', json)).error).toMatchObject({
      code: "CONFIG_UNLOADABLE",
      details: { line: 2, column: 16 },
    });
    const { error } = await errorOf('{ "fields": { "a": {}, "a": {} } }', json);
    expect(error.code).toBe("CONFIG_UNLOADABLE");
    expect(error.message).toContain("fields.a");
  });
});
