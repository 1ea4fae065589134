// Which numpy type the result of arithmetic has, by numpy 1's rules for scalars.

import { Dtype } from "../objects/dtype.ts";
import { NumpyScalar } from "../objects/ndarray.ts";
import { PyFloat, type PyValue } from "../objects/values.ts";
import { float64, int64, makeScalar } from "./numpy-make.ts";

const float32 = new Dtype("f", 4, true, 0);

/** A result as the numpy scalar that `a` and `b` give; Python's numbers count as int64 and float64. */
export function numpyResult(a: PyValue, b: PyValue, result: PyValue): NumpyScalar {
  const sides = [dtypeOf(a), dtypeOf(b)];
  if (result instanceof PyFloat) {
    const single = sides.every((dtype) =>
      dtype.code === "f" ? dtype.itemSize < 8 : dtype.itemSize < 4,
    );
    return makeScalar(single ? float32 : float64, result);
  }
  const size = Math.max(...sides.map((dtype) => dtype.itemSize));
  const unsigned = sides.every((dtype) => dtype.code === "u" || dtype.code === "b");
  if (size === 8 && !unsigned) return makeScalar(int64, result);
  return makeScalar(new Dtype(unsigned ? "u" : "i", size, true, 0), result);
}

function dtypeOf(value: PyValue): Dtype {
  if (value instanceof NumpyScalar) return value.dtype;
  if (value instanceof PyFloat) return float64;
  return int64;
}
