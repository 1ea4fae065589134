// The records of a tree's nodes, read where they lie in the file: a forest has millions of them.
// @see sklearn/tree/_tree.pxd `Node`: left_child, right_child, feature, threshold, …, missing_go_to_left

import type { Dtype, DtypeField } from "../../objects/dtype.ts";
import { fieldOf, float64Values, int32Values, type NdArray } from "../../objects/ndarray.ts";

/** Why a tree cannot be used, as an error of the estimator that holds it. */
export type Fail = (reason: string) => Error;

/** Offsets are those of a field in a record, bytes. All numbers are little-endian. */
export interface RecordLayout {
  /** From one record to the next. */
  readonly step: number;
  /** Whether children, and features, are integers of 64 bits and not of 32. */
  readonly wide: boolean;
  readonly wideFeature: boolean;
  readonly left: number;
  readonly right: number;
  readonly feature: number;
  /** float64. */
  readonly threshold: number;
  /** One byte; null before scikit-learn 1.3. */
  readonly missingLeft: number | null;
  /** One byte: whether it is a leaf. null where children of leaves are −1. */
  readonly leaf: number | null;
  /** One byte: whether a category is asked for; null where none ever is. */
  readonly set: number | null;
}

export interface NodeRecords extends RecordLayout {
  readonly view: DataView;
}

/** @throws what `fail` makes where a field is absent */
export function readNodeRecords(nodes: NdArray, fail: Fail): NodeRecords {
  return recordsInPlace(nodes) ?? copiedRecords(nodes, fail);
}

/** A 64-bit integer of a record; null beyond 32 bits. */
export function integerAt(
  { view, step }: Pick<NodeRecords, "view" | "step">,
  node: number,
  field: number,
): number | null {
  const at = node * step + field;
  const low = view.getInt32(at, true);
  return view.getInt32(at + 4, true) === low >> 31 ? low : null;
}

/** Whole numbers of a field, node by node, read where they lie if they lie as usual; null where there is none. */
export function integersOf(nodes: NdArray, name: string): ((node: number) => number) | null {
  const { dtype, bytes } = nodes;
  const offset = layoutInPlace(nodes) === null ? null : fieldOffsets(dtype)(name, "i8");
  if (typeof offset === "number") {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return (node) => Number(view.getBigInt64(node * dtype.itemSize + offset, true));
  }
  const field = fieldOf(nodes, name);
  const all = field === null ? null : float64Values(field);
  return all === null ? null : (node) => all[node] ?? 0;
}

function recordsInPlace(nodes: NdArray): NodeRecords | null {
  const found = layoutInPlace(nodes);
  if (found === null) return null;
  const { bytes } = nodes;
  return { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), ...found };
}

/** Of records in an array's own bytes, as usual computers write them; null for other layouts. */
export function layoutInPlace({
  dtype,
  objects,
  strides,
  bytes,
  size,
}: NdArray): RecordLayout | null {
  if (objects !== null || strides !== null || bytes.length < size * dtype.itemSize) return null;
  const known = layouts.get(dtype);
  if (known !== undefined) return known;
  const found = layoutOf(dtype);
  layouts.set(dtype, found);
  return found;
}

const sklearnRecords = { wide: true, wideFeature: true, leaf: null, set: null } as const;

/** A forest's trees are of one dtype. */
const layouts = new WeakMap<Dtype, RecordLayout | null>();

function layoutOf(dtype: Dtype): RecordLayout | null {
  const offset = fieldOffsets(dtype);
  const left = offset("left_child", "i8");
  const right = offset("right_child", "i8");
  const feature = offset("feature", "i8");
  const threshold = offset("threshold", "f8");
  const missingLeft = offset("missing_go_to_left", "u1");
  if (typeof left !== "number" || typeof right !== "number") return null;
  if (typeof feature !== "number" || typeof threshold !== "number") return null;
  if (missingLeft === "unusual") return null;
  return { ...sklearnRecords, step: dtype.itemSize, left, right, feature, threshold, missingLeft };
}

/** Where fields of a kind lie in a record: null for one that is absent, "unusual" for one of another kind. */
export function fieldOffsets({
  fields,
  itemSize,
}: Dtype): (name: string, kind: string) => number | "unusual" | null {
  const known = new Map(fields?.map((field) => [field.name, field]));
  return (name, kind) => {
    const field = known.get(name);
    if (field === undefined) return null;
    const fits = kindOf(field) === kind && field.offset + field.dtype.itemSize <= itemSize;
    return fits ? field.offset : "unusual";
  };
}

function kindOf({ dtype }: DtypeField): string {
  const { code, itemSize, littleEndian, subarray } = dtype;
  const isUsual = subarray === null && (littleEndian || itemSize === 1);
  return isUsual ? `${code}${itemSize}` : "other";
}

/** Of 32-bit and big-endian computers, and what else numpy can describe. */
function copiedRecords(nodes: NdArray, fail: Fail): NodeRecords {
  const field = (name: string) => {
    const array = fieldOf(nodes, name);
    if (array === null) throw fail(`its nodes have no ${name}`);
    return array;
  };
  const offsets = { step: 40, left: 0, right: 8, feature: 16, threshold: 24, missingLeft: 32 };
  const layout = { ...sklearnRecords, ...offsets };
  const view = new DataView(new ArrayBuffer(nodes.size * layout.step));
  const integers = (name: "left" | "right" | "feature", values: Int32Array) => {
    for (const [node, value] of values.entries()) {
      view.setBigInt64(node * layout.step + layout[name], BigInt(value), true);
    }
  };
  integers("left", int32Values(field("left_child")));
  integers("right", int32Values(field("right_child")));
  integers("feature", int32Values(field("feature")));
  for (const [node, value] of float64Values(field("threshold")).entries()) {
    view.setFloat64(node * layout.step + layout.threshold, value, true);
  }
  const missing = fieldOf(nodes, "missing_go_to_left");
  if (missing === null) return { view, ...layout, missingLeft: null };
  for (const [node, value] of int32Values(missing).entries()) {
    view.setUint8(node * layout.step + layout.missingLeft, value === 0 ? 0 : 1);
  }
  return { view, ...layout };
}
