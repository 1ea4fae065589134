// Small files that would become large, slow or deep. They are read in a process of their own (bomb-process.ts),
// whose memory is limited.

import { gzipSync } from "node:zlib";
import { assemble, concat, type Instruction, littleEndian, raw, repeat } from "./assembler.ts";
import {
  call,
  dict,
  dtype,
  type HostileCase,
  instance,
  named,
  pickle,
  text,
  tuple,
} from "./cases.ts";

const MEGABYTE = 2 ** 20;

function limited(name: string, bytes: () => Uint8Array): HostileCase {
  return { name, bytes, ending: "LIMIT_EXCEEDED", kept: "LIMIT_EXCEEDED" };
}

function harmless(name: string, bytes: () => Uint8Array): HostileCase {
  return { name, bytes, ending: "value" };
}

/** A list of many items, appended a thousand at a time, that fills about `megabytes`. */
function manyItems(
  megabytes: number,
  prelude: readonly Instruction[],
  item: readonly Instruction[],
): Uint8Array {
  const thousand = assemble("MARK", repeat(assemble(...item), 1000), "APPENDS");
  const count = Math.max(1, Math.floor((megabytes * MEGABYTE) / thousand.length));
  return pickle(...prelude, "EMPTY_LIST", repeat(thousand, count), "STOP");
}

/** The item many times in a list. */
function items(name: string, ...item: readonly Instruction[]): HostileCase {
  return { ...limited(`8 MB of ${name}`, () => manyItems(8, [], item)), memoryMiB: 64 };
}

/** As `items`, where the file is not large enough to do harm. */
function fewItems(name: string, ...item: readonly Instruction[]): HostileCase {
  return harmless(`5 MB of ${name}`, () => manyItems(5, [], item));
}

/** Something made again and again by a call whose parts are in the memo. */
function calls(
  name: string,
  parts: () => readonly Instruction[],
  ...item: readonly Instruction[]
): HostileCase {
  return { ...limited(`8 MB of ${name}`, () => manyItems(8, parts(), item)), memoryMiB: 64 };
}

/** Puts values into the memo, one after the other, from 0 on. */
function memoized(...values: readonly (readonly Instruction[])[]): Instruction[] {
  return values.flatMap((value) => [...value, "MEMOIZE", "POP"] as const);
}

const flat: readonly HostileCase[] = [
  ...(["EMPTY_DICT", "EMPTY_LIST", "EMPTY_SET", "EMPTY_TUPLE", "NONE", "MARK"] as const).map(
    (name) =>
      limited(`20 MB of ${name} on the stack`, () =>
        pickle(repeat(assemble(name), 20 * MEGABYTE), "STOP"),
      ),
  ),
  limited("20 MB of DUP", () =>
    pickle("EMPTY_LIST", repeat(assemble("DUP"), 20 * MEGABYTE), "STOP"),
  ),
  limited("20 MB of dicts that are thrown away", () =>
    pickle(repeat(assemble("EMPTY_DICT", "POP"), 10 * MEGABYTE), "NONE", "STOP"),
  ),
  harmless("5 MB of NONE and POP", () =>
    pickle(repeat(assemble("NONE", "POP"), 2.5 * MEGABYTE), "NONE", "STOP"),
  ),
  harmless("5 MB of MARK and POP_MARK", () =>
    pickle(repeat(assemble("MARK", "POP_MARK"), 2.5 * MEGABYTE), "NONE", "STOP"),
  ),
  limited("a tuple of 999,999 items, again and again", () =>
    pickle(
      repeat(assemble("NONE"), 999_000),
      repeat(assemble("MARK", repeat(assemble("NONE"), 900), "TUPLE", "POP"), 30_000),
      "STOP",
    ),
  ),
  items("empty dicts", "EMPTY_DICT"),
  items("empty lists", "EMPTY_LIST"),
  items("empty sets", "EMPTY_SET"),
  items("empty tuples", "EMPTY_TUPLE"),
  items("lists of one", "EMPTY_LIST", "NONE", "APPEND"),
  items("tuples of one", "NONE", "TUPLE1"),
  items("tuples of three", "NONE", "NONE", "NONE", "TUPLE3"),
  items("dicts of one", "EMPTY_DICT", "NONE", "NONE", "SETITEM"),
  items("sets of one", "EMPTY_SET", "MARK", "NONE", "ADDITEMS"),
  items("frozensets", "MARK", "FROZENSET"),
  fewItems("floats", ["BINFLOAT", 0.1]),
  fewItems("ints of nine bytes", ["LONG1", Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)]),
  items("bytes", ["SHORT_BINBYTES", ""]),
  items("bytearrays", ["BYTEARRAY8", ""]),
  fewItems("texts of two letters", ["SHORT_BINUNICODE", "ab"]),
  fewItems("texts beyond Latin-1", ["SHORT_BINUNICODE", "\u65e5"]),
  fewItems("texts in quotes", ["STRING", "'ab'"]),
  items("PUTs far apart", "NONE", ["LONG_BINPUT", 2 ** 31]),
  harmless("5 MB of PUTs, each farther away", () =>
    pickle(
      "NONE",
      numbered(MEGABYTE, assemble(["LONG_BINPUT", 0]), 1, (i) => 7 + 1009 * i),
      "STOP",
    ),
  ),
];

