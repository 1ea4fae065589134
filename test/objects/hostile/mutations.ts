// Files changed at random, each by its own seed, so that a single mutant can be made again.

import {
  type Argument,
  assemble,
  concat,
  disassemble,
  type OpcodeName,
  type Span,
} from "./assembler.ts";
import { type Random, seededRandom } from "./random.ts";

/** A file to make mutants of. */
export interface SeedFile {
  readonly name: string;
  /** The pickle, not compressed. */
  readonly bytes: Uint8Array;
}

/**
 * The mutant of a seed, and the name of the file that it was made of.
 *
 * @param groups  files of different kinds; each kind is taken as often as the others
 */
export function mutantOf(seed: number, groups: readonly (readonly SeedFile[])[]): SeedFile {
  const random = seededRandom(seed);
  const files = random.pick(groups);
  const { name, bytes } = random.pick(files);
  // Most changes break a frame's length, and the frames hide what lies behind.
  let mutant = random.chance(0.8) ? withoutFrames(bytes) : bytes;
  const choices = random.chance(0.5) ? gentle : mutations;
  for (let rounds = 1 + random.below(4); rounds > 0; rounds--) {
    mutant = random.pick(choices)(mutant, random, files);
  }
  return { name, bytes: mutant };
}

type Mutation = (bytes: Uint8Array, random: Random, files: readonly SeedFile[]) => Uint8Array;

const interestingBytes = [
  0, 1, 2, 0x0a, 0x28, 0x2e, 0x30, 0x52, 0x7f, 0x80, 0x81, 0x93, 0xfe, 0xff,
];
const interestingNumbers = [
  0,
  1,
  -1,
  2,
  127,
  128,
  255,
  256,
  65_535,
  2 ** 31 - 1,
  -(2 ** 31),
  2 ** 32 - 1,
];

const flipBit: Mutation = (bytes, { below }) => {
  const copy = new Uint8Array(bytes);
  const at = below(copy.length);
  copy[at] = (copy[at] ?? 0) ^ (1 << below(8));
  return copy;
};

const setByte: Mutation = (bytes, { below, pick, chance }) => {
  const copy = new Uint8Array(bytes);
  copy[below(copy.length)] = chance(0.5) ? pick(interestingBytes) : below(256);
  return copy;
};

const setNumber: Mutation = (bytes, { below, pick }) => {
  const copy = new Uint8Array(bytes);
  const width = pick([2, 4, 8]);
  if (copy.length < width) return copy;
  const at = below(copy.length - width + 1);
  const number = BigInt(pick(interestingNumbers));
  for (let i = 0; i < width; i++) copy[at + i] = Number(BigInt.asUintN(8, number >> BigInt(8 * i)));
  return copy;
};

const setFloat: Mutation = (bytes, { below, pick }) => {
  const copy = new Uint8Array(bytes);
  if (copy.length < 8) return copy;
  const floats = [Number.NaN, Number.POSITIVE_INFINITY, -0, 1e308, -1e308, 5e-324, 0.5];
  new DataView(copy.buffer).setFloat64(below(copy.length - 7), pick(floats), pick([true, false]));
  return copy;
};

const cut: Mutation = (bytes, { below }) => bytes.slice(0, below(bytes.length + 1));

const removeBytes: Mutation = (bytes, random) => {
  const [start, end] = range(bytes.length, random);
  return replace(bytes, start, end);
};

const repeatBytes: Mutation = (bytes, random) => {
  const [start, end] = range(bytes.length, random);
  return replace(bytes, end, end, bytes.subarray(start, end));
};

const insertBytes: Mutation = (bytes, { below, bytes: randomBytes }) => {
  const at = below(bytes.length + 1);
  return replace(bytes, at, at, randomBytes(1 + below(8)));
};

const spliceBytes: Mutation = (bytes, random, files) => {
  const other = random.pick(files).bytes;
  const [start, end] = range(bytes.length, random);
  const [from, to] = range(other.length, random);
  return replace(bytes, start, end, other.subarray(from, to));
};

const removeOpcode: Mutation = (bytes, random) => {
  const [first, last] = opcodeRange(bytes, random);
  return replace(bytes, first.start, last.end);
};

const repeatOpcodes: Mutation = (bytes, random) => {
  const [first, last] = opcodeRange(bytes, random);
  const part = bytes.subarray(first.start, last.end);
  return replace(bytes, last.end, last.end, part);
};

const moveOpcodes: Mutation = (bytes, random) => {
  const [first, last] = opcodeRange(bytes, random);
  const part = bytes.slice(first.start, last.end);
  const rest = replace(bytes, first.start, last.end);
  const target = random.pick(opcodesOf(rest));
  return replace(rest, target.start, target.start, part);
};

const spliceOpcodes: Mutation = (bytes, random, files) => {
  const other = random.pick(files).bytes;
  const [from, to] = opcodeRange(other, random);
  const [first, last] = opcodeRange(bytes, random);
  return replace(bytes, first.start, last.end, other.subarray(from.start, to.end));
};

const insertOpcode: Mutation = (bytes, random) => {
  const { start } = random.pick(opcodesOf(bytes));
  return replace(bytes, start, start, randomOpcode(random));
};

const replaceOpcode: Mutation = (bytes, random) => {
  const { start, end } = random.pick(opcodesOf(bytes));
  return replace(bytes, start, end, randomOpcode(random));
};

const setArgument: Mutation = (bytes, random) => {
  const { name, start, end } = random.pick(opcodesOf(bytes));
  const number = random.pick([...interestingNumbers, random.below(300)]);
  if (end - start < 2 || end - start > 9) return flipBit(bytes, random, []);
  return replace(bytes, start, end, assemble([name, number, number]));
};

