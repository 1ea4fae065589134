// The literals of numpy's headers, and what is none.
import { describe, expect, it } from "vitest";
import { parsePythonLiteral } from "../../src/bytes/python-literal.ts";

describe("parsePythonLiteral", () => {
  it.each([
    [
      "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }",
      { descr: "<f8", fortran_order: false, shape: [3, 4] },
    ],
    [
      "{'a': (), 'b': (5,), 'c': [('x', '<i8'), ('', '|V7')]}",
      {
        a: [],
        b: [5],
        c: [
          ["x", "<i8"],
          ["", "|V7"],
        ],
      },
    ],
    ["(3L, -2)", [3, -2]],
    ['["a", None, True]', ["a", null, true]],
    ["{}", {}],
    [" 'one' ", "one"],
  ])("reads %s", (text, value) => {
    expect(plain(parsePythonLiteral(text))).toEqual(value);
  });

  it.each([
    "",
    "{'a': 1",
    "{'a' 1}",
    "{1: 2}",
    "{'a': 1, 'a': 2}",
    "{'a': }",
    "{'a'}",
    "(3)",
    "(,)",
    "[1 2]",
    "[1,,2]",
    "[1)",
    "1 2",
    "exit()",
    "'a\\'b'",
    "__import__('os')",
    "[1] + [2]",
  ])("is undefined for %j", (text) => {
    expect(parsePythonLiteral(text)).toBeUndefined();
  });

  it("does not mind depth", () => {
    expect(parsePythonLiteral("[".repeat(5000))).toBeUndefined();
    expect(parsePythonLiteral("[".repeat(2000) + "]".repeat(2000))).toBeDefined();
  });
});

function plain(value: unknown): unknown {
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]) => [key, plain(item)]));
  return Array.isArray(value) ? value.map(plain) : value;
}
