// The opcodes that files are full of: values without parts, and the memo.

import { cost } from "./budget.ts";
import * as op from "./opcodes.ts";
import type { PickleState } from "./pickle-state.ts";
import { PyFloat } from "./values.ts";

/**
 * Does what the next opcodes say, as long as they are of these, in a loop so small that it is fast long before a
 * loop over all of them would be.
 *
 * @returns the first opcode that does something else
 */
export function runPlain(state: PickleState): number {
  const { cursor, stack, budget } = state;
  for (;;) {
    budget.step();
    const code = cursor.readOpcode();
    switch (code) {
      case op.MEMOIZE:
        state.memoize(state.memo.size);
        break;
      case op.BINGET:
        state.recall(cursor.readUint8());
        break;
      case op.LONG_BINGET:
        state.recall(cursor.readUint32());
        break;
      case op.BINPUT:
        state.memoize(cursor.readUint8());
        break;
      case op.LONG_BINPUT:
        state.memoize(cursor.readUint32());
        break;
      case op.SHORT_BINUNICODE:
        state.pushText(cursor.readUint8());
        break;
      case op.BINUNICODE:
        state.pushText(cursor.readUint32());
        break;
      case op.BININT1:
        stack.push(cursor.readUint8());
        break;
      case op.BININT2:
        stack.push(cursor.readUint16());
        break;
      case op.BININT:
        stack.push(cursor.readInt32());
        break;
      case op.BINFLOAT:
        budget.spend(cost.float);
        stack.push(new PyFloat(cursor.readFloat64()));
        break;
      case op.NONE:
        stack.push(null);
        break;
      case op.NEWTRUE:
        stack.push(true);
        break;
      case op.NEWFALSE:
        stack.push(false);
        break;
      default:
        return code;
    }
  }
}
