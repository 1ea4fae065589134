import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decompress } from "../../src/bytes/inflate.ts";
import { oldTorchMagic } from "../../src/bytes/pickle-kinds.ts";
import { type Sniffed, sniff } from "../../src/bytes/sniff.ts";
import { defaultLimits } from "../../src/limits.ts";

const fixtures = join(import.meta.dirname, "..", "fixtures");

interface OldPickle {
  readonly name: string;
  readonly protocol: number;
  readonly base64: string;
}

const oldPickles: OldPickle[] = JSON.parse(read("sniff", "pickles.json").toString("utf8"));

/** A pickle of protocol 0 as a model's begins. */
const oldModel =
  "ccopy_reg\n_reconstructor\np0\n(csklearn.svm\nSVC\np1\nc__builtin__\nobject\np2\nNtRp3\n";

describe("sniff of pickles", () => {
  it.each([2, 3, 4, 5])("knows protocol %i by its mark", (protocol) => {
    expect(kindOf(`\x80${String.fromCharCode(protocol)}N.`)).toBe("pickle");
    expect(kindOf(`\x80${String.fromCharCode(protocol)}`)).toBe("pickle");
  });

  it("is not misled by what a pickle holds where other files have their marks", () => {
    const at = (position: number, mark: string): string =>
      `\x80\x03U${"x".repeat(position - 3)}${mark}`;
    expect(kindOf(at(137, "\0\0\0\0\0\0\0binary:logistic"))).toBe("pickle");
    expect(kindOf(at(257, "ustar"))).toBe("pickle");
  });

  it("leaves other bytes after the mark alone", () => {
    expect(kindOf("\x80\x4aN.")).toBe("binary data of an unknown kind");
  });

  it.each(oldPickles)("knows $name in protocol $protocol", ({ base64 }) => {
    const bytes = Buffer.from(base64, "base64");
    expect(sniff(bytes, bytes.length)).toEqual({ kind: "pickle" });
  });

  it.each([
    oldModel,
    "(dp1\nS'model'\np2\n(i__main__\nModel\np3\n(dp4\nbs.",
    "(lp0\nF2\naF9.5\naI01\na.",
    "]q\x01(U\x03oneq\x02K\x02M\x00\x01e.",
    "cos\nsystem\n(S'id'\ntR.",
    "(S'id'\nios\nsystem\n.",
    "(I1\nI2\nI3\nt.trailing bytes",
  ])("knows the Python 2 pickle %j", (text) => {
    expect(kindOf(text)).toBe("pickle");
  });

  it("knows an old pickle that is cut in the middle of an opcode", () => {
    expect(kindOf(oldModel.slice(0, 60))).toBe("pickle");
  });

  it.each([
    "Name,Age\nAda,36\nBob,41\n",
    "Price\nVolume\nPlace\nVariety\n",
    "cat\ndog\ncow\nhen\n",
    "column,one\ncolumn,two\ncolumn,three\ncolumn,four\n",
    "(1, 2)\n(3, 4)\n",
    "I am a text.\nSo am I.\n",
    "0.25\n0.5\n",
    "}\n",
    "N.B.: not a pickle\n",
    "Package: nodejs\nPin: origin example.com\nPin-Priority: 600\n",
  ])("takes the text %j for none", (text) => {
    expect(kindOf(text)).not.toBe("pickle");
  });
});

describe("sniff of compressed files", () => {
  const names = ["zlib", "gzip", "bz2", "xz", "lzma", "lz4", "zfile"];

  it.each(names)("knows %s", (format) => {
    for (const name of ["small", "large", "noise", "empty"]) {
      const bytes = read("compression", `${name}.${format}`);
      expect(sniff(bytes, bytes.length)).toEqual({ kind: "compressed", format });
    }
  });

  it.each(names)("knows what joblib wrote as %s, and the pickle inside", (format) => {
    const bytes = read("compression", format === "zfile" ? "small.zfile" : `joblib-9.${format}`);
    const found = sniff(bytes, bytes.length);
    if (found.kind !== "compressed") throw new Error(`${format} was taken for ${found.kind}`);
    const inside = decompress(bytes, found.format, defaultLimits, performance.now() + 10_000);
    expect(sniff(inside, inside.length)).toEqual({ kind: "pickle" });
  });

  it.each(["x^2 + y^2 = z^2\n", "x y z\n1 2 3\n"])("takes the text %j for no zlib", (text) => {
    expect(kindOf(text)).toBe("a text file");
  });

  it("sees R's data behind gzip", () => {
    const bytes = gzipSync(Buffer.from("RDX3\nX\n", "latin1"));
    const inside = decompress(bytes, "gzip", defaultLimits, performance.now() + 10_000);
    expect(kindOf(Buffer.from(inside).toString("latin1"))).toBe("an R data file");
  });
});

