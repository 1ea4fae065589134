// Whole pages against what a real Flask app answered: test/fixtures/flask/record.py.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import { createTemplates, type TemplateRequest } from "../../src/templates/templates.ts";
import { decodeContext } from "./fixture-values.ts";

interface Page {
  readonly template: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly request: TemplateRequest;
  readonly out?: string;
  readonly error?: string;
  readonly message?: string;
}

interface Recorded {
  readonly endpoints: Readonly<Record<string, string>>;
  readonly pages: readonly Page[];
}

const fixtures = new URL("../fixtures/flask/", import.meta.url);
const recorded: Recorded = JSON.parse(readFileSync(new URL("pages.json", fixtures), "utf8"));
const templates = createTemplates({
  folder: fileURLToPath(new URL("templates", fixtures)),
  endpoints: new Map(Object.entries(recorded.endpoints)),
});

function answer({ template, context, request }: Page): Partial<Page> {
  try {
    return { out: templates.render(template, decodeContext(context), request) };
  } catch (error) {
    if (!(error instanceof PicklejarError)) throw error;
    return {
      error: String(error.details["exception"]),
      message: withoutGuess(String(error.details["reason"])),
    };
  }
}

/** Which name is the nearest is a matter of taste. */
function withoutGuess(message: string): string {
  return message.replace(/ Did you mean '\w+' instead\?$/, "").replace(/\.$/, "");
}

describe("createTemplates", () => {
  for (const [number, page] of recorded.pages.entries()) {
    const { template, request, out, error, message } = page;
    const what = out === undefined ? "fails in" : "renders";
    it(`${what} ${template} for ${request.method} ${request.path} as Flask does (${number})`, () => {
      const failed = { error, message: withoutGuess(message ?? "") };
      const expected = out === undefined ? failed : { out };
      expect(answer(page)).toEqual(expected);
    });
  }

  it("has recorded pages of many templates", () => {
    expect(new Set(recorded.pages.map(({ template }) => template)).size).toBeGreaterThan(15);
  });
});
