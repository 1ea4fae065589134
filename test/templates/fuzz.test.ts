// Templates made at random, which include, import and extend each other, against what the real Jinja2 made of them:
// test/fixtures/jinja/fuzz.py.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import { createTemplates } from "../../src/templates/templates.ts";
import { decodeContext } from "./fixture-values.ts";

interface Case {
  readonly templates: Readonly<Record<string, string>>;
  readonly out?: string;
  readonly error?: string;
}

interface Recorded {
  readonly context: Readonly<Record<string, unknown>>;
  readonly cases: readonly Case[];
}

const file = new URL("../fixtures/jinja/fuzz.json", import.meta.url);
const recorded: Recorded = JSON.parse(readFileSync(file, "utf8"));

/** The page, or null where there is an error. */
function answer(sources: Case["templates"]): string | null {
  const texts = new Map(Object.entries(sources));
  const load = (name: string) => {
    const text = texts.get(name);
    return text === undefined ? null : { text, file: name, version: "1" };
  };
  const templates = createTemplates({ loader: { names: () => [...texts.keys()], load } });
  try {
    return templates.render("main.html", decodeContext(recorded.context));
  } catch (error) {
    if (error instanceof PicklejarError) return null;
    throw error;
  }
}

describe("createTemplates", () => {
  it("renders random templates as Jinja2 does, and fails where it fails", () => {
    const wrong = recorded.cases.filter((one) => answer(one.templates) !== (one.out ?? null));
    expect(wrong.map((one) => ({ ...one, got: answer(one.templates) }))).toEqual([]);
    expect(recorded.cases.length).toBeGreaterThan(600);
  });
});
