// An ONNX model as data: what its graph takes, gives and does. No tensor is unpacked, and nothing outside of the file
// is opened.
// @see onnx/onnx.proto `ModelProto`, `GraphProto`, `NodeProto`

import type { Fault } from "../../bytes/byte-reader.ts";
import { packedIntegers, readFields } from "../../bytes/protobuf.ts";
import { PicklejarError } from "../../errors.ts";
import { checkTensor } from "./tensor-proto.ts";

/** Sizes of a tensor; a text or null where it is not known before it is asked. */
export type OnnxShape = readonly (number | string | null)[];

export interface OnnxValue {
  readonly name: string;
  /** Number of the element type (1 is float32); null for sequences, maps and what else is no tensor. */
  readonly element: number | null;
  /** null where not even the number of sizes is known. */
  readonly shape: OnnxShape | null;
}

export interface OnnxNode {
  readonly op: string;
  /** Empty for ONNX's own operators. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Attributes that are lists of texts, or whole numbers: one or a list. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  readonly integers: ReadonlyMap<string, readonly bigint[]>;
  /** Graphs inside, such as the branches of an If. */
  readonly graphs: readonly OnnxGraph[];
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  /** What must be given: without those that have a value in the file. */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly initializers: ReadonlySet<string>;
}

export interface OnnxModel {
  readonly irVersion: number;
  readonly producer: string;
  readonly producerVersion: string;
  /** Version of the operators, by domain. */
  readonly opsets: ReadonlyMap<string, number>;
  readonly metadata: ReadonlyMap<string, string>;
  readonly graph: OnnxGraph;
  /** Functions of the model's own, `domain.name`. */
  readonly functions: ReadonlySet<string>;
  /** Nodes of those functions. */
  readonly functionNodes: readonly OnnxNode[];
}

const maxNodes = 100_000;
/** Tensors, inputs, outputs, opsets and pairs, all together. */
const maxEntries = 1_000_000;
/** Texts and numbers of attributes that are kept: labels and categories, and not the nodes of great forests. */
const maxKept = 1_000_000;
const maxDepth = 16;
const maxText = 1_000_000;

const damage: Fault = (offset, reason) =>
  new PicklejarError("ONNX_MALFORMED", { reason: `at byte ${offset} of a part: ${reason}` });

export function malformed(reason: string): PicklejarError {
  return new PicklejarError("ONNX_MALFORMED", { reason });
}

/** @throws ONNX_MALFORMED */
export function decodeOnnx(bytes: Uint8Array): OnnxModel {
  const reader = new GraphReader();
  let entries = 0;
  const opsets = new Map<string, number>();
  const metadata = new Map<string, string>();
  const functions = new Set<string>();
  const functionNodes: OnnxNode[] = [];
  let [irVersion, producer, producerVersion] = [0, "", ""];
  let graph: OnnxGraph | null = null;
  for (const { number, bytes: own, value } of readFields(bytes, damage)) {
    if (number === 1 && own === null) irVersion = Number(value);
    if (own === null) continue;
    if (++entries > maxEntries) throw malformed(`it has more than ${maxEntries} parts`);
    if (number === 2) producer = textOf(own);
    else if (number === 3) producerVersion = textOf(own);
    else if (number === 8) addOpset(own, opsets);
    else if (number === 14) addPair(own, metadata);
    else if (number === 25) functionNodes.push(...reader.functionNodes(own, functions));
    else if (number === 7) {
      if (graph !== null) throw malformed("it has two graphs");
      graph = reader.graph(own, 0);
    }
  }
  if (graph === null) throw malformed("it has no graph");
  return {
    irVersion,
    producer,
    producerVersion,
    opsets,
    metadata,
    graph,
    functions,
    functionNodes,
  };
}

class GraphReader {
  #nodes = 0;
  #entries = 0;
  #kept = 0;

