// Arrays and dtypes that lie about their shape, their bytes or themselves.

import { assemble, concat, type Instruction, repeat } from "./assembler.ts";
import {
  array,
  call,
  dict,
  dtype,
  emptyArray,
  type HostileCase,
  instance,
  list,
  named,
  pickle,
  text,
  tuple,
} from "./cases.ts";

function invalid(name: string, ...program: readonly Instruction[]): HostileCase {
  return { name, bytes: () => pickle(...program, "STOP"), ending: "ARRAY_INVALID" };
}

/** An int of any size. */
function int(value: bigint | number): Instruction {
  const bytes: number[] = [];
  for (let rest = BigInt(value); rest > 0n; rest >>= 8n) bytes.push(Number(rest & 0xffn));
  return ["LONG1", Uint8Array.from([...bytes, 0])];
}

const f8 = dtype("f8");
const bytes = (length: number): Instruction => ["BINBYTES", new Uint8Array(length)];

/** A dtype's state, by its parts: byte order, subarray, names, fields and item size. */
function dtypeState(parts: {
  readonly subarray?: readonly Instruction[];
  readonly names?: readonly Instruction[];
  readonly fields?: readonly Instruction[];
  readonly size?: Instruction;
}): Instruction[] {
  const { subarray = ["NONE"], names = ["NONE"], fields = ["NONE"], size = ["BININT", -1] } = parts;
  return tuple(
    ["BININT1", 3],
    text("|"),
    ...subarray,
    ...names,
    ...fields,
    size,
    ["BININT1", 1],
    ["BININT1", 16],
  );
}

/** `dtype('V…')`, not filled yet. */
function voidDtype(code: string): Instruction[] {
  return call("numpy", "dtype", text(code), "NEWFALSE", "NEWTRUE");
}

