// Models in protocol buffers have no mark at their beginning: they are told by fields that fit their schema.

import { type FileHead, type FileKind, readHere, readsPickles } from "./file-head.ts";

export const protobufKinds: readonly FileKind[] = [
  {
    what: "the graph of a TensorFlow SavedModel",
    advice: `${readsPickles} A TensorFlow model needs TensorFlow, or tf2onnx.`,
    matches: isSavedModel,
  },
  { what: "an ONNX model", advice: readHere, format: "onnx", matches: isOnnx },
];

const varint = 0;
const lengthDelimited = 2;

/** The fields of ONNX's ModelProto and their wire types. @see onnx/onnx.proto */
const onnxFields: ReadonlyMap<number, number> = new Map([
  [1, varint], // ir_version
  [2, lengthDelimited], // producer_name
  [3, lengthDelimited], // producer_version
  [4, lengthDelimited], // domain
  [5, varint], // model_version
  [6, lengthDelimited], // doc_string
  [7, lengthDelimited], // graph
  [8, lengthDelimited], // opset_import
  [14, lengthDelimited], // metadata_props
  [20, lengthDelimited], // training_info
  [25, lengthDelimited], // functions
]);

const onnxGraph = 7;

interface ProtobufField {
  readonly number: number;
  readonly wireType: number;
  /** The number itself, or the length of what follows. */
  readonly value: number;
  /** Where the next field begins, perhaps beyond what is known of the file. */
  readonly end: number;
}

/** Fields of the schema from `ir_version` to the graph. */
function isOnnx(head: FileHead): boolean {
  const first = readField(head, 0);
  if (first?.number !== 1 || first.wireType !== varint || first.value > 1000) return false;
  let at = first.end;
  while (at < head.bytes.length) {
    const field = readField(head, at);
    if (field === null || onnxFields.get(field.number) !== field.wireType) return false;
    if (field.end > head.size) return false;
    if (field.number === onnxGraph) return true;
    at = field.end;
  }
  return false;
}

/** Schema version 1, then one MetaGraphDef, or several, that fill the file. */
function isSavedModel(head: FileHead): boolean {
  if (!head.has("\x08\x01\x12")) return false;
  let at = 2;
  while (at < head.bytes.length) {
    const field = readField(head, at);
    if (field?.number !== 2 || field.wireType !== lengthDelimited || field.end > head.size) {
      return false;
    }
    // A producer's name, as ONNX has it here, is short.
    if (field.end === head.size) return field.value > 100;
    at = field.end;
  }
  return true;
}

function readField(head: FileHead, start: number): ProtobufField | null {
  const tag = readVarint(head, start);
  if (tag === null) return null;
  const value = readVarint(head, tag.end);
  const wireType = tag.value % 8;
  if (value === null || (wireType !== varint && wireType !== lengthDelimited)) return null;
  const end = wireType === varint ? value.end : value.end + value.value;
  return { number: Math.floor(tag.value / 8), wireType, value: value.value, end };
}

function readVarint({ bytes }: FileHead, start: number): { value: number; end: number } | null {
  let value = 0;
  for (let i = 0; i < 7; i++) {
    const byte = bytes[start + i];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 128 ** i;
    if (byte < 0x80) return { value, end: start + i + 1 };
  }
  return null;
}
