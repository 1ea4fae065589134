// What CPython's own picklers wrote, of every kind and in every protocol, is read as the same value.
// The fixtures' makers are beside them, in test/fixtures/pickle.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { defaultLimits, type Limits } from "../../src/limits.ts";
import { NdArray } from "../../src/objects/ndarray.ts";
import { decodePickle } from "../../src/objects/pickle-machine.ts";
import { PyObject, PyTuple } from "../../src/objects/values.ts";
import { errorOf } from "./errors-of.ts";
import { assemble, type Instruction, repeat } from "./hostile/assembler.ts";
import { call, dict, dtype, instance, named, pickle, text, tuple } from "./hostile/cases.ts";
import { inOurOrder, type Json, tagged } from "./tagged.ts";

const fixtures = join(import.meta.dirname, "..", "fixtures", "pickle");

/** A value's name, the protocol, who wrote it, and the pickle in base64, deflated after "z:". */
type Row = readonly [name: string, protocol: number, pickler: string, data: string];

interface Fixture {
  readonly python: string;
  readonly values: { readonly [name: string]: Json };
  readonly pickles: readonly Row[];
}

for (const file of ["values.json", "python2.json"]) {
  const fixture = readFixture(file);
  describe(`decodePickle, of what Python ${fixture.python} wrote`, () => {
    for (const name of Object.keys(fixture.values)) {
      const pickles = fixture.pickles.filter((row) => row[0] === name);
      it(`reads ${name} in ${pickles.length} pickles`, () => {
        expect(pickles.length).toBeGreaterThan(0);
        for (const [, protocol, pickler, data] of pickles) {
          const decoded = decodePickle(unpacked(data));
          const label = `protocol ${protocol}, ${pickler}`;
          expect([label, tagged(decoded.value)]).toEqual([label, expected(fixture, name)]);
          expect(decoded.protocol).toBe(protocol < 2 ? 0 : protocol);
        }
      });
    }
  });
}

