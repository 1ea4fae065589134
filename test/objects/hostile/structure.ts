// Streams that contradict themselves: stack, marks, memo, frames, protocols, lengths, text and numbers.

import { assemble, type Instruction, littleEndian, raw, repeat } from "./assembler.ts";
import {
  call,
  dict,
  type Ending,
  type HostileCase,
  instance,
  list,
  named,
  pickle,
  text,
  tuple,
} from "./cases.ts";

function malformed(name: string, ...program: readonly Instruction[]): HostileCase {
  return broken(name, "PICKLE_MALFORMED", () => pickle(...program));
}

function truncated(name: string, ...program: readonly Instruction[]): HostileCase {
  return broken(name, "PICKLE_TRUNCATED", () => pickle(...program));
}

function harmless(name: string, ...program: readonly Instruction[]): HostileCase {
  return { name, bytes: () => pickle(...program), ending: "value" };
}

function broken(name: string, ending: Ending, bytes: () => Uint8Array): HostileCase {
  return { name, bytes, ending, kept: ending };
}

const length8 = (length: number | bigint) => littleEndian(length, 8);

const stack: readonly HostileCase[] = [
  malformed("STOP on an empty stack", "STOP"),
  malformed("STOP above a mark", "NONE", "MARK", "STOP"),
  malformed("POP on an empty stack", "POP", "STOP"),
  malformed("DUP on an empty stack", "DUP", "STOP"),
  malformed("DUP above a mark", "NONE", "MARK", "DUP", "STOP"),
  malformed("MEMOIZE on an empty stack", "MEMOIZE", "STOP"),
  malformed("BINPUT above a mark", "NONE", "MARK", ["BINPUT", 0], "TUPLE", "STOP"),
  malformed("TUPLE without a mark", "NONE", "TUPLE", "STOP"),
  malformed("LIST without a mark", "NONE", "LIST", "STOP"),
  malformed("DICT without a mark", "NONE", "NONE", "DICT", "STOP"),
  malformed("FROZENSET without a mark", "NONE", "FROZENSET", "STOP"),
  malformed("POP_MARK without a mark", "NONE", "POP_MARK", "STOP"),
  malformed("APPENDS without a mark", "EMPTY_LIST", "NONE", "APPENDS", "STOP"),
  malformed("SETITEMS without a mark", "EMPTY_DICT", "NONE", "NONE", "SETITEMS", "STOP"),
  malformed("INST without a mark", ["INST", "collections", "OrderedDict"], "STOP"),
  malformed("OBJ without a mark", ...named("collections", "OrderedDict"), "OBJ", "STOP"),
  malformed("OBJ of nothing", "MARK", "OBJ", "STOP"),
  malformed("TUPLE1 of nothing", "TUPLE1", "STOP"),
  malformed("TUPLE2 of one", "NONE", "TUPLE2", "STOP"),
  malformed("TUPLE3 of two", "NONE", "NONE", "TUPLE3", "STOP"),
  malformed("TUPLE2 below a mark", "NONE", "MARK", "NONE", "TUPLE2", "STOP"),
  malformed("APPEND to nothing", "NONE", "APPEND", "STOP"),
  malformed("APPENDS of nothing to nothing", "MARK", "APPENDS", "STOP"),
  malformed("APPENDS below a mark", "EMPTY_LIST", "MARK", "MARK", "NONE", "APPENDS", "STOP"),
  malformed("SETITEM of one", "EMPTY_DICT", "NONE", "SETITEM", "STOP"),
  malformed("SETITEMS of an odd number", "EMPTY_DICT", "MARK", "NONE", "SETITEMS", "STOP"),
  malformed("DICT of an odd number", "MARK", "NONE", "DICT", "STOP"),
  malformed("BUILD of nothing", "NONE", "BUILD", "STOP"),
  malformed("REDUCE without arguments", ...named("collections", "OrderedDict"), "REDUCE", "STOP"),
  malformed(
    "REDUCE of a list",
    ...named("collections", "OrderedDict"),
    "EMPTY_LIST",
    "REDUCE",
    "STOP",
  ),
  malformed(
    "NEWOBJ of a list",
    ...named("collections", "OrderedDict"),
    "EMPTY_LIST",
    "NEWOBJ",
    "STOP",
  ),
  malformed(
    "NEWOBJ_EX of a tuple",
    ...named("collections", "OrderedDict"),
    "EMPTY_TUPLE",
    "EMPTY_TUPLE",
    "NEWOBJ_EX",
    "STOP",
  ),
  malformed("STACK_GLOBAL of one", text("os"), "STACK_GLOBAL", "STOP"),
  malformed("APPEND to a tuple", "EMPTY_TUPLE", "NONE", "APPEND", "STOP"),
  malformed("APPEND to a text", text("a"), text("b"), "APPEND", "STOP"),
  malformed("APPEND to a dict", "EMPTY_DICT", "NONE", "APPEND", "STOP"),
  malformed(
    "APPENDS to a bytearray",
    ["BYTEARRAY8", "a"],
    "MARK",
    ["BININT1", 1],
    "APPENDS",
    "STOP",
  ),
  malformed("SETITEM of a list", "EMPTY_LIST", ["BININT1", 0], "NONE", "SETITEM", "STOP"),
  malformed("SETITEM of a number", ["BININT1", 1], "NONE", "NONE", "SETITEM", "STOP"),
  malformed("ADDITEMS to a list", "EMPTY_LIST", "MARK", "NONE", "ADDITEMS", "STOP"),
  malformed("ADDITEMS to a frozenset", "MARK", "FROZENSET", "MARK", "NONE", "ADDITEMS", "STOP"),
  malformed("BUILD of a list", "EMPTY_LIST", "EMPTY_DICT", "BUILD", "STOP"),
  malformed("BUILD of a text", text("a"), ...dict(["__class__", "NONE"]), "BUILD", "STOP"),
  malformed(
    "BUILD of a class",
    ...named("collections", "OrderedDict"),
    ...dict(["__init__", "NONE"]),
    "BUILD",
    "STOP",
  ),
  malformed(
    "BUILD of a function",
    ...named("sklearn.metrics._classification", "accuracy_score"),
    ...tuple("NONE", ...dict(["__code__", "NONE"])),
    "BUILD",
    "STOP",
  ),
  malformed("a list as a key", "EMPTY_DICT", "EMPTY_LIST", "NONE", "SETITEM", "STOP"),
  malformed("a dict as a key", "EMPTY_DICT", "EMPTY_DICT", "NONE", "SETITEM", "STOP"),
  malformed("a set as a key", "EMPTY_DICT", "EMPTY_SET", "NONE", "SETITEM", "STOP"),
  malformed("a bytearray as a key", "EMPTY_DICT", ["BYTEARRAY8", "a"], "NONE", "SETITEM", "STOP"),
  malformed(
    "a list in tuples as a key",
    "EMPTY_DICT",
    "EMPTY_LIST",
    "TUPLE1",
    "TUPLE1",
    "TUPLE1",
    "NONE",
    "SETITEM",
    "STOP",
  ),
  malformed("a list in a set", "EMPTY_SET", "MARK", "EMPTY_LIST", "ADDITEMS", "STOP"),
  malformed("a list in a frozenset", "MARK", "EMPTY_LIST", "FROZENSET", "STOP"),
  malformed("a dict itself as its key", "EMPTY_DICT", "MEMOIZE", "DUP", "NONE", "SETITEM", "STOP"),
  harmless("values left below the result", "NONE", "NONE", "EMPTY_LIST", "STOP"),
  harmless("marks left open", "MARK", "MARK", "EMPTY_LIST", "STOP"),
  harmless("POP of a mark", "NONE", "MARK", "POP", "STOP"),
];

