// What numpy's calls in a pickle make: arrays, dtypes, scalars, masked arrays.

import { latin1Bytes } from "./array-items.ts";
import type { Builder, BuilderTable, Call } from "./builders.ts";
import { Dtype, dimensions, parseDtype } from "./dtype.ts";
import { MaskedNdArray } from "./masked-ndarray.ts";
import { NdArray, scalarOf } from "./ndarray.ts";
import {
  arrayClasses,
  dtypeClasses,
  maskedClasses,
  recordTypes,
  scalarTypes,
  universalFunctions,
} from "./numpy-names.ts";
import { numpyRandomGlobals } from "./numpy-random-globals.ts";
import {
  emptyRecord,
  forbidden,
  invalidArray,
  isNamed,
  mergedTables,
  pathsOf,
  record,
  tableOf,
} from "./records.ts";
import { PyByteArray, PyGlobal, type PyValue } from "./values.ts";

/**
 * `_reconstruct(class, (0,), b"b")`: an empty array that BUILD fills.
 *
 * @see numpy/core/src/multiarray/methods.c `array_reduce`
 */
export const reconstruct: Builder = (call) => {
  const [made, shape, code] = call.args;
  if (!isNamed(made, arrayClasses)) throw forbidden(call, "it makes numpy's own arrays only");
  checkEmptyArray(call, shape, code, 3);
  return new NdArray(call.offset);
};

/** `_mareconstruct(MaskedArray, ndarray, (0,), "b")`. @see numpy/ma/core.py `MaskedArray.__reduce__` */
const reconstructMasked: Builder = (call) => {
  const [made, base, shape, code] = call.args;
  if (!isNamed(made, maskedClasses) || !isNamed(base, arrayClasses)) {
    throw forbidden(call, "it makes numpy's own masked arrays only");
  }
  checkEmptyArray(call, shape, code, 4);
  return new MaskedNdArray(call.offset);
};

function checkEmptyArray(
  call: Call,
  shape: PyValue | undefined,
  code: PyValue | undefined,
  count: number,
): void {
  const [size] = dimensions(shape) ?? [];
  const isByte =
    code === "b" || (code instanceof Uint8Array && code.length === 1 && code[0] === 98);
  if (size !== 0 || !isByte || call.args.length !== count || call.kwargs !== null) {
    throw forbidden(call, "numpy begins with an empty array of bytes");
  }
}

/**
 * `dtype("f8", False, True)`; BUILD adds byte order, fields and unit.
 *
 * @see numpy/core/src/multiarray/descriptor.c `arraydescr_reduce`
 */
const makeDtype: Builder = (call) => {
  const [spec, align, copy] = call.args;
  const isPlain = (align === false || align === 0) && (copy === true || copy === 1);
  if (call.args.length !== 3 || !isPlain || call.kwargs !== null) {
    throw forbidden(call, "numpy makes dtypes from a short text, False and True");
  }
  if (isNamed(spec, recordTypes)) return new Dtype("V", 0, true, call.offset);
  if (typeof spec === "string") return parseDtype(spec, call.offset);
  throw forbidden(call, "numpy makes dtypes from a short text, False and True");
};

/** `scalar(dtype, bytes)`. @see numpy/core/src/multiarray/scalartypes.c.src `gentype_reduce` */
const makeScalar: Builder = (call) => {
  const [dtype, data] = call.args;
  if (!(dtype instanceof Dtype) || call.args.length > 2 || call.kwargs !== null) {
    throw forbidden(call, "numpy makes scalars from a dtype and bytes");
  }
  if (dtype.hasObjects) throw forbidden(call, "a scalar of Python objects is a pickle in a pickle");
  const bytes = bytesOf(data ?? new Uint8Array(0));
  if (bytes === null) throw invalidArray(call.offset, "its data are not bytes");
  return scalarOf(dtype, bytes, call.offset);
};

/**
 * `_frombuffer(buffer, dtype, shape, order[, axes])` of protocol 5; order K says how the axes were swapped.
 *
 * @see numpy/_core/numeric.py `_frombuffer` (2.4)
 */
