import { describe, expect, it } from "vitest";
import { type Dtype, parseDtype } from "../../src/objects/dtype.ts";
import { MaskedNdArray } from "../../src/objects/masked-ndarray.ts";
import {
  elements,
  fieldOf,
  float32Values,
  float64Values,
  int32Values,
  NdArray,
  NumpyScalar,
  plainValue,
  scalarOf,
  shapeSize,
} from "../../src/objects/ndarray.ts";
import { PyFloat, PyTuple, type PyValue } from "../../src/objects/values.ts";
import { errorOf } from "./errors-of.ts";
import { fixturesOf, unpickled } from "./fixture-files.ts";
import { pythonJson } from "./python-json.ts";

interface ExpectedArray {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly values: readonly unknown[];
  readonly float64?: string;
  readonly fields?: Readonly<Record<string, Pick<ExpectedArray, "shape" | "values">>>;
}

type Expected =
  | ExpectedArray
  | { readonly masked: ExpectedArray; readonly mask: readonly boolean[]; readonly fill: unknown }
  | { readonly scalar: string; readonly value: unknown };

interface Fixture {
  readonly numpy: string;
  readonly values: readonly {
    readonly name: string;
    readonly protocol: number;
    readonly pickle: string;
    readonly expected: Expected;
  }[];
}

const fixtures = fixturesOf<Fixture>("numpy");

/** numpy's byte order is `|` where ours is `<` or `>` and it does not matter; numpy's `=` is `<`. */
function dtypeText(dtype: Dtype): string {
  return dtype.text.replace(/\[.*\]$/, "");
}

function expectArray(array: PyValue, expected: ExpectedArray): void {
  if (!(array instanceof NdArray)) throw new Error("not an array");
  expect(array.shape).toEqual(expected.shape);
  expect(dtypeText(array.dtype)).toBe(expected.dtype.replace(/\[.*\]$/, ""));
  expect(elements(array).map(pythonJson)).toEqual(expected.values);
  if (expected.float64 !== undefined) {
    const doubles = new Float64Array(
      Uint8Array.from(Buffer.from(expected.float64, "base64")).buffer,
    );
    expect([...float64Values(array)]).toEqual([...doubles]);
    expect([...float32Values(array)]).toEqual([...new Float32Array(doubles)]);
  }
  for (const [name, field] of Object.entries(expected.fields ?? {})) {
    const found = fieldOf(array, name);
    expect(found?.shape).toEqual(field.shape);
    expect(found && elements(found).map(pythonJson)).toEqual(field.values);
  }
}

describe.each(fixtures)("NdArray of numpy $numpy", ({ values }) => {
  it.each(values)("is read from protocol $protocol: $name", ({ pickle, expected }) => {
    const value = unpickled(pickle);
    if ("scalar" in expected) {
      if (!(value instanceof NumpyScalar)) throw new Error("not a scalar");
      expect(dtypeText(value.dtype)).toBe(expected.scalar.replace(/\[.*\]$/, ""));
      expect(pythonJson(value)).toEqual(expected.value);
    } else if ("masked" in expected) {
      if (!(value instanceof MaskedNdArray)) throw new Error("not a masked array");
      expectArray(value.data, expected.masked);
      expect(value.mask instanceof NdArray && elements(value.mask)).toEqual(expected.mask);
      expect(pythonJson(plainValue(value.fillValue))).toEqual(expected.fill);
    } else {
      expectArray(value, expected);
    }
  });
});

const f8 = (): Dtype => parseDtype("<f8", 0);
const state = (shape: number[], dtype: Dtype, data: PyValue, fortran = false): PyTuple =>
  new PyTuple([1, new PyTuple(shape), dtype, fortran, data]);
const bytes = (length: number): Uint8Array => new Uint8Array(length);

describe("NdArray.setState", () => {
  it.each<[string, PyValue]>([
    ["a state that is no tuple", null],
    ["a state of another version", new PyTuple([2, new PyTuple([0]), f8(), false, bytes(0)])],
    ["too few items", new PyTuple([1, new PyTuple([0]), f8()])],
    ["a negative size", state([-1], f8(), bytes(0))],
    ["a size beyond 2^31", state([2 ** 40], f8(), bytes(0))],
    ["a float as a size", new PyTuple([1, new PyTuple([new PyFloat(1)]), f8(), false, bytes(8)])],
    ["33 dimensions", state(new Array(33).fill(1), f8(), bytes(8))],
    ["too few bytes", state([2], f8(), bytes(15))],
    ["too many bytes", state([2], f8(), bytes(17))],
    ["a product that wraps around 2^64", state([2 ** 30, 2 ** 30, 2 ** 4], f8(), bytes(0))],
    ["an absurd size beside a zero", state([0, 2 ** 31, 2 ** 31], f8(), bytes(0))],
    ["many items of no bytes", state([2 ** 30], parseDtype("|S0", 0), bytes(0))],
    ["bytes for objects", state([1], parseDtype("O8", 0), bytes(8))],
    ["a list for numbers", state([1], f8(), [1])],
    ["a list of another length", state([2], parseDtype("O8", 0), [1])],
    ["no dtype", new PyTuple([1, new PyTuple([0]), null, false, bytes(0)])],
    ["an order that is no bool", new PyTuple([1, new PyTuple([0]), f8(), 2, bytes(0)])],
  ])("refuses %s", (_, value) => {
    const error = errorOf(() => new NdArray(7).setState(value, 9));
    expect(error.code).toBe("ARRAY_INVALID");
  });

  it("fills an array once", () => {
    const array = new NdArray(0);
    array.setState(state([1], f8(), bytes(8)), 0);
    expect(errorOf(() => array.setState(state([1], f8(), bytes(8)), 5)).code).toBe("ARRAY_INVALID");
  });

  it("refuses a list of objects that the file lengthens afterwards", () => {
    const list: PyValue[] = ["a"];
    const array = new NdArray(0);
    array.setState(state([1], parseDtype("O8", 0), list), 0);
    list.push("b");
    expect(errorOf(() => elements(array)).code).toBe("ARRAY_INVALID");
  });

  it("takes the strings that Python 2 writes for bytes", () => {
    const array = new NdArray(0);
    array.setState(state([1], f8(), "\0\0\0\0\0\0\xf0\x3f"), 0);
    expect([...float64Values(array)]).toEqual([1]);
  });

  it("refuses a string that holds more than bytes", () => {
    const array = new NdArray(0);
    array.setState(state([1], f8(), "\0\0\0\0\0\0\xf0\u0100"), 0);
    expect(errorOf(() => float64Values(array)).code).toBe("ARRAY_INVALID");
  });

  it("keeps an array that contains itself", () => {
    const array = new NdArray(0);
    array.setState(state([1], parseDtype("O8", 0), [array]), 0);
    expect(elements(array)[0]).toBe(array);
  });
});

