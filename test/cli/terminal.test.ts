import { PassThrough } from "node:stream";
import { afterEach, describe, expect, it, vi } from "vitest";
import { drawable, fitted, hasUnicode, widthOf } from "../../src/cli/terminal.ts";

function screen(columns: number): NodeJS.WriteStream {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns });
  return stream as unknown as NodeJS.WriteStream;
}

const file = new PassThrough() as unknown as NodeJS.WriteStream;

function locale(name: string, term = "xterm-256color"): void {
  vi.stubEnv("LC_ALL", name);
  vi.stubEnv("LC_CTYPE", "");
  vi.stubEnv("LANG", "");
  vi.stubEnv("TERM", term);
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("widthOf", () => {
  it("is a terminal's columns, and no limit where nobody reads", () => {
    expect([widthOf(screen(60)), widthOf(screen(0)), widthOf(file)]).toEqual([
      60,
      80,
      Number.POSITIVE_INFINITY,
    ]);
  });
});

describe("hasUnicode", () => {
  it("goes by the locale and the kind of terminal", () => {
    const cases = [
      ["en_US.UTF-8", "xterm", true],
      ["C.utf8", "xterm", true],
      ["", "xterm", true],
      ["C", "xterm", false],
      ["de_DE.ISO-8859-1", "xterm", false],
      ["en_US.UTF-8", "linux", false],
    ] as const;
    for (const [name, term, expected] of cases) {
      locale(name, term);
      expect([name, term, hasUnicode(screen(80))]).toEqual([name, term, expected]);
    }
    locale("C");
    expect(hasUnicode(file)).toBe(true);
  });
});

describe("drawable", () => {
  it("writes our signs in ASCII where there is nothing else, and leaves the rest", () => {
    locale("C");
    expect(drawable("✖ Grüße → 1 · 2 …", screen(80))).toBe("x Grüße -> 1 - 2 ...");
    expect(drawable("✖ →", file)).toBe("✖ →");
  });
});

describe("fitted", () => {
  it("breaks after the signs are written: three dots are wider than one", () => {
    locale("C");
    expect(fitted("one two…", screen(20), "")).toBe("one two...");
    expect(fitted("a…………………… b", screen(20), "  ")).toContain("\n  b");
  });
});
