// How our own code answers for a global that a pickle calls: the contract between the pickle machine
// and the builders of numpy's, scipy's, pandas' and joblib's objects.

import type { PyDict, PyGlobal, PyValue, Stateful } from "./values.ts";

/** One call in a pickle: REDUCE, NEWOBJ, NEWOBJ_EX, INST or OBJ. */
export interface Call {
  readonly global: PyGlobal;
  readonly args: readonly PyValue[];
  /** Keyword arguments of NEWOBJ_EX, else null. */
  readonly kwargs: PyDict | null;
  /** Byte of the calling opcode. */
  readonly offset: number;
}

/**
 * Makes the value that Python's call would have returned, from checked arguments, or throws.
 *
 * @throws PICKLE_FORBIDDEN_CALL when no library writes such a call; ARRAY_INVALID or OBJECT_INVALID when
 *   the arguments contradict each other
 */
export type Builder = (call: Call) => PyValue;

/** Builders by `module.name`; null for a global that may be named but never called. */
export type BuilderTable = ReadonlyMap<string, Builder | null>;

/** The raw bytes that joblib writes into a pickle right after a BUILD, outside every frame. */
export interface PayloadSource {
  /** The whole pickle; a payload is a view of it. */
  readonly bytes: Uint8Array;
  /** The first byte of the payload; the payload's reader moves it to the first byte after. */
  position: number;
  /** Reads a complete inner pickle at `position`, under the same rules and budgets, and moves past it. */
  readPickle(): PyValue;
}

/** A value whose BUILD is followed by a payload in the file, and which the payload's value replaces. */
export interface PayloadHeader extends Stateful {
  readPayload(source: PayloadSource): PyValue;
}

export function hasPayload(value: Stateful): value is PayloadHeader {
  return "readPayload" in value;
}
