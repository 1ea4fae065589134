// Trees laid out in WebAssembly and in JavaScript: the same to the last bit, or the same error.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kernelMemory } from "../../../src/estimators/kernels/kernel-memory.ts";
import { ModelMemory } from "../../../src/estimators/kernels/model-memory.ts";
import type { NodeForm } from "../../../src/estimators/trees/packed-tree.ts";
import { placeTree } from "../../../src/estimators/trees/placed-tree.ts";
import { layOutTree } from "../../../src/estimators/trees/tree-layout.ts";
import { type TreePackKernel, treePack } from "../../../src/estimators/trees/tree-pack.ts";
import { SklearnTree } from "../../../src/objects/cython-globals.ts";
import { NdArray } from "../../../src/objects/ndarray.ts";
import { decodePickle } from "../../../src/objects/pickle-machine.ts";
import { type Random, randomNumbers } from "./random-trees.ts";

const folder = join(import.meta.dirname, "../../fixtures/tree-records");
const { value: layouts } = decodePickle(readFileSync(join(folder, "records.pkl")));

/** scikit-learn's own dtype of nodes, since 1.3 and before. */
function dtypeOf(name: string) {
  const array = layouts instanceof Map ? layouts.get(name) : null;
  if (array instanceof NdArray && array.dtype.fields !== null) {
    const offsets = new Map(array.dtype.fields.map((field) => [field.name, field.offset]));
    return { dtype: array.dtype, offsets };
  }
  throw new Error("The fixture holds no such dtype.");
}

interface TestNode {
  left: bigint;
  right: bigint;
  feature: bigint;
  threshold: number;
  missingLeft: number;
}

const oddThresholds = [0, -0, Infinity, -Infinity, 1e300, -1e300, 1e-50, -1e-50, 3.4e38, 0.1];

/** @param order  of the records: as the tree grows depth first, or in any */
function randomNodes(
  random: Random,
  wishes: { leaves: number; features: number; depth: number; order: "depth" | "any" },
): TestNode[] {
  const children: (readonly [number, number] | null)[] = [null];
  const open = [0];
  for (let leaves = 1; leaves < wishes.leaves; leaves++) {
    const at = random() < wishes.depth ? open.length - 1 : Math.floor(random() * open.length);
    const [node = 0] = open.splice(at, 1);
    children[node] = [children.length, children.length + 1];
    open.push(children.length, children.length + 1);
    children.push(null, null);
  }
  const number = new Map<number, number>();
  if (wishes.order === "depth") {
    for (const stack = [0]; stack.length > 0; ) {
      const node = stack.pop() ?? 0;
      number.set(node, number.size);
      const [left, right] = children[node] ?? [];
      if (left !== undefined && right !== undefined) stack.push(right, left);
    }
  } else {
    const shuffled = children.map((_, node) => node).slice(1);
    shuffled.sort((a, b) => ((a * 7919) % 10_007) - ((b * 7919) % 10_007));
    for (const node of [0, ...shuffled]) number.set(node, number.size);
  }
  const nodes: TestNode[] = [];
  for (const [node, both] of children.entries()) {
    const pick = oddThresholds[Math.floor(random() * oddThresholds.length)] ?? 0;
    const threshold = random() < 0.1 ? pick : (random() - 0.5) * 10 ** Math.floor(random() * 9 - 4);
    nodes[number.get(node) ?? 0] = {
      left: BigInt(both === null ? -1 : (number.get(both[0]) ?? 0)),
      right: BigInt(both === null ? -1 : (number.get(both[1]) ?? 0)),
      feature: both === null ? -2n : BigInt(Math.floor(random() * wishes.features)),
      threshold: both === null ? -2 : threshold,
      missingLeft: random() < 0.5 ? 1 : 0,
    };
  }
  return nodes;
}

interface TreeWishes {
  readonly features: number;
  readonly outputs?: number;
  readonly classes?: number;
  readonly dtype?: string;
  readonly values?: Float64Array;
}

function treeOf(nodes: readonly TestNode[], wishes: TreeWishes): SklearnTree {
  const { features, outputs = 1, classes = 1 } = wishes;
  const { dtype, offsets } = dtypeOf(wishes.dtype ?? "usual");
  const step = dtype.itemSize;
  const bytes = new Uint8Array(nodes.length * step + 3);
  // Files hold them anywhere.
  const data = bytes.subarray(3);
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const at = (node: number, name: string) => node * step + (offsets.get(name) ?? 0);
  for (const [i, node] of nodes.entries()) {
    view.setBigInt64(at(i, "left_child"), node.left, true);
    view.setBigInt64(at(i, "right_child"), node.right, true);
    view.setBigInt64(at(i, "feature"), node.feature, true);
    view.setFloat64(at(i, "threshold"), node.threshold, true);
    if (offsets.has("missing_go_to_left")) data[at(i, "missing_go_to_left")] = node.missingLeft;
  }
  const width = outputs * classes;
  const values =
    wishes.values ?? Float64Array.from({ length: nodes.length * width }, (_, i) => i / 7);
  const global = { kind: "global", module: "sklearn.tree._tree", name: "Tree" };
  const nClasses = new Int32Array(outputs).fill(classes);
  const tree = new SklearnTree(
    { global: global as unknown as SklearnTree["global"], offset: 0 },
    { nFeatures: features, nClasses },
  );
  const state = new Map<string, unknown>([
    ["nodes", NdArray.from({ dtype, shape: [nodes.length], data, offset: 0 })],
    ["values", NdArray.of(values, [nodes.length, outputs, classes])],
    ["node_count", nodes.length],
    ["max_depth", 1],
  ]);
  tree.setState(state as never, 0);
  return tree;
}

