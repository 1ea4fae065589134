// numpy scalars and arrays made from numbers, as arithmetic and comparisons give them.

import { Dtype } from "../objects/dtype.ts";
import { NdArray, type NumpyScalar, scalarOf } from "../objects/ndarray.ts";
import { numberOf, type PyValue } from "../objects/values.ts";
import { typeError } from "./exception.ts";

export const float64: Dtype = new Dtype("f", 8, true, 0);
export const int64: Dtype = new Dtype("i", 8, true, 0);
export const bool: Dtype = new Dtype("b", 1, true, 0);

/** A scalar of a dtype of numbers or bools; whole numbers are taken modulo its width. */
export function makeScalar(dtype: Dtype, value: PyValue): NumpyScalar {
  const bytes = new Uint8Array(dtype.itemSize);
  writeItem(dtype, value, new DataView(bytes.buffer), 0);
  return scalarOf(dtype, bytes, 0);
}

/** An array of numbers or bools in C order. */
export function makeArray(
  dtype: Dtype,
  shape: readonly number[],
  values: readonly PyValue[],
): NdArray {
  const data = new Uint8Array(values.length * dtype.itemSize);
  const view = new DataView(data.buffer);
  for (const [i, value] of values.entries()) writeItem(dtype, value, view, i * dtype.itemSize);
  return NdArray.from({ dtype, shape, data, offset: 0 });
}

function writeItem(dtype: Dtype, value: PyValue, view: DataView, at: number): void {
  const number = numberOf(value) ?? 0;
  const little = dtype.littleEndian;
  switch (`${dtype.code}${dtype.itemSize}`) {
    case "f8":
      view.setFloat64(at, number, little);
      break;
    case "f4":
      view.setFloat32(at, number, little);
      break;
    case "b1":
      view.setUint8(at, number === 0 ? 0 : 1);
      break;
    case "i8":
    case "u8":
      view.setBigInt64(at, BigInt.asIntN(64, wholeOf(value)), little);
      break;
    case "i4":
    case "u4":
      view.setInt32(at, Number(BigInt.asIntN(32, wholeOf(value))), little);
      break;
    case "i2":
    case "u2":
      view.setInt16(at, Number(BigInt.asIntN(16, wholeOf(value))), little);
      break;
    case "i1":
    case "u1":
      view.setInt8(at, Number(BigInt.asIntN(8, wholeOf(value))));
      break;
    default:
      throw typeError(`numpy's ${dtype.text} is not calculated with here`);
  }
}

function wholeOf(value: PyValue): bigint {
  return BigInt(typeof value === "bigint" ? value : (numberOf(value) ?? 0));
}