const fromBuffer: Builder = (call) => {
  const [buffer, dtype, shape, order, axes] = call.args;
  const { offset } = call;
  const sizes = dimensions(shape);
  const data = bytesOf(buffer ?? null);
  if (!(dtype instanceof Dtype) || sizes === null || data === null || call.kwargs !== null) {
    throw forbidden(call, "numpy makes arrays from bytes, a dtype and a shape");
  }
  if (order === "K") return permuted(dtype, sizes, data, axes, offset);
  if ((order !== "C" && order !== "F") || call.args.length !== 4) {
    throw forbidden(call, "the order of an array is C, F or K");
  }
  return NdArray.from({ dtype, shape: sizes, data, fortran: order === "F", offset });
};

function permuted(
  dtype: Dtype,
  stored: readonly number[],
  data: Uint8Array,
  axes: PyValue | undefined,
  offset: number,
): NdArray {
  const order = dimensions(axes) ?? [];
  if (order.length !== stored.length || order.some((_, axis) => !order.includes(axis))) {
    throw invalidArray(offset, "the order of its axes is no permutation");
  }
  const steps = stored.map((_, axis) => stored.slice(axis + 1).reduce((a, b) => a * b, 1));
  const shape = order.map((axis) => stored[axis] ?? 0);
  const strides = order.map((axis) => steps[axis] ?? 0);
  return NdArray.from({ dtype, shape, data, strides, offset });
}

function bytesOf(value: PyValue): Uint8Array | null {
  if (value instanceof Uint8Array) return value;
  if (value instanceof PyByteArray) return value.bytes;
  return typeof value === "string" ? latin1Bytes(value) : null;
}

/** `_ufunc_reconstruct(module, name)`, which in Python imports and looks up: known functions only. */
const universalFunction: Builder = (call) => {
  const [module, name] = call.args;
  const isPair = call.args.length === 2 && call.kwargs === null;
  if (isPair && typeof module === "string" && typeof name === "string") {
    const named = new PyGlobal(module, name, call.offset);
    if (isNamed(named, universalFunctions)) return named;
  }
  throw forbidden(call, "it may look up numpy's own functions only");
};

const dtypeClass: Builder = (call) => {
  const [type] = call.args;
  if (call.args.length !== 1 || !isNamed(type, scalarTypes)) {
    throw forbidden(call, "it takes one of numpy's scalar types");
  }
  return record(call);
};

const stringDtype: Builder = (call) => {
  throw invalidArray(
    call.offset,
    "numpy's StringDType is not read; store the text as dtype object",
  );
};

const cores = ["numpy.core", "numpy._core"];

/** Builders for numpy's names, of numpy 1 and 2. */
export const numpyGlobals: BuilderTable = mergedTables(
  tableOf([...arrayClasses, ...maskedClasses, ...recordTypes, ...scalarTypes], null),
  tableOf(dtypeClasses, null),
  tableOf(pathsOf(cores, ["multiarray._reconstruct"]), reconstruct),
  tableOf(pathsOf(cores, ["multiarray.scalar"]), makeScalar),
  tableOf(pathsOf(cores, ["numeric._frombuffer"]), fromBuffer),
  tableOf(pathsOf(cores, ["_ufunc_reconstruct"]), universalFunction),
  tableOf(pathsOf(cores, ["_DType_reconstruct"]), dtypeClass),
  tableOf(pathsOf(cores, ["_internal._convert_to_stringdtype_kwargs"]), stringDtype),
  tableOf(["numpy.dtypes.StringDType"], stringDtype),
  tableOf(["numpy.dtype"], makeDtype),
  tableOf(["numpy.ma.core._mareconstruct"], reconstructMasked),
  tableOf(["numpy.ma.core.MaskedConstant", "numpy.vectorize", "numpy.poly1d"], emptyRecord),
  tableOf(["numpy.lib.polynomial.poly1d"], emptyRecord),
  numpyRandomGlobals,
);
