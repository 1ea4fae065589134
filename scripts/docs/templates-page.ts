// docs/templates.md: what templates may hold. The lists of filters, tests and functions come from the code.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filters } from "../../src/templates/filters.ts";
import { jinjaGlobals } from "../../src/templates/globals.ts";
import { defaultTemplateLimits } from "../../src/templates/templates.ts";
import { tests } from "../../src/templates/tests.ts";

/** The page, its lists filled in. */
export function renderTemplatesPage(): string {
  const text = readFileSync(join(import.meta.dirname, "templates-page.md"), "utf8");
  const { characters, steps, depth, timeMs } = defaultTemplateLimits;
  const values = new Map([
    ["filters", signatures()],
    ["tests", codeList([...tests.keys()].sort())],
    ["globals", codeList([...jinjaGlobals.keys()].sort())],
    ["characters", characters.toLocaleString("en")],
    ["steps", steps.toLocaleString("en")],
    ["depth", String(depth)],
    ["seconds", String(timeMs / 1000)],
  ]);
  return text.replace(/<!-- (\w+) -->/g, (whole, name: string) => values.get(name) ?? whole);
}

function signatures(): string {
  const lines = [...filters].map(([name, { signature }]) => {
    const args =
      signature === null ? "…" : signature.map((arg) => arg.replace("?", "=…")).join(", ");
    return args === "" ? name : `${name}(${args})`;
  });
  return codeList(lines);
}

function codeList(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
