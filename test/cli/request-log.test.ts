import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { renderRequest, requestLogger } from "../../src/cli/request-log.ts";
import type { RequestEvent } from "../../src/server/app.ts";

const stream = new PassThrough() as unknown as NodeJS.WriteStream;

const event: RequestEvent = {
  id: "7f3a",
  method: "POST",
  path: "/predict",
  status: 200,
  ms: 0.84,
  summary: "setosa 0.97",
  failure: null,
};

describe("renderRequest", () => {
  it("is one short line", () => {
    const at = new Date(2026, 0, 2, 14, 2, 11);
    expect(renderRequest(event, at, stream).trim()).toBe(
      "14:02:11 POST /predict 200 0.8 ms setosa 0.97",
    );
    const page = { ...event, method: "GET", path: "/", ms: 12.4, summary: null };
    expect(renderRequest(page, at, stream).trim()).toBe("14:02:11 GET / 200 12 ms");
  });
});

describe("renderRequest on a terminal", () => {
  it("stays on one line: a long path gives way, and then the answer", () => {
    const narrow = Object.assign(new PassThrough(), { isTTY: true, columns: 60 });
    const path = `/static/${"a".repeat(200)}/end.css`;
    for (const summary of [null, "setosa 0.97", "x".repeat(300)]) {
      const line = renderRequest(
        { ...event, path, summary },
        new Date(),
        narrow as unknown as NodeJS.WriteStream,
      );
      const text = stripVTControlCharacters(line);
      expect(text.length).toBeLessThanOrEqual(60);
      expect(text).toContain(".css 200 0.8 ms");
    }
  });
});

describe("requestLogger", () => {
  it("writes a line of JSON where no person reads", async () => {
    const log = requestLogger(stream);
    log(event);
    await new Promise(setImmediate);
    const line = String(stream.read());
    expect(line).toMatch(/^[^\n]*\n$/);
    expect(JSON.parse(line)).toMatchObject({
      event: "request",
      id: "7f3a",
      method: "POST",
      path: "/predict",
      status: 200,
      summary: "setosa 0.97",
    });
    expect(JSON.parse(line)).not.toHaveProperty("failure");
  });

  it("writes JSON to a terminal too where that is asked for", async () => {
    const screen = Object.assign(new PassThrough(), { isTTY: true, columns: 60 });
    requestLogger(screen as unknown as NodeJS.WriteStream, { isJson: true })(event);
    await new Promise(setImmediate);
    expect(JSON.parse(String(screen.read()))).toMatchObject({ event: "request", id: "7f3a" });
  });

  it("writes the lines of one turn together, in their order", async () => {
    const log = requestLogger(stream);
    for (const id of ["a", "b", "c"]) log({ ...event, id });
    expect(stream.read()).toBe(null);
    await new Promise(setImmediate);
    const lines = String(stream.read()).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(["a", "b", "c"]);
  });
});