/** The same bytes `count` times, each with a number of four bytes of its own at a place. */
function numbered(
  count: number,
  part: Uint8Array,
  at: number,
  number: (i: number) => number,
): Uint8Array {
  const bytes = repeat(part, count);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < count; i++) view.setUint32(i * part.length + at, number(i), true);
  return bytes;
}

const reconstructArgs = [
  ...named("numpy", "ndarray"),
  ["BININT1", 0],
  "TUPLE1",
  ["SHORT_BINBYTES", "b"],
  "TUPLE3",
] as const;

const objects: readonly HostileCase[] = [
  calls(
    "estimators",
    () => memoized(named("sklearn.linear_model._base", "LinearRegression")),
    ["BINGET", 0],
    "EMPTY_TUPLE",
    "NEWOBJ",
  ),
  calls(
    "estimators with a state",
    () => memoized(named("sklearn.linear_model._base", "LinearRegression")),
    ["BINGET", 0],
    "EMPTY_TUPLE",
    "NEWOBJ",
    "EMPTY_DICT",
    "BUILD",
  ),
  calls(
    "records with items",
    () => memoized(named("sklearn.utils", "Bunch")),
    ["BINGET", 0],
    "EMPTY_TUPLE",
    "NEWOBJ",
    "NONE",
    "NONE",
    "SETITEM",
  ),
  calls(
    "empty arrays",
    () => memoized(named("numpy._core.multiarray", "_reconstruct"), reconstructArgs),
    ["BINGET", 0],
    ["BINGET", 1],
    "REDUCE",
  ),
  calls(
    "filled arrays",
    () =>
      memoized(
        named("numpy._core.multiarray", "_reconstruct"),
        reconstructArgs,
        tuple(["BININT1", 1], ["BININT1", 1], "TUPLE1", ...dtype("f8"), "NEWFALSE", [
          "SHORT_BINBYTES",
          "12345678",
        ]),
      ),
    ["BINGET", 0],
    ["BINGET", 1],
    "REDUCE",
    ["BINGET", 2],
    "BUILD",
  ),
  calls(
    "dtypes",
    () => memoized(named("numpy", "dtype"), tuple(text("f8"), "NEWFALSE", "NEWTRUE")),
    ["BINGET", 0],
    ["BINGET", 1],
    "REDUCE",
  ),
  calls(
    "scalars",
    () =>
      memoized(
        named("numpy._core.multiarray", "scalar"),
        tuple(...dtype("f8"), ["SHORT_BINBYTES", "12345678"]),
      ),
    ["BINGET", 0],
    ["BINGET", 1],
    "REDUCE",
  ),
  calls(
    "masked arrays",
    () =>
      memoized(
        named("numpy.ma.core", "_mareconstruct"),
        tuple(
          ...named("numpy.ma.core", "MaskedArray"),
          ...named("numpy", "ndarray"),
          ["BININT1", 0],
          "TUPLE1",
          text("b"),
        ),
      ),
    ["BINGET", 0],
    ["BINGET", 1],
    "REDUCE",
  ),
  calls(
    "ordered dicts",
    () => memoized(named("collections", "OrderedDict")),
    ["BINGET", 0],
    "EMPTY_TUPLE",
    "REDUCE",
  ),
  calls(
    "slices",
    () => memoized(named("builtins", "slice"), tuple("NONE", "NONE", "NONE")),
    ["BINGET", 0],
    ["BINGET", 1],
    "REDUCE",
  ),
  calls(
    "joblib's wrappers",
    () => memoized(named("joblib.numpy_pickle", "NumpyArrayWrapper")),
    ["BINGET", 0],
    "EMPTY_TUPLE",
    "NEWOBJ",
  ),
  calls(
    "trees",
    () =>
      memoized(
        named("sklearn.tree._tree", "Tree"),
        tuple(["BININT1", 1], ...oneClass(), ["BININT1", 1]),
      ),
    ["BINGET", 0],
    ["BINGET", 1],
    "REDUCE",
  ),
];

