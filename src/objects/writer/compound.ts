// What the parts of a pickle's writer share: a value is written by a generator that hands out, one after the
// other, the values it is made of. So the depth of a value costs memory, never the stack.

import * as op from "../opcodes.ts";
import { PyGlobal, type PyValue } from "../values.ts";
import type { PickleOutput } from "./pickle-output.ts";

/** Writes one value; yields each part of it, which is written before the generator goes on. */
export type Writing = Generator<Part, void, void>;

/** A part of a value, and where it lies: a key, an index, `args`, `state`. */
export interface Part {
  readonly key: string | number;
  readonly value: PyValue;
}

/** One level deeper in a value. @param key  a name of Python's side, or an index */
export function part(key: string | number, value: PyValue): Part {
  return { key, value };
}

/** A class or function that the writer itself needs. */
export function named(module: string, name: string): PyGlobal {
  return new PyGlobal(module, name, 0);
}

/** `callee(*args)`, left on the stack. */
export function* writeCall(
  output: PickleOutput,
  callee: PyValue,
  args: readonly PyValue[],
): Writing {
  yield part("callable", callee);
  yield* writeTuple(output, args, "args");
  output.opcode(op.REDUCE);
}

/** A tuple that nothing else refers to. */
export function* writeTuple(output: PickleOutput, items: readonly PyValue[], key: string): Writing {
  if (items.length > 3) output.opcode(op.MARK);
  for (let i = 0; i < items.length; i++) yield part(`${key}[${i}]`, items[i] ?? null);
  output.opcode(tupleOpcodes[items.length] ?? op.TUPLE);
}

const tupleOpcodes: readonly number[] = [op.EMPTY_TUPLE, op.TUPLE1, op.TUPLE2, op.TUPLE3];
