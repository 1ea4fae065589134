import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderFormatsPage } from "../scripts/docs/formats-page.ts";

describe("docs/formats.md", () => {
  it("says what the fixtures prove (node scripts/docs.ts writes it)", () => {
    const page = readFileSync(join(import.meta.dirname, "../docs/formats.md"), "utf8");
    expect(page).toBe(renderFormatsPage());
  });
});