const shapes: readonly HostileCase[] = [
  invalid("2^40 items of no bytes", ...array([int(2n ** 40n)], f8, [bytes(0)])),
  invalid("2^31 items of eight bytes", ...array([int(2n ** 31n)], f8, [bytes(8)])),
  invalid(
    "2^62 items in two dimensions",
    ...array([int(2n ** 31n), int(2n ** 31n)], f8, [bytes(0)]),
  ),
  invalid(
    "a product that is 0 in 64 bits",
    ...array([int(2n ** 32n), int(2n ** 32n)], f8, [bytes(0)]),
  ),
  invalid("a product that is 8 in 64 bits", ...array([int(2n ** 61n), int(8n)], f8, [bytes(8)])),
  invalid(
    "a huge dimension beside a zero",
    ...array([int(0), int(2n ** 31n), int(2n ** 31n)], f8, [bytes(0)]),
  ),
  invalid("a negative dimension", ...array([["BININT", -1]], f8, [bytes(8)])),
  invalid("a dimension that is a float", ...array([["BINFLOAT", 1]], f8, [bytes(8)])),
  invalid("a dimension that is a bool", ...array(["NEWTRUE"], f8, [bytes(8)])),
  invalid("a dimension that is a text", ...array([text("1")], f8, [bytes(8)])),
  invalid(
    "33 dimensions",
    ...array(
      Array.from({ length: 33 }, () => int(1)),
      f8,
      [bytes(8)],
    ),
  ),
  invalid(
    "100,000 dimensions",
    ...array([repeat(Uint8Array.of(0x4b, 1), 100_000)], f8, [bytes(8)]),
  ),
  invalid("too few bytes", ...array([int(3)], f8, [bytes(23)])),
  invalid("too many bytes", ...array([int(3)], f8, [bytes(25)])),
  invalid("no bytes", ...array([int(3)], f8, [bytes(0)])),
  invalid("a list instead of bytes", ...array([int(1)], f8, list(["BINFLOAT", 1]))),
  invalid("bytes instead of a list of objects", ...array([int(1)], dtype("O8", "|"), [bytes(8)])),
  invalid("fewer objects than items", ...array([int(3)], dtype("O8", "|"), list("NONE"))),
  invalid("a dict instead of bytes", ...array([int(1)], f8, ["EMPTY_DICT"])),
  invalid("None instead of bytes", ...array([int(1)], f8, ["NONE"])),
  invalid(
    "a shape that is a list",
    ...emptyArray(),
    ...tuple(["BININT1", 1], ...list(int(1)), ...f8, "NEWFALSE", bytes(8)),
    "BUILD",
  ),
  invalid("a dtype that is a text", ...array([int(1)], [text("f8")], [bytes(8)])),
  invalid(
    "a dtype that is an estimator",
    ...array([int(1)], instance("sklearn.linear_model._base", "LinearRegression"), [bytes(8)]),
  ),
  invalid(
    "an order that is a text",
    ...emptyArray(),
    ...tuple(["BININT1", 1], ...tuple(int(1)), ...f8, text("F"), bytes(8)),
    "BUILD",
  ),
  invalid(
    "a state of version 9",
    ...emptyArray(),
    ...tuple(["BININT1", 9], ...tuple(int(1)), ...f8, "NEWFALSE", bytes(8)),
    "BUILD",
  ),
  invalid(
    "a state of three parts",
    ...emptyArray(),
    ...tuple(...tuple(int(1)), ...f8, bytes(8)),
    "BUILD",
  ),
  invalid(
    "a state of six parts",
    ...emptyArray(),
    ...tuple(["BININT1", 1], ...tuple(int(1)), ...f8, "NEWFALSE", bytes(8), "NONE"),
    "BUILD",
  ),
  invalid("a state that is a dict", ...emptyArray(), ...dict(["data", "NONE"]), "BUILD"),
  invalid("a state that is None", ...emptyArray(), "NONE", "BUILD"),
  invalid("an array as its own state", ...emptyArray(), "MEMOIZE", ["BINGET", 0], "BUILD"),
  invalid(
    "an array that is filled twice",
    ...array([int(1)], f8, [bytes(8)]),
    ...tuple(["BININT1", 1], ...tuple(int(2)), ...f8, "NEWFALSE", bytes(16)),
    "BUILD",
  ),
  invalid(
    "_frombuffer with too few bytes",
    ...call("numpy._core.numeric", "_frombuffer", bytes(7), ...f8, ...tuple(int(1)), text("C")),
  ),
  invalid(
    "_frombuffer with axes that are no permutation",
    ...call(
      "numpy._core.numeric",
      "_frombuffer",
      bytes(32),
      ...f8,
      ...tuple(int(2), int(2)),
      text("K"),
      ...tuple(int(0), int(0)),
    ),
  ),
  invalid(
    "a scalar of too few bytes",
    ...call("numpy._core.multiarray", "scalar", ...f8, bytes(7)),
  ),
  invalid(
    "a scalar of too many bytes",
    ...call("numpy._core.multiarray", "scalar", ...f8, bytes(9)),
  ),
  invalid(
    "a masked array whose mask is too short",
    ...call(
      "numpy.ma.core",
      "_mareconstruct",
      ...named("numpy.ma.core", "MaskedArray"),
      ...named("numpy", "ndarray"),
      ...tuple(int(0)),
      text("b"),
    ),
    ...tuple(["BININT1", 1], ...tuple(int(2)), ...f8, "NEWFALSE", bytes(16), bytes(1), "NONE"),
    "BUILD",
  ),
];

