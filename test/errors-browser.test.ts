import { describe, expect, it } from "vitest";
import { isUtf8, TextBytes } from "../src/bytes/utf8.ts";
import {
  TextBytes as BrowserBytes,
  isUtf8 as isUtf8InBrowsers,
} from "../src/bytes/utf8-browser.ts";
import { PicklejarError } from "../src/errors.ts";
import { PicklejarError as BrowserError } from "../src/errors-browser.ts";

describe("what stands in the place of files in browsers", () => {
  it.each([
    ["INPUT_MALFORMED", { line: 3, reason: "a quote is not closed", advice: "Close it." }],
    ["INPUT_INVALID", { summary: "Age is missing." }],
  ] as const)("says of %s what the server says", (code, details) => {
    const issues = [{ path: ["age"], code: "FIELD_MISSING", message: "Age is missing." }];
    const here = new BrowserError(code, details, { issues });
    const there = new PicklejarError(code, details, { issues });
    expect([here.code, here.message, here.details, here.issues]).toEqual([
      there.code,
      there.message,
      there.details,
      there.issues,
    ]);
  });

  it.each([
    ["text", new TextEncoder().encode("né\ufeff 😀")],
    ["a mark", Uint8Array.of(0xef, 0xbb, 0xbf, 0x61)],
    ["Latin-1", Uint8Array.of(0x61, 0xe9, 0x62)],
    ["a letter that is cut", Uint8Array.of(0x61, 0xf0, 0x9f, 0x98)],
  ])("reads %s as Node does", (_name, bytes) => {
    expect(isUtf8InBrowsers(bytes)).toBe(isUtf8(bytes));
    const [here, there] = [new BrowserBytes(bytes), new TextBytes(bytes)];
    for (let end = 0; end <= bytes.length; end++) {
      expect(here.text(1, end)).toBe(there.text(1, end));
    }
  });
});
