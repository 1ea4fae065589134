// The values of a page as they are stored: numbers, truths and bytes, one after the other, in each of Parquet's encodings.

import { ByteReader } from "../byte-reader.ts";
import { DeltaReader, readLengths } from "./delta.ts";
import { HybridReader } from "./hybrid.ts";
import { physical, type SchemaLeaf } from "./schema.ts";

/** A value before its meaning is known. Whole numbers beyond 2^53 are bigint. */
export type StoredValue = number | bigint | boolean | Uint8Array;

/** Gives the next value. @throws PARQUET_MALFORMED where there is none */
export type NextValue = () => StoredValue;

/** The encodings, by the numbers of the enumeration Encoding. */
export const encodings = {
  plain: 0,
  plainDictionary: 2,
  rle: 3,
  deltaBinary: 5,
  deltaLength: 6,
  deltaBytes: 7,
  rleDictionary: 8,
  streamSplit: 9,
} as const;

/**
 * Reads values that stand for themselves.
 *
 * @param reader  the values, to their end
 * @param count   how many there are
 * @returns       null for an encoding that is none of this column's
 */
export function storedValues(
  reader: ByteReader,
  leaf: SchemaLeaf,
  encoding: number,
  count: number,
): NextValue | null {
  const { type } = leaf;
  const isWhole = type === physical.int32 || type === physical.int64;
  switch (encoding) {
    case encodings.plain:
      return plainValues(reader, leaf);
    case encodings.rle:
      return type === physical.boolean ? runValues(reader) : null;
    case encodings.deltaBinary:
      return isWhole ? deltaValues(reader, type) : null;
    case encodings.deltaLength:
      return type === physical.bytes ? lengthValues(reader, count) : null;
    case encodings.deltaBytes:
      return type === physical.bytes || type === physical.fixed
        ? prefixedValues(reader, leaf, count)
        : null;
    case encodings.streamSplit:
      return splitValues(reader, leaf, count);
    default:
      return null;
  }
}

function plainValues(reader: ByteReader, { type, width }: SchemaLeaf): NextValue | null {
  const { bytes } = reader;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (length: number): number => {
    const { position } = reader;
    reader.readBytes(length);
    return position;
  };
  switch (type) {
    case physical.boolean: {
      let bit = 8;
      let byte = 0;
      return () => {
        if (bit === 8) {
          byte = reader.readUint8();
          bit = 0;
        }
        return ((byte >> bit++) & 1) === 1;
      };
    }
    case physical.int32:
      return () => view.getInt32(at(4), true);
    case physical.int64:
      return () => {
        const start = at(8);
        return wholeOf(view.getUint32(start, true), view.getInt32(start + 4, true));
      };
    case physical.float:
      return () => view.getFloat32(at(4), true);
    case physical.double:
      return () => view.getFloat64(at(8), true);
    case physical.bytes:
      return () => reader.readBytes(reader.readUint32());
    case physical.int96:
      return () => reader.readBytes(12);
    case physical.fixed:
      return () => reader.readBytes(width);
    default:
      return null;
  }
}

function wholeOf(low: number, high: number): number | bigint {
  const number = high * 2 ** 32 + low;
  return Number.isSafeInteger(number) ? number : (BigInt(high) << 32n) | BigInt(low);
}

/** Truths in runs, behind the length of all of them. */
function runValues(reader: ByteReader): NextValue {
  reader.readUint32();
  const runs = new HybridReader(reader, 1);
  return () => runs.next() === 1;
}

function deltaValues(reader: ByteReader, type: number): NextValue {
  const numbers = new DeltaReader(reader, type === physical.int32 ? 32 : 64);
  return () => {
    const value = numbers.next();
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  };
}

function lengthValues(reader: ByteReader, count: number): NextValue {
  const lengths = readLengths(reader, count);
  let next = 0;
  return () => reader.readBytes(itemOf(reader, lengths, next++));
}

/** Texts of which each shares its beginning with the one before. */
function prefixedValues(reader: ByteReader, { type, width }: SchemaLeaf, count: number): NextValue {
  const shared = readLengths(reader, count);
  const lengths = readLengths(reader, count);
  let last: Uint8Array = new Uint8Array(0);
  let next = 0;
  let made = 0;
  return () => {
    const prefix = itemOf(reader, shared, next);
    const length = prefix + itemOf(reader, lengths, next);
    if (prefix > last.length) throw reader.fault("a text begins with more than there is");
    if (type === physical.fixed && length !== width)
      throw reader.fault("a value has another length");
    // Shared beginnings make much of little: a page may not become more than a large one holds.
    made += length;
    if (made > maxMade) throw reader.fault("a page becomes too long");
    const value = new Uint8Array(length);
    value.set(last.subarray(0, prefix));
    value.set(reader.readBytes(itemOf(reader, lengths, next++)), prefix);
    last = value;
    return value;
  };
}

const maxMade = 2 ** 30;

/** Numbers whose first bytes stand together, then their second ones, and so on. */
function splitValues(reader: ByteReader, leaf: SchemaLeaf, count: number): NextValue | null {
  const { type } = leaf;
  if (type === physical.boolean || type === physical.bytes || type === physical.int96) return null;
  const size = type === physical.fixed ? leaf.width : wordBytes(type);
  const start = reader.position;
  const { bytes } = reader;
  const all = reader.readBytes(count * size).length;
  let next = 0;
  const value = new Uint8Array(size);
  const one = new ByteReader(value, (_, reason) => reader.fault(reason));
  const read = plainValues(one, leaf);
  if (read === null) return null;
  return () => {
    if (next * size >= all) throw reader.fault("there are fewer values than the page says");
    for (let i = 0; i < size; i++) value[i] = bytes[start + i * count + next] ?? 0;
    next++;
    one.position = 0;
    return type === physical.fixed ? value.slice() : read();
  };
}

function wordBytes(type: number): number {
  return type === physical.int64 || type === physical.double ? 8 : 4;
}

function itemOf(reader: ByteReader, list: Int32Array, i: number): number {
  const item = list[i];
  if (item === undefined) throw reader.fault("there are fewer values than the page says");
  return item;
}