const memo: readonly HostileCase[] = [
  malformed("GET of nothing", ["GET", "0"], "STOP"),
  malformed("BINGET of nothing", ["BINGET", 255], "STOP"),
  malformed("LONG_BINGET of nothing", ["LONG_BINGET", 2 ** 32 - 1], "STOP"),
  malformed("GET of a negative number", "NONE", ["PUT", "0"], ["GET", "-1"], "STOP"),
  malformed("GET of a text", "NONE", ["PUT", "0"], ["GET", "__proto__"], "STOP"),
  malformed("PUT of a negative number", "NONE", ["PUT", "-1"], "STOP"),
  malformed("PUT of a text", "NONE", ["PUT", "constructor"], "STOP"),
  malformed("PUT of nothing", "NONE", ["PUT", ""], "STOP"),
  malformed("PUT of 2^64", "NONE", ["PUT", "18446744073709551616"], "STOP"),
  malformed("PUT of a fraction", "NONE", ["PUT", "0.5"], "STOP"),
  malformed("PUT of a million digits", "NONE", ["PUT", "1".repeat(10 ** 6)], "STOP"),
  malformed(
    "MEMOIZE after BINPUT 1 takes the place of it",
    text("a"),
    ["BINPUT", 1],
    "POP",
    text("b"),
    "MEMOIZE",
    "POP",
    ["BINGET", 0],
    "STOP",
  ),
  harmless("LONG_BINPUT of 2^31 - 1", "NONE", ["LONG_BINPUT", 2 ** 31 - 1], "STOP"),
  harmless(
    "LONG_BINPUT of 2^32 - 1, got again",
    "EMPTY_LIST",
    ["LONG_BINPUT", 2 ** 32 - 1],
    ["LONG_BINGET", 2 ** 32 - 1],
    "APPEND",
    "STOP",
  ),
  harmless("PUT 007 and GET 7", "EMPTY_LIST", ["PUT", "007"], "POP", ["GET", "7"], "STOP"),
  harmless(
    "every kind of PUT and GET in turn",
    "NONE",
    ["PUT", "3"],
    ["BINPUT", 3],
    ["LONG_BINPUT", 3],
    "MEMOIZE",
    ["GET", "3"],
    ["BINGET", 3],
    ["LONG_BINGET", 3],
    ["BINGET", 1],
    "STOP",
  ),
];

