// Trees laid out by kernels/tree-pack.wat, from records that lie in the file.

import { lazyKernel } from "../kernels/kernel.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";
import type { ModelMemory } from "../kernels/model-memory.ts";
import { treePackKernel } from "../kernels/tree-pack.generated.ts";
import type { LaidTree } from "./laid-tree.ts";
import type { RecordLayout } from "./node-records.ts";
import {
  entryBytes,
  type OpenPackSpace,
  PackSpace,
  type PackWindow,
  jobWords as word,
} from "./pack-space.ts";
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
  kernel: TreePackKernel,
  form: NodeForm,
  memory: ModelMemory,
  tree: TreeRecords,
): LaidTree | null {
  const { functions, space } = kernel;
  const { count, width, said, layout } = tree;
  const room = memory.room(nodeBytes(form) * count, kernel.memory);
  if (room === null) return null;
  const numberBytes = typeof said === "number" ? 0 : 8 * width;
  const open = space.open({ count, width, recordBytes: layout.step, numberBytes });
  if (open === null || !hasPacked(open, tree, room, functions[packers[form]])) {
    memory.leave(room);
    return null;
  }
  const { job, depths } = open;
  const { buffer } = kernel.memory;
  const leaves = job[word.leaves] ?? 0;
  // From 2 GB on the job's words are negative.
  const addressIn = (at: number) => (job[at] ?? 0) >>> 0;
  const integers = (address: number) => new Int32Array(buffer, address, leaves);
  const places = addressIn(word.places);
  const values = addressIn(word.values);
  return {
    nodes: memory.keep(new Int32Array(buffer, room, (nodeBytes(form) / 4) * count), room),
    ...stepsFor(job[word.deepest] ?? 0, (depths[0] ?? 0) / leaves),
    count,
    features: tree.features,
    width,
    leafNodes: integers(addressIn(word.leafNodes)),
    leafDepths: integers(addressIn(word.leafDepths)),
    places: { array: integers(places), address: places },
    values: { array: new Float64Array(buffer, values, leaves * width), address: values },
  };
}

const packers = { keys: "packKeys", numbers: "packNumbers" } as const;

/** @returns whether the tree is right, and was packed */
function hasPacked(
  open: OpenPackSpace,
  tree: TreeRecords,
  nodes: number,
  pack: (job: number) => number,
): boolean {
  const { job } = open;
  writeJob(open, tree, nodes);
  // Records usually stand in the order in which they are asked for. Where they do not, this would be endless copying.
  let windows = 2 * Math.ceil(tree.count / open.windowNodes) + 4;
  let state: number = wants;
  for (let first = 0; state === wants && windows-- > 0; first = job[word.wanted] ?? 0) {
    fillWindow(open, tree, first);
    state = pack(open.address);
  }
  return state === done;
}

function writeJob(
  { job, depths, seen, root }: OpenPackSpace,
  tree: TreeRecords,
  nodes: number,
): void {
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
  job[word.top] = (job[word.stack] ?? 0) + entryBytes;
  job[word.free] = 1;
  job[word.leaves] = 0;
  job[word.deepest] = 0;
  depths[0] = 0;
  seen.fill(0, 0, count);
  root.fill(0);
}

/** Shows the kernel the records from a node on, as many as there is room for. */
function fillWindow(
  { job, windowNodes, records, numbers }: OpenPackSpace,
  { layout: { step }, bytes, count, width, said }: TreeRecords,
  first: number,
): void {
  const last = Math.min(count, first + windowNodes);
  const at = copyInto(records, bytes, first * step, last * step);
  job[word.first] = first;
  job[word.last] = last;
  job[word.records] = at;
  job[word.said] =
    typeof said === "number"
      ? at + said
      : copyInto(numbers, said, 8 * width * first, 8 * width * last);
}

/**
 * Copies bytes to where they lie as they did within words: shared memory takes others one by one.
 *
 * @returns their address
 */
function copyInto(window: PackWindow, bytes: Uint8Array, start: number, end: number): number {
  const shift = (bytes.byteOffset + start) % 8;
  const isAll = start === 0 && end === bytes.length;
  window.bytes.set(isAll ? bytes : bytes.subarray(start, end), shift);
  return window.address + shift;
}
