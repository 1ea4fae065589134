// Pickles written by hand, opcode by opcode, valid or not; and pickles taken apart into their opcodes.

import * as opcodes from "../../../src/objects/opcodes.ts";

export type OpcodeName = keyof typeof opcodes;
export type Argument = number | bigint | string | Uint8Array;
/** An opcode without arguments, one with its arguments, or raw bytes. */
export type Instruction = OpcodeName | readonly [OpcodeName, ...Argument[]] | Uint8Array;

/** How an argument lies in the file: an unsigned or signed number, a line, or bytes after their length. */
type Layout = "u1" | "u2" | "u4" | "u8" | "i4" | "f8" | "line" | "bytes1" | "bytes4" | "bytes8";

const layouts: ReadonlyMap<OpcodeName, readonly Layout[]> = new Map<OpcodeName, readonly Layout[]>([
  ["BINFLOAT", ["f8"]],
  ["BINGET", ["u1"]],
  ["BININT", ["i4"]],
  ["BININT1", ["u1"]],
  ["BININT2", ["u2"]],
  ["BINPUT", ["u1"]],
  ["BINBYTES", ["bytes4"]],
  ["BINBYTES8", ["bytes8"]],
  ["BINSTRING", ["bytes4"]],
  ["BINUNICODE", ["bytes4"]],
  ["BINUNICODE8", ["bytes8"]],
  ["BYTEARRAY8", ["bytes8"]],
  ["EXT1", ["u1"]],
  ["EXT2", ["u2"]],
  ["EXT4", ["i4"]],
  ["FLOAT", ["line"]],
  ["FRAME", ["u8"]],
  ["GET", ["line"]],
  ["GLOBAL", ["line", "line"]],
  ["INST", ["line", "line"]],
  ["INT", ["line"]],
  ["LONG", ["line"]],
  ["LONG1", ["bytes1"]],
  ["LONG4", ["bytes4"]],
  ["LONG_BINGET", ["u4"]],
  ["LONG_BINPUT", ["u4"]],
  ["PERSID", ["line"]],
  ["PROTO", ["u1"]],
  ["PUT", ["line"]],
  ["SHORT_BINBYTES", ["bytes1"]],
  ["SHORT_BINSTRING", ["bytes1"]],
  ["SHORT_BINUNICODE", ["bytes1"]],
  ["STRING", ["line"]],
  ["UNICODE", ["line"]],
]);

const widths: ReadonlyMap<Layout, number> = new Map<Layout, number>([
  ["u1", 1],
  ["u2", 2],
  ["u4", 4],
  ["u8", 8],
  ["i4", 4],
  ["f8", 8],
  ["bytes1", 1],
  ["bytes4", 4],
  ["bytes8", 8],
]);

const codeOf = new Map(Object.entries(opcodes) as [OpcodeName, number][]);
const nameOfCode: ReadonlyMap<number, OpcodeName> = new Map(
  [...codeOf].map(([name, code]) => [code, name]),
);

/** The pickle of a program: `assemble(["PROTO", 4], ["BININT1", 5], "STOP")`. */
export function assemble(...program: readonly Instruction[]): Uint8Array {
  return concat(
    program.map((instruction) => {
      if (instruction instanceof Uint8Array) return instruction;
      const [name, ...args] = typeof instruction === "string" ? [instruction] : instruction;
      const parts = (layouts.get(name) ?? []).map((layout, i) => encode(layout, args[i] ?? 0));
      return concat([Uint8Array.of(codeOf.get(name) ?? 0), ...parts]);
    }),
  );
}

/** Bytes of latin-1 text, for arguments that lie. */
export function raw(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "latin1"));
}

/** A number of `width` bytes, little-endian. */
export function littleEndian(value: number | bigint, width: number): Uint8Array {
  const bytes = new Uint8Array(width);
  let rest = BigInt.asUintN(8 * width, BigInt(value));
  for (let i = 0; i < width; i++, rest >>= 8n) bytes[i] = Number(rest & 0xffn);
  return bytes;
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}

/** The same bytes `count` times. */
export function repeat(part: Uint8Array, count: number): Uint8Array {
  const { buffer, byteOffset, length } = Buffer.alloc(part.length * count, part);
  return new Uint8Array(buffer, byteOffset, length);
}

/** Where one opcode with its arguments lies in a pickle. */
export interface Span {
  readonly name: OpcodeName;
  readonly start: number;
  readonly end: number;
}

/** The opcodes of a pickle, until its end or the first byte that is none. */
export function disassemble(pickle: Uint8Array): Span[] {
  const spans: Span[] = [];
  for (let start = 0; start < pickle.length; ) {
    const name = nameOfCode.get(pickle[start] ?? 0);
    if (name === undefined) break;
    let end = start + 1;
    for (const layout of layouts.get(name) ?? []) end = endOfArgument(pickle, layout, end);
    if (end > pickle.length) break;
    spans.push({ name, start, end });
    if (name === "STOP") break;
    start = end;
  }
  return spans;
}

function endOfArgument(pickle: Uint8Array, layout: Layout, start: number): number {
  if (layout === "line") {
    const end = pickle.indexOf(0x0a, start);
    return end < 0 ? Number.POSITIVE_INFINITY : end + 1;
  }
  const width = widths.get(layout) ?? 0;
  let length = 0;
  if (layout.startsWith("bytes")) {
    for (let i = width - 1; i >= 0; i--) length = 256 * length + (pickle[start + i] ?? 0);
  }
  return start + width + length;
}

function encode(layout: Layout, argument: Argument): Uint8Array {
  const width = widths.get(layout) ?? 0;
  if (layout === "f8") {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setFloat64(0, Number(argument), false);
    return bytes;
  }
  if (layout === "line") return concat([bytesOf(String(argument)), raw("\n")]);
  if (layout.startsWith("bytes")) {
    const content = argument instanceof Uint8Array ? argument : bytesOf(String(argument));
    return concat([littleEndian(content.length, width), content]);
  }
  return littleEndian(
    typeof argument === "bigint" ? argument : Math.trunc(Number(argument)),
    width,
  );
}

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "utf8"));
}