  graph(bytes: Uint8Array, depth: number): OnnxGraph {
    if (depth > maxDepth) throw malformed(`graphs are nested more than ${maxDepth} deep`);
    const nodes: OnnxNode[] = [];
    const inputs: OnnxValue[] = [];
    const outputs: OnnxValue[] = [];
    const initializers = new Set<string>();
    for (const { number, bytes: own } of readFields(bytes, damage)) {
      if (own === null) continue;
      if (++this.#entries > maxEntries) throw malformed(`it has more than ${maxEntries} parts`);
      if (number === 1) nodes.push(this.node(own, depth));
      else if (number === 5) initializers.add(checkTensor(own, damage, malformed));
      else if (number === 11) inputs.push(readValue(own));
      else if (number === 12) outputs.push(readValue(own));
      else if (number === 15) throw malformed("it has sparse tensors, which are not read");
    }
    return {
      nodes,
      inputs: inputs.filter(({ name }) => !initializers.has(name)),
      outputs,
      initializers,
    };
  }

  node(bytes: Uint8Array, depth: number): OnnxNode {
    if (++this.#nodes > maxNodes) throw malformed(`it has more than ${maxNodes} nodes`);
    const inputs: string[] = [];
    const outputs: string[] = [];
    const texts = new Map<string, readonly string[]>();
    const integers = new Map<string, readonly bigint[]>();
    const graphs: OnnxGraph[] = [];
    let [op, domain] = ["", ""];
    for (const { number, bytes: own } of readFields(bytes, damage)) {
      if (own === null) continue;
      if (number <= 2 && ++this.#entries > maxEntries) {
        throw malformed(`it has more than ${maxEntries} parts`);
      }
      if (number === 1) inputs.push(textOf(own));
      else if (number === 2) outputs.push(textOf(own));
      else if (number === 4) op = textOf(own);
      else if (number === 7) domain = textOf(own);
      else if (number === 5) this.#attribute(own, { texts, integers, graphs, depth });
    }
    return {
      op,
      domain: domain === "ai.onnx" ? "" : domain,
      inputs,
      outputs,
      texts,
      integers,
      graphs,
    };
  }

  #attribute(
    bytes: Uint8Array,
    into: {
      readonly texts: Map<string, readonly string[]>;
      readonly integers: Map<string, readonly bigint[]>;
      readonly graphs: OnnxGraph[];
      readonly depth: number;
    },
  ): void {
    const strings: string[] = [];
    const integers: bigint[] = [];
    const hasRoom = (): boolean => ++this.#kept <= maxKept;
    let name = "";
    for (const { number, bytes: own, value } of readFields(bytes, damage)) {
      if (own === null && (number === 3 || number === 8) && hasRoom()) integers.push(value);
      if (own !== null && number === 8) {
        this.#kept += own.length;
        if (this.#kept <= maxKept) {
          for (const integer of packedIntegers(own, damage)) integers.push(integer);
        }
      }
      if (own === null) continue;
      if (number === 1) name = textOf(own);
      else if (number === 9) {
        if (hasRoom()) strings.push(textOf(own));
      } else if (number === 5 || number === 10) checkTensor(own, damage, malformed);
      else if (number === 6 || number === 11) into.graphs.push(this.graph(own, into.depth + 1));
    }
    if (strings.length > 0) into.texts.set(name, strings);
    if (integers.length > 0) into.integers.set(name, integers);
  }

  /** The nodes of a function of the model's own, whose name is put among the others. */
  functionNodes(bytes: Uint8Array, functions: Set<string>): OnnxNode[] {
    const nodes: OnnxNode[] = [];
    let [name, domain] = ["", ""];
    for (const { number, bytes: own } of readFields(bytes, damage)) {
      if (own === null) continue;
      if (number === 1) name = textOf(own);
      else if (number === 10) domain = textOf(own);
      else if (number === 7) nodes.push(this.node(own, 1));
    }
    functions.add(`${domain}.${name}`);
    return nodes;
  }
}

/** `ValueInfoProto`: a name and a type. */
function readValue(bytes: Uint8Array): OnnxValue {
  let name = "";
  let type: Pick<OnnxValue, "element" | "shape"> = { element: null, shape: null };
  for (const { number, bytes: own } of readFields(bytes, damage)) {
    if (own === null) continue;
    if (number === 1) name = textOf(own);
    else if (number === 2) type = readType(own);
  }
  if (name === "") throw malformed("an input or output has no name");
  return { name, ...type };
}

function readType(bytes: Uint8Array): Pick<OnnxValue, "element" | "shape"> {
  let element: number | null = null;
  let shape: OnnxShape | null = null;
  for (const { number, bytes: tensor } of readFields(bytes, damage)) {
    if (number !== 1 || tensor === null) continue;
    for (const { number, bytes: own, value } of readFields(tensor, damage)) {
      if (number === 1 && own === null) element = Number(value);
      else if (number === 2 && own !== null) shape = readShape(own);
    }
  }
  return { element, shape };
}

function readShape(bytes: Uint8Array): OnnxShape {
  const sizes: (number | string | null)[] = [];
  for (const { number, bytes: dimension } of readFields(bytes, damage)) {
    if (number !== 1 || dimension === null) continue;
    if (sizes.length === 32) throw malformed("a tensor has more than 32 sizes");
    let size: number | string | null = null;
    for (const { number, bytes: own, value } of readFields(dimension, damage)) {
      if (number === 1 && own === null)
        size = value > 0n && value < 2n ** 31n ? Number(value) : null;
      else if (number === 2 && own !== null) size = textOf(own);
    }
    sizes.push(size);
  }
  return sizes;
}

function addOpset(bytes: Uint8Array, opsets: Map<string, number>): void {
  let [domain, version] = ["", 0];
  for (const { number, bytes: own, value } of readFields(bytes, damage)) {
    if (number === 1 && own !== null) domain = textOf(own);
    else if (number === 2 && own === null) version = Number(value);
  }
  opsets.set(domain === "ai.onnx" ? "" : domain, version);
}

function addPair(bytes: Uint8Array, pairs: Map<string, string>): void {
  let [key, value] = ["", ""];
  for (const { number, bytes: own } of readFields(bytes, damage)) {
    if (own === null) continue;
    if (number === 1) key = textOf(own);
    else if (number === 2) value = textOf(own);
  }
  pairs.set(key, value);
}

function textOf(bytes: Uint8Array): string {
  if (bytes.length > maxText) throw malformed("a text is too long");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed("a text is not UTF-8");
  }
}