describe("sniff of other files", () => {
  it.each([
    ["array.npy", "a NumPy array file (npy)"],
    ["arrays.npz", "a NumPy archive of arrays (npz)"],
    ["keras.h5", "a Keras model (HDF5)"],
    ["other.h5", "an HDF5 file"],
    ["rows.sqlite", "an SQLite database"],
    ["code.pyc", "a compiled Python file (pyc)"],
    ["model.onnx", "an ONNX model"],
    ["xgboost.json", "an XGBoost model (JSON)"],
    ["xgboost.ubj", "an XGBoost model (UBJSON)"],
    ["xgboost.bin", "an XGBoost model (the binary form from before 1.0)"],
  ])("knows %s", (name, what) => {
    const bytes = read("sniff", name);
    expect(whatOf(sniff(bytes, bytes.length))).toBe(what);
  });

  it("knows XGBoost's binary form of 1.0 to 1.2 by its mark", () => {
    expect(kindOf("CONFIG-offset:\x10\0\0\0\0\0\0\0")).toBe(
      "an XGBoost model (the binary form from before 1.0)",
    );
  });

  it("knows XGBoost's binary form without its mark", () => {
    const bytes = read("sniff", "xgboost.bin").subarray(4);
    expect(whatOf(sniff(bytes, bytes.length))).toBe(
      "an XGBoost model (the binary form from before 1.0)",
    );
  });

  const kinds: [what: string, ...examples: string[]][] = [
    ["an empty file", ""],
    ["a file of zero bytes", "\0", "\0".repeat(5000)],
    ["a Git LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n"],
    ["a git-annex pointer", "/annex/objects/SHA256E-s12--4d7a.pkl\n"],
    ["a DVC pointer", "outs:\n- md5: a304afb9\n  size: 12\n  path: model.pkl\n"],
    [
      "an HTML page",
      "<!DOCTYPE html>\n<html></html>",
      "\n  <html lang=en>",
      "\xef\xbb\xbf<HTML>",
      "<!-- a page --><html>",
    ],
    ["a PMML model", '<?xml version="1.0"?>\n<PMML version="4.4">'],
    ["an error message of a file store", '<?xml version="1.0"?>\n<Error><Code>NoSuchKey</Code>'],
    ["an XML file", '<?xml version="1.0"?>\n<rows/>', "<svg xmlns='http://www.w3.org/2000/svg'>"],
    ["an error message of a web server", "404: Not Found", "Entry not found"],
    ["an XGBoost model (JSON)", ' {"version":[2,0,0],"learner" : {}}'],
    ["an XGBoost model (text dump)", "booster[0]:\n0:[f0<0.5] yes=1,no=2\n"],
    ["a CatBoost model (JSON)", '{"features_info":{},"oblivious_trees":[]}'],
    ["a CatBoost model", "CBM1\x98\xda\x05\0\x10\0\0\0"],
    ["a LightGBM model (JSON)", '{"name":"tree","version":"v4","tree_info":[]}'],
    ["a LightGBM model (text)", "tree\nversion=v4\nnum_class=1\n", "tree\r\nversion=v3\r\n"],
    ["a Keras model without weights (JSON)", '{"class_name":"Sequential","keras_version":"2.11"}'],
    ["a TensorFlow.js model", '{"format":"layers-model","modelTopology":{}}'],
    ["a libsvm model", "svm_type c_svc\nkernel_type rbf\n"],
    [
      "the description of an MLflow model",
      "artifact_path: model\nflavors:\n  python_function:\n    loader_module: mlflow.sklearn\n",
    ],
    ["a pickle in base64", "gASVHgAAAAAAAAB9lIwFYWxwaGGURz+5mZmZmZmacy4=", "gANjc2tsZWFybi5zdm0K"],
    ["a pickle in hexadecimal", "80049503000000000000004b052e80049503000000000000004b052e"],
    ["the printed form of a pickle", "b'\\x80\\x04\\x95\\x03'"],
    ["a Jupyter notebook", '{\n "cells": [],\n "nbformat": 4\n}'],
    ["a JSON file", '{"a": 1}', "[1, 2]", '[{"a": null}]', "{}", '\xef\xbb\xbf{"a": 1}'],
    [
      "a Python script",
      "import pickle\nmodel = 1\n",
      "#!/usr/bin/env python3\n# Trains.\nfrom sklearn.svm import SVC\n",
      '"""Trains."""\n\ndef main():\n    pass\n',
    ],
    [
      "a table of values as text (CSV)",
      "a,b\n1,2\n",
      "a;b;c\r\n1;2;3\r\n",
      "a\tb\n1\t2\n",
      "\xef\xbb\xbfa,b\n1,2",
    ],
    ["a text file", "hello\n", "na\xc3\xafve", `\xe9${"t\xe9".repeat(200)}`],
    ["text in UTF-16", "\xff\xfe{\0}\0", "\xfe\xff\0{\0}"],
    [
      "binary data that was damaged by being taken for text",
      "\xef\xbf\xbd\x04\xef\xbf\xbd\x1e",
      "\xc2\x80\x04\xc2\x95",
      "\xef\xbb\xbf\x80\x04\x95",
      "\x1f\xef\xbf\xbd\x08\0",
      "x\xef\xbf\xbd\xef\xbf\xbd",
      "\xef\xbf\xbd7zXZ\0",
    ],
    [
      "a pickle whose line ends were changed to CRLF",
      oldModel.replaceAll("\n", "\r\n"),
      "\x80\x03csklearn.svm\r\nSVC\r\nq\0",
      "(dp0\r\nS'a'\r\np1\r\n",
    ],
    [
      "a PyTorch checkpoint in the form from before PyTorch 1.6",
      "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02M\xe9\x03.",
    ],
    ["an ONNX model", "\x08\x08\x12\x07pytorch\x1a\x032.1:\x02\x0a\0", "\x08\x03:\x02\x0a\0"],
    ["the graph of a TensorFlow SavedModel", `\x08\x01\x12\x82\x01${"\x0a\x80\x01".padEnd(130)}`],
    ["a TensorFlow Lite model", "\x1c\0\0\0TFL3"],
    ["a safetensors file of weights", '\x40\0\0\0\0\0\0\0{"__metadata__":{}}'],
    ["a GGUF model", "GGUF\x03\0\0\0"],
    ["a Parquet file", "PAR1\x15\x04"],
    ["an Arrow or Feather file", "ARROW1\0\0"],
    ["a MATLAB file", "MATLAB 5.0 MAT-file, Platform: GLNXA64"],
    ["an R data file", "RDX3\nX\n\0\0\0\x03", "X\n\0\0\0\x03\0\x04", "A\n3\n262144\n"],
    ["an old Office document (xls, doc)", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0"],
    ["a tar archive", `${"model.pkl".padEnd(257, "\0")}ustar\x0000`],
    ["a 7z archive", "7z\xbc\xaf\x27\x1c\0\x04"],
    ["a RAR archive", "Rar!\x1a\x07\x01\0"],
    ["Zstandard data", "\x28\xb5\x2f\xfd\x04"],
    ["LZ4 data in the old form", "\x02\x21\x4c\x18\0"],
    ["an lzip file", "LZIP\x01"],
    ["a PNG image", "\x89PNG\r\n\x1a\n\0"],
    ["a JPEG image", "\xff\xd8\xff\xe0"],
    ["a GIF image", "GIF89a\x01\0"],
    ["a WebP image", "RIFF\x24\0\0\0WEBPVP8 "],
    ["a BMP image", "BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0"],
    ["a TIFF image", "II*\0\x08\0", "MM\0*\0\0"],
    ["a PDF document", "%PDF-1.7\n%\xe2\xe3"],
    ["a Linux program", "\x7fELF\x02\x01"],
    ["a Windows program", `${"MZ".padEnd(60, "\0")}\x40\0\0\0PE\0\0`],
    ["a macOS program", "\xcf\xfa\xed\xfe\x07"],
    ["a Java class", "\xca\xfe\xba\xbe\0\0\0\x34"],
    ["a WebAssembly module", "\0asm\x01\0\0\0"],
    ["a macOS companion file (AppleDouble)", "\0\x05\x16\x07\0\x02"],
    ["binary data of an unknown kind", "\x01\x02\x03\xff", "\xfd7z", "\x0b\x08\x00"],
    ["a PyTorch checkpoint", zip("1715/data.pkl", "1715/byteorder", "1715/data/0")],
    ["a TorchScript model", zip("m/data.pkl", "m/code/__torch__.py", "m/constants.pkl")],
    ["a Keras model", zip("metadata.json", "config.json", "model.weights.h5")],
    ["a skops file", zip("0.npy", "schema.json")],
    ["an H2O model (MOJO)", zip("model.ini", "trees/t00_000.bin")],
    ["an Excel workbook", zip("[Content_Types].xml", "xl/workbook.xml")],
    ["an office document", zip("[Content_Types].xml", "word/document.xml")],
    ["a Python package", zip("a/__init__.py", "a-1.0.dist-info/METADATA")],
    ["a Java archive", zip("META-INF/MANIFEST.MF")],
    ["a ZIP archive that holds out/model.pkl", zip("README.md", "out/model.pkl")],
    ["a ZIP archive", zip("a.txt"), zip(), zip("a.txt").slice(0, 40)],
  ];

  it.each(kinds)("knows %s", (what, ...examples) => {
    for (const example of examples) expect(kindOf(example), JSON.stringify(example)).toBe(what);
  });

  it("gives every kind a phrase that fits a sentence, and advice that is one", () => {
    for (const [, example = ""] of kinds) {
      const found = sniff(bytesOf(example), example.length);
      if (found.kind === "model") continue;
      if (found.kind !== "other") throw new Error(`${JSON.stringify(example)} is a ${found.kind}`);
      expect(found.what).not.toMatch(/^[A-Z][a-z]+ing|\.$/);
      expect(found.advice).toMatch(/^[A-Z].*[.)]$/);
    }
  });

  it("knows the number of old PyTorch in every protocol that has a mark", () => {
    const hex = oldTorchMagic.toString(16).padStart(20, "0");
    const number = Buffer.from(hex, "hex").reverse().toString("latin1");
    for (const protocol of [2, 3, 4]) {
      const head = `\x80${String.fromCharCode(protocol)}\x8a\x0a${number}.`;
      expect(kindOf(head)).toBe("a PyTorch checkpoint in the form from before PyTorch 1.6");
    }
  });

  it("tells the first files of a cut ZIP archive by their own headers", () => {
    expect(kindOf(zip("m/data.pkl", "m/byteorder", "m/data/0").slice(0, 130))).toBe(
      "a PyTorch checkpoint",
    );
  });

  it("finds the schema of skops behind thousands of arrays", () => {
    const arrays = Array.from({ length: 3000 }, (_, i) => `${i}.npy`);
    expect(kindOf(zip(...arrays, "schema.json"))).toBe("a skops file");
    expect(kindOf(zip(...arrays))).toBe("a NumPy archive of arrays (npz)");
  });

  it("escapes the name of a file inside a ZIP archive", () => {
    expect(kindOf(zip("\u001b[2J.pkl"))).toBe("a ZIP archive that holds \\u001b[2J.pkl");
  });

  it("looks at the beginning alone, and at the size", () => {
    const head = bytesOf("\x08\x08:\x80\x80\x40");
    expect(whatOf(sniff(head, 2 ** 21))).toBe("an ONNX model");
    expect(whatOf(sniff(head, head.length))).toBe("binary data of an unknown kind");
  });

  it("says something about any bytes", () => {
    let state = 1;
    const next = (): number => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      return state >>> 16;
    };
    for (let round = 0; round < 3000; round++) {
      const bytes = Uint8Array.from({ length: next() % 40 }, () => next() & 0xff);
      expect(["pickle", "model", "compressed", "other"]).toContain(sniff(bytes, bytes.length).kind);
    }
  });
});

function read(folder: string, name: string): Buffer {
  return readFileSync(join(fixtures, folder, name));
}

/** The bytes that these characters stand for. */
function bytesOf(characters: string): Uint8Array {
  return new Uint8Array(Buffer.from(characters, "latin1"));
}

/** "pickle", the format of a compressed file, or what else it is. */
function kindOf(characters: string): string {
  return whatOf(sniff(bytesOf(characters), characters.length));
}

function whatOf(found: Sniffed): string {
  if (found.kind === "other" || found.kind === "model") return found.what;
  return found.kind === "compressed" ? found.format : found.kind;
}

/** A ZIP archive of empty members. */
function zip(...names: string[]): string {
  const size = (name: string): string => `${String.fromCharCode(name.length)}\0`;
  const empty = `\x0a\0\0\0\0\0${"\0".repeat(16)}`;
  const members = names.map((name) => `PK\x03\x04${empty}${size(name)}\0\0${name}`);
  const directory = names.map(
    (name) => `PK\x01\x02\x14\0${empty}${size(name)}${"\0".repeat(16)}${name}`,
  );
  return `${members.join("")}${directory.join("")}PK\x05\x06${"\0".repeat(18)}`;
}
