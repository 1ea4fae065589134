// One tree of the binary format: 148 bytes of counts, 20 bytes a node, 16 bytes of statistics a node.
// @see xgboost/include/xgboost/tree_model.h `TreeParam`, `RegTree::Node`, `RTreeNodeStat`

import type { ByteReader } from "../../bytes/byte-reader.ts";
import type { RawTree } from "./raw-tree.ts";

const treeBytes = 148;
const nodeBytes = 20;
const statBytes = 16;

/** The highest bit of a node's feature says that missing values go left. */
const featureMask = 0x7fffffff;

const noSets: ReadonlyMap<number, Int32Array> = new Map();

/** @throws the reader's error when the file ends before the tree does */
export function readBinaryTree(reader: ByteReader): RawTree {
  const params = view(reader.readBytes(treeBytes));
  const roots = params.getInt32(0, true);
  const count = params.getInt32(4, true);
  const deleted = params.getInt32(8, true);
  const leafVector = params.getInt32(20, true);
  if (count < 1 || count * (nodeBytes + statBytes) > reader.remaining) {
    throw reader.fault(`a tree says ${count} nodes, and ${reader.remaining} bytes remain`);
  }
  const nodes = view(reader.readBytes(nodeBytes * count));
  reader.readBytes(statBytes * count);
  if (leafVector !== 0) skipVector(reader);
  return {
    ...nodesOf(nodes, count),
    deleted: roots === 1 ? deleted : null,
    sets: noSets,
    vectors: null,
  };
}

/** parent, left child, right child, feature with its flag, condition or leaf value; 4 bytes each. */
function nodesOf(
  nodes: DataView,
  count: number,
): Pick<RawTree, "left" | "right" | "feature" | "condition" | "defaultLeft"> {
  const left = new Int32Array(count);
  const right = new Int32Array(count);
  const feature = new Int32Array(count);
  const condition = new Float32Array(count);
  const defaultLeft = new Uint8Array(count);
  for (let i = 0, at = 0; i < count; i++, at += nodeBytes) {
    left[i] = nodes.getInt32(at + 4, true);
    right[i] = nodes.getInt32(at + 8, true);
    const asked = nodes.getInt32(at + 12, true);
    feature[i] = asked & featureMask;
    defaultLeft[i] = asked < 0 ? 1 : 0;
    condition[i] = nodes.getFloat32(at + 16, true);
  }
  return { left, right, feature, condition, defaultLeft };
}

/** Numbers per leaf that no version ever used. */
function skipVector(reader: ByteReader): void {
  const bytes = reader.readUint64() * 4n;
  if (bytes > BigInt(reader.remaining))
    throw reader.fault("a tree's vector is longer than the file");
  reader.readBytes(Number(bytes));
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
