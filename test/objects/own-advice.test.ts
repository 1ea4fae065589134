import { describe, expect, it } from "vitest";
import { configLine, mayBeOwn } from "../../src/objects/own-advice.ts";
import { PyGlobal } from "../../src/objects/values.ts";
import { dangerousNames } from "./dangerous-names.ts";

describe("mayBeOwn", () => {
  it.each(["__main__", "__mp_main__", "utils", "my_package.text.cleaning"])(
    "takes %s",
    (module) => {
      expect(mayBeOwn(new PyGlobal(module, "clean", 0))).toBe(true);
    },
  );

  it.each([
    "os",
    "os.path",
    "posix",
    "builtins",
    "__builtin__",
    "sklearn.utils",
    "numpy",
    "",
    "a b",
    "é",
  ])("takes not %j", (module) => {
    expect(mayBeOwn(new PyGlobal(module, "clean", 0))).toBe(false);
  });

  it("suggests nothing for names that attacks use, but for tokenizers of libraries", () => {
    const suggested = dangerousNames().filter(([module, name]) =>
      mayBeOwn(new PyGlobal(module, name, 0)),
    );
    const roots = new Set(suggested.map(([module]) => module.split(".")[0]));
    expect([...roots].sort()).toEqual(["__main__", "a", "nltk", "spacy"]);
  });
});

describe("configLine", () => {
  it("writes the name as code, whatever it is", () => {
    const line = configLine([new PyGlobal("__main__", 'a"b', 0), "function"]);
    expect(line).toBe('names: { "__main__.a\\"b": (value) => … }');
  });

  it("writes several names, and not too many", () => {
    const names = ["a", "b", "c", "d", "e"].map(
      (name) => [new PyGlobal("m", name, 0), "text"] as const,
    );
    expect(configLine(...names.slice(0, 2))).toBe(
      'names: { "m.a": (text: string) => text.toLowerCase(), "m.b": (text: string) => text.toLowerCase() }',
    );
    expect(configLine(...names)).toMatch(/"m\.d": .*, … \}$/);
  });
});
