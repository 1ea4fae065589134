// The walk through the trees, against a walk that is written as plainly as can be.
import { describe, expect, it } from "vitest";
import { ModelMemory } from "../../../src/estimators/kernels/model-memory.ts";
import type { Forest } from "../../../src/estimators/xgboost/forest.ts";
import { ForestBuilder } from "../../../src/estimators/xgboost/forest-builder.ts";
import { addForest, packForest } from "../../../src/estimators/xgboost/forest-sums.ts";
import type { RawTree } from "../../../src/estimators/xgboost/raw-tree.ts";

const fail = (reason: string) => new Error(reason);
const noSets: ReadonlyMap<number, Int32Array> = new Map();

function forestOf(trees: readonly RawTree[], features: number): Forest {
  const builder = new ForestBuilder(features, 1, fail);
  for (const tree of trees) builder.add(tree);
  return builder.build(new Int32Array(trees.length));
}

function answer(forest: Forest, rows: Float32Array, trees: number): number[] {
  const margins = new Float32Array(rows.length / forest.features).fill(0.5);
  const { features } = forest;
  const source = {
    count: margins.length,
    fill: (start: number, count: number, to: Float32Array | Float64Array) =>
      to.set(rows.subarray(start * features, (start + count) * features)),
  };
  addForest(packForest(forest, { first: 0, end: trees }, new ModelMemory()), source, margins);
  return [...margins];
}

describe("addForest", () => {
  it("follows the file's own children, also where the right one comes first", () => {
    const tree: RawTree = {
      left: Int32Array.of(2, -1, -1),
      right: Int32Array.of(1, -1, -1),
      feature: Int32Array.of(0, 0, 0),
      condition: Float32Array.of(0.5, 10, 20),
      defaultLeft: Uint8Array.of(1, 0, 0),
      deleted: 0,
      sets: noSets,
      vectors: null,
    };
    const rows = Float32Array.of(0, 1, 0.5, Number.NaN);
    expect(answer(forestOf([tree], 1), rows, 1)).toEqual([20.5, 10.5, 10.5, 20.5]);
  });

  it("sends only categories of the set to the right", () => {
    const tree: RawTree = {
      left: Int32Array.of(1, -1, -1),
      right: Int32Array.of(2, -1, -1),
      feature: Int32Array.of(0, 0, 0),
      condition: Float32Array.of(Number.NaN, 1, 2),
      defaultLeft: Uint8Array.of(0, 0, 0),
      deleted: 0,
      sets: new Map([[0, Int32Array.of(7, 0, 3)]]),
      vectors: null,
    };
    const forest = forestOf([tree], 1);
    const asked = [0, 3, 7, 3.9, 1, 8, -0.5, -1, 2 ** 25, Infinity, Number.NaN];
    const went = answer(forest, Float32Array.from(asked), 1).map((sum) => sum - 1.5);
    expect(went).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1]);
  });

  it.each([1, 2, 3, 4, 5, 7, 8, 31])("answers %i rows as a plain walk does", (count) => {
    const random = generator(count);
    const trees = Array.from({ length: 9 }, (_, i) => randomTree(random, 1 + i));
    const forest = forestOf(trees, 3);
    const rows = Float32Array.from({ length: count * 3 }, () =>
      random() < 0.15 ? Number.NaN : Math.round(random() * 20) / 10,
    );
    for (const end of [0, 1, 4, 6, 9]) {
      const expected = Array.from({ length: count }, (_, row) =>
        plainSum(trees.slice(0, end), rows.subarray(3 * row, 3 * row + 3)),
      );
      expect(answer(forest, rows, end)).toEqual(expected);
    }
  });

  it("answers the same however the nodes are numbered", () => {
    const random = generator(5);
    const tree = randomTree(random, 7);
    const rows = Float32Array.from({ length: 300 }, () => random() * 2);
    const expected = answer(forestOf([tree], 3), rows, 1);
    for (let round = 0; round < 20; round++) {
      expect(answer(forestOf([renumbered(tree, random)], 3), rows, 1)).toEqual(expected);
    }
  });

  it("passes over nodes that pruning deleted", () => {
    const tree = randomTree(generator(1), 3);
    const lost: RawTree = {
      left: Int32Array.from([...tree.left, -1, 3]),
      right: Int32Array.from([...tree.right, -1, 4]),
      feature: Int32Array.from([...tree.feature, 99, 99]),
      condition: Float32Array.from([...tree.condition, Number.NaN, Number.NaN]),
      defaultLeft: Uint8Array.from([...tree.defaultLeft, 0, 0]),
      deleted: 2,
      sets: noSets,
      vectors: null,
    };
    const rows = Float32Array.of(0.1, 1.9, 0.7);
    expect(answer(forestOf([lost], 3), rows, 1)).toEqual(answer(forestOf([tree], 3), rows, 1));
  });
});

/** Each sum rounded to float32, one tree after another. */
function plainSum(trees: readonly RawTree[], row: Float32Array): number {
  let sum = 0.5;
  for (const tree of trees) {
    let node = 0;
    while (tree.left[node] !== -1) {
      const x = row[tree.feature[node] ?? 0] ?? 0;
      const missing = Number.isNaN(x);
      const left = missing ? tree.defaultLeft[node] !== 0 : x < (tree.condition[node] ?? 0);
      node = (left ? tree.left[node] : tree.right[node]) ?? 0;
    }
    sum = Math.fround(sum + (tree.condition[node] ?? 0));
  }
  return sum;
}

/** A tree over three features in which some branches end early. */
function randomTree(random: () => number, depth: number): RawTree {
  const left: number[] = [];
  const right: number[] = [];
  const feature: number[] = [];
  const condition: number[] = [];
  const defaultLeft: number[] = [];
  const grow = (level: number): number => {
    const node = left.push(-1) - 1;
    right.push(-1);
    feature.push(Math.floor(random() * 3));
    condition.push(Math.fround(Math.round(random() * 20) / 10));
    defaultLeft.push(random() < 0.5 ? 1 : 0);
    if (level > 0 && random() > 0.1) {
      left[node] = grow(level - 1);
      right[node] = grow(level - 1);
    } else condition[node] = Math.fround(random() - 0.5);
    return node;
  };
  grow(depth);
  return {
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    feature: Int32Array.from(feature),
    condition: Float32Array.from(condition),
    defaultLeft: Uint8Array.from(defaultLeft),
    deleted: 0,
    sets: noSets,
    vectors: null,
  };
}

/** The same tree with its nodes in another order; the root stays first. */
function renumbered(tree: RawTree, random: () => number): RawTree {
  const order = Array.from(tree.left, (_, i) => i).sort(() => random() - 0.5);
  order.splice(order.indexOf(0), 1);
  order.unshift(0);
  const place = new Map(order.map((node, i) => [node, i]));
  const moved = (child: number | undefined) => place.get(child ?? -1) ?? -1;
  return {
    ...tree,
    left: Int32Array.from(order, (node) => moved(tree.left[node])),
    right: Int32Array.from(order, (node) => moved(tree.right[node])),
    feature: Int32Array.from(order, (node) => tree.feature[node] ?? 0),
    condition: Float32Array.from(order, (node) => tree.condition[node] ?? 0),
    defaultLeft: Uint8Array.from(order, (node) => tree.defaultLeft[node] ?? 0),
  };
}

function generator(seed: number): () => number {
  let state = seed * 7919;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
