import { Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { duration, progressLine, showProgress } from "../../src/cli/progress.ts";

/** A terminal that remembers. */
function terminal(isTTY: boolean): { stream: NodeJS.WriteStream; written: () => string } {
  let written = "";
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString();
      done();
    },
  });
  const screen = Object.assign(stream, { isTTY, columns: 60 }) as unknown as NodeJS.WriteStream;
  return { stream: screen, written: () => written };
}

describe("progressLine", () => {
  it("shows a bar and the time that is left where the size is known", () => {
    const line = progressLine({ rows: 120_000, bytes: 34, size: 100, seconds: 0.5 });
    expect(line).toBe(
      "  ████████░░░░░░░░░░░░░░░░ 34 % · 120,000 rows · 1.0 s left · 240,000 rows/s",
    );
  });

  it("shows rows and their rate where it is not", () => {
    const line = progressLine({ rows: 10, bytes: 34, size: null, seconds: 2 });
    expect(line).toBe("  10 rows · 5 rows/s");
  });
});

describe("showProgress", () => {
  it("draws where a person looks, within the width, and takes its line away", () => {
    const { stream, written } = terminal(true);
    const progress = showProgress(100, stream);
    progress.update(1000, 50);
    progress.update(1001, 51);
    const line = stripVTControlCharacters(written()).trim();
    expect(line).toContain("50 %");
    expect(line).not.toContain("1,001");
    expect(line.length).toBeLessThan(60);
    progress.clear();
    expect(written().endsWith("\r\u001b[2K")).toBe(true);
  });

  it("writes nothing where no person looks", () => {
    const { stream, written } = terminal(false);
    const progress = showProgress(100, stream);
    progress.update(1000, 50);
    progress.clear();
    expect(written()).toBe("");
  });
});

describe("duration", () => {
  it("is as exact as a person wants", () => {
    expect([0.04, 9.94, 9.96, 59.7, 185, 7800].map(duration)).toEqual([
      "0.0 s",
      "9.9 s",
      "10 s",
      "1 min 0 s",
      "3 min 5 s",
      "2 h 10 min",
    ]);
  });
});