/** Everything that is made of a tree; or why it is refused. */
function laid(tree: SklearnTree, form: NodeForm, kernel: TreePackKernel | null) {
  const memory = new ModelMemory(kernel === null ? null : undefined);
  try {
    const made = layOutTree(tree, { form, memory, kernel }, (reason) => new Error(reason));
    const { nodes, steps, search, count, features, width, leafNodes, leafDepths, places, values } =
      made;
    const placed = placeTree(made, memory, kernel);
    return {
      nodes: Array.from(nodes.array),
      shape: { steps, search, count, features, width },
      leafNodes: Array.from(leafNodes),
      leafDepths: Array.from(leafDepths),
      places: Array.from(places.array),
      values: Array.from(values.array),
      numbers: placed.numbers === null ? null : Array.from(placed.numbers.array),
      placed: Array.from(placed.values.array),
      inside: values.address !== null,
    };
  } catch (error) {
    return { reason: (error as Error).message };
  }
}

/** @param inside  whether the kernel itself is to do it */
function expectSame(tree: SklearnTree, form: NodeForm, inside = true): void {
  const kernel = treePack();
  if (kernel === null) throw new Error("There is no kernel.");
  const byKernel = laid(tree, form, kernel);
  expect(byKernel).toEqual({ ...laid(tree, form, null), inside });
}

const forms = ["keys", "numbers"] as const;

