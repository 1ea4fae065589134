import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderErrorsPage } from "../scripts/docs/errors-page.ts";
import { type ErrorCode, errorCatalogue, PicklejarError, withDetails } from "../src/errors.ts";

const root = join(import.meta.dirname, "..");
const codes = Object.keys(errorCatalogue) as ErrorCode[];

describe("the catalogue of errors", () => {
  it("has no code that is never thrown", () => {
    const sources = globSync("src/**/*.{ts,tsx}", { cwd: root })
      .filter((file) => file !== join("src", "errors.ts"))
      .map((file) => readFileSync(join(root, file), "utf8"))
      .join("\n");
    expect(codes.filter((code) => !sources.includes(`"${code}"`))).toEqual([]);
  });

  it("is the one that docs/errors.md shows", () => {
    expect(readFileSync(join(root, "docs/errors.md"), "utf8")).toBe(renderErrorsPage());
  });

  it("gives every code a sentence and a hint", () => {
    for (const code of codes) {
      const { message, hint, status } = errorCatalogue[code];
      expect(message, code).toMatch(/[.}]$/);
      expect(hint, code).toMatch(/[.}]$/);
      expect(status, code).toBeGreaterThanOrEqual(400);
    }
  });
});

describe("PicklejarError", () => {
  it("knows errors of another copy of the package, and no others", async () => {
    const copy = "../src/errors.ts?copy";
    const { PicklejarError: Other }: { PicklejarError: typeof PicklejarError } = await import(copy);
    expect(Other).not.toBe(PicklejarError);
    expect(new Other("INTERNAL")).toBeInstanceOf(PicklejarError);
    const named = Object.assign(new Error("x"), { name: "PicklejarError", code: "INTERNAL" });
    for (const value of [named, new TypeError("x"), null, "PicklejarError"]) {
      expect(value).not.toBeInstanceOf(PicklejarError);
    }
  });

  it("fills its sentence and hint from the details", () => {
    const error = new PicklejarError("FILE_NOT_FOUND", { file: "a.pkl", folder: "/models" });
    expect(error.message).toBe("There is no file a.pkl.");
    expect(error.hint).toContain("/models");
    expect(error.status).toBe(404);
  });

  it("shows hostile details as escapes", () => {
    const error = new PicklejarError("FILE_NOT_FOUND", { file: "\u001b[31m\u202ea.pkl\r\n" });
    expect(error.message).toBe("There is no file \\u001b[31m\\u202ea.pkl\\u000d\\u000a.");
  });

  it("takes no placeholder from a detail's own text", () => {
    const error = new PicklejarError("FILE_NOT_FOUND", { file: "{folder}", folder: "secret" });
    expect(error.message).toBe("There is no file {folder}.");
  });

  it("keeps code, cause and stack when it gets more details", () => {
    const cause = new Error("below");
    const error = new PicklejarError("PICKLE_TRUNCATED", { offset: 3, opcode: "MARK" }, { cause });
    const more = withDetails(error, { file: "a.pkl", offset: 99 });
    expect(more.details).toEqual({ file: "a.pkl", offset: 3, opcode: "MARK" });
    expect(more.cause).toBe(cause);
    expect(more.stack).toBe(error.stack);
  });

  it("fills the placeholders of the message that a stack begins with", () => {
    const advice = "Save it again.";
    const error = new PicklejarError("FILE_NOT_A_MODEL", { what: "a text file", advice });
    const { stack, message } = withDetails(error, { file: "a.pkl" });
    expect(stack).toMatch(`PicklejarError: ${message}\n`);
    expect(stack).not.toContain("{file}");
  });
});
