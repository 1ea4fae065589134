import { describe, expect, it } from "vitest";
import { JoblibArray } from "../../src/objects/joblib-globals.ts";
import { PyObject, PyTuple, type PyValue } from "../../src/objects/values.ts";
import { call, named } from "./calls.ts";
import { errorOf } from "./errors-of.ts";

const svc = named("sklearn.svm.classes.SVC");
const bunch = named("sklearn.utils.Bunch");
const object = named("__builtin__.object");
const dict = named("__builtin__.dict");
const list = named("__builtin__.list");
const numbers = named("builtins.int");

describe.each(["copyreg", "copy_reg"])("%s._reconstructor", (module) => {
  const make = (...args: PyValue[]): PyValue => call(`${module}._reconstructor`, args);

  it("makes a record of a class", () => {
    const value = make(svc, object, null);
    expect(value instanceof PyObject && [value.global, value.args, value.offset]).toEqual([
      svc,
      [],
      4,
    ]);
  });

  it("fills the bases dict, list and others", () => {
    const entries = new Map([["a", 1]]);
    const made = [make(bunch, dict, entries), make(svc, list, [1, 2]), make(svc, numbers, 3)];
    const [first, second, third] = made.map((value) => {
      if (value instanceof PyObject) return value;
      throw new Error("not a record");
    });
    expect(first?.entries).toEqual(entries);
    expect(first?.entries).not.toBe(entries);
    expect(second?.items).toEqual([1, 2]);
    expect(third?.args).toEqual([3]);
  });

  it("lets the table answer for a class that is built", () => {
    const wrapper = named("joblib.numpy_pickle.NumpyArrayWrapper");
    expect(make(wrapper, object, null)).toBeInstanceOf(JoblibArray);
    expect(make(named("collections.OrderedDict"), dict, new Map([["a", 1]]))).toEqual(
      new Map([["a", 1]]),
    );
  });

  it.each<[string, PyValue[]]>([
    ["no class", ["SVC", object, null]],
    ["another base", [svc, svc, null]],
    ["two arguments", [svc, object]],
    ["a class that is only named", [named("numpy.float64"), object, null]],
    ["a function of the table", [named("builtins.getattr"), object, null]],
    ["itself", [named("copyreg._reconstructor"), object, null]],
  ])("refuses %s", (_, args) => {
    expect(errorOf(() => make(...args)).code).toBe("PICKLE_FORBIDDEN_CALL");
  });

  it("refuses an object with the state of a base class", () => {
    expect(errorOf(() => make(svc, object, 5)).code).toBe("OBJECT_INVALID");
  });
});

describe.each(["copyreg", "copy_reg"])("%s.__newobj__", (module) => {
  it("makes a record with its arguments", () => {
    const value = call(`${module}.__newobj__`, [svc, 1, "a"]);
    expect(value instanceof PyObject && value.args).toEqual([1, "a"]);
  });

  it("takes keyword arguments as __newobj_ex__", () => {
    const kwargs = new Map([["c", 2]]);
    const value = call(`${module}.__newobj_ex__`, [svc, new PyTuple([1]), kwargs]);
    expect(value instanceof PyObject && value.args).toEqual([1, kwargs]);
    const plain = call(`${module}.__newobj_ex__`, [svc, new PyTuple([1]), new Map()]);
    expect(plain instanceof PyObject && plain.args).toEqual([1]);
  });

  it("refuses a chain of itself, however long", () => {
    const self = named(`${module}.__newobj__`);
    const chain = [...new Array(100_000).fill(self), svc];
    expect(errorOf(() => call(`${module}.__newobj__`, chain)).code).toBe("PICKLE_FORBIDDEN_CALL");
  });

  it.each<[string, PyValue[]]>([
    ["__newobj__", []],
    ["__newobj__", ["os.system"]],
    ["__newobj_ex__", [svc, [1], new Map()]],
    ["__newobj_ex__", [svc, new PyTuple([]), null]],
  ])("%s refuses other arguments (%#)", (name, args) => {
    expect(errorOf(() => call(`${module}.${name}`, args)).code).toBe("PICKLE_FORBIDDEN_CALL");
  });
});