describe("layOutTree, in WebAssembly and in JavaScript", () => {
  it.each(forms)("gives the same bytes for random trees: %s", (form) => {
    const random = randomNumbers(11);
    for (let trial = 0; trial < 60; trial++) {
      const features = 1 + Math.floor(random() * 250);
      const leaves = 1 + Math.floor(random() * 120);
      const order = trial % 2 === 0 ? "depth" : "any";
      const nodes = randomNodes(random, { leaves, features, depth: (trial % 5) / 4, order });
      const outputs = 1 + (trial % 3);
      const classes = 1 + (trial % 4);
      const dtype = trial % 7 === 0 ? "before 1.3" : "usual";
      expectSame(treeOf(nodes, { features, outputs, classes, dtype }), form);
    }
  });

  it("gives the same bytes for trees that pass the window in parts", () => {
    const random = randomNumbers(12);
    const wishes = { leaves: 9000, features: 9, depth: 0.3, order: "depth" } as const;
    const nodes = randomNodes(random, wishes);
    expectSame(treeOf(nodes, { features: 9 }), "keys");
    expectSame(treeOf(nodes, { features: 9, classes: 3 }), "keys");
    const few = randomNodes(random, { ...wishes, leaves: 40 });
    expectSame(treeOf(few, { features: 9, classes: 5000 }), "keys");
  });

  it("leaves to JavaScript what would be copied again and again, and chains that are very deep", () => {
    const random = randomNumbers(13);
    const wishes = { leaves: 9000, features: 9, depth: 0.3, order: "any" } as const;
    expectSame(treeOf(randomNodes(random, wishes), { features: 9 }), "keys", false);
    const chain: TestNode[] = [];
    for (let i = 0; i < 10_000; i += 2) {
      const last = i + 2 > 9999;
      const [left, right] = last ? [-1n, -1n] : [BigInt(i + 2), BigInt(i + 1)];
      chain[i] = { left, right, feature: 0n, threshold: i, missingLeft: 0 };
      chain[i + 1] = { left: -1n, right: -1n, feature: -2n, threshold: -2, missingLeft: 0 };
    }
    expectSame(treeOf(chain.slice(0, 9999), { features: 1 }), "keys", false);
  });

  it.each([
    ["a cycle", { 1: { left: 0n } }],
    ["a shared child", { 0: { right: 1n } }],
    ["a child that two nodes have", { 0: { right: 2n } }],
    ["a child out of range", { 1: { right: 5n } }],
    ["a child beyond 32 bits", { 1: { right: 2n ** 32n + 3n } }],
    ["one child", { 1: { left: -1n } }],
    ["negative children", { 1: { left: -2n, right: -3n } }],
    ["nodes out of reach", { 1: { left: -1n, right: -1n } }],
    ["a leaf with children", { 2: { left: 3n, right: 4n } }],
    ["a feature too far", { 1: { feature: 2n } }],
    ["a negative feature", { 0: { feature: -1n } }],
    ["a feature beyond 32 bits", { 0: { feature: 2n ** 32n } }],
    ["the threshold NaN", { 0: { threshold: Number.NaN } }],
  ])("refuses %s for the same reason", (_what, changes: Record<number, Partial<TestNode>>) => {
    const plain = { feature: 1n, threshold: 0.5, missingLeft: 0 };
    const leaf = { left: -1n, right: -1n, feature: -2n, threshold: -2, missingLeft: 0 };
    const nodes = [
      { ...plain, left: 1n, right: 4n },
      { ...plain, left: 2n, right: 3n },
      { ...leaf },
      { ...leaf },
      { ...leaf },
    ].map((node, i) => ({ ...node, ...changes[i] }));
    for (const form of forms) {
      const tree = treeOf(nodes, { features: 2 });
      const refused = laid(tree, form, treePack());
      expect(refused).toHaveProperty("reason");
      expect(refused).toEqual(laid(tree, form, null));
    }
  });

  it("makes of damaged trees what JavaScript makes of them, an error or a tree", () => {
    const random = randomNumbers(16);
    const bigs = [-1n, -2n, 0n, 1n, 2n ** 31n, 2n ** 32n, 2n ** 63n - 1n, -(2n ** 63n)];
    let refused = 0;
    for (let trial = 0; trial < 300; trial++) {
      const leaves = 2 + (trial % 40);
      const nodes = randomNodes(random, { leaves, features: 3, depth: 0.5, order: "depth" });
      const pick = () => nodes[Math.floor(random() * nodes.length)];
      const any = () =>
        random() < 0.3
          ? (bigs[Math.floor(random() * bigs.length)] ?? 0n)
          : BigInt(Math.floor(random() * nodes.length));
      for (let i = 0; i <= trial % 3; i++) {
        const node = pick();
        if (node === undefined) continue;
        const what = Math.floor(random() * 5);
        if (what === 0) node.left = any();
        if (what === 1) node.right = any();
        if (what === 2) Object.assign(node, { left: -1n, right: -1n });
        if (what === 3) node.feature = any();
        if (what === 4) node.threshold = random() < 0.5 ? Number.NaN : -Infinity;
      }
      const tree = treeOf(nodes, { features: 3 });
      const made = laid(tree, "keys", treePack());
      const expected = laid(tree, "keys", null);
      if ("reason" in made) refused++;
      expect(made).toEqual("reason" in made ? expected : { ...expected, inside: true });
    }
    expect(refused).toBeGreaterThan(50);
    expect(refused).toBeLessThan(290);
  });

  it("refuses values that are no finite numbers, in leaves only", () => {
    const random = randomNumbers(14);
    const nodes = randomNodes(random, { leaves: 4, features: 2, depth: 0, order: "depth" });
    for (const odd of [Number.NaN, Infinity, -Infinity]) {
      for (const [i, { left }] of nodes.entries()) {
        const values = new Float64Array(2 * nodes.length).fill(1);
        values[2 * i + 1] = odd;
        const tree = treeOf(nodes, { features: 2, classes: 2, values });
        if (left !== -1n) expectSame(tree, "keys");
        else {
          const reason = `the value of node ${i} is ${odd}`;
          expect(laid(tree, "keys", treePack())).toEqual({ reason });
        }
      }
    }
  });

  it("takes room for what a tree has, and not for what trees usually have", () => {
    const memory = kernelMemory();
    const random = randomNumbers(17);
    const nodes = randomNodes(random, { leaves: 2, features: 1, depth: 0, order: "depth" });
    const before = memory?.buffer.byteLength ?? 0;
    expectSame(treeOf(nodes, { features: 1, classes: 200_000 }), "keys");
    // Three nodes of 1.6 MB: a window of one, two leaves, and as much where they stay.
    expect((memory?.buffer.byteLength ?? 0) - before).toBeLessThan(10 * 2 ** 20);
  });

  it("gives back the memory of a tree that it leaves to JavaScript", () => {
    const memory = kernelMemory();
    const random = randomNumbers(15);
    const wishes = { leaves: 9000, features: 9, depth: 0.3, order: "any" } as const;
    const tree = treeOf(randomNodes(random, wishes), { features: 9 });
    laid(tree, "keys", treePack());
    const before = memory?.buffer.byteLength ?? 0;
    const model = new ModelMemory();
    for (let i = 0; i < 12; i++) {
      const fail = (reason: string) => new Error(reason);
      layOutTree(tree, { form: "keys", memory: model }, fail);
    }
    // 17,999 nodes of 8 bytes, in pieces of a megabyte.
    expect((memory?.buffer.byteLength ?? 0) - before).toBeLessThan(12 * 17_999 * 8 + 2 ** 21);
  });
});
