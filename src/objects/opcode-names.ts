// What opcodes are called, for messages.

import * as opcodes from "./opcodes.ts";

const names = new Map<number, string>(Object.entries(opcodes).map(([name, code]) => [code, name]));

/** `REDUCE`, or `opcode 0xff` for a byte that is none. */
export function opcodeName(code: number): string {
  return names.get(code) ?? `opcode 0x${code.toString(16).padStart(2, "0")}`;
}