/** An int64 array of one class. */
function oneClass(): Instruction[] {
  return call(
    "numpy._core.numeric",
    "_frombuffer",
    ["SHORT_BINBYTES", Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0)],
    ...dtype("i8"),
    ["BININT1", 1],
    "TUPLE1",
    text("C"),
  );
}

/** `count` zeros of eight bytes. */
function numbers(count: number, code: string): Instruction[] {
  const ones = repeat(Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0), count);
  return call(
    "numpy._core.numeric",
    "_frombuffer",
    ["BINBYTES", ones],
    ...dtype(code),
    ["BININT", count],
    "TUPLE1",
    text("C"),
  );
}

/** A list of `count` items, ints from 0 on or pairs of them. */
function longList(count: number, pairs: boolean): Instruction[] {
  const item = pairs ? assemble(["BININT", 0], "NONE", "TUPLE2") : assemble(["BININT", 0]);
  return ["EMPTY_LIST", "MARK", numbered(count, item, 1, (i) => i), "APPENDS"];
}

const copies: readonly HostileCase[] = [
  calls(
    "copies of a list of 100,000 in a set",
    () => memoized(named("builtins", "set"), tuple(...longList(100_000, false))),
    ["BINGET", 0],
    ["BINGET", 1],
    "REDUCE",
  ),
  calls(
    "copies of 100,000 pairs in an OrderedDict",
    () => memoized(named("collections", "OrderedDict"), tuple(...longList(100_000, true))),
    ["BINGET", 0],
    ["BINGET", 1],
    "REDUCE",
  ),
  calls(
    "copies of a dict of 100,000 in a Counter",
    () =>
      memoized(
        named("collections", "Counter"),
        tuple("MARK", ...longList(100_000, false).slice(2, 3), "DICT"),
      ),
    ["BINGET", 0],
    ["BINGET", 1],
    "REDUCE",
  ),
  calls(
    "copies of a list of 100,000 in a deque",
    () => memoized(named("collections", "deque"), tuple(...longList(100_000, false))),
    ["BINGET", 0],
    ["BINGET", 1],
    "REDUCE",
  ),
  calls(
    "copies of a text of 10 MB as bytes",
    () =>
      memoized(
        named("_codecs", "encode"),
        tuple(["BINUNICODE", repeat(raw("a"), 10 * MEGABYTE)], text("latin1")),
      ),
    ["BINGET", 0],
    ["BINGET", 1],
    "REDUCE",
  ),
  calls(
    "trees of 100,000 outputs",
    () =>
      memoized(
        named("sklearn.tree._tree", "Tree"),
        tuple(["BININT1", 1], ...numbers(100_000, "i8"), ["BININT", 100_000]),
      ),
    ["BINGET", 0],
    ["BINGET", 1],
    "REDUCE",
  ),
  calls(
    "arrays of the same megabyte",
    () =>
      memoized(
        named("numpy._core.numeric", "_frombuffer"),
        tuple(
          ["BINBYTES", new Uint8Array(MEGABYTE)],
          ...dtype("u1", "|"),
          ["BININT", MEGABYTE],
          "TUPLE1",
          text("C"),
        ),
      ),
    ["BINGET", 0],
    ["BINGET", 1],
    "REDUCE",
  ),
  calls(
    "arrays that are filled with the same megabyte",
    () =>
      memoized(
        named("numpy._core.multiarray", "_reconstruct"),
        reconstructArgs,
        tuple(["BININT1", 1], ["BININT", MEGABYTE], "TUPLE1", ...dtype("u1", "|"), "NEWFALSE", [
          "BINBYTES",
          new Uint8Array(MEGABYTE),
        ]),
      ),
    ["BINGET", 0],
    ["BINGET", 1],
    "REDUCE",
    ["BINGET", 2],
    "BUILD",
  ),
  calls(
    "objects of the same 100,000 arguments, with keywords",
    () =>
      memoized(
        named("sklearn.utils", "Bunch"),
        ["MARK", repeat(assemble("NONE"), 100_000), "TUPLE"],
        dict(["a", "NONE"]),
      ),
    ["BINGET", 0],
    ["BINGET", 1],
    ["BINGET", 2],
    "NEWOBJ_EX",
  ),
  calls(
    "objects of the same 100,000 arguments by __newobj__",
    () =>
      memoized(named("copyreg", "__newobj__"), [
        "MARK",
        ...named("sklearn.utils", "Bunch"),
        repeat(assemble("NONE"), 100_000),
        "TUPLE",
      ]),
    ["BINGET", 0],
    ["BINGET", 1],
    "REDUCE",
  ),
];

