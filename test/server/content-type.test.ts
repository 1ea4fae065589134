import { describe, expect, it } from "vitest";
import { parseContentType, splitHeader } from "../../src/server/content-type.ts";

describe("parseContentType", () => {
  it.each([
    ["application/json", { kind: "json" }],
    ["Application/JSON; charset=UTF-8", { kind: "json" }],
    ["application/vnd.api+json", { kind: "json" }],
    ["application/x-www-form-urlencoded", { kind: "form" }],
    ["text/csv", { kind: "csv", hasHeader: true }],
    ['text/csv; header=absent; charset="utf-8"', { kind: "csv", hasHeader: false }],
    ["text/csv;header=Present", { kind: "csv", hasHeader: true }],
    ["application/x-ndjson", { kind: "json-lines" }],
    ["application/jsonl", { kind: "json-lines" }],
    ['multipart/form-data; boundary="a b;c"', { kind: "multipart", boundary: "a b;c" }],
    ["multipart/form-data; boundary=----x", { kind: "multipart", boundary: "----x" }],
    ["multipart/form-data", { kind: "multipart", boundary: "" }],
    ["text/plain; charset=latin1", { kind: "other" }],
    ["", { kind: "other" }],
    ["text/csvx", { kind: "other" }],
  ])("knows %s", (header, expected) => {
    expect(parseContentType(header)).toEqual(expected);
  });

  it("knows no text that is not UTF-8", () => {
    for (const type of ["application/json", "text/csv", "application/x-www-form-urlencoded"]) {
      expect(parseContentType(`${type}; charset=utf-16`)).toBeNull();
    }
  });
});

describe("splitHeader", () => {
  it("keeps the first of two parameters, quoted or not", () => {
    const { type, parameters } = splitHeader('A/B ; x="1; \\"2\\"" ; y=3;x=4 ; z');
    expect([type, [...parameters]]).toEqual([
      "a/b",
      [
        ["x", '1; "2"'],
        ["y", "3"],
      ],
    ]);
  });

  it("is quick with what is long", () => {
    const begin = performance.now();
    splitHeader(`a/b${"; x=1".repeat(3000)}${'; y="'.repeat(3000)}${" ".repeat(9000)}`);
    expect(performance.now() - begin).toBeLessThan(200);
  });
});
