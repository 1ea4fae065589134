// numpy's values in a pickle: dtypes, arrays, scalars, masked arrays, and scikit-learn's trees, which are arrays
// too. The calls are those of every numpy from 1.11 to 2: `numpy.core.multiarray` stays readable in numpy 2.

import { inCompactOrder } from "../array-layout.ts";
import type { BinaryTree } from "../binary-tree.ts";
import type { SklearnTree } from "../cython-globals.ts";
import type { Dtype } from "../dtype.ts";
import type { MaskedNdArray } from "../masked-ndarray.ts";
import { NdArray, type NumpyScalar } from "../ndarray.ts";
import * as op from "../opcodes.ts";
import { type PyDict, PyTuple, type PyValue } from "../values.ts";
import { named, part, type Writing, writeCall } from "./compound.ts";
import type { PickleOutput } from "./pickle-output.ts";

const multiarray = "numpy.core.multiarray";
const ndarray = named("numpy", "ndarray");
const reconstruct = named(multiarray, "_reconstruct");
const dtypeClass = named("numpy", "dtype");
const scalar = named(multiarray, "scalar");
const maskedArray = named("numpy.ma.core", "MaskedArray");
const reconstructMasked = named("numpy.ma.core", "_mareconstruct");
const emptyShape = new PyTuple([0]);
const oneByte = Uint8Array.of(98);

/** numpy's flags of a dtype: of objects, and of records without and with objects. */
const objectFlags = 63;
const recordFlags = { plain: 16, objects: 27 } as const;

/**
 * `dtype("f8", False, True)` and its state.
 *
 * @see numpy/core/src/multiarray/descriptor.c `arraydescr_reduce`
 */
export function* writeDtype(output: PickleOutput, dtype: Dtype): Writing {
  const { code, itemSize, fields, subarray, unit } = dtype;
  const size = code === "U" ? itemSize / 4 : itemSize;
  yield* writeCall(output, dtypeClass, [`${code}${size}`, false, true]);
  output.memoize(dtype);
  const isOfBytes = code === "b" || code === "S" || code === "O" || code === "V";
  const order = isOfBytes || (itemSize === 1 && code !== "U") ? "|" : orderOf(dtype);
  const flags = code === "O" ? objectFlags : textFlags(code);
  const isFlexible = code === "S" || code === "U" || code === "V";
  const sizes: PyValue[] = isFlexible ? [itemSize, code === "U" ? 4 : 1] : [-1, -1];
  if (code !== "V") {
    const isDate = code === "M" || code === "m";
    const date = isDate ? [dateMetadata(unit)] : [];
    yield* writeState(output, [isDate ? 4 : 3, order, null, null, null, ...sizes, flags, ...date]);
    return;
  }
  const inner = subarray && new PyTuple([subarray.base, shapeTuple(subarray.shape)]);
  const names = fields && new PyTuple(fields.map(({ name }) => name));
  const parts: PyDict | null =
    fields &&
    new Map(fields.map((field) => [field.name, new PyTuple([field.dtype, field.offset])]));
  const kind = dtype.hasObjects ? recordFlags.objects : recordFlags.plain;
  yield* writeState(output, [3, order, inner, names, parts, ...sizes, fields ? kind : 0]);
}

/** `_reconstruct(ndarray, (0,), b"b")` and the state. @see numpy/core/src/multiarray/methods.c `array_reduce` */
export function* writeArray(output: PickleOutput, array: NdArray): Writing {
  yield* writeCall(output, reconstruct, [ndarray, emptyShape, oneByte]);
  output.memoize(array);
  yield* writeState(output, arrayState(array));
}

/** `scalar(dtype, bytes)`. */
export function* writeScalar(output: PickleOutput, value: NumpyScalar): Writing {
  yield* writeCall(output, scalar, [value.dtype, value.bytes]);
  output.memoize(value);
}

/** `_mareconstruct(MaskedArray, ndarray, (0,), b"b")` and the state. @see numpy/ma/core.py */
export function* writeMasked(output: PickleOutput, array: MaskedNdArray): Writing {
  yield* writeCall(output, reconstructMasked, [maskedArray, ndarray, emptyShape, oneByte]);
  output.memoize(array);
  const [, shape = null, dtype = null, fortran = null, data = null] = arrayState(array.data);
  const mask = array.mask instanceof NdArray ? array.mask.bytes : new Uint8Array(array.data.size);
  yield* writeState(output, [1, shape, dtype, fortran, data, mask, array.fillValue]);
}

/** `Tree(n_features, n_classes, n_outputs)` and the state. @see sklearn/tree/_tree.pyx `Tree.__reduce__` */
export function* writeTree(output: PickleOutput, tree: SklearnTree): Writing {
  const classes = NdArray.of(BigInt64Array.from(tree.nClasses, (n) => BigInt(n)));
  yield* writeCall(output, tree.global, [tree.nFeatures, classes, tree.nOutputs]);
  output.memoize(tree);
  const state: PyDict = new Map<PyValue, PyValue>([
    ["max_depth", tree.maxDepth],
    ["node_count", tree.nodeCount],
    ["nodes", tree.nodes],
    ["values", tree.values],
  ]);
  yield part("state", state);
  output.opcode(op.BUILD);
}

/** `newObj(KDTree)` and the state. @see sklearn/neighbors/_binary_tree.pxi.tp `BinaryTree.__reduce__` */
export function* writeBinaryTree(output: PickleOutput, tree: BinaryTree): Writing {
  yield* writeCall(output, named(tree.treeClass.module, "newObj"), [tree.treeClass]);
  output.memoize(tree);
  yield part("state", tree.state);
  output.opcode(op.BUILD);
}

function* writeState(output: PickleOutput, state: readonly PyValue[]): Writing {
  yield part("state", new PyTuple(state));
  output.opcode(op.BUILD);
}

function arrayState(array: NdArray): PyValue[] {
  const shape = shapeTuple(array.shape);
  if (array.objects !== null) return [1, shape, array.dtype, false, [...array.objects]];
  const { strides, fortran, bytes, dtype } = array;
  const isCompact = strides === null || fortran;
  const data = isCompact ? bytes : inCompactOrder(bytes, dtype.itemSize, array.shape, strides);
  return [1, shape, dtype, fortran, data];
}

function shapeTuple(shape: readonly number[]): PyTuple {
  return new PyTuple([...shape]);
}

function textFlags(code: string): number {
  return code === "U" ? 8 : 0;
}

function orderOf({ littleEndian }: Dtype): string {
  return littleEndian ? "<" : ">";
}

/** `({}, (b"ns", 1, 1, 1))`: the unit and how many of it are a step. */
function dateMetadata(unit: string | null): PyValue {
  const [, step = "", name = "generic"] = /^(\d*)(.+)$/.exec(unit ?? "") ?? [];
  const parts = [new TextEncoder().encode(name), step === "" ? 1 : Number(step), 1, 1];
  return new PyTuple([new Map(), new PyTuple(parts)]);
}
