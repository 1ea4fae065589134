import { describe, expect, it } from "vitest";
import { builtGlobal } from "../../src/objects/built-globals.ts";
import { Dtype, parseDtype } from "../../src/objects/dtype.ts";
import { MaskedNdArray } from "../../src/objects/masked-ndarray.ts";
import { elements, float64Values, NdArray } from "../../src/objects/ndarray.ts";
import {
  PyByteArray,
  PyFloat,
  PyGlobal,
  PyObject,
  PyTuple,
  type PyValue,
} from "../../src/objects/values.ts";
import { call, named } from "./calls.ts";
import { errorOf } from "./errors-of.ts";
import { fixturesOf, unpickled } from "./fixture-files.ts";

const ndarray = named("numpy.ndarray");
const system = named("os.system");
const empty = new PyTuple([0]);
const b = Uint8Array.of(98);
const f8 = (): Dtype => parseDtype("<f8", 0);

interface Fixture {
  readonly numpy: string;
  readonly others: readonly {
    readonly name: string;
    readonly protocol: number;
    readonly pickle: string;
  }[];
}

describe.each(fixturesOf<Fixture>("numpy"))("other values of numpy $numpy", ({ others }) => {
  const kept = others.filter(({ name }) => name !== "StringDType");

  it.each(kept)("$name of protocol $protocol stays a record", ({ pickle }) => {
    const value = unpickled(pickle);
    expect(value instanceof PyObject || value instanceof PyGlobal).toBe(true);
  });

  it.each(others.filter((other) => !kept.includes(other)))("refuses $name by its name", (other) => {
    const error = errorOf(() => unpickled(other.pickle));
    expect(error.code).toBe("ARRAY_INVALID");
    expect(error.details["reason"]).toContain("StringDType");
  });
});

describe.each(["numpy.core.multiarray", "numpy._core.multiarray"])("%s._reconstruct", (module) => {
  it("makes an empty array", () => {
    const array = call(`${module}._reconstruct`, [ndarray, empty, b]);
    expect(array instanceof NdArray && array.shape).toEqual([0]);
  });

  it.each<[string, PyValue[]]>([
    ["another class", [system, empty, b]],
    ["the name as text", ["numpy.ndarray", empty, b]],
    ["a shape that is not empty", [ndarray, new PyTuple([10 ** 9]), b]],
    ["a shape that is a list", [ndarray, [0], b]],
    ["another code", [ndarray, empty, "f"]],
    ["two arguments", [ndarray, empty]],
    ["four arguments", [ndarray, empty, b, null]],
    ["no arguments", []],
  ])("refuses %s", (_, args) => {
    const error = errorOf(() => call(`${module}._reconstruct`, args));
    expect(error.code).toBe("PICKLE_FORBIDDEN_CALL");
    expect(error.details).toMatchObject({ offset: 4, global: `${module}._reconstruct` });
  });

  it("refuses keyword arguments", () => {
    const error = errorOf(() =>
      call(`${module}._reconstruct`, [ndarray, empty, b], new Map([["a", 1]])),
    );
    expect(error.code).toBe("PICKLE_FORBIDDEN_CALL");
  });
});

describe("numpy.dtype", () => {
  it("takes False and True, in Python 2 0 and 1", () => {
    for (const flags of [
      [false, true],
      [0, 1],
    ]) {
      const dtype = call("numpy.dtype", ["f8", ...flags]);
      expect(dtype instanceof Dtype && dtype.text).toBe("<f8");
    }
  });

  it("takes the class of records", () => {
    const dtype = call("numpy.dtype", [named("numpy.record"), false, true]);
    expect(dtype instanceof Dtype && dtype.code).toBe("V");
  });

  it.each<[string, PyValue[]]>([
    ["one argument", ["f8"]],
    ["another alignment", ["f8", true, true]],
    ["a class", [system, false, true]],
    ["a list of fields", [[new PyTuple(["a", "f8"])], false, true]],
  ])("refuses %s", (_, args) => {
    expect(errorOf(() => call("numpy.dtype", args)).code).toBe("PICKLE_FORBIDDEN_CALL");
  });
});

