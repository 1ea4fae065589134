// Thrift's compact protocol, in which Parquet writes its footer and the heads of its pages. Nothing is built of what is
// not asked for: the caller visits fields and takes those that it knows, the rest is passed over.

import type { ByteReader } from "../byte-reader.ts";

/** What a field holds, as its head says. */
export type ThriftType = number;

const typeTrue = 1;
const typeFalse = 2;
const typeByte = 3;
const typeInt16 = 4;
const typeInt64 = 6;
const typeDouble = 7;
const typeBinary = 8;
const typeList = 9;
const typeSet = 10;
const typeMap = 11;
const typeStruct = 12;
const typeUuid = 13;

// Parquet's own structs nest five deep.
const maxDepth = 16;

/**
 * Visits the fields of a struct.
 *
 * @param visit  takes the field's value from the cursor, or leaves it: false
 * @see https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
export function readStruct(
  reader: ByteReader,
  visit: (field: number, type: ThriftType) => boolean,
): void {
  let field = 0;
  for (;;) {
    const head = reader.readUint8();
    const type = head & 0x0f;
    if (type === 0) return;
    const step = head >> 4;
    field = step === 0 ? readInteger(reader) : field + step;
    if (!visit(field, type)) skip(reader, type, 0);
  }
}

/** Visits the items of a list. Every item takes a byte at least, so that its length cannot lie by much. */
export function readList(reader: ByteReader, type: ThriftType, visit: () => void): void {
  expect(reader, type, typeList);
  const { count } = readListHead(reader);
  for (let i = 0; i < count; i++) visit();
}

/** A whole number of up to 64 bits; beyond 2^53 no size or place in a file is meant. */
export function readInteger(reader: ByteReader): number {
  const folded = readVarint(reader);
  return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
}

/** The same, of a field that must hold one. */
export function integerField(reader: ByteReader, type: ThriftType): number {
  if (type === typeByte) return (reader.readUint8() << 24) >> 24;
  if (type < typeInt16 || type > typeInt64) throw reader.fault("a number has another type");
  return readInteger(reader);
}

/** A truth value, which a field's head holds itself. */
export function booleanField(reader: ByteReader, type: ThriftType): boolean {
  if (type !== typeTrue && type !== typeFalse) throw reader.fault("a truth has another type");
  return type === typeTrue;
}

export function binaryField(reader: ByteReader, type: ThriftType): Uint8Array {
  expect(reader, type, typeBinary);
  return readBinary(reader);
}

export function readBinary(reader: ByteReader): Uint8Array {
  return reader.readBytes(readVarint(reader));
}

/** A struct as the value of a field. */
export function structField(
  reader: ByteReader,
  type: ThriftType,
  visit: (field: number, type: ThriftType) => boolean,
): void {
  expect(reader, type, typeStruct);
  readStruct(reader, visit);
}

/** A number of seven bits to a byte, the lowest first. */
export function readVarint(reader: ByteReader): number {
  let value = 0;
  let scale = 1;
  for (let i = 0; i < 10; i++) {
    const byte = reader.readUint8();
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) {
      if (value > Number.MAX_SAFE_INTEGER) break;
      return value;
    }
    scale *= 128;
  }
  throw reader.fault("a number is too large");
}

function skip(reader: ByteReader, type: ThriftType, depth: number): void {
  if (depth > maxDepth) throw reader.fault("it is nested too deeply");
  switch (type) {
    case typeTrue:
    case typeFalse:
      return;
    case typeByte:
      reader.readUint8();
      return;
    case typeDouble:
      reader.readBytes(8);
      return;
    case typeBinary:
      readBinary(reader);
      return;
    case typeUuid:
      reader.readBytes(16);
      return;
    case typeStruct:
      skipStruct(reader, depth);
      return;
    case typeList:
    case typeSet:
      skipItems(reader, depth);
      return;
    case typeMap:
      skipMap(reader, depth);
      return;
    default:
      if (type < typeInt16 || type > typeInt64) throw reader.fault("a value is of no known type");
      skipVarint(reader);
  }
}

function skipStruct(reader: ByteReader, depth: number): void {
  for (;;) {
    const head = reader.readUint8();
    if ((head & 0x0f) === 0) return;
    if (head >> 4 === 0) skipVarint(reader);
    skip(reader, head & 0x0f, depth + 1);
  }
}

function skipItems(reader: ByteReader, depth: number): void {
  const { count, type } = readListHead(reader);
  for (let i = 0; i < count; i++) skipItem(reader, type, depth);
}

function skipMap(reader: ByteReader, depth: number): void {
  const count = readVarint(reader);
  if (count === 0) return;
  checkCount(reader, count);
  const types = reader.readUint8();
  for (let i = 0; i < count; i++) {
    skipItem(reader, types >> 4, depth);
    skipItem(reader, types & 0x0f, depth);
  }
}

/** In lists and maps a truth value takes a byte of its own. */
function skipItem(reader: ByteReader, type: ThriftType, depth: number): void {
  if (type === typeTrue || type === typeFalse) reader.readUint8();
  else skip(reader, type, depth + 1);
}

// Numbers that nobody looks at may use all of their 64 bits.
function skipVarint(reader: ByteReader): void {
  for (let i = 0; i < 10; i++) if (reader.readUint8() < 0x80) return;
  throw reader.fault("a number does not end");
}

function readListHead(reader: ByteReader): { readonly count: number; readonly type: ThriftType } {
  const head = reader.readUint8();
  const count = head >> 4 === 15 ? readVarint(reader) : head >> 4;
  checkCount(reader, count);
  return { count, type: head & 0x0f };
}

function checkCount(reader: ByteReader, count: number): void {
  if (count > reader.remaining) throw reader.fault("a list is longer than the file");
}

function expect(reader: ByteReader, type: ThriftType, wanted: ThriftType): void {
  if (type !== wanted) throw reader.fault("a field has another type than Parquet's");
}