const setLength: Mutation = (bytes, random) => {
  const copy = new Uint8Array(bytes);
  const counted = opcodesOf(copy).filter(({ name }) => lengthWidths.has(name));
  if (counted.length === 0) return flipBit(bytes, random, []);
  const { name, start } = random.pick(counted);
  const width = lengthWidths.get(name) ?? 1;
  const at = start + 1 + random.below(width);
  copy[at] = random.pick([0, 1, 255, 128, (copy[at] ?? 0) + 1, (copy[at] ?? 0) - 1]);
  return copy;
};

const swapTexts: Mutation = (bytes, random) => {
  const texts = opcodesOf(bytes).filter(({ name }) => /UNICODE|GLOBAL|STRING/.test(name));
  if (texts.length < 2) return flipBit(bytes, random, []);
  const [one, other] = [random.pick(texts), random.pick(texts)];
  return replace(bytes, one.start, one.end, bytes.slice(other.start, other.end));
};

const mutations: readonly Mutation[] = [
  flipBit,
  setByte,
  setNumber,
  setFloat,
  cut,
  removeBytes,
  repeatBytes,
  insertBytes,
  spliceBytes,
  removeOpcode,
  repeatOpcodes,
  moveOpcodes,
  spliceOpcodes,
  insertOpcode,
  insertOpcode,
  replaceOpcode,
  replaceOpcode,
  setArgument,
  setArgument,
  setArgument,
  setLength,
  swapTexts,
  swapTexts,
];

/** Those that mostly leave a pickle that can be read. */
const gentle: readonly Mutation[] = [setFloat, setNumber, flipBit, setArgument, swapTexts];

/** Bytes of the length in front of an opcode's contents. */
const lengthWidths: ReadonlyMap<string, number> = new Map([
  ["SHORT_BINUNICODE", 1],
  ["SHORT_BINBYTES", 1],
  ["SHORT_BINSTRING", 1],
  ["LONG1", 1],
  ["BINUNICODE", 4],
  ["BINBYTES", 4],
  ["BINSTRING", 4],
  ["LONG4", 4],
  ["BINUNICODE8", 8],
  ["BINBYTES8", 8],
  ["BYTEARRAY8", 8],
]);

const insertable: readonly (readonly [OpcodeName, ...Argument[]] | readonly [OpcodeName])[] = [
  ["MARK"],
  ["STOP"],
  ["POP"],
  ["POP_MARK"],
  ["DUP"],
  ["NONE"],
  ["NEWTRUE"],
  ["REDUCE"],
  ["BUILD"],
  ["APPEND"],
  ["APPENDS"],
  ["SETITEM"],
  ["SETITEMS"],
  ["ADDITEMS"],
  ["DICT"],
  ["LIST"],
  ["TUPLE"],
  ["EMPTY_DICT"],
  ["EMPTY_LIST"],
  ["EMPTY_TUPLE"],
  ["EMPTY_SET"],
  ["FROZENSET"],
  ["TUPLE1"],
  ["TUPLE2"],
  ["TUPLE3"],
  ["NEWOBJ"],
  ["NEWOBJ_EX"],
  ["OBJ"],
  ["STACK_GLOBAL"],
  ["MEMOIZE"],
  ["BINFLOAT", Number.NaN],
  ["BINFLOAT", 1e300],
  ["LONG1", "\x01\x02\x03\x04\x05\x06\x07\x08\x09"],
  ["BINUNICODE", "coef_"],
  ["BINUNICODE", "__proto__"],
  ["SHORT_BINBYTES", "b"],
  ["INT", "01"],
  ["GLOBAL", "numpy", "ndarray"],
  ["GLOBAL", "collections", "OrderedDict"],
  ["PROTO", 4],
];

function randomOpcode({ pick, below }: Random): Uint8Array {
  const choice = below(5);
  if (choice === 0) return assemble(["BINGET", below(40)]);
  if (choice === 1) return assemble(["BININT", pick(interestingNumbers)]);
  return assemble(pick(insertable));
}

/** A pickle without its FRAME opcodes: the same to every reader. Raw arrays inside end the search. */
function withoutFrames(bytes: Uint8Array): Uint8Array {
  const spans = disassemble(bytes);
  const kept = spans.filter(({ name }) => name !== "FRAME");
  if (kept.length === spans.length) return bytes;
  const end = spans.at(-1)?.end ?? 0;
  return concat([...kept.map(({ start, end }) => bytes.subarray(start, end)), bytes.subarray(end)]);
}

function opcodesOf(bytes: Uint8Array): readonly Span[] {
  const spans = disassemble(bytes);
  return spans.length > 0 ? spans : [{ name: "STOP", start: 0, end: 0 }];
}

/** One to eight opcodes in a row, by the first and the last of them. */
function opcodeRange(bytes: Uint8Array, { below }: Random): readonly [Span, Span] {
  const spans = opcodesOf(bytes);
  const first = below(spans.length);
  const last = Math.min(spans.length - 1, first + below(8));
  return [spans[first] as Span, spans[last] as Span];
}

/** A range of mostly a few bytes. */
function range(length: number, { below, chance }: Random): readonly [number, number] {
  const start = below(length + 1);
  const size = below(chance(0.8) ? 20 : length + 1);
  return [start, Math.min(length, start + size)];
}

function replace(
  bytes: Uint8Array,
  start: number,
  end: number,
  part: Uint8Array = new Uint8Array(0),
): Uint8Array {
  return concat([bytes.subarray(0, start), part, bytes.subarray(end)]);
}
