import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { errorToJson, formatBytes, renderError } from "../../src/cli/output.ts";
import { PicklejarError } from "../../src/errors.ts";

const stream = new PassThrough() as unknown as NodeJS.WriteStream;

describe("formatBytes", () => {
  it("writes sizes as people read them", () => {
    const sizes = [0, 999, 1000, 1449, 57_725, 1_400_000, 3e12];
    expect(sizes.map(formatBytes)).toEqual([
      "0 bytes",
      "999 bytes",
      "1.0 kB",
      "1.4 kB",
      "58 kB",
      "1.4 MB",
      "3000 GB",
    ]);
  });
});

describe("renderError", () => {
  it("says what happened, in which file, what to do, and the code", () => {
    const details = { offset: 7, opcode: "FRAME", file: "a.pkl" };
    const lines = renderError(new PicklejarError("PICKLE_TRUNCATED", details), stream).split("\n");
    expect(lines[0]).toMatch(/^✖ .*byte 7.*FRAME/);
    expect(lines[1]).toBe("  at a.pkl");
    expect(lines[2]).toMatch(/^→ ./);
    expect(lines[3]).toBe("  PICKLE_TRUNCATED");
  });

  it("asks whether a file beside the missing one was meant", () => {
    const details = { file: "examples/salary/modl.pkl", folder: "/" };
    const text = renderError(new PicklejarError("FILE_NOT_FOUND", details), stream);
    expect(text).toContain("\n→ Did you mean examples/salary/model.pkl?\n");
    const far = { file: "examples/salary/zzzzzzzz", folder: "/" };
    expect(renderError(new PicklejarError("FILE_NOT_FOUND", far), stream)).not.toContain("mean");
  });

  it("breaks its lines where a terminal is narrow", () => {
    const narrow = Object.assign(new PassThrough(), { isTTY: true, columns: 40 });
    const error = new PicklejarError("PICKLE_TRUNCATED", { offset: 7, opcode: "FRAME" });
    const text = renderError(error, narrow as unknown as NodeJS.WriteStream);
    const lines = stripVTControlCharacters(text).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(lines.filter((line) => line.startsWith("  "))).not.toHaveLength(0);
  });

  it("names a file once", () => {
    const details = { file: "a.pkl", folder: "/models" };
    const text = renderError(new PicklejarError("FILE_NOT_FOUND", details), stream);
    expect(text.match(/a\.pkl/g)).toHaveLength(1);
  });

  it("asks to report what is no error of the catalogue", () => {
    expect(renderError(new TypeError("oops"), stream)).toMatch(/Please report it.*oops/s);
  });
});

describe("errorToJson", () => {
  it("holds what the person would read, and no stack", () => {
    const error = new PicklejarError("PORT_BUSY", { port: 5000 });
    const { code, message, hint, details } = error;
    expect(errorToJson(error)).toEqual({ error: { code, message, hint, details } });
    const other = errorToJson(new TypeError("oops"));
    expect(other).toEqual({ error: { code: "INTERNAL", message: "oops" } });
  });
});
