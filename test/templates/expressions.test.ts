// Small templates against what the real Jinja2 made of them: test/fixtures/jinja/expressions.py.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import { createTemplates } from "../../src/templates/templates.ts";
import { decodeContext } from "./fixture-values.ts";

interface Case {
  readonly t: string;
  readonly out?: string;
  readonly error?: string;
}

interface Recorded {
  readonly context: Readonly<Record<string, unknown>>;
  readonly cases: readonly Case[];
}

const folder = new URL("../fixtures/jinja/", import.meta.url);
const recorded: Recorded = JSON.parse(readFileSync(new URL("expressions.json", folder), "utf8"));
const templates = createTemplates({ loader: { names: () => [], load: () => null } });

/** Jinja's own names for what we say with codes. */
const codes: ReadonlyMap<string, string> = new Map([
  ["TEMPLATE_SYNTAX", "TemplateSyntaxError"],
  ["TEMPLATE_NOT_FOUND", "TemplateNotFound"],
]);

function answer(source: string): Pick<Case, "out" | "error"> {
  try {
    return { out: templates.renderText(source, decodeContext(recorded.context)) };
  } catch (error) {
    if (!(error instanceof PicklejarError)) throw error;
    return { error: codes.get(error.code) ?? String(error.details["exception"]) };
  }
}

/** Errors that Jinja tells apart and we do not, or where we name the undefined thing instead. */
function isSameError(theirs: string, ours: string): boolean {
  if (theirs === "TemplateAssertionError") return ours === "TemplateSyntaxError";
  return theirs === ours || (theirs === "TypeError" && ours === "UndefinedError");
}

describe("renderText", () => {
  it("writes what Jinja2 writes for every expression, filter, test and format", () => {
    const wrong = recorded.cases.filter(({ t, out }) => out !== undefined && answer(t).out !== out);
    expect(wrong.map((one) => ({ ...one, got: answer(one.t) }))).toEqual([]);
    expect(recorded.cases.length).toBeGreaterThan(4000);
  });

  it("raises what Jinja2 raises", () => {
    const wrong = recorded.cases.filter(({ t, error }) => {
      return error !== undefined && !isSameError(error, answer(t).error ?? "nothing");
    });
    expect(wrong.map((one) => ({ ...one, got: answer(one.t) }))).toEqual([]);
  });
});
