import { describe, expect, it } from "vitest";
import { builtGlobal } from "../../src/objects/built-globals.ts";
import { parseDtype } from "../../src/objects/dtype.ts";
import { float64Values, NdArray } from "../../src/objects/ndarray.ts";
import { PyGlobal, PyTuple, type PyValue } from "../../src/objects/values.ts";
import { call, named } from "./calls.ts";
import { errorOf } from "./errors-of.ts";

const reconstruct = named("numpy._core.multiarray._reconstruct");
const args = new PyTuple([named("numpy.ndarray"), new PyTuple([0]), Uint8Array.of(98)]);
const data = new Uint8Array(new Float64Array([1, 2]).buffer);
const state = (): PyTuple => new PyTuple([1, new PyTuple([2]), parseDtype("<f8", 0), false, data]);

describe("dill._dill._create_array", () => {
  it.each<[string, PyValue[]]>([
    ["three arguments", []],
    ["no attributes", [null]],
    ["empty attributes", [new Map()]],
  ])("makes an array of %s", (_, more) => {
    const array = call("dill._dill._create_array", [reconstruct, args, state(), ...more]);
    expect(array instanceof NdArray && [...float64Values(array)]).toEqual([1, 2]);
  });

  it.each<[string, PyValue[]]>([
    ["another function", [named("os.system"), new PyTuple(["ls"]), state()]],
    [
      "another class",
      [reconstruct, new PyTuple([named("os.system"), new PyTuple([0]), "b"]), state()],
    ],
    ["attributes", [reconstruct, args, state(), new Map([["a", 1]])]],
    ["no state", [reconstruct, args]],
    ["a list of arguments", [reconstruct, [...args.items], state()]],
  ])("refuses %s", (_, all) => {
    expect(errorOf(() => call("dill._dill._create_array", all)).code).toBe("PICKLE_FORBIDDEN_CALL");
  });
});

describe("dill._dill._load_type", () => {
  it.each([
    ["slice", "builtins.slice"],
    ["SliceType", "builtins.slice"],
    ["dict", "builtins.dict"],
    ["NoneType", "builtins.NoneType"],
  ])("names %s", (name, path) => {
    const type = call("dill._dill._load_type", [name]);
    expect(type instanceof PyGlobal && type.path).toBe(path);
  });

  it.each(["FunctionType", "CodeType", "type", "eval", "__proto__", "constructor", "ModuleType"])(
    "refuses %s",
    (name) => {
      expect(errorOf(() => call("dill._dill._load_type", [name])).code).toBe(
        "PICKLE_FORBIDDEN_CALL",
      );
    },
  );
});

describe("dillGlobals", () => {
  it.each([
    "_create_function",
    "_create_code",
    "_import_module",
    "_eval_repr",
    "_create_type",
    "loads",
  ])("does not know dill._dill.%s", (name) => {
    expect(builtGlobal("dill._dill", name)).toBeUndefined();
  });
});
