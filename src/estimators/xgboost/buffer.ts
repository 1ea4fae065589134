// The bytes of a booster, of every era: recognised by how they begin.
//
//   binf, or four bytes of a number   binary model, before 1.0 (and of save_raw("deprecated") later)
//   CONFIG-offset:                    1.0 to 1.2: a length, a binary model, and how it was trained as JSON
//   {"                                JSON: a model, or Model and Config
//   { and a length                    UBJSON of the same, 1.6 and later
//
// @see xgboost/src/learner.cc `LearnerIO::Save`, xgboost/src/c_api/c_api.cc `XGBoosterUnserializeFromBuffer`

import type { Fault } from "../../bytes/byte-reader.ts";
import { decodeJson } from "../../bytes/json.ts";
import { decodeUbjson } from "../../bytes/ubjson.ts";
import type { Limits } from "../../limits.ts";
import { readBinaryModel, startsWith } from "./binary-model.ts";
import type { BoosterFile } from "./booster-file.ts";
import { readModelDocument } from "./json-model.ts";

const configMark = "CONFIG-offset:";

/**
 * What the bytes of a booster say, checked as far as its parts can be checked without asking it anything.
 *
 * @throws what `fault` makes; LIMIT_EXCEEDED for `memoryBytes`
 */
export function readBoosterFile(bytes: Uint8Array, fault: Fault, limits: Limits): BoosterFile {
  if (bytes.length < 4) throw fault(0, `it has ${bytes.length} bytes`);
  if (startsWith(bytes, configMark)) return readBinaryModel(binaryPart(bytes, fault), fault);
  const rules = { fault, limits };
  const text = isText(bytes);
  if (!text && !isUbjson(bytes)) return readBinaryModel(bytes, fault);
  const document = text ? decodeJson(bytes, rules) : decodeUbjson(bytes, rules);
  return readModelDocument(document, (reason) => fault(0, reason));
}

function binaryPart(bytes: Uint8Array, fault: Fault): Uint8Array {
  const start = configMark.length + 8;
  if (bytes.length < start) throw fault(bytes.length, "it ends too early");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(configMark.length, true);
  if (length > BigInt(bytes.length - start)) {
    throw fault(configMark.length, `it says a model of ${length} bytes`);
  }
  return bytes.subarray(start, start + Number(length));
}

/** A UBJSON object goes on with the length of a key; the number that a binary model begins with rarely does. */
function isUbjson(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7b && "iUIlL#}".includes(String.fromCharCode(bytes[1] ?? 0));
}

/** A JSON object goes on with a key, perhaps after white space. */
function isText(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x7b) return false;
  for (const byte of bytes.subarray(1, 64)) {
    if (byte === 0x22) return true;
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return false;
  }
  return false;
}
