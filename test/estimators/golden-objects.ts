// Golden estimators as inert objects that a test may damage: each call reads the file anew.

import { SklearnTree } from "../../src/objects/cython-globals.ts";
import { parseDtype } from "../../src/objects/dtype.ts";
import { float64Values, NdArray } from "../../src/objects/ndarray.ts";
import { PyObject, type PyValue } from "../../src/objects/values.ts";
import { loadGolden } from "./golden-files.ts";

/** A fresh record of one golden estimator. @param path `tree/1.9.0.json` */
export function goldenObject(path: string, name: string): PyObject {
  const value = loadGolden(path).estimators.get(name);
  if (value instanceof PyObject) return value;
  throw new Error(`${path} has no estimator ${name}`);
}

/** The attributes of a record, to be changed. */
export function stateOf(object: PyObject): Map<PyValue, PyValue> {
  if (object.state instanceof Map) return object.state;
  throw new Error(`${object.global.path} has no dict as its state`);
}

/** A float64 array. */
export function floats(shape: readonly number[], values: readonly number[]): NdArray {
  const data = new Uint8Array(Float64Array.from(values).buffer);
  return NdArray.from({ dtype: parseDtype("<f8", 0), shape, data, offset: 0 });
}

/** Writes into one field of one node of a tree, as a damaged file would hold it. */
export function damageNode(
  tree: PyValue | undefined,
  node: number,
  field: string,
  to: number,
): void {
  if (!(tree instanceof SklearnTree)) throw new Error("no tree");
  const { dtype, bytes } = tree.nodes;
  const place = dtype.fields?.find(({ name }) => name === field);
  if (place === undefined) throw new Error(`no field ${field}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = node * dtype.itemSize + place.offset;
  if (place.dtype.code === "f") view.setFloat64(at, to, true);
  else view.setBigInt64(at, BigInt(to), true);
}

/** Writes one number into all values of a tree's nodes. */
export function damageValues(tree: PyValue | undefined, to: number): void {
  if (!(tree instanceof SklearnTree)) throw new Error("no tree");
  float64Values(tree.values).fill(to);
}
