// scikit-learn's trees from the file to packed nodes: by a kernel, and where that refuses a tree, in JavaScript, which knows
// why.

import type { SklearnTree } from "../../objects/cython-globals.ts";
import { discard, type ModelMemory } from "../kernels/model-memory.ts";
import type { LaidTree } from "./laid-tree.ts";
import { type Fail, layoutInPlace } from "./node-records.ts";
import { type NodeForm, packNodes } from "./packed-tree.ts";
import { checkedCount, checkedWidth, decodeTree, doublesInPlace } from "./tree.ts";
import { layOutByKernel, type TreePackKernel, type TreeRecords, treePack } from "./tree-pack.ts";

/** How trees are laid out. */
export interface LayoutWishes {
  readonly form: NodeForm;
  /** Where the nodes go. */
  readonly memory: ModelMemory;
  /** The column of each feature; they are the same where there are none. */
  readonly columns?: Int32Array | null;
  /** null for the same in JavaScript. */
  readonly kernel?: TreePackKernel | null;
}

/** @throws as `decodeTree` */
export function layOutTree(source: SklearnTree, wishes: LayoutWishes, fail: Fail): LaidTree {
  const { form, memory, columns = null, kernel = treePack() } = wishes;
  const records = kernel === null || columns !== null ? null : recordsOf(source, fail);
  const laid =
    kernel === null || records === null ? null : layOutByKernel(kernel, form, memory, records);
  return laid ?? layOutPlainly(source, form, memory, columns, fail);
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
  columns: Int32Array | null,
  fail: Fail,
): LaidTree {
  const tree = decodeTree(source, fail);
  const { feature, next, features, width, leafNodes, values } = tree;
  const count = feature.length;
  const depths = new Int32Array(count);
  const places = new Int32Array(leafNodes.length);
  const leafDepths = new Int32Array(leafNodes.length);
  // Children stand behind their parents.
  for (let node = 0; node < count; node++) {
    const depth = depths[node] ?? 0;
    const to = next[node] ?? 0;
    const asked = feature[node] ?? -1;
    if (asked < 0) {
      places[to] = node;
      leafDepths[to] = depth;
    } else {
      depths[to] = depth + 1;
      depths[to + 1] = depth + 1;
      if (columns !== null) feature[node] = columns[asked] ?? 0;
    }
  }
  const nodes = packNodes(tree, form, memory);
  for (const array of [feature, tree.threshold, next, tree.missingRight, depths]) discard(array);
  return {
    ...nodes,
    count,
    features,
    width,
    leafNodes,
    leafDepths,
    places: { array: places, address: null },
    values: { array: values, address: null },
  };
}
