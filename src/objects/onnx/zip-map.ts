// ZipMap, with which sklearn-onnx ends its classifiers: it makes a dict of each row of probabilities, which ONNX Runtime
// cannot give to JavaScript. The graph is written anew without it, so that the probabilities themselves come out.

import { concat, readFields, writeField, writeNumber } from "../../bytes/protobuf.ts";
import { malformed, type OnnxModel, type OnnxNode } from "./onnx-model.ts";

const fault = (offset: number, reason: string): Error =>
  malformed(`at byte ${offset} of a part: ${reason}`);

/** ZipMaps whose dicts are an answer of the model. */
export function zipMapsOf({ graph }: OnnxModel): readonly OnnxNode[] {
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  return graph.nodes.filter(
    ({ op, domain, outputs: own }) =>
      op === "ZipMap" && domain === "ai.onnx.ml" && outputs.has(own[0] ?? ""),
  );
}

/** The model with what goes into its ZipMaps as its answers instead of what comes out. */
export function withoutZipMaps(bytes: Uint8Array, model: OnnxModel): Uint8Array {
  const zipMaps = zipMapsOf(model);
  if (zipMaps.length === 0) return bytes;
  const inputOf = new Map(
    zipMaps.map(({ inputs, outputs }) => [outputs[0] ?? "", inputs[0] ?? ""]),
  );
  const parts: Uint8Array[] = [];
  for (const { number, bytes: own, whole } of readFields(bytes, fault)) {
    parts.push(number === 7 && own !== null ? writeField(7, [newGraph(own, inputOf)]) : whole);
  }
  return concat(parts);
}

function newGraph(bytes: Uint8Array, inputOf: ReadonlyMap<string, string>): Uint8Array {
  const parts: Uint8Array[] = [];
  const added = new Set<string>();
  for (const { number, bytes: own, whole } of readFields(bytes, fault)) {
    const name = own === null ? "" : nameIn(own, number);
    const input = inputOf.get(name);
    if (input === undefined) {
      if (number === 12 && added.has(name)) continue;
      if (number === 12) added.add(name);
      parts.push(whole);
    } else if (number === 12 && !added.has(input)) {
      added.add(input);
      parts.push(writeField(12, [floatTensor(input)]));
    }
  }
  return concat(parts);
}

/** What a node makes first, or what an output is called. */
function nameIn(bytes: Uint8Array, field: number): string {
  if (field !== 1 && field !== 12) return "";
  let name = "";
  let op = "";
  for (const { number, bytes: own } of readFields(bytes, fault)) {
    if (own === null) continue;
    if (number === (field === 1 ? 2 : 1) && name === "") name = new TextDecoder().decode(own);
    if (number === 4) op = new TextDecoder().decode(own);
  }
  return field === 1 && op !== "ZipMap" ? "" : name;
}

/** `ValueInfoProto` of a float tensor of any shape. */
function floatTensor(name: string): Uint8Array {
  const tensorType = writeField(1, [writeNumber(1, 1)]);
  return concat([writeField(1, [new TextEncoder().encode(name)]), writeField(2, [tensorType])]);
}
