// An ONNX file as the inert record that `inspect` shows: who made it, what it asks and answers, of which operators it is.

import { show } from "../../text.ts";
import type { DecodedPickle } from "../pickle-machine.ts";
import { PyGlobal, PyObject, PyTuple, type PyValue } from "../values.ts";
import { checkGraph } from "./check-graph.ts";
import { decodeOnnx, type OnnxModel, type OnnxValue } from "./onnx-model.ts";

/** Element types by their numbers, as numpy names them. @see onnx/onnx.proto `TensorProto.DataType` */
export const elementNames: readonly (string | undefined)[] = [
  undefined,
  "float32",
  "uint8",
  "int8",
  "uint16",
  "int16",
  "int32",
  "int64",
  "string",
  "bool",
  "float16",
  "float64",
  "uint32",
  "uint64",
];

/** Where the record keeps the file's own bytes. */
const bytesKey = "_file";

/** @throws ONNX_MALFORMED, ESTIMATOR_UNSUPPORTED */
export function readOnnxFile(
  bytes: Uint8Array,
): Omit<DecodedPickle, "protocol"> & { readonly protocol: null } {
  const model = decodeOnnx(bytes);
  checkGraph(model);
  const record = new PyObject(new PyGlobal("onnx", "ModelProto", 0), [], 0);
  record.state = new Map<PyValue, PyValue>([...described(model), [bytesKey, bytes]]);
  return { value: record, protocol: null, length: bytes.length, names: [], refusals: [] };
}

/** The bytes of an ONNX file, decompressed; null for another value. */
export function onnxBytes(value: PyValue): Uint8Array | null {
  const bytes =
    value instanceof PyObject && value.state instanceof Map ? value.state.get(bytesKey) : null;
  return bytes instanceof Uint8Array ? bytes : null;
}

function described(model: OnnxModel): [string, PyValue][] {
  const { irVersion, producer, producerVersion, opsets, metadata, graph } = model;
  const operators = new Map<PyValue, PyValue>();
  for (const { op } of graph.nodes) operators.set(op, Number(operators.get(op) ?? 0) + 1);
  const facts: [string, PyValue][] = [
    ["ir_version", irVersion],
    [
      "opsets",
      new Map<PyValue, PyValue>(
        [...opsets].map(([domain, version]) => [domain === "" ? "ai.onnx" : domain, version]),
      ),
    ],
    ["operators_", operators],
    ["inputs_", new PyTuple(graph.inputs.map(valueText))],
    ["outputs_", new PyTuple(graph.outputs.map(valueText))],
  ];
  if (producer !== "") facts.unshift(["producer", `${producer} ${producerVersion}`.trim()]);
  if (metadata.size > 0) facts.push(["metadata", new Map<PyValue, PyValue>(metadata)]);
  return facts;
}

/** `X: float32 ? × 3`. */
function valueText({ name, element, shape }: OnnxValue): string {
  const sizes = shape?.map((size) => size ?? "?").join(" × ") ?? "any shape";
  const type = element === null ? "no tensor" : `${elementNames[element] ?? "?"} ${sizes}`;
  return show(`${name}: ${type}`, 200);
}