describe("decodePickle", () => {
  it("tells the protocol, the length up to STOP, and the names with their first calls", () => {
    const bytes = pickle(...call("collections", "OrderedDict"), "POP", "NONE", "STOP", "NONE");
    const decoded = decodePickle(bytes);
    expect(decoded).toMatchObject({ value: null, protocol: 4, length: bytes.length - 1 });
    expect(decoded.names).toHaveLength(1);
    expect(decoded.names[0]).toMatchObject({ calls: 1, firstCall: { args: [] } });
    expect(decoded.names[0]?.global.path).toBe("collections.OrderedDict");
  });

  it("reads a view of a larger buffer", () => {
    const bytes = pickle(text("inside"), "STOP");
    const larger = new Uint8Array(bytes.length + 20).fill(0xff);
    larger.set(bytes, 10);
    expect(decodePickle(larger.subarray(10, 10 + bytes.length)).value).toBe("inside");
  });

  it("tells the byte and the opcode of what is broken", () => {
    const cases: [Uint8Array, object][] = [
      [pickle("NONE", "APPEND", "STOP"), { offset: 3, opcode: "APPEND" }],
      [pickle("NONE", Uint8Array.of(0xff), "STOP"), { offset: 3, opcode: "opcode 0xff" }],
      [pickle(["BINGET", 7], "STOP"), { offset: 2, opcode: "BINGET" }],
      [pickle(["INT", "x"], "STOP"), { offset: 2, opcode: "INT" }],
    ];
    for (const [bytes, details] of cases) {
      const error = errorOf(() => decodePickle(bytes));
      expect(error.code).toBe("PICKLE_MALFORMED");
      expect(error.details).toMatchObject(details);
    }
  });

  it("names the first unknown name, its byte, and all others", () => {
    const bytes = pickle(
      "NONE",
      ...call("os", "system", text("true")),
      ...named("nt", "system"),
      "STOP",
    );
    const error = errorOf(() => decodePickle(bytes));
    expect(error.code).toBe("PICKLE_UNKNOWN_GLOBAL");
    expect(error.details).toMatchObject({
      offset: Buffer.from(bytes).indexOf(0x93),
      global: "os.system",
      names: ["os.system", "nt.system"],
      consequence: "Python would have called os.system('true').",
    });
  });

  it("prefers an unknown name to the break of the stream behind it, and keeps that as the cause", () => {
    const error = errorOf(() => decodePickle(pickle(...call("os", "system"), "APPENDS")));
    expect(error.code).toBe("PICKLE_UNKNOWN_GLOBAL");
    expect(error.cause).toMatchObject({ code: "PICKLE_MALFORMED" });
  });

  it("keeps unknown names as records where they are wanted, and notes what it refused", () => {
    const bytes = pickle(
      ...tuple(...call("os", "system", text("a")), ...call("builtins", "int")),
      "STOP",
    );
    const { value, refusals } = decodePickle(bytes, { unknown: "keep" });
    const [unknown, refused] = value instanceof PyTuple ? value.items : [];
    expect(unknown).toMatchObject({ args: ["a"] });
    expect(refused).toBeInstanceOf(PyObject);
    expect(refusals.map(({ code }) => code)).toEqual(["PICKLE_FORBIDDEN_CALL"]);
  });

  it("leaves a value empty whose contents it refused, where unknown names are kept", () => {
    const empty = call("numpy", "dtype", text("f8"), "NEWFALSE", "NEWTRUE");
    const bytes = pickle(...tuple(...empty, "NONE", "BUILD", ...call("os", "system")), "STOP");
    const { names, refusals } = decodePickle(bytes, { unknown: "keep" });
    expect(refusals.map(({ code }) => code)).toEqual(["ARRAY_INVALID"]);
    expect(names.map(({ global }) => global.path)).toEqual(["numpy.dtype", "os.system"]);
  });

  it("keeps declared names as records", () => {
    const bytes = pickle(...call("__main__", "clean", text("a")), "STOP");
    const { value } = decodePickle(bytes, { declared: new Set(["__main__.clean"]) });
    expect(value).toMatchObject({ args: ["a"] });
  });

  it("gives keyword arguments of NEWOBJ_EX to the record", () => {
    const keywords = dict(["copy", "NEWTRUE"]);
    const made = [
      ...named("sklearn.utils", "Bunch"),
      "EMPTY_TUPLE",
      ...keywords,
      "NEWOBJ_EX",
    ] as const;
    expect(decodePickle(pickle(...made, "STOP")).value).toMatchObject({
      args: [new Map([["copy", true]])],
    });
  });

  it("reads raw arrays between frames, and inner pickles with a memo of their own", () => {
    const numbers = wrapper(dtype("f8"));
    const objects = wrapper(dtype("O8", "|"));
    const inner = pickle(
      ...call(
        "numpy.core.multiarray",
        "_reconstruct",
        ...named("numpy", "ndarray"),
        ["BININT1", 0],
        "TUPLE1",
        text("b"),
      ),
      ...tuple(
        ["BININT1", 1],
        ["BININT1", 1],
        "TUPLE1",
        ...dtype("O8", "|"),
        "NEWFALSE",
        "EMPTY_LIST",
        text("inner"),
        "MEMOIZE",
        "APPEND",
      ),
      "BUILD",
      "STOP",
    );
    const floats = new Uint8Array(new Float64Array([1.5]).buffer);
    const bytes = pickle(
      ...framed("MARK", text("outer"), "MEMOIZE", ...numbers),
      floats,
      ...framed(...objects),
      inner,
      ...framed(["BINGET", 0], "TUPLE", "STOP"),
    );
    const { value } = decodePickle(bytes);
    const [outer, first, second, again] = value instanceof PyTuple ? value.items : [];
    expect([outer, again]).toEqual(["outer", "outer"]);
    expect(first instanceof NdArray && [...first.numbers()]).toEqual([1.5]);
    expect(second instanceof NdArray && second.objects).toEqual(["inner"]);
  });

  const limited: readonly [keyof Limits, number, ...Instruction[]][] = [
    ["objects", 100, repeat(assemble("EMPTY_LIST", "POP"), 101)],
    ["memoryBytes", 10_000, ["BINUNICODE", "a".repeat(10_001)]],
    ["stack", 100, repeat(assemble("NONE"), 101)],
    ["marks", 100, repeat(assemble("MARK"), 101)],
    ["timeMs", 0, repeat(assemble("NONE", "POP"), 5000)],
  ];
  for (const [limit, value, ...program] of limited) {
    it(`stops at the limit ${limit}, and names it`, () => {
      const limits = { ...defaultLimits, [limit]: value };
      const error = errorOf(() => decodePickle(pickle(...program, "NONE", "STOP"), { limits }));
      expect(error.code).toBe("LIMIT_EXCEEDED");
      expect(error.details).toEqual({ limit, value });
    });
  }
});

/** joblib's wrapper of an array of one item, up to the BUILD that its bytes follow. */
function wrapper(type: readonly Instruction[]): Instruction[] {
  const subclass = named("numpy", "ndarray");
  const parts = dict(
    ["subclass", ...subclass],
    ["shape", ["BININT1", 1], "TUPLE1"],
    ["order", text("C")],
    ["dtype", ...type],
  );
  return [...instance("joblib.numpy_pickle", "NumpyArrayWrapper"), ...parts, "BUILD"];
}

/** A frame around a program, as protocol 4 has it. */
function framed(...program: readonly Instruction[]): Instruction[] {
  const bytes = assemble(...program);
  return [["FRAME", bytes.length], bytes];
}

function readFixture(file: string): Fixture {
  return JSON.parse(readFileSync(join(fixtures, file), "utf8"));
}

function unpacked(text: string): Uint8Array {
  if (!text.startsWith("z:")) return new Uint8Array(Buffer.from(text, "base64"));
  return new Uint8Array(inflateSync(Buffer.from(text.slice(2), "base64")));
}

function expected({ values }: Fixture, name: string): Json {
  const value = values[name] ?? null;
  const isPacked = typeof value === "string" && value.startsWith("z:");
  return inOurOrder(isPacked ? JSON.parse(Buffer.from(unpacked(value)).toString()) : value);
}
