// scikit-learn's trees from the file to packed nodes: by a kernel, and where that refuses a tree, in JavaScript, which knows
// why.

import type { SklearnTree } from "../../objects/cython-globals.ts";
import type { ModelMemory } from "../kernels/model-memory.ts";
import type { LaidTree } from "./laid-tree.ts";
import { type Fail, readNodeRecords } from "./node-records.ts";
import { type NodeForm, packNodes } from "./packed-tree.ts";
import { checkedCount, checkedWidth, decodeTree, discardTree, doublesInPlace } from "./tree.ts";
import { layOutByKernel, type TreePackKernel, treePack } from "./tree-pack.ts";

/**
 * @param memory  where the nodes go
 * @param kernel  null for the same in JavaScript
 * @throws as `decodeTree`
 */
export function layOutTree(
  source: SklearnTree,
  form: NodeForm,
  memory: ModelMemory,
  fail: Fail,
  kernel: TreePackKernel | null = treePack(),
): LaidTree {
  const said = doublesInPlace(source.values);
  if (kernel !== null && said !== null) {
    const count = checkedCount(source, fail);
    const records = readNodeRecords(source.nodes, fail);
    const { view } = records;
    const laid = layOutByKernel(kernel, form, memory, {
      layout: { ...records, leaf: null, set: null, wide: true, wideFeature: true },
      bytes: new Uint8Array(view.buffer, view.byteOffset, view.byteLength),
      count,
      features: source.nFeatures,
      width: checkedWidth(source, fail),
      said,
    });
    if (laid !== null) return laid;
  }
  return layOutPlainly(source, form, memory, fail);
}

function layOutPlainly(
  source: SklearnTree,
  form: NodeForm,
  memory: ModelMemory,
  fail: Fail,
): LaidTree {
  const tree = decodeTree(source, fail);
  const { feature, next, features, width, leafNodes, values } = tree;
  const count = feature.length;
  const places = new Int32Array(leafNodes.length);
  for (let node = 0; node < count; node++) {
    if ((feature[node] ?? -1) < 0) places[next[node] ?? 0] = node;
  }
  const nodes = packNodes(tree, form, memory);
  discardTree({ ...tree, leafNodes: new Int32Array(0), values: new Float64Array(0) });
  return {
    ...nodes,
    count,
    features,
    width,
    leafNodes,
    places: { array: places, address: null },
    values: { array: values, address: null },
  };
}
