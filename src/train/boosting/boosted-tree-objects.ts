// Trees of histogram gradient boosting as scikit-learn's predictors hold them, in the layout of each version.

import { Dtype } from "../../objects/dtype.ts";
import { NdArray } from "../../objects/ndarray.ts";
import type { PyObject, PyValue } from "../../objects/values.ts";
import { type Dialect, since } from "../dialect.ts";
import { pyObject, pyTuple } from "../python.ts";
import { type BoostedTree, preorder } from "./boosted-tree.ts";

/** How a dialect sees the columns of the trees. */
export interface FeatureView {
  /** For each feature of the trees, the dialect's number of it. */
  readonly position: readonly number[];
  /** For each feature of the trees: its thresholds, or the values of its categories by code. */
  readonly thresholds: readonly Float64Array[];
}

/** Words of a set of categories: 256 bits. */
const setWords = 8;

/** In a set of bins, that of missing values. */
const missingBin = 255;

/** @see sklearn/ensemble/_hist_gradient_boosting/common.pyx `PREDICTOR_RECORD_DTYPE` (feature_idx: 4 bytes before 1.3) */
function nodeFields(dialect: Dialect): readonly (readonly [string, "f" | "u" | "i", number])[] {
  return [
    ["value", "f", 8],
    ["count", "u", 4],
    since(dialect, "1.4") ? ["feature_idx", "i", 8] : ["feature_idx", "u", 4],
    ["num_threshold", "f", 8],
    ["missing_go_to_left", "u", 1],
    ["left", "u", 4],
    ["right", "u", 4],
    ["gain", "f", 8],
    ["depth", "u", 4],
    ["is_leaf", "u", 1],
    ["bin_threshold", "u", 1],
    ["is_categorical", "u", 1],
    ["bitset_idx", "u", 4],
  ];
}

/** @see sklearn/ensemble/_hist_gradient_boosting/grower.py `_fill_predictor_arrays` */
export function predictorObject(
  { root }: BoostedTree,
  view: FeatureView,
  dialect: Dialect,
): PyObject {
  const nodes = preorder(root);
  const numbers = new Map(nodes.map((node, number) => [node, number]));
  const writer = new NodeWriter(nodes.length, dialect);
  const rawSets: number[] = [];
  const binnedSets: number[] = [];
  for (const [number, node] of nodes.entries()) {
    const { split, sums, depth } = node;
    const isLeaf = node.left === null;
    writer.begin(number);
    writer.set("value", node.value);
    writer.set("count", sums.samples);
    writer.set("depth", depth);
    writer.set("gain", split === null ? -1 : split.gain);
    writer.set("is_leaf", isLeaf ? 1 : 0);
    if (isLeaf || split === null) continue;
    const { feature } = split;
    const thresholds = view.thresholds[feature] ?? new Float64Array(0);
    writer.set("feature_idx", view.position[feature] ?? 0);
    writer.set("bin_threshold", split.bin);
    writer.set("missing_go_to_left", split.missingGoLeft ? 1 : 0);
    writer.set("left", numbers.get(node.left ?? node) ?? 0);
    writer.set("right", numbers.get(node.right ?? node) ?? 0);
    if (split.leftBins === null) {
      // Above the last threshold only missing values are left to go right.
      writer.set("num_threshold", thresholds[split.bin] ?? Number.POSITIVE_INFINITY);
      continue;
    }
    writer.set("is_categorical", 1);
    writer.set("bitset_idx", rawSets.length / setWords);
    const known = split.leftBins.filter((bin) => bin < thresholds.length);
    const missing = known.length < split.leftBins.length ? [missingBin] : [];
    rawSets.push(...bits(known.map((bin) => thresholds[bin] ?? 0)));
    binnedSets.push(...bits([...known, ...missing]));
  }
  return pyObject("sklearn.ensemble._hist_gradient_boosting.predictor", "TreePredictor", [
    ["nodes", writer.array()],
    ["binned_left_cat_bitsets", setArray(binnedSets)],
    ["raw_left_cat_bitsets", setArray(rawSets)],
  ]);
}

class NodeWriter {
  readonly #fields: ReadonlyMap<string, { code: string; size: number; offset: number }>;
  readonly #size: number;
  readonly #dtype: Dtype;
  readonly #data: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(count: number, dialect: Dialect) {
    let offset = 0;
    const fields = nodeFields(dialect).map(([name, code, size]) => {
      const field = { name, code, size, offset };
      offset += size;
      return field;
    });
    this.#fields = new Map(fields.map((field) => [field.name, field]));
    this.#size = offset;
    this.#dtype = recordDtype(fields, offset);
    this.#data = new Uint8Array(count * offset);
    this.#view = new DataView(this.#data.buffer);
  }

  begin(number: number): void {
    this.#at = number * this.#size;
  }

  set(name: string, value: number): void {
    const field = this.#fields.get(name);
    if (field === undefined) return;
    const at = this.#at + field.offset;
    if (field.code === "f") this.#view.setFloat64(at, value, true);
    else if (field.size === 1) this.#view.setUint8(at, value);
    else if (field.size === 4) this.#view.setUint32(at, value, true);
    else this.#view.setBigInt64(at, BigInt(value), true);
  }

  array(): NdArray {
    const shape = [this.#data.length / this.#size];
    return NdArray.from({ dtype: this.#dtype, shape, data: this.#data, offset: 0 });
  }
}

function setArray(words: readonly number[]): NdArray {
  return NdArray.of(Uint32Array.from(words), [words.length / setWords, setWords]);
}

function recordDtype(
  fields: readonly { name: string; code: "f" | "u" | "i"; size: number; offset: number }[],
  size: number,
): Dtype {
  const places = new Map<PyValue, PyValue>();
  for (const { name, code, size: own, offset } of fields) {
    places.set(name, pyTuple(new Dtype(code, own, true, 0), offset));
  }
  const dtype = new Dtype("V", size, true, 0);
  const names = pyTuple(...fields.map(({ name }) => name));
  dtype.setState(pyTuple(3, "|", null, names, places, size, 1, 16), 0);
  return dtype;
}

/** Eight words with these bits set. @param members  whole numbers below 256 */
function bits(members: readonly number[]): readonly number[] {
  const words = new Uint32Array(setWords);
  for (const member of members) {
    words[member >> 5] = ((words[member >> 5] ?? 0) | (1 << (member & 31))) >>> 0;
  }
  return [...words];
}
