// The binary format: all there was before 1.0, a choice until 2.x. Little-endian C structs as they lay in
// memory, so that every later version had to keep their sizes.
// @see xgboost/src/learner.cc `LearnerIO::LoadModel(dmlc::Stream*)` (1.7), xgboost/src/gbm/gbtree_model.cc,
//   xgboost/src/gbm/gblinear_model.h, dmlc-core/include/dmlc/serializer.h

import { ByteReader, type Fault } from "../../bytes/byte-reader.ts";
import { readBinaryTree } from "./binary-tree.ts";
import {
  type BoosterFile,
  evenIterations,
  type LinearModel,
  maxFeatures,
  maxOutputs,
  maxTrees,
  outputsOf,
  type TreeModel,
} from "./booster-file.ts";
import type { Fail } from "./document.ts";
import { ForestBuilder } from "./forest-builder.ts";
import type { Version } from "./version.ts";

/** Sizes of `LearnerModelParam`, `GBTreeModelParam` and `GBLinearModelParam`, bytes. */
const learnerBytes = 136;
const gbtreeBytes = 160;
const gblinearBytes = 136;

/** Names of objectives and boosters, and texts of attributes. */
const maxName = 256;

/** What scikit-learn's classes note about themselves, labels included. */
const maxNote = 1_000_000;

interface Learner {
  readonly baseScore: number;
  readonly features: number;
  readonly outputs: number;
  readonly classes: number;
  readonly hasAttributes: boolean;
  readonly version: Version;
}

/**
 * @param bytes  with or without the mark `binf` of the oldest files
 * @throws what `fault` makes
 */
export function readBinaryModel(bytes: Uint8Array, fault: Fault): BoosterFile {
  const reader = new ByteReader(bytes, fault, startsWith(bytes, "binf") ? 4 : 0);
  const fail: Fail = (reason) => fault(reader.position, reason);
  const learner = readLearner(reader);
  const objective = readName(reader, "objective");
  const booster = readName(reader, "booster");
  const size = { features: learner.features, outputs: learner.outputs, fail };
  const model =
    booster === "gblinear" ? readLinear(reader, size) : readTrees(reader, booster, size);
  return {
    version: learner.version,
    objective,
    features: learner.features,
    outputs: learner.outputs,
    classes: learner.classes,
    baseScore: Float32Array.of(learner.baseScore),
    baseIsMargin: learner.version[0] < 1,
    model,
    attributes: learner.hasAttributes ? readAttributes(reader) : new Map(),
    featureNames: [],
    featureTypes: [],
    categories: [],
  };
}

export function startsWith(bytes: Uint8Array, mark: string): boolean {
  return [...mark].every((letter, i) => bytes[i] === letter.charCodeAt(0));
}

/** Fields of 4 bytes; what later versions added was reserved, and 0, before. */
function readLearner(reader: ByteReader): Learner {
  const params = view(reader.readBytes(learnerBytes));
  const baseScore = params.getFloat32(0, true);
  const features = params.getUint32(4, true);
  const classes = params.getInt32(8, true);
  const targets = params.getUint32(28, true);
  if (!Number.isFinite(baseScore)) throw reader.fault(`base_score is ${baseScore}`);
  if (features < 1 || features > maxFeatures) throw reader.fault(`it has ${features} features`);
  if (classes < 0 || classes > maxOutputs || targets > maxOutputs) {
    throw reader.fault(`it has ${classes} classes and ${targets} targets`);
  }
  return {
    baseScore,
    features,
    outputs: outputsOf(classes, targets),
    classes,
    hasAttributes: params.getInt32(12, true) !== 0,
    version: [params.getUint32(20, true), params.getUint32(24, true)],
  };
}

interface Size {
  readonly features: number;
  readonly outputs: number;
  readonly fail: Fail;
}

function readTrees(reader: ByteReader, booster: string, size: Size): TreeModel {
  const { features, outputs, fail } = size;
  if (booster !== "gbtree" && booster !== "dart") throw fail(`its booster is ${booster}`);
  const params = view(reader.readBytes(gbtreeBytes));
  const trees = params.getInt32(0, true);
  if (trees < 0 || trees > maxTrees) throw fail(`it has ${trees} trees`);
  // Before 1.0 these four bytes counted roots, of which there is one.
  const parallel = Math.max(params.getInt32(4, true), 1);
  const builder = new ForestBuilder(features, outputs, fail);
  for (let i = 0; i < trees; i++) builder.add(readBinaryTree(reader));
  const groups = new Int32Array(trees);
  const info = view(reader.readBytes(4 * trees));
  for (let i = 0; i < trees; i++) groups[i] = info.getInt32(4 * i, true);
  return {
    kind: "trees",
    forest: builder.build(groups),
    weights: booster === "dart" && trees > 0 ? readFloats(reader, trees) : null,
    iterations: evenIterations(trees, Math.min(parallel, maxTrees) * outputs),
  };
}

function readLinear(reader: ByteReader, { features, outputs }: Size): LinearModel {
  reader.readBytes(gblinearBytes);
  const weights = readFloats(reader, null);
  if (weights.length !== 0 && weights.length !== (features + 1) * outputs) {
    throw reader.fault(`${weights.length} weights are given for ${features} × ${outputs}`);
  }
  return { kind: "linear", weights };
}

/** A C++ vector of floats: their number in 8 bytes, then they. */
function readFloats(reader: ByteReader, count: number | null): Float32Array {
  const length = readLength(reader, 4);
  if (count !== null && length !== count) {
    throw reader.fault(`${length} numbers are given for ${count}`);
  }
  const numbers = view(reader.readBytes(4 * length));
  const floats = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    floats[i] = numbers.getFloat32(4 * i, true);
    if (!Number.isFinite(floats[i])) throw reader.fault("a number is not finite");
  }
  return floats;
}

/** Pairs of texts; of one that comes twice, the last counts. */
function readAttributes(reader: ByteReader): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  const count = readLength(reader, 16);
  for (let i = 0; i < count; i++) {
    const name = latin1(reader.readBytes(readLength(reader, 1)));
    const value = latin1(reader.readBytes(readLength(reader, 1)));
    // Those that matter are short; others may hold a whole document.
    const isKept = value.length <= (name === "scikit_learn" ? maxNote : maxName);
    if (name.length <= maxName && isKept) attributes.set(name, value);
  }
  return attributes;
}

function readName(reader: ByteReader, what: string): string {
  const length = readLength(reader, 1);
  if (length < 1 || length > maxName)
    throw reader.fault(`the name of its ${what} has ${length} bytes`);
  return latin1(reader.readBytes(length));
}

/** A count of things of `size` bytes, which must fit into what remains. */
function readLength(reader: ByteReader, size: number): number {
  const length = reader.readUint64();
  if (length * BigInt(size) > BigInt(reader.remaining)) {
    throw reader.fault(`it says a length of ${length}, and ${reader.remaining} bytes remain`);
  }
  return Number(length);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
