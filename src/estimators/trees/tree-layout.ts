// scikit-learn's trees from the file to packed nodes: by a kernel, and where that refuses a tree, in JavaScript, which knows
// why.

import type { SklearnTree } from "../../objects/cython-globals.ts";
import type { ModelMemory } from "../kernels/model-memory.ts";
import type { LaidTree } from "./laid-tree.ts";
import { type Fail, layoutInPlace } from "./node-records.ts";
import { type NodeForm, packNodes } from "./packed-tree.ts";
import { checkedCount, checkedWidth, decodeTree, discardTree, doublesInPlace } from "./tree.ts";
import { layOutByKernel, type TreePackKernel, type TreeRecords, treePack } from "./tree-pack.ts";

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
  const records = kernel === null ? null : recordsOf(source, fail);
  const laid =
    kernel === null || records === null ? null : layOutByKernel(kernel, form, memory, records);
  return laid ?? layOutPlainly(source, form, memory, fail);
}

/** null where they do not lie in the file as usual. */
function recordsOf(source: SklearnTree, fail: Fail): TreeRecords | null {
  const { nodes, nFeatures: features, values } = source;
  const count = checkedCount(source, fail);
  const said = doublesInPlace(values);
  const layout = layoutInPlace(nodes);
  if (said === null || layout === null) return null;
  const width = checkedWidth(source, fail);
  return { layout, bytes: nodes.bytes, count, features, width, said };
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