const dtypes: readonly HostileCase[] = [
  ...[
    "",
    "f",
    "f3",
    "f9999999",
    "i16",
    "c1",
    "q8",
    "O9",
    "M7",
    "O",
    "V99999999",
    "S9999999999",
    "f8,f8",
    "(2,)f8",
    "3f8",
    "f8f8",
    "<f8>",
    "x8",
    "U-1",
    "\0f8",
    "f8\0",
    "__proto__",
  ].map((code) =>
    invalid(`dtype ${JSON.stringify(code)}`, ...array([int(1)], dtype(code), [bytes(8)])),
  ),
  invalid(
    "a dtype in itself by its fields",
    ...voidDtype("V8"),
    "MEMOIZE",
    ...dtypeState({
      names: tuple(text("a")),
      fields: dict(["a", ...tuple(["BINGET", 0], int(0))]),
      size: int(8),
    }),
    "BUILD",
  ),
  invalid(
    "a dtype in itself by its subarray",
    ...voidDtype("V8"),
    "MEMOIZE",
    ...dtypeState({ subarray: tuple(["BINGET", 0], ...tuple(int(1))), size: int(8) }),
    "BUILD",
  ),
  invalid(
    "overlapping fields",
    ...voidDtype("V8"),
    ...dtypeState({
      names: tuple(text("a"), text("b")),
      fields: dict(["a", ...tuple(...f8, int(0))], ["b", ...tuple(...f8, int(0))]),
      size: int(8),
    }),
    "BUILD",
  ),
  invalid(
    "a field outside of its item",
    ...voidDtype("V8"),
    ...dtypeState({
      names: tuple(text("a")),
      fields: dict(["a", ...tuple(...f8, int(1))]),
      size: int(8),
    }),
    "BUILD",
  ),
  invalid(
    "a field before its item",
    ...voidDtype("V8"),
    ...dtypeState({
      names: tuple(text("a")),
      fields: dict(["a", ...tuple(...f8, ["BININT", -8])]),
      size: int(8),
    }),
    "BUILD",
  ),
  invalid(
    "a field at a fraction",
    ...voidDtype("V16"),
    ...dtypeState({
      names: tuple(text("a")),
      fields: dict(["a", ...tuple(...f8, ["BINFLOAT", 0.5])]),
      size: int(16),
    }),
    "BUILD",
  ),
  invalid(
    "a field twice",
    ...voidDtype("V16"),
    ...dtypeState({
      names: tuple(text("a"), text("a")),
      fields: dict(["a", ...tuple(...f8, int(0))]),
      size: int(16),
    }),
    "BUILD",
  ),
  invalid(
    "a field without a dtype",
    ...voidDtype("V8"),
    ...dtypeState({ names: tuple(text("a")), fields: dict(["a", "NONE"]), size: int(8) }),
    "BUILD",
  ),
  invalid(
    "a name without a field",
    ...voidDtype("V8"),
    ...dtypeState({ names: tuple(text("__proto__")), fields: ["EMPTY_DICT"], size: int(8) }),
    "BUILD",
  ),
  invalid(
    "an item of 2^40 bytes",
    ...voidDtype("V8"),
    ...dtypeState({ size: int(2n ** 40n) }),
    "BUILD",
  ),
  invalid(
    "an item of a negative size",
    ...voidDtype("V8"),
    ...dtypeState({ size: ["BININT", -8] }),
    "BUILD",
  ),
  invalid(
    "a float64 of four bytes",
    ...call("numpy", "dtype", text("f8"), "NEWFALSE", "NEWTRUE"),
    ...dtypeState({ size: int(4) }),
    "BUILD",
  ),
  invalid(
    "a subarray of a wrong size",
    ...voidDtype("V8"),
    ...dtypeState({ subarray: tuple(...f8, ...tuple(int(2))), size: int(8) }),
    "BUILD",
  ),
  invalid(
    "a subarray of 2^31 × 2^31",
    ...voidDtype("V8"),
    ...dtypeState({
      subarray: tuple(...f8, ...tuple(int(2n ** 31n), int(2n ** 31n))),
      size: int(8),
    }),
    "BUILD",
  ),
  invalid(
    "a dtype's state of version 99",
    ...voidDtype("V8"),
    ...tuple(["BININT1", 99], text("|"), "NONE", "NONE", "NONE", int(8), int(1), int(0)),
    "BUILD",
  ),
  invalid("a dtype's state that is a list", ...voidDtype("V8"), "EMPTY_LIST", "BUILD"),
  invalid("a dtype that is filled twice", ...f8, ...dtypeState({}), "BUILD"),
  invalid(
    "a byte order that is no order",
    ...call("numpy", "dtype", text("f8"), "NEWFALSE", "NEWTRUE"),
    ...tuple(
      ["BININT1", 3],
      text("?"),
      "NONE",
      "NONE",
      "NONE",
      ["BININT", -1],
      ["BININT", -1],
      int(0),
    ),
    "BUILD",
  ),
  {
    name: "a dtype nested 100,000 deep",
    bytes: () => nestedDtype(100_000),
    ending: "ARRAY_INVALID",
  },
];

