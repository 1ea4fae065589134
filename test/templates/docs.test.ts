import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderTemplatesPage } from "../../scripts/docs/templates-page.ts";

describe("docs/templates.md", () => {
  it("lists the filters, tests and functions that there are (node scripts/docs.ts writes it)", () => {
    const page = readFileSync(join(import.meta.dirname, "../../docs/templates.md"), "utf8");
    expect(page).toBe(renderTemplatesPage());
    expect(page).not.toContain("<!--");
  });
});
