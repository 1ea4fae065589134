import { describe, expect, it } from "vitest";
import { type Dtype, dimensions, parseDtype, product } from "../../src/objects/dtype.ts";
import { elements, NdArray } from "../../src/objects/ndarray.ts";
import { PyFloat, PyTuple, type PyValue } from "../../src/objects/values.ts";
import { errorOf } from "./errors-of.ts";

const encoder = new TextEncoder();

function plainState(changes: Record<number, PyValue> = {}): PyTuple {
  const items: PyValue[] = [3, "<", null, null, null, -1, -1, 0];
  for (const [index, value] of Object.entries(changes)) items[Number(index)] = value;
  return new PyTuple(items);
}

/** A structured dtype with fields of one name each, beginning where the one before ends. */
function structured(parts: readonly (readonly [string, Dtype, number?])[], size?: number): Dtype {
  let offset = 0;
  const fields = new Map<PyValue, PyValue>();
  for (const [name, part, at] of parts) {
    fields.set(name, new PyTuple([part, at ?? offset]));
    offset += part.itemSize;
  }
  const dtype = parseDtype(`V${size ?? offset}`, 0);
  const names = new PyTuple(parts.map(([name]) => name));
  dtype.setState(plainState({ 1: "|", 3: names, 4: fields, 5: size ?? offset }), 6);
  return dtype;
}

describe("parseDtype", () => {
  it.each([
    ["f8", "f", 8, true],
    ["<i4", "i", 4, true],
    [">u2", "u", 2, false],
    ["=i8", "i", 8, true],
    ["|b1", "b", 1, true],
    ["U10", "U", 40, true],
    ["S0", "S", 0, true],
    ["O", "O", 8, true],
    ["O4", "O", 4, true],
    ["f16", "f", 16, true],
    ["c32", "c", 32, true],
    ["M8", "M", 8, true],
    ["V1048576", "V", 1048576, true],
  ])("reads %s", (text, code, itemSize, littleEndian) => {
    expect(parseDtype(text, 0)).toMatchObject({ code, itemSize, littleEndian });
  });

  it.each([
    "",
    "f",
    "f3",
    "i16",
    "u0",
    "b2",
    "x8",
    "T16",
    "float64",
    "f8,f8",
    "f-8",
    "f8 ",
    "<<f8",
    "O16",
    "M4",
    "U1048577",
    "V1048577",
    "f99999999999999999999",
    "__proto__",
  ])("refuses %j", (text) => {
    const error = errorOf(() => parseDtype(text, 11));
    expect(error.code).toBe("ARRAY_INVALID");
    expect(error.details["offset"]).toBe(11);
  });
});