const frame = (length: number | bigint): Uint8Array => assemble(["FRAME", length]);

const frames: readonly HostileCase[] = [
  truncated("a frame longer than the file", frame(60), "NONE", "STOP"),
  truncated("a frame of 2^60 bytes", frame(2n ** 60n), "NONE", "STOP"),
  truncated("a frame of 2^64 - 1 bytes", frame(2n ** 64n - 1n), "NONE", "STOP"),
  truncated("a frame whose length is cut off", raw("\x95\x05\x00\x00")),
  malformed("a frame inside a frame", frame(12), frame(1), "NONE", "NONE", "STOP"),
  malformed("a frame at once inside a frame", frame(10), frame(1), "NONE", "STOP"),
  malformed("a frame that ends inside of an argument", frame(3), ["BINUNICODE", "abc"], "STOP"),
  malformed("a frame that ends inside of a text", frame(6), ["BINUNICODE", "abc"], "STOP"),
  malformed(
    "a frame that ends between an opcode and its argument",
    frame(1),
    ["BININT1", 5],
    "STOP",
  ),
  malformed("a frame that ends inside of a line", frame(4), ["INT", "12345"], "STOP"),
  malformed(
    "a frame that ends between the two lines of GLOBAL",
    frame(13),
    ["GLOBAL", "collections", "OrderedDict"],
    "STOP",
  ),
  malformed("a frame that ends inside of a frame's length", frame(4), frame(1), "NONE", "STOP"),
  harmless("a frame of no bytes", frame(0), "NONE", "STOP"),
  harmless("frames of no bytes in a row", frame(0), frame(0), frame(0), "NONE", "STOP"),
  harmless("a frame that ends before STOP", frame(1), "NONE", "STOP"),
  harmless("a frame that goes on behind STOP", frame(5), "NONE", "STOP", raw("NNN")),
  harmless(
    "a frame per opcode",
    frame(1),
    "EMPTY_LIST",
    frame(2),
    ["BININT1", 1],
    frame(1),
    "APPEND",
    frame(1),
    "STOP",
  ),
  broken("a raw array inside of a frame", "PICKLE_MALFORMED", () => {
    const wrapper = assemble(
      ...instance("joblib.numpy_pickle", "NumpyArrayWrapper"),
      ...dict(
        ["subclass", ...named("numpy", "ndarray")],
        ["shape", ...tuple(["BININT1", 1])],
        ["order", text("C")],
        ["dtype", ...call("numpy", "dtype", text("f8"), "NEWFALSE", "NEWTRUE")],
      ),
      "BUILD",
    );
    return pickle(frame(wrapper.length + 9), wrapper, new Uint8Array(8), "STOP");
  }),
];

