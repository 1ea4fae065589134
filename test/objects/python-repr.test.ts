import { describe, expect, it } from "vitest";
import { floatRepr, pythonRepr } from "../../src/objects/python-repr.ts";
import {
  PyByteArray,
  PyFloat,
  PyGlobal,
  PyObject,
  PySet,
  PyTuple,
  type PyValue,
} from "../../src/objects/values.ts";

describe("floatRepr", () => {
  it("writes floats as Python does", () => {
    const cases: [number, string][] = [
      [5, "5.0"],
      [-0, "-0.0"],
      [0.1, "0.1"],
      [1e15, "1000000000000000.0"],
      [1e16, "1e+16"],
      [123456789012345680, "1.2345678901234568e+17"],
      [0.0001, "0.0001"],
      [0.00001, "1e-05"],
      [-1.5e-7, "-1.5e-07"],
      [5e-324, "5e-324"],
      [1e100, "1e+100"],
      [1e22, "1e+22"],
      [Number.NaN, "nan"],
      [Number.NEGATIVE_INFINITY, "-inf"],
    ];
    for (const [value, text] of cases) expect(floatRepr(value)).toBe(text);
  });
});

describe("pythonRepr", () => {
  it("writes values as Python does", () => {
    const cases: [PyValue, string][] = [
      [null, "None"],
      [true, "True"],
      [5, "5"],
      [2n ** 64n, "18446744073709551616"],
      [new PyFloat(5), "5.0"],
      ["a", "'a'"],
      ["it's", '"it\'s"'],
      [new Uint8Array([97]), "b'a'"],
      [new PyByteArray(new Uint8Array([97])), "bytearray(b'a')"],
      [[1, "a"], "[1, 'a']"],
      [new PyTuple([1]), "(1,)"],
      [new PyTuple([1, 2]), "(1, 2)"],
      [new PySet([1], false), "{1}"],
      [new Map<PyValue, PyValue>([["a", 1]]), "{'a': 1}"],
      [new PyGlobal("os", "system", 0), "os.system"],
      [new PyObject(new PyGlobal("m", "C", 0), [1], 0), "C(1)"],
    ];
    for (const [value, text] of cases) expect(pythonRepr(value)).toBe(text);
  });

  it("cuts what is long, deep or wide", () => {
    expect(pythonRepr("x".repeat(1000))).toHaveLength(120);
    expect(pythonRepr([[[[[[1]]]]]])).toBe("[[[[…]]]]");
    expect(pythonRepr(Array(100).fill(1))).toBe("[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, …]");
    expect(pythonRepr(-(10n ** 5000n))).toBe("a large int");
  });

  it("writes what holds itself", () => {
    const list: PyValue[] = [];
    list.push(list);
    expect(pythonRepr(list)).toBe("[[[[…]]]]");
  });

  it("makes no more than is shown of a value that branches widely", () => {
    let value: PyValue = "x".repeat(100);
    for (let depth = 0; depth < 4; depth++) {
      value = new Map(Array.from({ length: 12 }, (_, i) => [`${i}`.repeat(100), value]));
    }
    const began = performance.now();
    for (let i = 0; i < 1000; i++) pythonRepr(value);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