describe("Dtype.setState", () => {
  it("takes the byte order", () => {
    const dtype = parseDtype("f8", 0);
    dtype.setState(plainState({ 1: ">" }), 0);
    expect(dtype.text).toBe(">f8");
  });

  it("takes fields in the order of their names, and nested ones", () => {
    const inner = structured([["x", parseDtype("i2", 0)]]);
    const dtype = structured([
      ["b", parseDtype("f8", 0)],
      ["a", inner],
    ]);
    expect(dtype.fields?.map(({ name, offset }) => [name, offset])).toEqual([
      ["b", 0],
      ["a", 8],
    ]);
  });

  it("takes a subarray", () => {
    const dtype = parseDtype("V12", 0);
    const base = parseDtype("i4", 0);
    dtype.setState(plainState({ 1: "|", 2: new PyTuple([base, new PyTuple([3])]), 5: 12 }), 0);
    expect(dtype.subarray).toEqual({ base, shape: [3] });
  });

  it("takes the unit of dates as text or bytes", () => {
    for (const name of ["ns", encoder.encode("ns")]) {
      const dtype = parseDtype("M8", 0);
      const metadata = new PyTuple([null, new PyTuple([name, 25, 1, 1])]);
      dtype.setState(new PyTuple([4, "<", null, null, null, -1, -1, 0, metadata]), 0);
      expect(dtype.unit).toBe("25ns");
    }
  });

  it.each<[string, string, PyValue]>([
    ["no tuple", "f8", null],
    ["an unknown version", "f8", plainState({ 0: 5 })],
    ["version 4 without metadata", "f8", plainState({ 0: 4 })],
    ["an unknown byte order", "f8", plainState({ 1: "!" })],
    ["another item size", "f8", plainState({ 5: 4 })],
    ["another item size of text", "U2", plainState({ 5: 4 })],
    ["a negative item size", "V8", plainState({ 5: -1 })],
    ["a huge item size", "V8", plainState({ 5: 2 ** 40 })],
    ["fields of a number", "f8", plainState({ 3: new PyTuple([]), 4: new Map() })],
    ["names without fields", "V8", plainState({ 3: new PyTuple(["a"]), 5: 8 })],
    ["fields without names", "V8", plainState({ 4: new Map(), 5: 8 })],
    ["a name without its field", "V8", plainState({ 3: new PyTuple(["a"]), 4: new Map(), 5: 8 })],
    ["a subarray of a number", "f8", plainState({ 2: new PyTuple([parseDtype("f8", 0), 1]) })],
    [
      "a subarray of another size",
      "V8",
      plainState({ 2: new PyTuple([parseDtype("i4", 0), new PyTuple([3])]), 5: 8 }),
    ],
    [
      "a subarray whose size wraps around",
      "V8",
      plainState({ 2: new PyTuple([parseDtype("i4", 0), new PyTuple([2 ** 31, 2 ** 31])]), 5: 8 }),
    ],
    [
      "a unit that numpy has not",
      "M8",
      new PyTuple([
        4,
        "<",
        null,
        null,
        null,
        -1,
        -1,
        0,
        new PyTuple([null, new PyTuple(["x", 1])]),
      ]),
    ],
  ])("refuses %s", (_, text, state) => {
    const error = errorOf(() => parseDtype(text, 0).setState(state, 8));
    expect(error.code).toBe("ARRAY_INVALID");
    expect(error.details["offset"]).toBe(8);
  });

  it.each<[string, () => Dtype]>([
    [
      "overlapping fields",
      () =>
        structured(
          [
            ["a", parseDtype("f8", 0)],
            ["b", parseDtype("f8", 0), 0],
          ],
          8,
        ),
    ],
    ["a field outside", () => structured([["a", parseDtype("f8", 0), 1]], 8)],
    ["a field at a negative place", () => structured([["a", parseDtype("i1", 0), -1]], 8)],
    ["an empty field", () => structured([["a", parseDtype("S0", 0)]], 8)],
    [
      "two fields of one name",
      () =>
        structured([
          ["a", parseDtype("i1", 0)],
          ["a", parseDtype("i1", 0)],
        ]),
    ],
  ])("refuses %s", (_, make) => {
    expect(errorOf(make).code).toBe("ARRAY_INVALID");
  });

  it("refuses a dtype that holds itself", () => {
    const dtype = parseDtype("V8", 0);
    const fields = new Map<PyValue, PyValue>([["a", new PyTuple([dtype, 0])]]);
    const state = plainState({ 3: new PyTuple(["a"]), 4: fields, 5: 8 });
    expect(errorOf(() => dtype.setState(state, 0)).code).toBe("ARRAY_INVALID");
  });

  it("refuses a second state, and a state after use", () => {
    const dtype = parseDtype("f8", 0);
    dtype.setState(plainState(), 0);
    expect(errorOf(() => dtype.setState(plainState(), 0)).code).toBe("ARRAY_INVALID");
    const used = parseDtype("f8", 0);
    NdArray.from({ dtype: used, shape: [0], data: new Uint8Array(0), offset: 0 });
    expect(errorOf(() => used.setState(plainState(), 0)).code).toBe("ARRAY_INVALID");
  });

  it("refuses dtypes nested deeper than anything real", () => {
    let dtype = parseDtype("i1", 0);
    const error = errorOf(() => {
      for (let depth = 0; depth < 100_000; depth++) dtype = structured([["a", dtype]]);
    });
    expect(error.code).toBe("ARRAY_INVALID");
  });

  it("keeps the number of values of an item below its bytes, however its parts are shared", () => {
    let dtype = parseDtype("i1", 0);
    for (let depth = 0; depth < 10; depth++)
      dtype = structured([
        ["a", dtype],
        ["b", dtype],
      ]);
    expect(dtype.itemSize).toBe(1024);
    const data = new Uint8Array(1024);
    expect(elements(NdArray.from({ dtype, shape: [1], data, offset: 0 }))).toHaveLength(1);
  });
});

describe("dimensions", () => {
  it("takes a tuple of sizes", () => {
    expect(dimensions(new PyTuple([2, 0, 2 ** 31]))).toEqual([2, 0, 2 ** 31]);
  });

  it.each<[PyValue]>([
    [null],
    [[2]],
    [new PyTuple([-1])],
    [new PyTuple([true])],
    [new PyTuple([new PyFloat(2)])],
    [new PyTuple([2n ** 64n])],
    [new PyTuple([2 ** 31 + 1])],
    [new PyTuple(new Array(33).fill(1))],
  ])("is null for anything else (%#)", (value) => {
    expect(dimensions(value)).toBeNull();
  });
});

describe("product", () => {
  it("is exact", () => {
    expect(product([2 ** 31, 2 ** 31, 2 ** 31])).toBe(2n ** 93n);
    expect(product([])).toBe(1n);
  });
});
