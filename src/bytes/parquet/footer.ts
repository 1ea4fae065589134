// The footer of a Parquet file: the columns, and where the pages of each lie in every row group.
// Layout: parquet-format's README.md and src/main/thrift/parquet.thrift, 2.11.

import { ByteReader } from "../byte-reader.ts";
import { damageAt, unsupportedAt } from "./parquet-error.ts";

import { readSchema, type SchemaLeaf } from "./schema.ts";
import { binaryField, integerField, readList, readStruct, structField } from "./thrift.ts";

/** Bytes that are read where they are asked for. */
export interface ParquetSource {
  /** Bytes. */
  readonly size: number;
  /** Exactly `length` bytes; the caller does not change them, and keeps them as long as it likes. */
  read(offset: number, length: number): Uint8Array;
}

/** Where the pages of one column lie in one row group. */
export interface ColumnChunk {
  /** The physical type, which the schema says too. */
  readonly type: number;
  readonly codec: number;
  /** Values, the missing ones included. */
  readonly values: number;
  /** The first byte of its pages, and the one behind the last. */
  readonly start: number;
  readonly end: number;
}

export interface RowGroup {
  readonly rows: number;
  /** By leaf of the schema. */
  readonly chunks: readonly ColumnChunk[];
}

export interface Footer {
  readonly leaves: readonly SchemaLeaf[];
  readonly rows: number;
  readonly groups: readonly RowGroup[];
}

// 10,000 columns in a hundred row groups with their statistics take less.
const maxFooterBytes = 32 * 2 ** 20;

const maxRowGroups = 100_000;
const maxChunks = 500_000;

/** @throws PARQUET_MALFORMED */
export function readFooter(source: ParquetSource): Footer {
  const { size } = source;
  if (size < 12) throw damageAt(size, "it ends before its footer");
  const tail = source.read(size - 8, 8);
  const magic = String.fromCharCode(...tail.subarray(4));
  if (magic === "PARE") throw unsupportedAt(size - 4, "is encrypted");
  if (magic !== "PAR1") throw damageAt(size - 4, "it does not end as Parquet does; it was cut off");
  const length = new DataView(tail.buffer, tail.byteOffset).getUint32(0, true);
  const start = size - 8 - length;
  if (start < 4) throw damageAt(size - 8, "its footer is longer than the file");
  if (length > maxFooterBytes) throw unsupportedAt(start, `has a footer of ${length} bytes`);
  const fault = (offset: number, reason: string): Error => damageAt(start + offset, reason);
  return readMetadata(new ByteReader(source.read(start, length), fault), start);
}

function readMetadata(reader: ByteReader, footerStart: number): Footer {
  let leaves: readonly SchemaLeaf[] | null = null;
  let rows = 0;
  const groups: RowGroup[] = [];
  let chunks = 0;
  readStruct(reader, (field, type) => {
    if (field === 2) leaves = readSchema(reader, type);
    else if (field === 3) rows = integerField(reader, type);
    else if (field === 4) {
      readList(reader, type, () => {
        const group = readRowGroup(reader, footerStart);
        groups.push(group);
        chunks += group.chunks.length;
        if (groups.length > maxRowGroups || chunks > maxChunks) {
          throw reader.fault("it has too many row groups");
        }
      });
    } else if (field === 8) throw unsupportedAt(footerStart, "is encrypted");
    else return false;
    return true;
  });
  const found = leaves as readonly SchemaLeaf[] | null;
  if (found === null) throw reader.fault("its footer has no schema");
  const sum = groups.reduce((total, group) => total + group.rows, 0);
  if (rows < 0 || sum !== rows) throw reader.fault(`it says ${rows} rows and lists ${sum}`);
  for (const group of groups) checkGroup(reader, group, found);
  return { leaves: found, rows, groups };
}

function checkGroup(reader: ByteReader, { chunks }: RowGroup, leaves: readonly SchemaLeaf[]): void {
  if (chunks.length !== leaves.length) {
    throw reader.fault(`a row group has ${chunks.length} columns, the schema ${leaves.length}`);
  }
  for (const [i, chunk] of chunks.entries()) {
    if (chunk.type !== leaves[i]?.type) {
      throw reader.fault("a column has another type than its schema says");
    }
  }
}

function readRowGroup(reader: ByteReader, footerStart: number): RowGroup {
  const chunks: ColumnChunk[] = [];
  let rows = -1;
  readStruct(reader, (field, type) => {
    if (field === 1) readList(reader, type, () => chunks.push(readChunk(reader, footerStart)));
    else if (field === 3) rows = integerField(reader, type);
    else return false;
    return true;
  });
  if (rows < 0) throw reader.fault("a row group does not say how many rows it has");
  return { rows, chunks };
}

function readChunk(reader: ByteReader, footerStart: number): ColumnChunk {
  let chunk: ColumnChunk | null = null;
  readStruct(reader, (field, type) => {
    if (field === 1) {
      if (binaryField(reader, type).length > 0) {
        throw unsupportedAt(footerStart, "keeps its columns in other files");
      }
    } else if (field === 3) chunk = readChunkMetadata(reader, type, footerStart);
    else return false;
    return true;
  });
  if (chunk === null) throw reader.fault("a column does not say where it is");
  return chunk;
}

function readChunkMetadata(reader: ByteReader, own: number, footerStart: number): ColumnChunk {
  const numbers = new Map<number, number>();
  structField(reader, own, (field, type) => {
    if (![1, 4, 5, 7, 9, 11].includes(field)) return false;
    numbers.set(field, integerField(reader, type));
    return true;
  });
  const at = (field: number): number => numbers.get(field) ?? -1;
  const pages = at(9);
  const dictionary = at(11);
  const start = dictionary > 0 && dictionary < pages ? dictionary : pages;
  const end = start + at(7);
  // Some writers say nothing of where no values are.
  if (at(5) === 0) return { type: at(1), codec: at(4), values: 0, start: 4, end: 4 };
  const isWithin = start >= 4 && at(7) >= 0 && end <= footerStart;
  if (!isWithin || at(5) < 0) throw reader.fault("a column lies outside of the file");
  return { type: at(1), codec: at(4), values: at(5), start, end };
}
