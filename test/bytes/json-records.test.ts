import { describe, expect, it } from "vitest";
import {
  type JsonLayout,
  JsonScanner,
  type JsonText,
  maxJsonBytes,
} from "../../src/bytes/json-records.ts";
import { PicklejarError } from "../../src/errors.ts";

function scan(text: string | Uint8Array, layout: JsonLayout, size = 1_000_000): JsonText[] {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const scanner = new JsonScanner(layout);
  const texts: JsonText[] = [];
  const take = (isLast: boolean): void => {
    for (let some = scanner.next(isLast); some.length > 0; some = scanner.next(isLast)) {
      texts.push(...some);
    }
  };
  for (let at = 0; at < bytes.length; at += size) {
    scanner.push(bytes.subarray(at, at + size));
    take(false);
  }
  take(true);
  return texts;
}

function errorOf(text: string, layout: JsonLayout, size?: number): [string, unknown] {
  try {
    scan(text, layout, size);
  } catch (error) {
    if (error instanceof PicklejarError) return [error.code, error.details["line"]];
    throw error;
  }
  return ["nothing", null];
}

const sizes = [1, 2, 3, 7, 1_000_000];

describe("JsonScanner", () => {
  it("cuts lines, and passes over empty ones", () => {
    const text = '{"a":1}\r\n\n [1,2] \n"te\\nxt"\n5';
    for (const size of sizes) {
      const texts = scan(text, "lines", size);
      expect(texts.map(({ text }) => text)).toEqual(['{"a":1}', "[1,2]", '"te\\nxt"', "5"]);
      expect(texts.map(({ line }) => line)).toEqual([1, 3, 4, 5]);
    }
  });

  it("cuts the elements of an array, whatever stands in their texts", () => {
    const elements = ['{"a": "]}\\"[", "b": [1, {"c": 2}]}', "[1, 2]", '"x,y"', "3.5", "null"];
    const text = `\n[ ${elements.join(",\n ")}\n]\n`;
    for (const size of sizes) {
      const texts = scan(text, "values", size);
      expect(texts.map(({ text }) => text)).toEqual(elements);
      expect(texts.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
    }
  });

  it("cuts records that stand one after the other, over as many lines as they like", () => {
    const text = '{\n "a": 1\n}\n{"a": [\n2]} {"a": 3}';
    for (const size of sizes) {
      expect(scan(text, "values", size).map(({ text }) => JSON.parse(text))).toEqual([
        { a: 1 },
        { a: [2] },
        { a: 3 },
      ]);
    }
  });

  it("takes an empty array for no records", () => {
    for (const size of sizes) expect(scan(" [ ] ", "values", size)).toEqual([]);
  });

  it("leaves what is no JSON to whoever parses it", () => {
    const texts = scan('{"a":1]\nnonsense\n{"a":2}\n', "lines");
    expect(texts.map(({ text }) => text)).toEqual(['{"a":1]', "nonsense", '{"a":2}']);
  });

  it("marks text in another encoding", () => {
    const bytes = Uint8Array.from(Buffer.from('["M\xfcller"]\n["b"]\n', "latin1"));
    expect(scan(bytes, "lines").map(({ isBroken }) => isBroken)).toEqual([true, false]);
  });

  it.each([
    ["that is not closed", '[{"a":1},\n{"a":2}', 2],
    ["that is not closed in a text", '[{"a":"1', 1],
    ["with something behind it", '[{"a":1}]\n{"a":2}', 2],
    ["without a comma", '[{"a":1}\n{"a":2}]', 2],
    ["with a comma too many", '[{"a":1},,{"a":2}]', 1],
    ["that begins with a comma", "[,1]", 1],
  ])("refuses an array %s", (_, text, line) => {
    for (const size of sizes) {
      expect(errorOf(text, "values", size)).toEqual(["INPUT_MALFORMED", line]);
    }
  });

  it("refuses a record that is too long, however it comes", () => {
    const long = `{"a":"${"x".repeat(maxJsonBytes)}"}`;
    for (const size of [100_000, 10_000_000]) {
      expect(errorOf(`{"a":1}\n${long}\n`, "lines", size)).toEqual(["INPUT_MALFORMED", 2]);
      expect(errorOf(`[\n${long}]`, "values", size)).toEqual(["INPUT_MALFORMED", 2]);
    }
  });

  it("gives many records in blocks", () => {
    const text = Array.from({ length: 10_000 }, (_, i) => `{"a":${i}}`).join("\n");
    const scanner = new JsonScanner("lines");
    scanner.push(new TextEncoder().encode(text));
    expect(scanner.next(true)).toHaveLength(4096);
    expect(scan(text, "lines", 1000)).toHaveLength(10_000);
  });
});
