// numpy's and scipy's nodes of a skops schema: arrays, scalars, dtypes, masked arrays, sparse matrices, random states.

import { ZipArchive } from "../../bytes/zip-archive.ts";
import { cost } from "../budget.ts";
import { Dtype } from "../dtype.ts";
import { MaskedNdArray } from "../masked-ndarray.ts";
import { elements, NdArray, NumpyScalar, plainValue, scalarOf } from "../ndarray.ts";
import { PyTuple, type PyValue } from "../values.ts";
import type { LoaderReader, NodeReader } from "./node-reader.ts";
import { readNpyArray } from "./npy-array.ts";
import type { SchemaNode } from "./schema-node.ts";

function readArray(node: SchemaNode, reader: NodeReader): PyValue {
  if (node.module !== "numpy" && !/^numpy\.(ma\.core|ma|matrixlib\.defmatrix)$/.test(node.module)) {
    reader.expectClass(node);
  }
  const kind = node.text("type");
  if (kind === "json") return readObjects(node, reader);
  if (kind !== "numpy") throw node.malformed("its type is neither numpy nor json");
  const { bytes, start } = reader.file(node);
  reader.budget.grow(360);
  const array = readNpyArray(bytes, start);
  if (node.className === "ndarray" || node.className === "memmap") return array;
  // numpy's scalars are written as arrays of no dimensions.
  if (array.shape.length !== 0) reader.expectClass(node);
  return scalarOf(array.dtype, array.bytes, start);
}

/** An array of Python objects, as lists in lists. */
function readObjects(node: SchemaNode, reader: NodeReader): PyValue {
  const given = node.has("shape") ? reader.read(node.node("shape")) : null;
  const items = node.nodes("content").map((item) => reader.read(item));
  const sizes = given instanceof PyTuple ? given.items.map(plainValue) : [items.length];
  const shape = sizes.map((size) => (typeof size === "number" && size >= 0 ? size : -1));
  let flat: PyValue[] = items;
  for (let axis = 1; axis < shape.length; axis++) {
    if (flat.some((item) => !Array.isArray(item) || item.length !== shape[axis])) {
      throw node.malformed("its lists do not fit its shape");
    }
    flat = flat.flatMap((item) => (Array.isArray(item) ? item : []));
  }
  if (shape.includes(-1) || shape.length > 32)
    throw node.malformed("its shape is no tuple of sizes");
  reader.budget.spend(cost.list + cost.element * flat.length);
  const dtype = new Dtype("O", 8, true, reader.start);
  return NdArray.from({ dtype, shape, data: flat, offset: reader.start });
}

function readDtype(node: SchemaNode, reader: NodeReader): PyValue {
  const content = reader.read(node.node("content"));
  if (!(content instanceof NdArray)) throw node.malformed("it holds no array of its dtype");
  return content.dtype;
}

function readMasked(node: SchemaNode, reader: NodeReader): PyValue {
  const content = node.part("content");
  const data = reader.read(content.node("data"));
  const mask = reader.read(content.node("mask"));
  if (!(data instanceof NdArray)) throw node.malformed("its data are no array");
  const masked = new MaskedNdArray(reader.start);
  const held = data.objects === null ? data.bytes : [...data.objects];
  const shape = new PyTuple([...data.shape]);
  const bits = maskBytes(mask, data.size, node);
  masked.setState(
    new PyTuple([1, shape, data.dtype, data.fortran, held, bits, null]),
    reader.start,
  );
  return masked;
}

/** One byte an item; a single False is no mask. */
function maskBytes(mask: PyValue, size: number, node: SchemaNode): Uint8Array {
  if (mask instanceof NdArray && mask.size === size) {
    return Uint8Array.from(elements(mask), (bit) => (plainValue(bit) === true ? 1 : 0));
  }
  const whole = mask instanceof NumpyScalar ? mask.value : mask;
  if (typeof whole === "boolean") return new Uint8Array(size).fill(whole ? 1 : 0);
  throw node.malformed("its mask does not fit its data");
}

/** `save_npz`: another archive, of the matrix's arrays by their names. */
function readSparse(node: SchemaNode, reader: NodeReader): PyValue {
  const { bytes, start } = reader.file(node);
  const archive = new ZipArchive(bytes, reader.archive.allowance);
  const state = new Map<PyValue, PyValue>();
  for (const name of archive.names()) {
    const member = archive.read(name);
    if (member === undefined || !name.endsWith(".npy"))
      throw node.malformed("its file holds something else");
    const array = readNpyArray(member, start + archive.startOf(name));
    const key = name.slice(0, -".npy".length);
    if (key === "shape") state.set("_shape", new PyTuple([...elements(array)].map(plainValue)));
    else if (key !== "format" && key !== "_is_array") state.set(key, array);
  }
  const matrix = reader.call(reader.global(node.module, node.className), []);
  return reader.fill(matrix, state);
}

/** Random states are never used: a record, made as a pickle makes it, without the numbers. */
function randomReader(maker: string, paths: readonly string[]): LoaderReader {
  return (node, reader) => {
    reader.expectClass(node, ...paths);
    return reader.call(reader.global("numpy.random._pickle", maker), ["MT19937"]);
  };
}

export const arrayReaders: readonly (readonly [string, LoaderReader])[] = [
  ["NdArrayNode", readArray],
  ["DTypeNode", readDtype],
  ["MaskedArrayNode", readMasked],
  ["SparseMatrixNode", readSparse],
  [
    "RandomStateNode",
    randomReader("__randomstate_ctor", [
      "numpy.random.mtrand.RandomState",
      "numpy.random.RandomState",
    ]),
  ],
  [
    "RandomGeneratorNode",
    randomReader("__generator_ctor", [
      "numpy.random._generator.Generator",
      "numpy.random.Generator",
    ]),
  ],
];