describe("numpy.core.multiarray.scalar", () => {
  const scalar = (args: PyValue[]): PyValue => call("numpy.core.multiarray.scalar", args);

  it("refuses a dtype of objects, whose data Python would unpickle", () => {
    const error = errorOf(() => scalar([parseDtype("O8", 0), Uint8Array.of(46)]));
    expect(error.code).toBe("PICKLE_FORBIDDEN_CALL");
  });

  it.each<[string, PyValue[], string]>([
    ["no dtype", [system, new Uint8Array(8)], "PICKLE_FORBIDDEN_CALL"],
    ["three arguments", [f8(), new Uint8Array(8), null], "PICKLE_FORBIDDEN_CALL"],
    ["too few bytes", [f8(), new Uint8Array(7)], "ARRAY_INVALID"],
    ["a list of bytes", [f8(), [1]], "ARRAY_INVALID"],
    ["nothing", [f8()], "ARRAY_INVALID"],
    ["text beyond Unicode", [parseDtype("U1", 0), Uint8Array.of(0, 0, 0, 1)], "ARRAY_INVALID"],
  ])("refuses %s", (_, args, code) => {
    expect(errorOf(() => scalar(args)).code).toBe(code);
  });
});

describe("numpy._core.numeric._frombuffer", () => {
  const frombuffer = (args: PyValue[]): PyValue => call("numpy._core.numeric._frombuffer", args);
  const data = new Uint8Array(new Float64Array([0, 1, 2, 3, 4, 5]).buffer);
  const shape = new PyTuple([2, 3]);

  it.each<[string, PyValue]>([
    ["bytes", data],
    ["a bytearray", new PyByteArray(data)],
  ])("takes %s without a copy", (_, buffer) => {
    const array = frombuffer([buffer, f8(), shape, "F"]);
    if (!(array instanceof NdArray)) throw new Error("not an array");
    expect(array.bytes).toBe(data);
    expect([...float64Values(array)]).toEqual([0, 2, 4, 1, 3, 5]);
  });

  it("swaps axes as order K says", () => {
    const array = frombuffer([data, f8(), new PyTuple([1, 3, 2]), "K", new PyTuple([2, 0, 1])]);
    if (!(array instanceof NdArray)) throw new Error("not an array");
    expect(array.shape).toEqual([2, 1, 3]);
    expect([...float64Values(array)]).toEqual([0, 2, 4, 1, 3, 5]);
  });

  it.each<[string, PyValue[], string]>([
    ["another order", [data, f8(), shape, "A"], "PICKLE_FORBIDDEN_CALL"],
    [
      "axes without order K",
      [data, f8(), shape, "C", new PyTuple([1, 0])],
      "PICKLE_FORBIDDEN_CALL",
    ],
    ["an array as its buffer", [new NdArray(0), f8(), shape, "C"], "PICKLE_FORBIDDEN_CALL"],
    ["axes twice", [data, f8(), shape, "K", new PyTuple([0, 0])], "ARRAY_INVALID"],
    ["too few axes", [data, f8(), shape, "K", new PyTuple([0])], "ARRAY_INVALID"],
    ["order K without axes", [data, f8(), shape, "K"], "ARRAY_INVALID"],
    ["a shape of other size", [data, f8(), new PyTuple([7]), "C"], "ARRAY_INVALID"],
    ["a negative shape", [data, f8(), new PyTuple([-1, -6]), "C"], "PICKLE_FORBIDDEN_CALL"],
    ["a dtype of objects", [data, parseDtype("O8", 0), new PyTuple([6]), "C"], "ARRAY_INVALID"],
  ])("refuses %s", (_, args, code) => {
    expect(errorOf(() => frombuffer(args)).code).toBe(code);
  });
});

