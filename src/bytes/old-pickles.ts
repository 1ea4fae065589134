// A pickle of protocol 0 or 1 has no mark at its beginning, and the older of them is text. It is told from
// other texts by trying out its first opcodes: their arguments must be well formed, and a stack must bear them.

import type { FileHead } from "./file-head.ts";

interface Opcode {
  /** What follows: lines of these forms. */
  readonly lines?: readonly RegExp[];
  /** Or so many bytes. */
  readonly bytes?: number;
  /** Or a little-endian length of so many bytes, and as many bytes as it says. */
  readonly lengthBytes?: number;
  /** Values taken from the stack, or all above the last mark. */
  readonly takes?: number | "mark";
  /** Values put on the stack. */
  readonly gives?: number;
}

const anything = /^/;
const digits = /^\d+\r?$/;
const integer = /^-?\d+L?\r?$/;
const name = /^\S+$/;

/** @see CPython's Lib/pickletools.py, opcodes with `proto` 0 and 1 */
const opcodes: ReadonlyMap<string, Opcode> = new Map<string, Opcode>([
  ["0", { takes: 1 }],
  ["1", { takes: "mark" }],
  ["2", { takes: 1, gives: 2 }],
  ["F", { lines: [/^-?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf|nan)\r?$/], gives: 1 }],
  ["G", { bytes: 8, gives: 1 }],
  ["I", { lines: [integer], gives: 1 }],
  ["J", { bytes: 4, gives: 1 }],
  ["K", { bytes: 1, gives: 1 }],
  ["L", { lines: [integer], gives: 1 }],
  ["M", { bytes: 2, gives: 1 }],
  ["N", { gives: 1 }],
  ["P", { lines: [anything], gives: 1 }],
  ["Q", { takes: 1, gives: 1 }],
  ["R", { takes: 2, gives: 1 }],
  ["S", { lines: [/^'.*'$|^".*"$/], gives: 1 }],
  ["T", { lengthBytes: 4, gives: 1 }],
  ["U", { lengthBytes: 1, gives: 1 }],
  ["V", { lines: [anything], gives: 1 }],
  ["X", { lengthBytes: 4, gives: 1 }],
  ["a", { takes: 2, gives: 1 }],
  ["b", { takes: 2, gives: 1 }],
  ["c", { lines: [name, name], gives: 1 }],
  ["d", { takes: "mark", gives: 1 }],
  ["e", { takes: "mark" }],
  ["g", { lines: [digits], gives: 1 }],
  ["h", { bytes: 1, gives: 1 }],
  ["i", { lines: [name, name], takes: "mark", gives: 1 }],
  ["j", { bytes: 4, gives: 1 }],
  ["l", { takes: "mark", gives: 1 }],
  ["o", { takes: "mark", gives: 1 }],
  ["p", { lines: [digits] }],
  ["q", { bytes: 1 }],
  ["r", { bytes: 4 }],
  ["s", { takes: 3, gives: 1 }],
  ["t", { takes: "mark", gives: 1 }],
  ["u", { takes: "mark" }],
  [")", { gives: 1 }],
  ["]", { gives: 1 }],
  ["}", { gives: 1 }],
]);

/** Opcodes in agreement after which the rest is the reader's matter. */
const enough = 8;

/** As many where what is known of the file ends, or the pickle says that it does. */
const enoughToTheEnd = 3;

/** Opcodes that nearly any line of text with such an initial would be. */
const vague = new Set(["P", "V", "c"]);

/** Whether a file begins as a pickle of protocol 0 or 1 does. */
export function startsOldPickle({ text }: FileHead): boolean {
  const marks: number[] = [];
  let depth = 0;
  let at = 0;
  let isClear = false;
  for (let count = 0; count < enough || !isClear; count++) {
    const agrees = isClear && count >= enoughToTheEnd;
    const code = text[at++];
    if (code === undefined) return agrees;
    if (code === ".") return depth > 0 && (agrees || text.slice(at).trim() === "");
    isClear ||= !vague.has(code);
    if (code === "(") {
      marks.push(depth);
      continue;
    }
    const opcode = opcodes.get(code);
    const end = opcode === undefined ? null : skipArgument(text, at, opcode);
    if (opcode === undefined || end === null) return false;
    if (end > text.length) return agrees;
    at = end;
    const { takes = 0, gives = 0 } = opcode;
    const floor = takes === "mark" ? marks.pop() : depth - takes;
    if (floor === undefined || floor < (marks.at(-1) ?? 0)) return false;
    depth = floor + gives;
  }
  return true;
}

/** Where an opcode's argument ends, perhaps beyond the text; null when it is not well formed. */
function skipArgument(text: string, start: number, opcode: Opcode): number | null {
  let at = start;
  for (const form of opcode.lines ?? []) {
    const end = text.indexOf("\n", at);
    if (end === -1) return text.length + 1; // perhaps it ends later
    if (!form.test(text.slice(at, end))) return null;
    at = end + 1;
  }
  const { lengthBytes = 0, bytes = 0 } = opcode;
  let length = bytes;
  for (let i = 0; i < lengthBytes; i++) length += (text.charCodeAt(at + i) || 0) * 256 ** i;
  return at + lengthBytes + length;
}
