// The names of Python's types, as messages say them.

import type { Dtype } from "../objects/dtype.ts";
import { NdArray, NumpyScalar } from "../objects/ndarray.ts";
import {
  PyByteArray,
  PyFloat,
  PyGlobal,
  PyObject,
  PySet,
  PySlice,
  PyTuple,
  type PyValue,
} from "../objects/values.ts";
import { PyInstance } from "./instance.ts";

/** `type(x).__name__`. */
export function typeName(value: PyValue): string {
  if (value === null) return "NoneType";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number" || typeof value === "bigint") return "int";
  if (typeof value === "string") return "str";
  if (value instanceof PyFloat) return "float";
  if (Array.isArray(value)) return "list";
  if (value instanceof Map) return "dict";
  if (value instanceof PyTuple) return "tuple";
  if (value instanceof PyInstance) return value.typeName;
  if (value instanceof NdArray) return "numpy.ndarray";
  if (value instanceof NumpyScalar) return `numpy.${scalarName(value.dtype)}`;
  if (value instanceof PySet) return value.frozen ? "frozenset" : "set";
  if (value instanceof PySlice) return "slice";
  if (value instanceof Uint8Array) return "bytes";
  if (value instanceof PyByteArray) return "bytearray";
  if (value instanceof PyGlobal) return "type";
  if (value instanceof PyObject) return value.global.name;
  return value.kind;
}

/** A dtype's name: `float64`, `int32`, `bool_`, `str_`, `object`. */
export function scalarName(dtype: Dtype): string {
  const bits = dtype.itemSize * 8;
  switch (dtype.code) {
    case "b":
      return "bool_";
    case "i":
      return `int${bits}`;
    case "u":
      return `uint${bits}`;
    case "f":
      return `float${bits}`;
    case "c":
      return `complex${bits}`;
    case "U":
      return "str_";
    case "S":
      return "bytes_";
    case "M":
      return "datetime64";
    case "m":
      return "timedelta64";
    case "V":
      return "void";
    case "O":
      return "object_";
  }
}