const protocols: readonly HostileCase[] = [
  ...Array.from({ length: 250 }, (_, i) => i + 6)
    .filter((version) => version < 12 || version % 16 === 15)
    .map(
      (version): HostileCase => ({
        name: `protocol ${version} at the beginning`,
        bytes: () => assemble(["PROTO", version], "NONE", "STOP"),
        ending: "PICKLE_MALFORMED",
        kept: "PICKLE_MALFORMED",
        file: "FILE_NOT_A_MODEL",
      }),
    ),
  malformed("protocol 6 in the middle", "NONE", ["PROTO", 6], "STOP"),
  malformed("protocol 255 behind protocol 4", ["PROTO", 255], "NONE", "STOP"),
  harmless("every protocol in turn", ["PROTO", 5], ["PROTO", 0], ["PROTO", 3], "NONE", "STOP"),
  ...[0x00, 0x0a, 0x21, 0x3c, 0x41, 0x7f, 0x99, 0xaa, 0xc3, 0xfe, 0xff].map((code) =>
    malformed(`the byte ${code}, which is no opcode`, Uint8Array.of(code), "NONE", "STOP"),
  ),
];

const lengths: readonly HostileCase[] = [
  ...(
    [
      ["SHORT_BINUNICODE", 1],
      ["BINUNICODE", 4],
      ["BINUNICODE8", 8],
      ["SHORT_BINBYTES", 1],
      ["BINBYTES", 4],
      ["BINBYTES8", 8],
      ["BYTEARRAY8", 8],
      ["SHORT_BINSTRING", 1],
      ["LONG1", 1],
    ] as const
  ).map(([name, width]) => {
    const code = assemble([name, ""]).subarray(0, 1);
    const longest = littleEndian(width === 8 ? 2n ** 60n : 2 ** (8 * width) - 1, width);
    return truncated(`${name} of far more bytes than there are`, code, longest, "STOP");
  }),
  truncated("BINBYTES8 of 2^63 bytes", raw("\x8e"), length8(2n ** 63n), "STOP"),
  truncated("BINUNICODE8 of 2^53 bytes", raw("\x8d"), length8(2n ** 53n), "STOP"),
  truncated("BINBYTES8 of one byte too many", raw("\x8e"), length8(5), raw("abc"), "STOP"),
  malformed("LONG4 of 2^31 - 1 bytes", raw("\x8b"), littleEndian(2 ** 31 - 1, 4), "STOP"),
  malformed("LONG4 of a negative length", raw("\x8b"), littleEndian(-1, 4), "STOP"),
  malformed("BINSTRING of a negative length", raw("T"), littleEndian(-5, 4), "STOP"),
  truncated("BINSTRING of 2^31 - 1 bytes", raw("T"), littleEndian(2 ** 31 - 1, 4), "STOP"),
  ...(["BININT", "BININT2", "BINFLOAT", "LONG_BINPUT"] as const).map((name) =>
    truncated(`${name} without all of its bytes`, "NONE", assemble([name, 0]).subarray(0, 2)),
  ),
  ...(["INT", "LONG", "FLOAT", "STRING", "UNICODE", "GLOBAL", "INST", "PUT"] as const).map((name) =>
    truncated(
      `${name} without the end of its line`,
      "MARK",
      "NONE",
      assemble([name, "a", "a"]).subarray(0, 2),
    ),
  ),
  truncated("GLOBAL with one line", raw("ccollections\nOrderedDict")),
  truncated("no STOP", "NONE"),
  truncated("nothing but a protocol"),
];

