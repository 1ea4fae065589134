// Real files that were damaged: cut, bits flipped, copied as text, or of another kind altogether.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { assemble, concat, type Instruction, raw, repeat } from "./assembler.ts";
import {
  dict,
  dtype,
  type Ending,
  type HostileCase,
  instance,
  named,
  pickle,
  text,
  tuple,
} from "./cases.ts";

/** The example's model, as scikit-learn 1.9.0 pickled it: one frame. */
export const salary: Uint8Array = new Uint8Array(
  readFileSync(join(import.meta.dirname, "../../../examples/salary/model.pkl")),
);

/** A model with two raw arrays, as joblib writes it. */
export const joblibFile: Uint8Array = pickle(
  ...instance("sklearn.linear_model._base", "LinearRegression"),
  "EMPTY_DICT",
  "MARK",
  text("coef_"),
  ...rawArray(30),
  text("singular_"),
  ...rawArray(30),
  text("intercept_"),
  ["BINFLOAT", 1.5],
  text("n_features_in_"),
  ["BININT1", 30],
  "SETITEMS",
  "BUILD",
  "STOP",
);

function rawArray(size: number): Instruction[] {
  return [
    ...instance("joblib.numpy_pickle", "NumpyArrayWrapper"),
    ...dict(
      ["subclass", ...named("numpy", "ndarray")],
      ["shape", ...tuple(["BININT1", size])],
      ["order", text("C")],
      ["dtype", ...dtype("f8")],
      ["allow_mmap", "NEWTRUE"],
      ["numpy_array_alignment_bytes", ["BININT1", 16]],
    ),
    "BUILD",
    concat([Uint8Array.of(4), repeat(Uint8Array.of(255), 4), repeat(Uint8Array.of(1), 8 * size)]),
  ];
}

/** A model in protocol 0, all of it text. */
export const textPickle: Uint8Array = assemble(
  ["GLOBAL", "copy_reg", "_reconstructor"],
  ["PUT", "0"],
  "MARK",
  ["GLOBAL", "sklearn.linear_model.base", "LinearRegression"],
  ["PUT", "1"],
  ["GLOBAL", "__builtin__", "object"],
  ["PUT", "2"],
  "NONE",
  "TUPLE",
  ["PUT", "3"],
  "REDUCE",
  ["PUT", "4"],
  "MARK",
  "DICT",
  ["STRING", "'intercept_'"],
  ["FLOAT", "1.5"],
  "SETITEM",
  "BUILD",
  "STOP",
);

const tenths = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const newline = (ending: string) => (bytes: Uint8Array) =>
  raw(Buffer.from(bytes).toString("latin1").replaceAll("\n", ending));

function damaged(name: string, ending: Ending, file: Ending, bytes: () => Uint8Array): HostileCase {
  return { name, bytes, ending, file, kept: ending };
}

/** Where a cut of joblib's file falls into the bytes of an array, the array says so. */
function endingOfCut(length: number): Ending {
  const arrays = [0, 1].map((i) => {
    const begin = Buffer.from(joblibFile).indexOf(Buffer.from([4, 255, 255, 255, 255]), i * 500);
    return [begin, begin + 245] as const;
  });
  return arrays.some(([begin, end]) => length >= begin && length < end)
    ? "ARRAY_INVALID"
    : "PICKLE_TRUNCATED";
}

const cuts: readonly HostileCase[] = [
  ...tenths.map((tenth): HostileCase => {
    const length = Math.floor((salary.length * tenth) / 10);
    return damaged(`a pickle cut at ${tenth} tenths`, "PICKLE_TRUNCATED", "PICKLE_TRUNCATED", () =>
      salary.subarray(0, length),
    );
  }),
  ...tenths.map((tenth): HostileCase => {
    const length = Math.floor((joblibFile.length * tenth) / 10);
    const ending = endingOfCut(length);
    return damaged(`joblib's file cut at ${tenth} tenths`, ending, ending, () =>
      joblibFile.subarray(0, length),
    );
  }),
  ...tenths.map((tenth): HostileCase => {
    const length = Math.floor((textPickle.length * tenth) / 10);
    // Too little of it looks like any text.
    const file = tenth < 3 ? "FILE_NOT_A_MODEL" : "PICKLE_TRUNCATED";
    return damaged(`a pickle of protocol 0 cut at ${tenth} tenths`, "PICKLE_TRUNCATED", file, () =>
      textPickle.subarray(0, length),
    );
  }),
  damaged("a pickle cut before its last byte", "PICKLE_TRUNCATED", "PICKLE_TRUNCATED", () =>
    salary.subarray(0, -1),
  ),
  damaged("a pickle without its first byte", "PICKLE_MALFORMED", "FILE_NOT_A_MODEL", () =>
    salary.subarray(1),
  ),
  damaged("the second half of a pickle", "PICKLE_MALFORMED", "FILE_NOT_A_MODEL", () =>
    salary.subarray(salary.length / 2),
  ),
];

