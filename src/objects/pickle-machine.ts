// The pickle machine: a loop over opcodes that builds inert values. It resolves no name, calls nothing,
// and refuses what CPython's strict unpickler refuses.
// @see CPython Modules/_pickle.c `load` (3.14) for what each opcode does to stack, marks and memo

import type { PicklejarError } from "../errors.ts";
import { defaultLimits, type Limits, limitExceeded } from "../limits.ts";
import { Budget, cost } from "./budget.ts";
import { hasPayload, type PayloadHeader, type PayloadSource } from "./builders.ts";
import { NameLedger, type NameUse } from "./name-ledger.ts";
import * as op from "./opcodes.ts";
import { PickleCursor } from "./pickle-cursor.ts";
import { runPlain } from "./pickle-plain-opcodes.ts";
import { rareOpcode } from "./pickle-rare-opcodes.ts";
import { PickleState } from "./pickle-state.ts";
import { isStateful, PyGlobal, PyObject, type PyValue } from "./values.ts";

export interface DecodeOptions {
  readonly limits?: Limits;
  /** What an absent name does: refuse the file (default), or stay a record, for inspection. */
  readonly unknown?: "refuse" | "keep";
  /** `module.name`s that the user vouches for; they stay inert records. */
  readonly declared?: ReadonlySet<string>;
  /** The budget of the file this pickle lies in. */
  readonly budget?: Budget;
}

/** A pickle as data. */
export interface DecodedPickle {
  readonly value: PyValue;
  /** The highest protocol that a PROTO opcode states; 0 when none does. */
  readonly protocol: number;
  /** Bytes up to and with STOP; what follows was not read. */
  readonly length: number;
  readonly names: readonly NameUse[];
  /** Calls that were not answered (only where unknown names are kept). */
  readonly refusals: readonly PicklejarError[];
}

/**
 * Decodes one pickle, of any protocol, without executing anything.
 *
 * @param bytes  the pickle, uncompressed; arrays in the result are views of it
 * @throws PICKLE_UNKNOWN_GLOBAL, PICKLE_FORBIDDEN_CALL, PICKLE_MALFORMED, PICKLE_TRUNCATED, ARRAY_INVALID,
 *   OBJECT_INVALID, LIMIT_EXCEEDED
 */
export function decodePickle(bytes: Uint8Array, options: DecodeOptions = {}): DecodedPickle {
  const budget = options.budget ?? new Budget(options.limits ?? defaultLimits);
  const ledger = new NameLedger(options.unknown ?? "refuse", budget, options.declared);
  const state = new PickleState(new PickleCursor(bytes), ledger, budget);
  let value: PyValue;
  try {
    value = run(state);
  } catch (error) {
    // An attack often breaks the stream behind its payload: the name matters more than the break.
    throw ledger.verdict(error) ?? typedError(error, budget.limits);
  }
  const verdict = ledger.verdict();
  if (verdict !== null) throw verdict;
  return {
    value,
    protocol: state.protocol,
    length: state.cursor.position,
    names: [...ledger.uses.values()],
    refusals: ledger.refusals,
  };
}

/** The engine's own limits (a Map or string too large) as an error of ours. */
function typedError(error: unknown, limits: Limits): unknown {
  const isTooLong =
    error instanceof Error && "code" in error && error.code === "ERR_STRING_TOO_LONG";
  if (!(error instanceof RangeError) && !isTooLong) return error;
  const limit = limitExceeded(limits, "memoryBytes");
  limit.cause = error;
  return limit;
}

function run(state: PickleState): PyValue {
  const { cursor, stack } = state;
  for (;;) {
    const code = runPlain(state);
    switch (code) {
      case op.MARK:
        stack.mark();
        break;
      case op.TUPLE1:
        state.pushTuple([stack.pop()]);
        break;
      case op.TUPLE2: {
        const second = stack.pop();
        state.pushTuple([stack.pop(), second]);
        break;
      }
      case op.TUPLE3: {
        const third = stack.pop();
        const second = stack.pop();
        state.pushTuple([stack.pop(), second, third]);
        break;
      }
      case op.TUPLE:
        state.pushTuple(stack.popToMark());
        break;
      case op.EMPTY_TUPLE:
        state.pushTuple([]);
        break;
      case op.EMPTY_DICT:
        state.budget.spend(cost.dict);
        stack.push(new Map());
        break;
      case op.EMPTY_LIST:
        state.budget.spend(cost.list);
        stack.push([]);
        break;
      case op.SETITEMS:
        state.setItems(stack.popToMark());
        break;
      case op.SETITEM: {
        const value = stack.pop();
        state.setItems([stack.pop(), value]);
        break;
      }
      case op.APPENDS:
        state.append(stack.popToMark());
        break;
      case op.APPEND:
        state.append([stack.pop()]);
        break;
      case op.STACK_GLOBAL: {
        const name = stack.pop();
        state.pushGlobal(stack.pop(), name);
        break;
      }
      case op.GLOBAL: {
        const module = state.readNameLine();
        state.pushGlobal(module, state.readNameLine());
        break;
      }
      case op.REDUCE: {
        const args = state.argumentTuple();
        stack.push(state.reduce(stack.pop(), args));
        break;
      }
      case op.NEWOBJ: {
        const args = state.argumentTuple();
        stack.push(state.call(stack.pop(), args, null));
        break;
      }
      case op.BUILD:
        build(state);
        break;
      case op.FRAME:
        cursor.openFrame(cursor.readLength64());
        break;
      case op.PROTO:
        state.proto(cursor.readUint8());
        break;
      case op.STOP:
        return stack.pop();
      default:
        rareOpcode(state, code);
    }
  }
}

/** BUILD: gives a record its state, or one of our own values its contents. */
function build(state: PickleState): void {
  const { stack } = state;
  const contents = stack.pop();
  const target = stack.top();
  if (target instanceof PyObject) {
    if (target.state !== undefined) throw state.malformed("an object is filled twice");
    target.state = contents;
  } else if (isStateful(target)) {
    state.fill(target, contents);
    if (hasPayload(target)) stack.replaceTop(readPayload(state, target));
  } else {
    const what = target instanceof PyGlobal ? `of ${target.path} itself` : "of a plain value";
    throw state.malformed(`it sets the attributes ${what}`);
  }
}

/** The raw bytes after a BUILD, as joblib writes arrays: outside every frame, one level deep. */
function readPayload(state: PickleState, header: PayloadHeader): PyValue {
  const { cursor } = state;
  if (state.isInner) throw state.malformed("an array's elements hold raw arrays again");
  if (cursor.insideFrame) throw state.malformed("a raw array begins inside a frame");
  const source: PayloadSource = {
    bytes: cursor.bytes,
    position: cursor.position,
    readPickle() {
      const innerCursor = new PickleCursor(source.bytes, source.position);
      const value = run(new PickleState(innerCursor, state.ledger, state.budget, true));
      source.position = innerCursor.position;
      return value;
    },
  };
  const value = header.readPayload(source);
  cursor.jump(source.position);
  return value;
}