const NAMES = 150_000;

const namesCases: readonly HostileCase[] = [
  {
    name: "150,000 different names",
    bytes: () =>
      pickle(
        concat(Array.from({ length: NAMES }, (_, i) => assemble(["GLOBAL", `m${i}`, "x"], "POP"))),
        "NONE",
        "STOP",
      ),
    ending: "PICKLE_UNKNOWN_GLOBAL",
  },
  {
    name: "100,000 different names of a module of a megabyte",
    bytes: () =>
      pickle(
        ["BINUNICODE", repeat(raw("a"), MEGABYTE)],
        "MEMOIZE",
        "POP",
        concat(
          Array.from({ length: 100_000 }, (_, i) =>
            assemble(["BINGET", 0], text(`x${i}`), "STACK_GLOBAL", "POP"),
          ),
        ),
        "NONE",
        "STOP",
      ),
    ending: "PICKLE_UNKNOWN_GLOBAL",
  },
  {
    name: "100,000 names of one known module",
    bytes: () =>
      pickle(
        concat(
          Array.from({ length: 200_000 }, (_, i) =>
            assemble(["GLOBAL", "sklearn.metrics", `x${i}`], "POP"),
          ),
        ),
        "NONE",
        "STOP",
      ),
    ending: "PICKLE_UNKNOWN_GLOBAL",
  },
  {
    name: "a million calls that are refused",
    bytes: () =>
      pickle(
        ...memoized(named("builtins", "int")),
        repeat(assemble(["BINGET", 0], "EMPTY_TUPLE", "REDUCE", "POP"), MEGABYTE),
        "NONE",
        "STOP",
      ),
    ending: "PICKLE_FORBIDDEN_CALL",
    kept: "LIMIT_EXCEEDED",
  },
];

const deep: readonly HostileCase[] = [
  harmless("tuples a million deep", () =>
    pickle("EMPTY_TUPLE", repeat(assemble("TUPLE1"), 10 ** 6), "STOP"),
  ),
  harmless("lists a million deep", () =>
    pickle(repeat(assemble("EMPTY_LIST"), 999_999), repeat(assemble("APPEND"), 999_998), "STOP"),
  ),
  harmless("dicts 400,000 deep", () =>
    pickle(
      repeat(assemble("EMPTY_DICT", "NONE"), 400_000),
      "NONE",
      repeat(assemble("SETITEM"), 400_000),
      "STOP",
    ),
  ),
  harmless("tuples a million deep as a key", () =>
    pickle(
      "EMPTY_DICT",
      "EMPTY_TUPLE",
      repeat(assemble("TUPLE1"), 10 ** 6),
      "NONE",
      "SETITEM",
      "STOP",
    ),
  ),
  harmless("a list of itself, a million times", () =>
    pickle("EMPTY_LIST", "MEMOIZE", repeat(assemble(["BINGET", 0], "APPEND"), 10 ** 6), "STOP"),
  ),
  harmless("tuples of twice the tuple before, a million deep", () =>
    pickle("EMPTY_TUPLE", repeat(assemble("DUP", "TUPLE2"), 10 ** 6), "STOP"),
  ),
  harmless("lists of ten times the list before", () => laughs("EMPTY_LIST", "APPENDS")),
  harmless("tuples of ten times the tuple before, as a key", () =>
    pickle(
      "EMPTY_DICT",
      "EMPTY_TUPLE",
      repeat(assemble("MEMOIZE", "POP"), 0),
      repeat(assemble("DUP", "DUP", "TUPLE3"), 100_000),
      "NONE",
      "SETITEM",
      "STOP",
    ),
  ),
  {
    name: "estimators a hundred thousand deep",
    bytes: () => {
      const pipeline = assemble(
        ...instance("sklearn.pipeline", "Pipeline"),
        "EMPTY_DICT",
        text("steps"),
        "EMPTY_LIST",
        text("a"),
      );
      const end = assemble("TUPLE2", "APPEND", "SETITEM", "BUILD");
      return pickle(repeat(pipeline, 100_000), "NONE", repeat(end, 100_000), "STOP");
    },
    ending: "value",
    loaded: "LIMIT_EXCEEDED",
  },
];

