// Trees laid out by kernels/tree-pack.wat, from records that lie in the file.

import { lazyKernel } from "../kernels/kernel.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";
import type { ModelMemory } from "../kernels/model-memory.ts";
import { treePackKernel } from "../kernels/tree-pack.generated.ts";
import type { LaidTree } from "./laid-tree.ts";
import { type OpenPackSpace, PackSpace, jobWords as word } from "./pack-space.ts";
import { type NodeForm, nodeBytes, stepsFor } from "./packed-tree.ts";

interface PackFunctions {
  readonly packKeys: (job: number) => number;
  readonly packNumbers: (job: number) => number;
  readonly spreadNumbers: (places: number, leaves: number, out: number, count: number) => void;
  readonly spreadValues: (
    places: number,
    leaves: number,
    out: number,
    count: number,
    values: number,
  ) => void;
  readonly seeKeys: See;
  readonly seeNumbers: See;
}

type See = (
  nodes: number,
  count: number,
  features: number,
  seen: number,
  kept: number,
  most: number,
) => void;

/** What can lay trees out in WebAssembly. */
export interface TreePackKernel {
  readonly functions: PackFunctions;
  readonly memory: KernelMemory;
  readonly space: PackSpace;
}

const kernel = lazyKernel<PackFunctions>(treePackKernel);

let chosen: TreePackKernel | null | undefined;

/** null where everything is computed in JavaScript. */
export function treePack(): TreePackKernel | null {
  if (chosen !== undefined) return chosen;
  const loaded = kernel();
  chosen = loaded === null ? null : { ...loaded, space: new PackSpace(loaded.memory) };
  return chosen;
}

/** Offsets are those of a field in a record, bytes; all numbers are little-endian. */
export interface RecordLayout {
  /** From one record to the next. */
  readonly step: number;
  readonly left: number;
  readonly right: number;
  readonly feature: number;
  /** float64. */
  readonly threshold: number;
  /** One byte each; null where records have none. Without `leaf`, the children of leaves are −1. */
  readonly missingLeft: number | null;
  readonly leaf: number | null;
  /** Whether a category is asked for: such trees are refused. */
  readonly set: number | null;
  /** Whether children, and features, have 64 bits and not 32. */
  readonly wide: boolean;
  readonly wideFeature: boolean;
}

/** A tree as the file holds it. All of it was measured: each node has a record, and its numbers. */
export interface TreeRecords {
  readonly layout: RecordLayout;
  readonly bytes: Uint8Array;
  readonly count: number;
  readonly features: number;
  /** Numbers that a node says, float64, which count if it is a leaf. */
  readonly width: number;
  /** Where they lie, node by node; or the offset of the one in a record. */
  readonly said: Uint8Array | number;
}

const [done, wants] = [0, 1];

/**
 * @param memory  where the nodes go
 * @returns       null for a tree that is wrong or unusual, and where there is no room
 */
export function layOutByKernel(
  { functions, space }: TreePackKernel,
  form: NodeForm,
  memory: ModelMemory,
  tree: TreeRecords,
): LaidTree | null {
  const { count, width, said, layout } = tree;
  const numberBytes = typeof said === "number" ? 0 : 8 * width;
  const nodes = memory.room(nodeBytes(form) * count);
  if (nodes === null) return null;
  const open = space.open({ count, width, recordBytes: layout.step, numberBytes });
  if (open === null) {
    memory.leave(nodes);
    return null;
  }
  const { job, buffer, address } = open;
  writeJob(open, tree, nodes);
  const pack = form === "keys" ? functions.packKeys : functions.packNumbers;
  // Records usually stand in the order in which they are asked for. Where they do not, this would be endless copying.
  let windows = 2 * Math.ceil(count / open.windowNodes) + 4;
  let state = fillWindow(open, tree, 0, pack);
  while (state === wants && windows-- > 0) {
    state = fillWindow(open, tree, job[word.wanted] ?? 0, pack);
  }
  if (state !== done) {
    memory.leave(nodes);
    return null;
  }
  const leaves = job[word.leaves] ?? 0;
  const depths = new Float64Array(buffer, address + 4 * word.depths, 1)[0] ?? 0;
  const placed = (at: number) => ({
    array: new Int32Array(buffer, job[at] ?? 0, leaves),
    address: job[at] ?? 0,
  });
  return {
    nodes: memory.keep(new Int32Array(buffer, nodes, (nodeBytes(form) / 4) * count), nodes),
    ...stepsFor(job[word.deepest] ?? 0, depths / leaves),
    count,
    features: tree.features,
    width,
    leafNodes: placed(word.leafNodes).array,
    places: placed(word.places),
    values: {
      array: new Float64Array(buffer, job[word.values] ?? 0, leaves * width),
      address: job[word.values] ?? 0,
    },
  };
}

function writeJob({ job, address, buffer }: OpenPackSpace, tree: TreeRecords, nodes: number): void {
  const { layout, count, features, width } = tree;
  job[word.count] = count;
  job[word.features] = features;
  job[word.step] = layout.step;
  job[word.left] = layout.left;
  job[word.right] = layout.right;
  job[word.feature] = layout.feature;
  job[word.threshold] = layout.threshold;
  job[word.missing] = layout.missingLeft ?? -1;
  job[word.leaf] = layout.leaf ?? -1;
  job[word.set] = layout.set ?? -1;
  job[word.wide] = Number(layout.wide);
  job[word.wideFeature] = Number(layout.wideFeature);
  job[word.width] = width;
  job[word.saidStep] = typeof tree.said === "number" ? layout.step : 8 * width;
  job[word.nodes] = nodes;
  const stack = job[word.stack] ?? 0;
  new Int32Array(buffer, stack, 3).fill(0);
  job[word.top] = stack + 12;
  job[word.free] = 1;
  job[word.leaves] = 0;
  job[word.deepest] = 0;
  new Float64Array(buffer, address + 4 * word.depths, 1)[0] = 0;
}

/** Goes on with the records from a node on. */
function fillWindow(
  { job, buffer, address, windowNodes, records, numbers }: OpenPackSpace,
  { layout: { step }, bytes, count, width, said }: TreeRecords,
  first: number,
  pack: (job: number) => number,
): number {
  const last = Math.min(count, first + windowNodes);
  const at = copyBeside(buffer, records, bytes.subarray(first * step, last * step));
  job[word.first] = first;
  job[word.last] = last;
  job[word.records] = at;
  job[word.said] =
    typeof said === "number"
      ? at + said
      : copyBeside(buffer, numbers, said.subarray(8 * width * first, 8 * width * last));
  return pack(address);
}

/** Copies bytes to where they lie as they did within words: shared memory takes others one by one. */
function copyBeside(buffer: SharedArrayBuffer, start: number, bytes: Uint8Array): number {
  const at = start + (bytes.byteOffset % 8);
  new Uint8Array(buffer, at, bytes.length).set(bytes);
  return at;
}
