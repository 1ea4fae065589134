import { describe, expect, it } from "vitest";
import { builtGlobal } from "../../src/objects/built-globals.ts";
import {
  PyByteArray,
  PyFloat,
  PyGlobal,
  PyObject,
  PySet,
  PySlice,
  PyTuple,
  type PyValue,
} from "../../src/objects/values.ts";
import { call, named } from "./calls.ts";
import { errorOf } from "./errors-of.ts";
import { fixturesOf, unpickled } from "./fixture-files.ts";

const f = (value: number): PyFloat => new PyFloat(value);
const system = named("os.system");

/** What every protocol must give for the fixtures' values; a text is the path of a record or name. */
const expected = new Map<string, PyValue>([
  ["set", new PySet([1], false)],
  ["empty set", new PySet([], false)],
  ["frozenset", new PySet(["a"], true)],
  ["slice", new PySlice(1, null, 2)],
  ["bytearray", new PyByteArray(Uint8Array.of(97, 255))],
  ["empty bytearray", new PyByteArray(new Uint8Array(0))],
  ["bytes", Uint8Array.of(0, 255)],
  ["empty bytes", new Uint8Array(0)],
  [
    "OrderedDict",
    new Map([
      ["b", 1],
      ["a", 2],
    ]),
  ],
  ["defaultdict", new Map([["a", 1]])],
  ["defaultdict without", new Map()],
  [
    "Counter",
    new Map([
      ["a", 2],
      ["b", 1],
    ]),
  ],
]);

const records = new Map<string, RegExp>([
  ["range", /^(builtins\.range|__builtin__\.xrange)$/],
  ["complex", /^(builtins|__builtin__)\.complex$/],
  ["deque", /^collections\.deque$/],
  ["date", /^datetime\.date$/],
  ["datetime", /^datetime\.datetime$/],
  ["naive datetime", /^datetime\.datetime$/],
  ["time", /^datetime\.time$/],
  ["timedelta", /^datetime\.timedelta$/],
  ["Decimal", /^decimal\.Decimal$/],
  ["Fraction", /^fractions\.Fraction$/],
  ["UUID", /^uuid\.UUID$/],
  ["partial", /^functools\.partial$/],
  ["itemgetter", /^operator\.itemgetter$/],
  ["attrgetter", /^operator\.attrgetter$/],
  ["pattern", /^re\._compile$/],
  ["path", /^pathlib\.PurePosixPath$/],
  ["object", /^(builtins|__builtin__)\.object$/],
  ["namespace", /^types\.SimpleNamespace$/],
  ["method of str", /^(builtins|__builtin__)\.getattr$/],
]);

interface Case {
  readonly name: string;
  readonly protocol: number;
  readonly pickle: string;
}

interface Fixture {
  readonly python: string;
  readonly values: readonly Case[];
  readonly subclasses: readonly Case[];
}

describe.each(fixturesOf<Fixture>("python"))("Python $python", ({ values }) => {
  it.each(values.filter(({ name }) => expected.has(name)))(
    "gives the value of $name of protocol $protocol",
    ({ name, pickle }) => {
      expect(unpickled(pickle)).toEqual(expected.get(name));
    },
  );

  it.each(values.filter(({ name }) => records.has(name)))(
    "keeps $name of protocol $protocol as a record",
    ({ name, pickle }) => {
      const value = unpickled(pickle);
      expect(value instanceof PyObject && value.global.path).toMatch(records.get(name) ?? "");
    },
  );

  it.each(values.filter(({ name }) => !records.has(name) && !expected.has(name)))(
    "names $name of protocol $protocol",
    ({ pickle }) => {
      expect(unpickled(pickle) instanceof PyGlobal).toBe(true);
    },
  );
});