/** "Billion laughs": forty lists, each of which holds the one before ten times. */
function laughs(empty: "EMPTY_LIST", end: "APPENDS"): Uint8Array {
  const layers = Array.from({ length: 40 }, (_, i) =>
    assemble(empty, ["BINPUT", i + 1], "MARK", repeat(assemble(["BINGET", i]), 10), end, "POP"),
  );
  return pickle(empty, ["BINPUT", 0], "POP", concat(layers), ["BINGET", 40], "STOP");
}

/** LONG1 of twelve bytes: ints whose lowest 64 bits are alike, which V8 puts into one chain. */
const sameLow64 = Uint8Array.of(0x8a, 13, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0);

/** Keys that collide, each followed by a program; `start` is the first key's number. */
function keys(count: number, then: readonly Instruction[], start = 1): Uint8Array {
  return numbered(count, assemble(sameLow64, ...then), 10, (i) => start + i);
}

function colliding(
  name: string,
  ...program: readonly (() => readonly Instruction[])[]
): HostileCase {
  return {
    name: `colliding keys ${name}`,
    bytes: () => pickle(...program.flatMap((part) => part()), "STOP"),
    ending: "PICKLE_MALFORMED",
    kept: "PICKLE_MALFORMED",
  };
}

const collisions: readonly HostileCase[] = [
  colliding("in one SETITEMS", () => ["EMPTY_DICT", "MARK", keys(200_000, ["NONE"]), "SETITEMS"]),
  colliding("in SETITEM after SETITEM", () => ["EMPTY_DICT", keys(200_000, ["NONE", "SETITEM"])]),
  colliding("in a record", () => [
    ...instance("sklearn.utils", "Bunch"),
    "MARK",
    keys(200_000, ["NONE"]),
    "SETITEMS",
  ]),
  colliding("in many dicts", () =>
    Array.from({ length: 10 }, () =>
      assemble("EMPTY_DICT", "MARK", keys(20_000, ["NONE"]), "SETITEMS"),
    ),
  ),
  colliding("in Counters of a dict", () => [
    ...memoized(named("collections", "Counter"), tuple("MARK", keys(15_000, ["NONE"]), "DICT")),
    repeat(assemble(["BINGET", 0], ["BINGET", 1], "REDUCE"), 300),
  ]),
  colliding("in OrderedDicts of pairs", () => [
    ...memoized(
      named("collections", "OrderedDict"),
      tuple("EMPTY_LIST", "MARK", keys(15_000, ["NONE", "TUPLE2"]), "APPENDS"),
    ),
    repeat(assemble(["BINGET", 0], ["BINGET", 1], "REDUCE"), 300),
  ]),
  harmless("200,000 keys of 64 bits that Python's own hash puts into one place", () => {
    const multiples = Array.from({ length: 200_000 }, (_, i) =>
      littleEndian((2n ** 61n - 1n) * BigInt(i + 1), 11),
    );
    return pickle(
      "EMPTY_DICT",
      "MARK",
      concat(multiples.map((key) => assemble(["LONG1", key], "NONE"))),
      "SETITEMS",
      "STOP",
    );
  }),
  harmless("500,000 honest keys", () =>
    pickle(
      "EMPTY_DICT",
      "MARK",
      numbered(499_000, assemble(["BININT", 0], "NONE"), 1, (i) => 7 * i),
      "SETITEMS",
      "STOP",
    ),
  ),
];

const compressed: readonly HostileCase[] = [
  {
    name: "a gigabyte of zeros in gzip",
    bytes: () =>
      concat(
        Array.from({ length: 16 }, () => new Uint8Array(gzipSync(new Uint8Array(64 * MEGABYTE)))),
      ),
    ending: "PICKLE_MALFORMED",
    file: "LIMIT_EXCEEDED",
    kept: "PICKLE_MALFORMED",
    memoryMiB: 64,
  },
];

export const bombs: readonly HostileCase[] = [
  ...flat,
  ...objects,
  ...copies,
  ...namesCases,
  ...deep,
  ...collisions,
  ...compressed,
];

const greediest = ["empty dicts", "lists of one", "empty arrays"].map((name) => `8 MB of ${name}`);

/** Those that take the most memory for what they are counted, as much as the default limits allow. */
export const largestBombs: readonly HostileCase[] = bombs
  .filter(({ name }) => greediest.includes(name))
  .map(({ name, bytes }) => limited(`${name}, with the default limits`, bytes));
