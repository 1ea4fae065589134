// A tensor in an ONNX file, looked at and left packed: its bytes must be those of its sizes, and lie in the file.
// @see onnx/onnx.proto `TensorProto`

import type { Fault } from "../../bytes/byte-reader.ts";
import { packedIntegers, readFields } from "../../bytes/protobuf.ts";

/** Bytes of one element in `raw_data`, by the number of the type. */
const elementBytes: ReadonlyMap<number, number> = new Map([
  [1, 4],
  [2, 1],
  [3, 1],
  [4, 2],
  [5, 2],
  [6, 4],
  [7, 8],
  [9, 1],
  [10, 2],
  [11, 8],
  [12, 4],
  [13, 8],
  [14, 8],
  [15, 16],
  [16, 2],
]);

const maxElements = 2n ** 31n;

/**
 * @returns the tensor's name
 * @throws what `malformed` and `fault` make: for a tensor in another file, and for bytes that do not fit its sizes
 */
export function checkTensor(
  bytes: Uint8Array,
  fault: Fault,
  malformed: (reason: string) => Error,
): string {
  let [name, type, elements] = ["", 0, 1n];
  let raw: number | null = null;
  for (const { number, bytes: own, value } of readFields(bytes, fault)) {
    if (number === 1) {
      // As many sizes as a tensor can have, each of at most ten bytes.
      if (own !== null && own.length > 320) throw malformed("a tensor has more than 32 sizes");
      for (const size of own === null ? [value] : packedIntegers(own, fault)) {
        if (size < 0n) throw malformed("a tensor has a size below zero");
        elements *= size;
        if (elements > maxElements) throw malformed("a tensor is too large");
      }
    } else if (number === 2) type = Number(value);
    else if (number === 8 && own !== null) name = new TextDecoder().decode(own);
    else if (number === 9 && own !== null) raw = own.length;
    else if (number === 13 || (number === 14 && value !== 0n)) {
      throw malformed("a tensor lies in another file, which is never opened");
    }
  }
  const size = elementBytes.get(type);
  if (raw !== null && size !== undefined && BigInt(raw) !== elements * BigInt(size)) {
    throw malformed(`a tensor of ${elements} elements has ${raw} bytes`);
  }
  return name;
}
