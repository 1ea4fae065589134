// What the thresholds of an ensemble tell about the features, from the nodes as they are packed.

import type { InputHint } from "../estimator.ts";
import { type Ensemble, ensembleQuestions } from "./ensemble.ts";
import { nodeBytes } from "./packed-tree.ts";
import { keptThresholds, thresholdHint, thresholdHints } from "./tree-hints.ts";
import { type TreePackKernel, treePack } from "./tree-pack.ts";

/** Of more features, what a kernel keeps of each would take too much. */
const mostFeatures = 256;

/** Bytes of what the kernel has seen of one feature, and of the thresholds that it keeps. */
const seenBytes = 32;
const keptBytes = 8 * keptThresholds;

/**
 * One hint per feature; see `thresholdHints`.
 *
 * @param features  that rows have; trees may ask for more, which are columns of our own
 * @param kernel    null for the same in JavaScript
 */
export function ensembleHints(
  ensemble: Ensemble,
  features: number,
  kernel: TreePackKernel | null = treePack(),
): readonly InputHint[] {
  const known =
    kernel === null || features > mostFeatures ? null : kernelHints(ensemble, features, kernel);
  return known ?? thresholdHints(ensembleQuestions(ensemble), features);
}

/** @returns null where kernels cannot read all trees, or there is no room */
function kernelHints(
  { form, trees, table }: Ensemble,
  features: number,
  { functions, memory }: TreePackKernel,
): readonly InputHint[] | null {
  const bytes = features * (seenBytes + keptBytes);
  const address = table === null ? null : memory.reserve(bytes);
  if (address === null) return null;
  const first = address + features * seenBytes;
  const numbers = new Float64Array(memory.buffer, address, features * (seenBytes / 8));
  const words = new Int32Array(memory.buffer, address, features * (seenBytes / 4));
  words.fill(0);
  for (let at = 0; at < numbers.length; at += seenBytes / 8) {
    numbers[at] = Infinity;
    numbers[at + 1] = -Infinity;
  }
  const see = form === "keys" ? functions.seeKeys : functions.seeNumbers;
  for (const { nodes } of trees) {
    const count = nodes.array.byteLength / nodeBytes(form);
    see(nodes.address ?? 0, count, features, address, first, keptThresholds);
  }
  const hints = Array.from({ length: features }, (_, feature) => {
    const at = feature * (seenBytes / 8);
    const found = words[2 * at + 4] ?? 0;
    const kept = words[2 * at + 5] ?? 0;
    return thresholdHint({
      low: numbers[at] ?? 0,
      high: numbers[at + 1] ?? 0,
      whole: (found & 1) !== 0,
      broken: (found & 2) !== 0,
      kept: new Float64Array(memory.buffer, first + feature * keptBytes, kept).slice(),
    });
  });
  memory.release(address, bytes);
  return hints;
}
