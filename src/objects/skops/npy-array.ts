// numpy's array files as arrays: the dtype from the header's description.

import { damageIn } from "../../bytes/compression-error.ts";
import { decodeNpy } from "../../bytes/npy.ts";
import type { PythonLiteral } from "../../bytes/python-literal.ts";
import { Dtype, parseDtype } from "../dtype.ts";
import { NdArray } from "../ndarray.ts";
import { invalidArray } from "../records.ts";
import { PyTuple, type PyValue } from "../values.ts";

const maxFields = 1000;

/**
 * @param offset  byte of the whole file where the array's file begins
 * @throws COMPRESSION_CORRUPT for damage, ARRAY_INVALID when header and bytes do not belong together
 */
export function readNpyArray(bytes: Uint8Array, offset: number): NdArray {
  const damage = damageIn("npy");
  const { descr, fortran, shape, data } = decodeNpy(bytes, (at, reason) =>
    damage(offset + at, reason),
  );
  const dtype = dtypeOf(descr, offset);
  if (dtype.hasObjects)
    throw invalidArray(offset, "its items are Python objects, which are a pickle");
  return NdArray.from({ dtype, shape, data, fortran, offset });
}

/** `<f8`, `<M8[ns]`, or a list of fields as numpy's `dtype.descr` gives it. */
function dtypeOf(descr: PythonLiteral, offset: number): Dtype {
  if (typeof descr === "string") return plainDtype(descr, offset);
  if (!Array.isArray(descr) || descr.length > maxFields)
    throw invalidArray(offset, "its dtype is unknown");
  const names: string[] = [];
  const fields = new Map<PyValue, PyValue>();
  let start = 0;
  for (const field of descr) {
    const [name, type, subarray] = Array.isArray(field) ? field : [];
    if (typeof name !== "string" || typeof type !== "string" || subarray !== undefined) {
      throw invalidArray(offset, "its dtype has fields that are not read");
    }
    const padding = name === "" ? /^\|V(\d{1,4})$/.exec(type)?.[1] : undefined;
    if (padding === undefined) {
      const dtype = plainDtype(type, offset);
      names.push(name);
      fields.set(name, new PyTuple([dtype, start]));
      start += dtype.itemSize;
    } else {
      start += Number(padding);
    }
  }
  if (fields.size !== names.length)
    throw invalidArray(offset, "its dtype has two fields of one name");
  const whole = new Dtype("V", 0, true, offset);
  whole.setState(new PyTuple([3, "|", null, new PyTuple(names), fields, start, 1, 16]), offset);
  return whole;
}

/** Dates carry their unit: `<M8[ns]`, `<m8[25s]`. */
function plainDtype(text: string, offset: number): Dtype {
  const [, order = "", code, step = "1", unit] =
    /^([<>])([Mm])8\[(\d{0,6})([a-zA-Zμ]{1,2})\]$/.exec(text) ?? [];
  if (code === undefined || unit === undefined) return parseDtype(text, offset);
  const dtype = parseDtype(`${order}${code}8`, offset);
  const metadata = new PyTuple([new Map(), new PyTuple([unit, Number(step || 1), 1, 1])]);
  dtype.setState(new PyTuple([4, order, null, null, null, -1, -1, 0, metadata]), offset);
  return dtype;
}
