// An operation done item by item where one side is an array: the array `prediction == 1` is true for each item that is 1.

import { elements, NdArray } from "../objects/ndarray.ts";
import { PyFloat, PyTuple, type PyValue } from "../objects/values.ts";
import { typeError, valueError } from "./exception.ts";
import { pythonItem, scalarOfItem } from "./numpy-item.ts";
import { bool, float64, int64, makeArray } from "./numpy-make.ts";

/**
 * The array of `operation(x, y)`. One side may be a single value; two arrays must have the same shape.
 *
 * @throws PythonException ValueError for different shapes
 */
export function elementwise(
  a: PyValue,
  b: PyValue,
  operation: (x: PyValue, y: PyValue) => PyValue,
): PyValue {
  const left = sideOf(a);
  const right = sideOf(b);
  const shape = commonShape(left, right);
  const size = shape.reduce((total, length) => total * length, 1);
  const results = Array.from({ length: size }, (_, i) =>
    pythonItem(operation(left.at(i), right.at(i))),
  );
  return arrayOf(results, shape);
}

interface Side {
  readonly shape: readonly number[] | null;
  readonly at: (index: number) => PyValue;
}

function sideOf(value: PyValue): Side {
  if (value instanceof NdArray) {
    const items = elements(value);
    const { dtype, shape, size } = value;
    if (size === 1) return { shape, at: () => scalarOfItem(dtype, items[0] ?? null) };
    return { shape, at: (i) => scalarOfItem(dtype, items[i] ?? null) };
  }
  const items = value instanceof PyTuple ? value.items : value;
  if (!Array.isArray(items)) return { shape: null, at: () => value };
  return { shape: [items.length], at: (i) => items[items.length === 1 ? 0 : i] ?? null };
}

function commonShape(a: Side, b: Side): readonly number[] {
  if (a.shape === null || b.shape === null) return a.shape ?? b.shape ?? [];
  const size = (shape: readonly number[]) => shape.reduce((total, length) => total * length, 1);
  if (a.shape.join() === b.shape.join() || size(b.shape) === 1) return a.shape;
  if (size(a.shape) === 1) return b.shape;
  const shapes = [a.shape, b.shape].map(
    (shape) => `(${shape.join(",")}${shape.length === 1 ? "," : ""})`,
  );
  throw valueError(`operands could not be broadcast together with shapes ${shapes.join(" ")}`);
}

/** An array of what came out: bools, whole numbers or floats. */
function arrayOf(values: readonly PyValue[], shape: readonly number[]): PyValue {
  if (values.every((value) => typeof value === "boolean")) return makeArray(bool, shape, values);
  const whole = (value: PyValue) => typeof value === "number" || typeof value === "bigint";
  if (values.every(whole)) return makeArray(int64, shape, values);
  if (values.every((value) => value instanceof PyFloat || whole(value))) {
    return makeArray(float64, shape, values);
  }
  throw typeError("arrays of such results are not made here");
}