const literals: readonly HostileCase[] = [
  ...[
    "",
    "x",
    "5L",
    "0x10",
    "1.0",
    "1e5",
    "+1",
    "-0",
    "1_000",
    " 5",
    "5 ",
    "--5",
    "\u0665",
    "Infinity",
    "__proto__",
  ].map((line) => malformed(`INT ${JSON.stringify(line)}`, ["INT", line], "STOP")),
  malformed("INT of a million digits", ["INT", "7".repeat(10 ** 6)], "STOP"),
  malformed("INT of 4,301 digits", ["INT", "7".repeat(4301)], "STOP"),
  malformed("LONG of a million digits", ["LONG", `${"7".repeat(10 ** 6)}L`], "STOP"),
  malformed("LONG of a million letters L", ["LONG", "L".repeat(10 ** 6)], "STOP"),
  ...[
    "",
    ".",
    "e5",
    "1e",
    "1.5.5",
    "0x1p3",
    "1_0.5",
    "nan(1)",
    "1e400",
    "-1e400",
    "1,5",
    "NULL",
  ].map((line) => malformed(`FLOAT ${JSON.stringify(line)}`, ["FLOAT", line], "STOP")),
  malformed("FLOAT of a million digits and a letter", ["FLOAT", `${"1".repeat(10 ** 6)}x`], "STOP"),
  ...["", "'", "a", "'a", "a'", "'a\"", "'a'b", "'a' ", "'\\'", "'\\x4'", "'\\xzz'"].map((line) =>
    malformed(`STRING ${JSON.stringify(line)}`, ["STRING", line], "STOP"),
  ),
  malformed(
    "STRING of a million backslashes and one",
    ["STRING", `'${"\\".repeat(10 ** 6 + 1)}'`],
    "STOP",
  ),
  harmless("STRING of a million escapes", ["STRING", `'${"\\x41".repeat(10 ** 6)}'`], "STOP"),
  harmless("UNICODE of a million backslashes", ["UNICODE", "\\".repeat(10 ** 6)], "STOP"),
  harmless("UNICODE of a million escapes", ["UNICODE", "\\ud800".repeat(10 ** 6)], "STOP"),
  ...["\\u", "\\u12", "\\u12x4", "\\U0011", "\\U00110000", "\\Uffffffff"].map((line) =>
    malformed(`UNICODE ${JSON.stringify(line)}`, ["UNICODE", line], "STOP"),
  ),
  ...["80", "c3", "c080", "e08080", "f0808080", "f4908080", "f8888080", "ff", "edc0", "c3c3"].map(
    (hex) =>
      malformed(
        `text of the bytes ${hex}`,
        ["BINUNICODE", new Uint8Array(Buffer.from(hex, "hex"))],
        "STOP",
      ),
  ),
  harmless(
    "text of a million lone surrogates",
    ["BINUNICODE", repeat(Uint8Array.of(0xed, 0xa0, 0x80), 10 ** 6)],
    "STOP",
  ),
  malformed("LONG4 of 65,537 bytes", ["LONG4", new Uint8Array(65_537)], "STOP"),
  harmless("LONG4 of 65,536 bytes", ["LONG4", new Uint8Array(65_536).fill(0x7f)], "STOP"),
];

const cycles: readonly HostileCase[] = [
  harmless("a list in itself", "EMPTY_LIST", "MEMOIZE", ["BINGET", 0], "APPEND", "STOP"),
  harmless("a dict in itself", "EMPTY_DICT", "MEMOIZE", "NONE", ["BINGET", 0], "SETITEM", "STOP"),
  harmless(
    "a tuple in itself",
    "EMPTY_LIST",
    "MEMOIZE",
    "TUPLE1",
    "MEMOIZE",
    "POP",
    ["BINGET", 0],
    ["BINGET", 1],
    "APPEND",
    "POP",
    ["BINGET", 1],
    "STOP",
  ),
  harmless(
    "a record in itself",
    ...instance("sklearn.utils", "Bunch"),
    "MEMOIZE",
    "EMPTY_DICT",
    text("me"),
    ["BINGET", 0],
    "SETITEM",
    "BUILD",
    "STOP",
  ),
  {
    name: "an estimator that is its own state's part",
    bytes: () =>
      pickle(
        ...instance("sklearn.pipeline", "Pipeline"),
        "MEMOIZE",
        ...dict(
          ["steps", ...list(...tuple(text("me"), ["BINGET", 0]))],
          ["n_features_in_", ["BININT1", 1]],
        ),
        "BUILD",
        "STOP",
      ),
    ending: "value",
    loaded: "ESTIMATOR_INVALID",
  },
  {
    name: "a forest whose tree is the forest",
    bytes: () =>
      pickle(
        ...instance("sklearn.ensemble._forest", "RandomForestRegressor"),
        "MEMOIZE",
        ...dict(
          ["estimators_", ...list(["BINGET", 0], ["BINGET", 0])],
          ["n_features_in_", ["BININT1", 1]],
          ["n_outputs_", ["BININT1", 1]],
        ),
        "BUILD",
        "STOP",
      ),
    ending: "value",
    loaded: "ESTIMATOR_INVALID",
  },
  {
    name: "an estimator whose state is the estimator",
    bytes: () =>
      pickle(
        ...instance("sklearn.linear_model._base", "LinearRegression"),
        "MEMOIZE",
        ["BINGET", 0],
        "BUILD",
        "STOP",
      ),
    ending: "value",
    loaded: "ESTIMATOR_INVALID",
  },
];

export const structure: readonly HostileCase[] = [
  ...stack,
  ...memo,
  ...frames,
  ...protocols,
  ...lengths,
  ...literals,
  ...cycles,
];