const copies: readonly HostileCase[] = [
  {
    ...damaged("protocol 0 with CRLF", "PICKLE_UNKNOWN_GLOBAL", "FILE_NOT_A_MODEL", () =>
      newline("\r\n")(textPickle),
    ),
    kept: "PICKLE_MALFORMED",
  },
  damaged("protocol 0 with CR", "PICKLE_TRUNCATED", "FILE_NOT_A_MODEL", () =>
    newline("\r")(textPickle),
  ),
  damaged(
    "UTF-16 with a byte-order mark",
    "PICKLE_MALFORMED",
    "FILE_NOT_A_MODEL",
    () =>
      new Uint8Array(Buffer.from(`\ufeff${Buffer.from(textPickle).toString("latin1")}`, "utf16le")),
  ),
  damaged("UTF-8 with a byte-order mark", "PICKLE_MALFORMED", "FILE_NOT_A_MODEL", () =>
    concat([raw("\xef\xbb\xbf"), textPickle]),
  ),
  damaged(
    "binary data read as Latin-1 and written as UTF-8",
    "PICKLE_MALFORMED",
    "FILE_NOT_A_MODEL",
    () => new Uint8Array(Buffer.from(Buffer.from(salary).toString("latin1"), "utf8")),
  ),
  damaged(
    "binary data read as UTF-8 and written again",
    "PICKLE_MALFORMED",
    "FILE_NOT_A_MODEL",
    () => new Uint8Array(Buffer.from(Buffer.from(salary).toString("utf8"), "utf8")),
  ),
  damaged("a pickle in base64", "PICKLE_TRUNCATED", "FILE_NOT_A_MODEL", () =>
    raw(Buffer.from(salary).toString("base64")),
  ),
  damaged("a pickle in hex", "PICKLE_MALFORMED", "FILE_NOT_A_MODEL", () =>
    raw(Buffer.from(salary).toString("hex")),
  ),
  damaged("the repr of a pickle", "PICKLE_MALFORMED", "FILE_NOT_A_MODEL", () =>
    raw("b'\\x80\\x05\\x95g\\x02\\x00'"),
  ),
  damaged("nothing but zeros", "PICKLE_MALFORMED", "FILE_NOT_A_MODEL", () => new Uint8Array(1000)),
  damaged("nothing at all", "PICKLE_TRUNCATED", "FILE_NOT_A_MODEL", () => new Uint8Array(0)),
  damaged("a page of HTML", "PICKLE_MALFORMED", "FILE_NOT_A_MODEL", () =>
    raw("<!DOCTYPE html><html><title>404</title></html>"),
  ),
  damaged("a pointer of Git LFS", "PICKLE_MALFORMED", "FILE_NOT_A_MODEL", () =>
    raw("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"),
  ),
  damaged("a pickle whose second half is zeros", "PICKLE_MALFORMED", "PICKLE_MALFORMED", () => {
    const copy = new Uint8Array(salary);
    return copy.fill(0, copy.length / 2);
  }),
  {
    name: "a pickle twice",
    bytes: () => concat([salary, salary]),
    ending: "value",
    loaded: "value",
  },
  {
    name: "a pickle before rubbish",
    bytes: () => concat([salary, raw("rubbish")]),
    ending: "value",
    loaded: "value",
  },
  {
    name: "a pickle before a megabyte of zeros",
    bytes: () => concat([salary, new Uint8Array(2 ** 20)]),
    ending: "value",
    loaded: "value",
  },
];

export const damage: readonly HostileCase[] = [...cuts, ...copies];
