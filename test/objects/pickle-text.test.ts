import { describe, expect, it } from "vitest";
import {
  decodeUtf8,
  isAscii,
  parseQuoted,
  parseRawUnicode,
} from "../../src/objects/pickle-text.ts";

const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));
const hex = (digits: string): Uint8Array => new Uint8Array(Buffer.from(digits, "hex"));

describe("parseQuoted", () => {
  it("reads the escapes of a Python 2 str", () => {
    expect(parseQuoted(latin1("'abc'"))).toBe("abc");
    expect(parseQuoted(latin1('"it\'s"'))).toBe("it's");
    expect(parseQuoted(latin1("'\\a\\b\\f\\n\\r\\t\\v\\\\\\'\\\"'"))).toBe("\x07\b\f\n\r\t\v\\'\"");
    expect(parseQuoted(latin1("'\\x00\\xFf'"))).toBe("\0\u00ff");
    expect(parseQuoted(latin1("'\\0\\12\\377\\1234\\8'"))).toBe("\0\n\u00ffS4\\8");
    expect(parseQuoted(latin1("'\u00e9'"))).toBe("\u00e9");
  });

  it("keeps the backslash of an unknown escape, as Python does", () => {
    expect(parseQuoted(latin1("'\\q\\\u00e9'"))).toBe("\\q\\\u00e9");
  });

  it("takes the lower eight bits of a large octal escape", () => {
    expect(parseQuoted(latin1("'\\777\\400'"))).toBe("\u00ff\0");
  });

  it("refuses what is not quoted, or whose escape is cut short", () => {
    for (const line of [
      "",
      "'",
      "a",
      "'a",
      "a'",
      "'a\"",
      "'a' ",
      "'\\'",
      "'\\x'",
      "'\\x4'",
      "'\\x4g'",
    ]) {
      expect(parseQuoted(latin1(line))).toBeNull();
    }
  });
});

describe("parseRawUnicode", () => {
  it("reads \\u and \\U escapes, and nothing else", () => {
    expect(parseRawUnicode(latin1("a\\u0041\\u00e9\\u65e5"))).toBe("aA\u00e9\u65e5");
    expect(parseRawUnicode(latin1("\\U0001f600"))).toBe("\u{1f600}");
    expect(parseRawUnicode(latin1("\\ud800"))).toBe("\ud800");
    expect(parseRawUnicode(latin1("\\n\\x41\\N\\"))).toBe("\\n\\x41\\N\\");
    expect(parseRawUnicode(latin1("\u00e9"))).toBe("\u00e9");
  });

  it("begins an escape at an odd backslash only", () => {
    expect(parseRawUnicode(latin1("\\\\u0041"))).toBe("\\\\u0041");
    expect(parseRawUnicode(latin1("\\\\\\u0041"))).toBe("\\\\A");
  });

  it("refuses escapes that are cut short or beyond Unicode", () => {
    for (const line of ["\\u", "\\u123", "\\u12g4", "\\U0010", "\\U00110000", "\\Uffffffff"]) {
      expect(parseRawUnicode(latin1(line))).toBeNull();
    }
  });

  it("takes no time over a million backslashes", () => {
    const began = performance.now();
    expect(parseRawUnicode(latin1("\\".repeat(10 ** 6)))).toHaveLength(10 ** 6);
    expect(performance.now() - began).toBeLessThan(500);
  });
});

describe("decodeUtf8", () => {
  it("reads UTF-8, with a byte-order mark where there is one", () => {
    expect(decodeUtf8(hex("efbbbf41c3a9e697a5f09f9880"))).toBe("\ufeffA\u00e9\u65e5\u{1f600}");
  });

  it("takes lone surrogates, as Python writes them", () => {
    expect(decodeUtf8(hex("41eda08042edbfbf"))).toBe("A\ud800B\udfff");
    expect(decodeUtf8(hex("eda080f09f9880c3a9e697a5"))).toBe("\ud800\u{1f600}\u00e9\u65e5");
  });

  it("refuses everything else", () => {
    const bad = ["80", "bf", "c080", "c1bf", "c3", "c341", "e08080", "e09fbf", "e282", "e28241"];
    bad.push("f0808080", "f08fbfbf", "f4908080", "f5808080", "f8888080", "fe", "ff", "f09f98");
    for (const bytes of bad) {
      expect([bytes, decodeUtf8(hex(bytes))]).toEqual([bytes, null]);
      expect([bytes, decodeUtf8(hex(`eda080${bytes}`))]).toEqual([bytes, null]);
    }
  });
});

describe("isAscii", () => {
  it("looks at the range only", () => {
    expect(isAscii(hex("ff4142ff"), 1, 3)).toBe(true);
    expect(isAscii(hex("ff4142ff"), 1, 4)).toBe(false);
  });
});
