import { describe, expect, it } from "vitest";
import {
  attributes,
  isHashable,
  numberOf,
  PyByteArray,
  PyFloat,
  PyGlobal,
  PyObject,
  PySet,
  PyTuple,
  type PyValue,
} from "../../src/objects/values.ts";

function withState(state: PyValue | undefined): PyObject {
  const object = new PyObject(new PyGlobal("m", "C", 0), [], 0);
  object.state = state;
  return object;
}

const dict = (...entries: [PyValue, PyValue][]) => new Map<PyValue, PyValue>(entries);

describe("attributes", () => {
  it("are the entries of the state with names", () => {
    const found = attributes(withState(dict(["a", 1], [2, "no name"], ["__proto__", 3])));
    expect([...found]).toEqual([
      ["a", 1],
      ["__proto__", 3],
    ]);
  });

  it("are put together from both halves of a state pair", () => {
    const pair = new PyTuple([dict(["a", 1], ["b", 2]), dict(["b", 3])]);
    expect([...attributes(withState(pair))]).toEqual([
      ["a", 1],
      ["b", 3],
    ]);
    expect([...attributes(withState(new PyTuple([null, dict(["s", 1])])))]).toEqual([["s", 1]]);
  });

  it("are none without a state, and of a state of another kind", () => {
    for (const state of [undefined, null, 5, "text", [1], new PyTuple([1, 2, 3])]) {
      expect(attributes(withState(state)).size).toBe(0);
    }
  });

  it("are made once for all objects that share a state", () => {
    const state = dict(
      ...Array.from({ length: 100_000 }, (_, i): [string, number] => [`k${i}`, i]),
    );
    const began = performance.now();
    for (let i = 0; i < 1000; i++) expect(attributes(withState(state)).get("k7")).toBe(7);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe("isHashable", () => {
  it("tells what Python takes as a key", () => {
    const hashable: PyValue[] = [null, true, 1, 1n, "a", new PyFloat(1), new Uint8Array(1)];
    hashable.push(new PySet([], true), new PyTuple([1, new PyTuple(["a"])]), withState(dict()));
    for (const value of hashable) expect(isHashable(value)).toBe(true);
    const others: PyValue[] = [
      [],
      dict(),
      new PySet([], false),
      new PyByteArray(new Uint8Array(1)),
    ];
    for (const value of others) {
      expect(isHashable(value)).toBe(false);
      expect(isHashable(new PyTuple([1, new PyTuple([value])]))).toBe(false);
    }
  });
});

describe("numberOf", () => {
  it("is the number of ints, floats and bools", () => {
    const values: PyValue[] = [5, 2n ** 60n, new PyFloat(0.5), true, false, "5", null, []];
    expect(values.map(numberOf)).toEqual([5, 2 ** 60, 0.5, 1, 0, undefined, undefined, undefined]);
  });
});
