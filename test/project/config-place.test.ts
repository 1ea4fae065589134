import { describe, expect, it } from "vitest";
import { lineOf } from "../../src/project/config-place.ts";

const config = `import { defineConfig } from "picklejar";
const label = "min";
export default defineConfig({
  title: "min: 3",
  fields: {
    a: { max: 1 },
    "sepal length (cm)": {
      min: 0,
      label,
    },
    'b': { min: 1, max: 2 },
  },
  answer: [{ decimals: 2 }],
});
`;

describe("lineOf", () => {
  const cases: readonly (readonly [readonly (string | number)[], number | null])[] = [
    [["title"], 4],
    [["fields"], 5],
    [["fields", "a", "max"], 6],
    [["fields", "sepal length (cm)"], 7],
    [["fields", "sepal length (cm)", "min"], 8],
    [["fields", "sepal length (cm)", "label"], 9],
    [["fields", "b", "max"], 11],
    [["answer", 0, "decimals"], 13],
    [["fields", "nothing"], null],
    [["nothing"], null],
    [[], null],
    [[0], null],
  ];

  it.each(cases)("finds %j in line %j", (path, line) => {
    expect(lineOf(config, path)).toBe(line);
  });

  it("finds keys of JSON, and keys that are patterns", () => {
    expect(lineOf('{\n "fields": {\n  "a.*": {\n "min": 1 } } }', ["fields", "a.*", "min"])).toBe(
      4,
    );
    expect(lineOf('{\n "fields": {\n  "a.*": 1 } }', ["fields", "a+"])).toBeNull();
  });

  it("is quick for texts made to be slow", () => {
    const started = performance.now();
    lineOf(`${" ".repeat(200_000)}x`, ["a", "b"]);
    lineOf(`${"a ".repeat(100_000)}`, ["a", "a", "a"]);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
