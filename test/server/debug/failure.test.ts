import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../../src/errors.ts";
import { describeEnd, describeError } from "../../../src/server/debug/failure.ts";
import { renderFailure } from "../../../src/server/debug/failure-text.ts";
import { renderOverlay } from "../../../src/server/debug/overlay.ts";

const root = mkdtempSync(join(tmpdir(), "picklejar-"));
const app = join(root, "app.ts");
writeFileSync(app, "const a = 1;\nconst b = 2;\n\tthrow new Error(a);\nconst c = <3>;\n");

describe("describeError", () => {
  it("finds the first call in the project's own files and the lines around it", () => {
    const error = new TypeError("a is no message");
    error.stack = `TypeError: a is no message\n    at run (/usr/lib/node_modules/x/y.js:1:1)\n    at f (${app}:3:8)\n    at ${app}:1:1`;
    const failure = describeError(error, root);
    expect(failure).toMatchObject({
      code: "TypeError",
      message: "a is no message",
      place: { file: app, line: 3, column: 8 },
    });
    expect(failure.frame.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  });

  it("tells the command that shows more of a model's file", () => {
    writeFileSync(join(root, "model.pkl"), "");
    const details = { offset: 3, opcode: "FRAME", file: "model.pkl" };
    const failure = describeError(new PicklejarError("PICKLE_TRUNCATED", details), root);
    const command = `picklejar inspect ${join(root, "model.pkl")}`;
    expect(failure.command).toBe(command);
    expect(renderOverlay(failure, root)).toContain(command);
    expect(renderFailure(failure, root, process.stderr)).toContain(command);
    const other = new PicklejarError("PICKLE_TRUNCATED", { ...details, file: "none.pkl" });
    expect(describeError(other, root)).not.toHaveProperty("command");
  });

  it("takes the place that an error of ours names", () => {
    const error = new PicklejarError("USAGE", {
      reason: "No.",
      advice: "Yes.",
      file: app,
      line: 2,
    });
    const failure = describeError(error, root);
    expect(failure).toMatchObject({
      code: "USAGE",
      hint: "Yes.",
      place: { line: 2, column: null },
    });
  });

  it("tells all that is wrong in a config, and the file that a message does not name", () => {
    const issues = ["a", "b"].map((name) => ({
      path: [name],
      code: "X",
      message: `${name} is bad`,
    }));
    const details = { file: "picklejar.config.ts", summary: "2 problems" };
    const config = describeError(new PicklejarError("CONFIG_INVALID", details, { issues }), root);
    expect(config.problems).toEqual(["a is bad", "b is bad"]);
    expect(renderFailure(config, root, process.stderr)).toContain("· b is bad");
    expect(renderOverlay(config, root)).toContain("<li>b is bad</li>");
    const cut = new PicklejarError("PICKLE_TRUNCATED", {
      offset: 3,
      opcode: "PROTO",
      file: "m.pkl",
    });
    expect(describeError(cut, root).message).toMatch(/^m\.pkl: /);
  });

  it("looks into the causes of an error", () => {
    const cause = new Error("deep");
    cause.stack = `Error: deep\n    at f (file://${app}:3:8)`;
    const outer = new Error("outer", { cause });
    outer.stack = "Error: outer\n    at node:internal/x:1:1";
    expect(describeError(outer, root).place).toEqual({ file: app, line: 3, column: 8 });
  });

  it("tells of files outside of the project, and of what is no error, without a place", () => {
    const error = new Error("x");
    error.stack = "Error: x\n    at /nowhere/else.ts:1:1";
    expect(describeError(error, root).place).toBeNull();
    expect(describeError("just text", root)).toMatchObject({ message: "just text", place: null });
  });
});

describe("describeEnd", () => {
  it("reads what Node says of code that cannot be compiled", () => {
    const output = `node:internal/x:107\n    at(\n    ^\n\nfile://${app}:4\n\tthrow new Error(a);\nconst c = <3>;\n          ^\n\nSyntaxError [ERR_INVALID_TYPESCRIPT_SYNTAX]: Unexpected token\n    at parse (node:internal:1:1)\n`;
    expect(describeEnd(output, "with code 1", root)).toMatchObject({
      code: "ERR_INVALID_TYPESCRIPT_SYNTAX",
      message: "Unexpected token",
      place: { file: app, line: 4, column: 11 },
    });
  });

  it("says how a silent process ended", () => {
    const failure = describeEnd("", "by SIGKILL", root);
    expect(failure).toMatchObject({ code: "ENDED", place: null, frame: [] });
    expect(failure.message).toContain("SIGKILL");
  });
});

describe("renderFailure", () => {
  it("puts the caret under the column, tabs counted as they are shown", () => {
    const error = new Error("bad");
    error.stack = `Error: bad\n    at ${app}:3:2`;
    const lines = renderFailure(describeError(error, root), root, process.stderr).split("\n");
    const at = lines.findIndex((line) => line.includes("›"));
    expect(lines[1]?.trim()).toBe("app.ts:3:2");
    expect((lines[at + 1] ?? "").indexOf("^")).toBe((lines[at] ?? "").indexOf("throw"));
  });
});

describe("renderOverlay", () => {
  it("shows place and lines, and escapes what they hold", () => {
    const error = new Error("<script>alert(1)</script>");
    error.stack = `Error\n    at ${app}:4:11`;
    const html = renderOverlay(describeError(error, root), root);
    expect(html).toContain("app.ts:4:11");
    expect(html).toContain("const c = &lt;3&gt;;");
    expect(html).not.toContain("<script>alert");
  });
});