describe("numpy.ma.core._mareconstruct", () => {
  const masked = named("numpy.ma.core.MaskedArray");
  const make = (): MaskedNdArray => {
    const array = call("numpy.ma.core._mareconstruct", [masked, ndarray, empty, "b"]);
    if (array instanceof MaskedNdArray) return array;
    throw new Error("not a masked array");
  };
  const state = (mask: PyValue): PyTuple =>
    new PyTuple([1, new PyTuple([1]), f8(), false, new Uint8Array(8), mask, null]);

  it("makes an array with its mask", () => {
    const array = make();
    array.setState(state(Uint8Array.of(1)), 0);
    expect(array.mask instanceof NdArray && elements(array.mask)).toEqual([true]);
  });

  it("refuses a mask of another size", () => {
    expect(errorOf(() => make().setState(state(new Uint8Array(2)), 0)).code).toBe("ARRAY_INVALID");
  });

  it("refuses a state of six items", () => {
    expect(errorOf(() => make().setState(new PyTuple(new Array(6).fill(0)), 0)).code).toBe(
      "ARRAY_INVALID",
    );
  });

  it.each<[string, PyValue[]]>([
    ["another class", [system, ndarray, empty, "b"]],
    ["another base", [masked, system, empty, "b"]],
    ["three arguments", [masked, ndarray, empty]],
  ])("refuses %s", (_, args) => {
    expect(errorOf(() => call("numpy.ma.core._mareconstruct", args)).code).toBe(
      "PICKLE_FORBIDDEN_CALL",
    );
  });
});

describe("numpy.core._ufunc_reconstruct", () => {
  it("names a function of numpy's own", () => {
    const value = call("numpy.core._ufunc_reconstruct", ["numpy.core._multiarray_umath", "log1p"]);
    expect(value instanceof PyGlobal && value.path).toBe("numpy.core._multiarray_umath.log1p");
  });

  it.each<[PyValue[]]>([
    [["os", "system"]],
    [["numpy", "load"]],
    [["numpy", "testing"]],
    [["numpy.core._multiarray_umath"]],
    [["numpy.core", "_multiarray_umath.log1p"]],
    [[system, "log1p"]],
  ])("refuses everything else (%#)", (args) => {
    expect(errorOf(() => call("numpy.core._ufunc_reconstruct", args)).code).toBe(
      "PICKLE_FORBIDDEN_CALL",
    );
  });
});

describe("numpy.random", () => {
  const mt19937 = named("numpy.random._mt19937.MT19937");
  const bits = "numpy.random._pickle.__bit_generator_ctor";
  const state = "numpy.random._pickle.__randomstate_ctor";

  it.each<[string, PyValue[]]>([
    [bits, []],
    [bits, ["PCG64"]],
    [bits, [mt19937]],
    [state, []],
    [state, ["MT19937"]],
    [state, ["MT19937", named(bits)]],
    [state, [new PyObject(named(bits), [], 0)]],
    ["numpy.random._pickle.__generator_ctor", ["Philox"]],
    ["numpy.random.mtrand.__RandomState_ctor", []],
  ])("%s makes a record (%#)", (path, args) => {
    const value = call(path, args);
    expect(value instanceof PyObject && value.global.path).toBe(path);
  });

  it.each<[string, PyValue[]]>([
    [bits, [system]],
    [bits, ["os"]],
    [bits, [null]],
    [state, ["MT19937", system]],
    [state, [new PyObject(system, [], 0)]],
    [state, ["MT19937", named(bits), 1]],
  ])("%s refuses anything else (%#)", (path, args) => {
    expect(errorOf(() => call(path, args)).code).toBe("PICKLE_FORBIDDEN_CALL");
  });
});

describe("numpyGlobals", () => {
  it.each(["float64", "bool_", "str_", "ndarray", "matrix", "void", "record"])(
    "names numpy.%s and never calls it",
    (name) => {
      expect(builtGlobal("numpy", name)).toBeNull();
    },
  );

  it.each(["load", "fromfile", "frompyfunc", "save", "lookfor", "DataSource", "nan"])(
    "does not know numpy.%s",
    (name) => {
      expect(builtGlobal("numpy", name)).toBeUndefined();
    },
  );

  it("takes poly1d without arguments only", () => {
    expect(call("numpy.poly1d", []) instanceof PyObject).toBe(true);
    expect(errorOf(() => call("numpy.poly1d", [new PyFloat(1)])).code).toBe(
      "PICKLE_FORBIDDEN_CALL",
    );
  });
});
