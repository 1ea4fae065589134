// What a hostile file is, for the tests: its bytes and how reading it must end.

import type { ErrorCode } from "../../../src/errors.ts";
import { assemble, type Instruction } from "./assembler.ts";

/** How reading must end: an error's code, or a value. */
export type Ending = ErrorCode | "value";

export interface HostileCase {
  readonly name: string;
  readonly bytes: () => Uint8Array;
  /** How `decodePickle` and `readModelFile` end. */
  readonly ending: Ending;
  /** How `readModelFile` ends, where what the file looks like is judged first. */
  readonly file?: Ending;
  /** How `decodePickle` ends where unknown names are kept, as `inspect` does; "value" unless told. */
  readonly kept?: Ending;
  /** How `loadModel` ends where reading gives a value; MODEL_NOT_AN_ESTIMATOR unless told. */
  readonly loaded?: Ending;
  /** The limit of memory, MiB, where not the default. */
  readonly memoryMiB?: number;
  /** The name that the error tells, where one is meant. */
  readonly global?: string;
}

/** A pickle of protocol 4. */
export function pickle(...program: readonly Instruction[]): Uint8Array {
  return assemble(["PROTO", 4], ...program);
}

/** Puts a class or function on the stack, as protocol 4 writes it. */
export function named(module: string, name: string): Instruction[] {
  return [["BINUNICODE", module], ["BINUNICODE", name], "STACK_GLOBAL"];
}

/** `module.name(…)`, whose arguments a program puts on the stack. */
export function call(module: string, name: string, ...args: readonly Instruction[]): Instruction[] {
  return [...named(module, name), "MARK", ...args, "TUPLE", "REDUCE"];
}

/** An instance of a class without arguments, as protocol 2 and later make it. */
export function instance(module: string, name: string): Instruction[] {
  return [...named(module, name), "EMPTY_TUPLE", "NEWOBJ"];
}

export function text(value: string): Instruction {
  return ["BINUNICODE", value];
}

/** A dict of attributes. */
export function dict(...entries: readonly (readonly [string, ...Instruction[]])[]): Instruction[] {
  const items = entries.flatMap(([key, ...value]) => [text(key), ...value]);
  return ["EMPTY_DICT", "MARK", ...items, "SETITEMS"];
}

export function tuple(...items: readonly Instruction[]): Instruction[] {
  return ["MARK", ...items, "TUPLE"];
}

export function list(...items: readonly Instruction[]): Instruction[] {
  return ["EMPTY_LIST", "MARK", ...items, "APPENDS"];
}

/** `dtype('f8')`, complete. */
export function dtype(code: string, order = "<"): Instruction[] {
  return [
    ...call("numpy", "dtype", text(code), "NEWFALSE", "NEWTRUE"),
    ...tuple(
      ["BININT1", 3],
      text(order),
      "NONE",
      "NONE",
      "NONE",
      ["BININT", -1],
      ["BININT", -1],
      ["BININT1", 0],
    ),
    "BUILD",
  ];
}

/** `_reconstruct(ndarray, (0,), b'b')`, not filled yet. */
export function emptyArray(module = "numpy._core.multiarray"): Instruction[] {
  return call(module, "_reconstruct", ...named("numpy", "ndarray"), ...tuple(["BININT1", 0]), [
    "SHORT_BINBYTES",
    "b",
  ]);
}

/** An array; the shape and the data are programs. */
export function array(
  shape: readonly Instruction[],
  type: readonly Instruction[],
  data: readonly Instruction[],
): Instruction[] {
  return [
    ...emptyArray(),
    ...tuple(["BININT1", 1], ...tuple(...shape), ...type, "NEWFALSE", ...data),
    "BUILD",
  ];
}
