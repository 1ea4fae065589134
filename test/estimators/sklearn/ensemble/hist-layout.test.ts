// Trees of histogram gradient boosting placed by the kernel: as JavaScript places them, to the last bit.
import { describe, expect, it } from "vitest";
import { ModelMemory } from "../../../../src/estimators/kernels/model-memory.ts";
import { placeHistTree } from "../../../../src/estimators/sklearn/ensemble/hist-layout.ts";
import { decodeHistTree } from "../../../../src/estimators/sklearn/ensemble/hist-tree.ts";
import { EnsembleBuilder } from "../../../../src/estimators/trees/ensemble.ts";
import type { PlacedTree } from "../../../../src/estimators/trees/packed-tree.ts";
import { NdArray } from "../../../../src/objects/ndarray.ts";
import { attributes, PyObject, type PyValue } from "../../../../src/objects/values.ts";
import { goldenObject, stateOf } from "../../golden-objects.ts";
import { randomNumbers } from "../../trees/random-trees.ts";

const versions = ["0.23.2", "1.2.1", "1.4.2", "1.9.0"];
const features = 8;
const limits = { features, categorical: new Set<number>() };

/** The arrays of nodes of all trees of a golden model. */
function treesOf(version: string, name: string): NdArray[] {
  const model = goldenObject(`hist-gradient-boosting/${version}.json`, name);
  const stages = stateOf(model).get("_predictors");
  const all: PyValue[] = Array.isArray(stages) ? stages.flat() : [];
  return all.flatMap((predictor) => {
    const nodes = predictor instanceof PyObject ? attributes(predictor).get("nodes") : null;
    return nodes instanceof NdArray ? [nodes] : [];
  });
}

function byKernel(nodes: NdArray) {
  const placed = placeHistTree(nodes, features, new ModelMemory());
  return placed === null ? null : words(placed);
}

function byScript(nodes: NdArray) {
  const tree = decodeHistTree(nodes, null, limits, (reason) => new Error(reason));
  const shape = { form: "numbers", columns: features, width: 1, outputs: 1 } as const;
  const builder = new EnsembleBuilder(shape, new ModelMemory(null));
  builder.add(tree, { values: tree.value, numbers: null });
  const [placed] = builder.build().trees;
  if (placed === undefined) throw new Error("There is no tree.");
  return words(placed);
}

function words({ nodes, values, numbers, steps, search }: PlacedTree) {
  return {
    nodes: Array.from(nodes.array),
    values: Array.from(values.array),
    numbers,
    steps,
    search,
  };
}

describe("placeHistTree", () => {
  it.each(versions)("places the trees of %s as JavaScript does", (version) => {
    const trees = treesOf(version, "HistGradientBoostingClassifier two");
    expect(trees.length).toBeGreaterThan(1);
    for (const nodes of trees) {
      const placed = byKernel(nodes);
      expect(placed).not.toBeNull();
      expect(placed).toEqual(byScript(nodes));
    }
  });

  it("leaves trees that ask for categories to JavaScript", () => {
    const trees = treesOf("1.9.0", "HistGradientBoostingRegressor only colours");
    expect(trees.map(byKernel)).toEqual(trees.map(() => null));
  });

  it("places what JavaScript would place of damaged trees, and nothing else", () => {
    const random = randomNumbers(5);
    const [first] = treesOf("1.9.0", "HistGradientBoostingClassifier two");
    if (first === undefined) throw new Error("There is no tree.");
    const fields = first.dtype.fields ?? [];
    let placed = 0;
    for (let trial = 0; trial < 400; trial++) {
      const data = first.bytes.slice();
      for (let i = 0; i <= trial % 3; i++) {
        const field = fields[Math.floor(random() * fields.length)];
        const at = Math.floor(random() * first.size) * first.dtype.itemSize + (field?.offset ?? 0);
        data[at] = Math.floor(random() * 2) * 255 + Math.floor(random() * first.size);
      }
      const nodes = NdArray.from({ dtype: first.dtype, shape: first.shape, data, offset: 0 });
      const made = byKernel(nodes);
      if (made === null) continue;
      placed++;
      expect(made).toEqual(byScript(nodes));
    }
    expect(placed).toBeGreaterThan(20);
    expect(placed).toBeLessThan(380);
  });
});