function arrayOf(dtype: string, data: Uint8Array | PyValue[], shape: number[]): NdArray {
  return NdArray.from({ dtype: parseDtype(dtype, 0), shape, data, offset: 0 });
}

describe("float64Values", () => {
  it("is a view of the file where the bytes are aligned", () => {
    const data = bytes(16);
    expect(float64Values(arrayOf("<f8", data, [2])).buffer).toBe(data.buffer);
  });

  it("copies once where they are not", () => {
    const data = bytes(17).subarray(1);
    const array = arrayOf("<f8", data, [2]);
    expect(float64Values(array)).toBe(float64Values(array));
  });

  it.each(["S8", "U2", "V8", "M8", "c8"])("refuses the dtype %s", (dtype) => {
    expect(errorOf(() => float64Values(arrayOf(dtype, bytes(8), [1]))).code).toBe("ARRAY_INVALID");
  });

  it("refuses objects, even numbers", () => {
    expect(errorOf(() => float64Values(arrayOf("O8", [1], [1]))).code).toBe("ARRAY_INVALID");
  });

  it("refuses a long double that no x87 wrote", () => {
    const data = bytes(16);
    data[8] = 1;
    expect(errorOf(() => float64Values(arrayOf("<f16", data, [1]))).code).toBe("ARRAY_INVALID");
  });
});

describe("int32Values", () => {
  it.each<[string, Uint8Array]>([
    ["<i8", Uint8Array.of(0, 0, 0, 128, 0, 0, 0, 0)],
    ["<u4", Uint8Array.of(255, 255, 255, 255)],
    ["<f8", new Uint8Array(new Float64Array([0.5]).buffer)],
    ["<f4", new Uint8Array(new Float32Array([Number.NaN]).buffer)],
  ])("refuses what does not fit, in %s", (dtype, data) => {
    expect(errorOf(() => int32Values(arrayOf(dtype, data, [1]))).code).toBe("ARRAY_INVALID");
  });

  it("takes whole numbers of every width", () => {
    const long = new Uint8Array(new BigInt64Array([-1n, 2147483647n]).buffer);
    expect([...int32Values(arrayOf("<i8", long, [2]))]).toEqual([-1, 2147483647]);
    expect([...int32Values(arrayOf(">i2", Uint8Array.of(255, 254), [1]))]).toEqual([-2]);
  });
});

describe("elements", () => {
  it("refuses text beyond Unicode", () => {
    const data = Uint8Array.of(255, 255, 255, 255);
    expect(errorOf(() => elements(arrayOf("<U1", data, [1]))).code).toBe("ARRAY_INVALID");
  });
});

describe("fieldOf", () => {
  it("is null for a field that is not there and for a plain array", () => {
    expect(fieldOf(arrayOf("<f8", bytes(8), [1]), "x")).toBeNull();
  });
});

describe("scalarOf", () => {
  it("refuses bytes of another length", () => {
    expect(errorOf(() => scalarOf(f8(), bytes(7), 3)).details["offset"]).toBe(3);
  });
});

describe("shapeSize", () => {
  it("multiplies exactly", () => {
    expect(shapeSize([3, 5, 7], f8(), 0)).toBe(105);
    expect(shapeSize([], f8(), 0)).toBe(1);
    expect(shapeSize([3, 0, 5], f8(), 0)).toBe(0);
    expect(shapeSize([2 ** 31], f8(), 0)).toBe(2 ** 31);
    for (const shape of [new Array(32).fill(2 ** 31), [2 ** 16, 0, 2 ** 16], [1.5], [-1, 0]]) {
      expect(errorOf(() => shapeSize(shape, f8(), 0)).code).toBe("ARRAY_INVALID");
    }
    expect(errorOf(() => shapeSize([2 ** 31, 2], f8(), 0)).code).toBe("ARRAY_INVALID");
  });
});
