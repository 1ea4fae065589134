// Arrays and scalars against what numpy printed: test/fixtures/jinja/arrays.py.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PyFloat, PyTuple, type PyValue } from "../../src/objects/values.ts";
import { BudgetExceeded, PythonException } from "../../src/python/exception.ts";
import { toRepr, toStr } from "../../src/python/printing.ts";
import { decodeValue } from "../templates/fixture-values.ts";

interface Case {
  readonly value: unknown;
  readonly str: string;
  readonly repr: string;
}

const file = new URL("../fixtures/jinja/arrays.json", import.meta.url);
const { cases }: { readonly cases: readonly Case[] } = JSON.parse(readFileSync(file, "utf8"));

describe("toStr", () => {
  it("prints numpy's arrays and scalars as numpy does", () => {
    const wrong = cases.filter(({ value, str }) => toStr(decodeValue(value)) !== str);
    expect(wrong.map((one) => ({ ...one, got: toStr(decodeValue(one.value)) }))).toEqual([]);
    expect(cases.length).toBeGreaterThan(200);
  });

  it("writes floats, ints, bools and None as Python", () => {
    const values: PyValue[] = [
      new PyFloat(5),
      new PyFloat(1e16),
      new PyFloat(-0),
      2n ** 70n,
      true,
      null,
    ];
    expect(values.map(toStr)).toEqual([
      "5.0",
      "1e+16",
      "-0.0",
      "1180591620717411303424",
      "True",
      "None",
    ]);
  });
});

describe("toRepr", () => {
  it("writes numpy's arrays as numpy does", () => {
    const wrong = cases.filter(({ value, repr }) => toRepr(decodeValue(value)) !== repr);
    expect(wrong.map((one) => ({ ...one, got: toRepr(decodeValue(one.value)) }))).toEqual([]);
  });

  it("chooses quotes and escapes as Python", () => {
    const texts = ["it's", 'say "hi"', `both ' and "`, "tab\there\u0007\u200b", "ü 🎉 \u00a0"];
    expect(texts.map(toRepr)).toEqual([
      `"it's"`,
      `'say "hi"'`,
      `'both \\' and "'`,
      "'tab\\there\\x07\\u200b'",
      "'ü 🎉 \\xa0'",
    ]);
  });

  it("refuses values that lie too deep in each other, and those that hold themselves", () => {
    const list: PyValue[] = [];
    list.push(new PyTuple([list]));
    expect(() => toRepr(list)).toThrow(BudgetExceeded);
  });

  it("refuses ints of more digits than Python prints", () => {
    expect(() => toRepr(10n ** 5000n)).toThrow(PythonException);
  });
});
