// The front door `picklejar/pickle`: Python pickles as data, for anyone. Nothing is executed.

import type { Limits } from "./limits.ts";
import { type DecodedPickle, type DecodeOptions, decodePickle } from "./objects/pickle-machine.ts";
import type { PyValue } from "./objects/values.ts";
import { encodePickle, type WriteOptions } from "./objects/writer/pickle-writer.ts";

export type { ErrorCode, Issue } from "./errors.ts";
export { PicklejarError } from "./errors.ts";
export { defaultLimits, type Limits } from "./limits.ts";
export type { Dtype } from "./objects/dtype.ts";
export { type ModelFile, type ReadOptions, readModelFile } from "./objects/model-file.ts";
export type { NameUse } from "./objects/name-ledger.ts";
export {
  elements,
  float32Values,
  float64Values,
  int32Values,
  NdArray,
  NumpyScalar,
  type TypedNumbers,
} from "./objects/ndarray.ts";
export type { DecodedPickle } from "./objects/pickle-machine.ts";
export { pythonRepr } from "./objects/python-repr.ts";
export {
  attributes,
  PyByteArray,
  type PyDict,
  PyFloat,
  PyGlobal,
  type PyList,
  PyObject,
  PySet,
  PyTuple,
  type PyValue,
} from "./objects/values.ts";
export type { PickleProtocol } from "./objects/writer/pickle-output.ts";
export type { WriteOptions } from "./objects/writer/pickle-writer.ts";

/** What `readPickle` may be told. */
export interface PickleOptions extends Omit<DecodeOptions, "budget" | "limits"> {
  readonly limits?: Limits;
}

/**
 * The value of a pickle, of any protocol.
 *
 * @param bytes  the pickle, not compressed (`readModelFile` reads compressed files, too)
 * @throws PICKLE_UNKNOWN_GLOBAL for a name that no model library uses, unless `unknown: "keep"`; the other
 *   PICKLE_ codes for damage, LIMIT_EXCEEDED for too much
 * @example
 * readPickle(await readFile("columns.pkl"))   // ["age", "income"]
 */
export function readPickle(bytes: Uint8Array, options: PickleOptions = {}): PyValue {
  return decodePickle(bytes, options).value;
}

/** As `readPickle`, with the protocol, the names in the file and the calls that were refused. */
export function inspectPickle(bytes: Uint8Array, options: PickleOptions = {}): DecodedPickle {
  return decodePickle(bytes, { unknown: "keep", ...options });
}

/**
 * The pickle of a value, for Python's own `pickle.load`. What `readPickle` gave is written as it was read, sharing
 * and cycles included; subclasses of dict (OrderedDict, Counter, defaultdict) become dicts.
 *
 * @throws PICKLE_UNWRITABLE
 * @example
 * await writeFile("columns.pkl", writePickle(["age", "income"]))
 */
export function writePickle(value: PyValue, options: WriteOptions = {}): Uint8Array<ArrayBuffer> {
  return encodePickle(value, options);
}
