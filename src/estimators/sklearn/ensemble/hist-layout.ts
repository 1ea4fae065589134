// Trees of histogram gradient boosting by the kernel that lays out trees, those that ask for no category.
// @see sklearn/ensemble/_hist_gradient_boosting/common.pyx `PREDICTOR_RECORD_DTYPE`

import type { Dtype } from "../../../objects/dtype.ts";
import type { NdArray } from "../../../objects/ndarray.ts";
import type { ModelMemory } from "../../kernels/model-memory.ts";
import { fieldOffsets, type RecordLayout } from "../../trees/node-records.ts";
import type { PlacedTree } from "../../trees/packed-tree.ts";
import { placeTree } from "../../trees/placed-tree.ts";
import { layOutByKernel, treePack } from "../../trees/tree-pack.ts";

interface HistRecords {
  readonly layout: RecordLayout;
  /** Offset of what a node says. */
  readonly value: number;
}

/** A model's trees are of one dtype. */
const layouts = new WeakMap<Dtype, HistRecords | null>();

/**
 * @param nodes  structured
 * @returns      null for a tree that asks for categories, or is wrong or unusual: `decodeHistTree` knows how
 */
export function placeHistTree(
  { dtype, shape, size, objects, strides, bytes }: NdArray,
  features: number,
  memory: ModelMemory,
): PlacedTree | null {
  const kernel = treePack();
  if (kernel === null || shape.length !== 1 || size < 1) return null;
  if (objects !== null || strides !== null || bytes.length < size * dtype.itemSize) return null;
  const known = layouts.get(dtype);
  const records = known === undefined ? histRecords(dtype) : known;
  if (known === undefined) layouts.set(dtype, records);
  if (records === null) return null;
  const { layout, value: said } = records;
  const tree = { layout, bytes, count: size, features, width: 1, said };
  const laid = layOutByKernel(kernel, "numbers", memory, tree);
  return laid === null ? null : placeTree(laid, memory, kernel);
}

function histRecords(dtype: Dtype): HistRecords | null {
  const offset = fieldOffsets(dtype);
  const value = offset("value", "f8");
  const left = offset("left", "u4");
  const right = offset("right", "u4");
  const wide = offset("feature_idx", "i8");
  const wideFeature = wide !== "unusual";
  const feature = wideFeature ? wide : offset("feature_idx", "u4");
  const threshold = offset("num_threshold", "f8") ?? offset("threshold", "f8");
  const leaf = offset("is_leaf", "u1");
  const missingLeft = offset("missing_go_to_left", "u1");
  const set = offset("is_categorical", "u1");
  if (typeof value !== "number" || typeof left !== "number" || typeof right !== "number")
    return null;
  if (typeof feature !== "number" || typeof threshold !== "number" || typeof leaf !== "number") {
    return null;
  }
  if (missingLeft === "unusual" || set === "unusual") return null;
  const step = dtype.itemSize;
  const layout = { step, left, right, feature, threshold, missingLeft, leaf, set };
  return { layout: { ...layout, wide: false, wideFeature }, value };
}
