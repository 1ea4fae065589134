// The opcodes that current pickles of models seldom hold: text forms, Python 2's, sets, bytes, and the
// references to things outside of the file, which are refused.

import { cost } from "./budget.ts";
import * as op from "./opcodes.ts";
import { parseFloatLine, parseInteger, parseIntLine } from "./pickle-literals.ts";
import type { PickleState } from "./pickle-state.ts";
import { parseQuoted, parseRawUnicode } from "./pickle-text.ts";
import { PyByteArray, PySet } from "./values.ts";

/** Does what a rare opcode says. @throws PICKLE_MALFORMED for a byte that is no opcode */
export function rareOpcode(state: PickleState, code: number): void {
  const { cursor, stack } = state;
  switch (code) {
    case op.SHORT_BINBYTES:
      state.pushBytes(cursor.readUint8());
      return;
    case op.BINBYTES:
      state.pushBytes(cursor.readUint32());
      return;
    case op.BINBYTES8:
      state.pushBytes(cursor.readLength64());
      return;
    case op.BYTEARRAY8:
      state.budget.spend(cost.object);
      stack.push(new PyByteArray(cursor.readBytes(cursor.readLength64())));
      return;
    case op.BINUNICODE8:
      state.pushText(cursor.readLength64());
      return;
    case op.SHORT_BINSTRING:
      state.pushPython2Text(cursor.readUint8());
      return;
    case op.BINSTRING:
      state.pushPython2Text(state.signedLength());
      return;
    case op.STRING:
      state.pushTextLine(parseQuoted, "the text is not quoted, or has a bad escape");
      return;
    case op.UNICODE:
      state.pushTextLine(parseRawUnicode, "the text has a bad escape");
      return;
    case op.INT:
      state.pushNumber(parseIntLine(state.readNumberLine()), "this is not an integer");
      return;
    case op.LONG:
      state.pushNumber(
        parseInteger(state.readNumberLine().replace(/L$/, "")),
        "this is not an integer",
      );
      return;
    case op.LONG1:
      state.pushLong(cursor.readUint8());
      return;
    case op.LONG4:
      state.pushLong(state.signedLength());
      return;
    case op.FLOAT:
      state.pushNumber(parseFloatLine(state.readNumberLine()), "this is not a number");
      return;
    case op.LIST: {
      const items = stack.popToMark();
      state.budget.spend(cost.list + cost.element * items.length);
      stack.push(items);
      return;
    }
    case op.DICT: {
      const items = stack.popToMark();
      state.budget.spend(cost.dict);
      stack.push(new Map());
      state.setItems(items);
      return;
    }
    case op.EMPTY_SET:
      state.budget.spend(cost.object);
      stack.push(new PySet([], false));
      return;
    case op.FROZENSET: {
      const items = stack.popToMark();
      state.budget.spend(cost.object + cost.element * items.length);
      state.checkHashable(items);
      stack.push(new PySet(items, true));
      return;
    }
    case op.ADDITEMS:
      state.addItems(stack.popToMark());
      return;
    case op.NEWOBJ_EX:
      state.newObjectEx();
      return;
    case op.INST: {
      const module = state.readNameLine();
      const callee = state.name(module, state.readNameLine());
      stack.push(state.reduce(callee, stack.popToMark()));
      return;
    }
    case op.OBJ: {
      const args = stack.popToMark();
      const callee = args.shift();
      if (callee === undefined) throw state.malformed("there is no class before its arguments");
      stack.push(state.reduce(callee, args));
      return;
    }
    case op.GET:
      state.recall(state.textIndex());
      return;
    case op.PUT:
      state.memoize(state.textIndex());
      return;
    case op.POP:
      stack.discard();
      return;
    case op.POP_MARK:
      stack.popToMark();
      return;
    case op.DUP:
      stack.push(stack.top());
      return;
    case op.PERSID:
    case op.BINPERSID:
      throw state.malformed("it refers to an object outside of the file (a persistent id)");
    case op.EXT1:
    case op.EXT2:
    case op.EXT4:
      throw state.malformed("it refers to Python's registry of extension codes");
    case op.NEXT_BUFFER:
    case op.READONLY_BUFFER:
      throw state.malformed("it refers to a buffer outside of the file");
    default:
      throw state.malformed("this is no opcode of pickle protocols 0 to 5");
  }
}