/** A subarray of one item, of a subarray of one item, … */
function nestedDtype(depth: number): Uint8Array {
  const layers = Array.from({ length: depth }, (_, i) =>
    assemble(
      ["LONG_BINPUT", i],
      "POP",
      ...voidDtype("V8"),
      ...dtypeState({
        subarray: [["LONG_BINGET", i], ["BININT1", 1], "TUPLE1", "TUPLE2"],
        size: int(8),
      }),
      "BUILD",
    ),
  );
  return pickle(...f8, concat(layers), "STOP");
}

/** joblib's wrapper of a float64 array, its BUILD, and the padding that it says. */
function wrapped(
  shape: readonly Instruction[],
  ...more: readonly (readonly [string, ...Instruction[]])[]
): Instruction[] {
  return [
    ...instance("joblib.numpy_pickle", "NumpyArrayWrapper"),
    ...dict(
      ["subclass", ...named("numpy", "ndarray")],
      ["shape", ...tuple(...shape)],
      ["order", text("C")],
      ["dtype", ...f8],
      ...more,
    ),
    "BUILD",
  ];
}

function brokenPayload(
  name: string,
  ending: HostileCase["ending"],
  ...program: readonly Instruction[]
): HostileCase {
  return { name, bytes: () => pickle(...program), ending, kept: ending };
}

const payloads: readonly HostileCase[] = [
  brokenPayload(
    "a raw array longer than the file",
    "ARRAY_INVALID",
    ...wrapped([int(1000)]),
    new Uint8Array(16),
    "STOP",
  ),
  brokenPayload(
    "a raw array of 2^40 items",
    "OBJECT_INVALID",
    ...wrapped([int(2n ** 40n)]),
    "STOP",
  ),
  brokenPayload(
    "a raw array of 2^31 × 2^31 items",
    "ARRAY_INVALID",
    ...wrapped([int(2n ** 31n), int(2n ** 31n)]),
    "STOP",
  ),
  brokenPayload(
    "a raw array whose padding is longer than the file",
    "ARRAY_INVALID",
    ...wrapped([int(1)], ["numpy_array_alignment_bytes", int(16)]),
    Uint8Array.of(255),
    new Uint8Array(16),
  ),
  brokenPayload(
    "a raw array that hides STOP",
    "PICKLE_TRUNCATED",
    ...wrapped([int(1)]),
    Uint8Array.of(0x2e, 0x2e, 0x2e, 0x2e, 0x2e, 0x2e, 0x2e, 0x2e),
  ),
  brokenPayload(
    "a raw array with an alignment of 0",
    "OBJECT_INVALID",
    ...wrapped([int(1)], ["numpy_array_alignment_bytes", int(0)]),
    new Uint8Array(9),
    "STOP",
  ),
  brokenPayload(
    "a raw array with an alignment of 1,000",
    "OBJECT_INVALID",
    ...wrapped([int(1)], ["numpy_array_alignment_bytes", int(1000)]),
    new Uint8Array(9),
    "STOP",
  ),
  brokenPayload(
    "a raw array without a description",
    "OBJECT_INVALID",
    ...instance("joblib.numpy_pickle", "NumpyArrayWrapper"),
    "EMPTY_DICT",
    "BUILD",
    "STOP",
  ),
  brokenPayload(
    "a raw array described by a list",
    "OBJECT_INVALID",
    ...instance("joblib.numpy_pickle", "NumpyArrayWrapper"),
    "EMPTY_LIST",
    "BUILD",
    "STOP",
  ),
  {
    name: "a raw array without a BUILD",
    bytes: () => pickle(...instance("joblib.numpy_pickle", "NumpyArrayWrapper"), "STOP"),
    ending: "value",
  },
];

export const arrays: readonly HostileCase[] = [...shapes, ...dtypes, ...payloads];