describe("pythonGlobals", () => {
  it("keeps what a record was made of", () => {
    const [deque] = fixturesOf<Fixture>("python")
      .flatMap(({ values }) => values)
      .filter(({ name, protocol }) => name === "deque" && protocol === 4)
      .map(({ pickle }) => unpickled(pickle));
    expect(deque instanceof PyObject && [deque.items, deque.args[1]]).toEqual([[1, 2], 5]);
  });

  it("takes the items of Python 2's OrderedDict", () => {
    expect(call("collections.OrderedDict", [[["b", 1], new PyTuple(["a", 2])]])).toEqual(
      new Map([
        ["b", 1],
        ["a", 2],
      ]),
    );
  });

  it("copies the list of a set, which the file may still change", () => {
    const list: PyValue[] = [1];
    const set = call("builtins.set", [list]);
    list.push(2);
    expect(set).toEqual(new PySet([1], false));
  });

  it.each<[string, PyValue[]]>([
    ["builtins.set", [5]],
    ["builtins.set", [[1], [2]]],
    ["builtins.slice", [1]],
    ["builtins.slice", [1, 2, 3, 4]],
    ["builtins.range", ["x"]],
    ["builtins.complex", ["1+2j"]],
    ["builtins.bytes", [2 ** 40]],
    ["builtins.bytearray", [2 ** 40]],
    ["builtins.bytearray", ["abc"]],
    ["builtins.bytearray", ["abc", "rot13"]],
    ["builtins.object", [1]],
    ["builtins.type", ["X", new PyTuple([]), new Map()]],
    ["builtins.type", [1]],
    ["builtins.getattr", [system, "system"]],
    ["builtins.getattr", [named("builtins.object"), "__subclasses__"]],
    ["builtins.getattr", [new PyObject(named("a.B"), [], 0), "__class__"]],
    ["builtins.getattr", [new PyObject(named("a.B"), [], 0), "a.b"]],
    ["builtins.getattr", [new PyObject(named("a.B"), [], 0), "a", null]],
    ["builtins.getattr", ["text", "format"]],
    ["_codecs.encode", ["x", "rot13"]],
    ["_codecs.encode", ["x", "zip"]],
    ["_codecs.encode", ["x"]],
    ["_codecs.encode", [Uint8Array.of(1), "latin1"]],
    ["collections.defaultdict", [system]],
    ["collections.defaultdict", [named("builtins.getattr")]],
    ["collections.defaultdict", [new PyObject(named("functools.partial"), [], 0)]],
    ["collections.Counter", [[1]]],
    ["collections.deque", [[1], "x"]],
    ["collections.OrderedDict", [5]],
    ["datetime.date", [2020, 1, 1]],
    ["datetime.datetime", [new Uint8Array(10), system]],
    ["datetime.timedelta", [f(1)]],
    ["decimal.Decimal", [1]],
    ["fractions.Fraction", [1]],
    ["functools.partial", []],
    ["functools.partial", ["os.system"]],
    ["functools.partial", [named("builtins.int"), "ls"]],
    ["operator.itemgetter", [system]],
    ["operator.attrgetter", []],
    ["re._compile", ["a"]],
    ["re._compile", ["a", "b"]],
    ["pathlib.PosixPath", [system]],
    ["uuid.UUID", ["x"]],
    ["types.SimpleNamespace", [new Map()]],
  ])("%s refuses arguments that no pickle has (%#)", (path, args) => {
    const error = errorOf(() => call(path, args));
    expect(error.code).toBe("PICKLE_FORBIDDEN_CALL");
    expect(error.details).toMatchObject({ offset: 4, global: path });
  });

  it.each<[string, PyValue[]]>([
    ["_codecs.encode", ["\u0100", "latin1"]],
    ["collections.OrderedDict", [["ab"]]],
    ["collections.OrderedDict", [[[[], 1]]]],
    ["collections.OrderedDict", [[[new PyTuple([[]]), 1]]]],
    ["builtins.set", [[new Map()]]],
    ["builtins.frozenset", [[new PyTuple([[]])]]],
    ["__builtin__.set", [[new PySet([], false)]]],
  ])("%s refuses a broken value (%#)", (path, args) => {
    expect(errorOf(() => call(path, args)).code).toBe("OBJECT_INVALID");
  });

  it.each([
    ["builtins", "eval"],
    ["builtins", "exec"],
    ["builtins", "compile"],
    ["builtins", "open"],
    ["builtins", "__import__"],
    ["builtins", "setattr"],
    ["builtins", "map"],
    ["builtins", "globals"],
    ["__builtin__", "apply"],
    ["__builtin__", "execfile"],
    ["builtins", "str.format"],
    ["operator", "methodcaller"],
    ["functools", "reduce"],
    ["types", "FunctionType"],
    ["types", "CodeType"],
    ["codecs", "encode"],
    ["_codecs", "decode"],
    ["os", "system"],
    ["posix", "system"],
    ["pathlib", "Path"],
  ])("does not know %s.%s", (module, name) => {
    expect(builtGlobal(module, name)).toBeUndefined();
  });
});
