// One column of a row group, value after value: a page at a time is in memory, and its dictionary.

import { ByteReader, type Fault } from "../byte-reader.ts";
import { cellMaker, type ParquetCell } from "./cells.ts";
import type { ColumnChunk, ParquetSource } from "./footer.ts";
import { HybridReader } from "./hybrid.ts";
import { decompressPage, unknownCodec } from "./page-compression.ts";
import { type PageHead, readPageHead } from "./page-head.ts";
import { damageAt, unsupportedAt } from "./parquet-error.ts";
import type { SchemaLeaf } from "./schema.ts";
import { encodings, type NextValue, storedValues } from "./stored-values.ts";

/** Bytes of a page, compressed or not. Writers aim at one MiB. */
const maxPageBytes: number = 64 * 2 ** 20;

const maxDictionary = 2 ** 22;

// Values of a page: a run of one value has any length, and takes a few bytes.
const maxPageValues = 2 ** 26;

// A page's head holds statistics; few are longer than the first of these, bytes.
const headBytes = [2 ** 12, 2 ** 16, 2 ** 22] as const;

type Next = () => ParquetCell;

export class ColumnCursor {
  readonly #source: ParquetSource;
  readonly #leaf: SchemaLeaf;
  readonly #chunk: ColumnChunk;
  readonly #hold: (bytes: number) => void;
  /** The next page. */
  #at: number;
  #inPage = 0;
  #isThere: HybridReader | null = null;
  #next: Next = () => null;
  #dictionary: readonly ParquetCell[] | null = null;
  #pageBytes = 0;

  /** @param hold  told how many more (or fewer) bytes are in memory; may throw */
  constructor(
    source: ParquetSource,
    leaf: SchemaLeaf,
    chunk: ColumnChunk,
    hold: (bytes: number) => void,
  ) {
    const codec = unknownCodec(chunk.codec);
    if (codec !== null) throw unsupportedAt(chunk.start, `is compressed with ${codec}`);
    this.#source = source;
    this.#leaf = leaf;
    this.#chunk = chunk;
    this.#hold = hold;
    this.#at = chunk.start;
  }

  /** @throws PARQUET_MALFORMED */
  next(): ParquetCell {
    while (this.#inPage === 0) this.#openPage();
    this.#inPage--;
    if (this.#isThere !== null && this.#isThere.next() === 0) return null;
    return this.#next();
  }

  #openPage(): void {
    const { end } = this.#chunk;
    const at = this.#at;
    if (at >= end) throw damageAt(at, "a column has fewer values than rows");
    const head = this.#readHead();
    const start = at + head.length;
    if (head.compressed > end - start) throw damageAt(at, "a page is longer than its column");
    if (head.compressed > maxPageBytes || head.uncompressed > maxPageBytes) {
      throw unsupportedAt(at, `has a page of more than ${maxPageBytes} bytes`);
    }
    this.#at = start + head.compressed;
    if (head.kind === "other") return;
    if (head.values > maxPageValues) throw unsupportedAt(at, "has a page of too many values");
    const stored = this.#source.read(start, head.compressed);
    if (head.crc !== null && crc32(stored) !== head.crc >>> 0) {
      throw damageAt(start, "a page's checksum is wrong");
    }
    const fault: Fault = (_, reason) => damageAt(start, reason);
    if (head.kind === "dictionary") this.#openDictionary(head, stored, fault);
    else this.#openValues(head, stored, fault);
  }

  #readHead(): PageHead {
    const { end } = this.#chunk;
    const at = this.#at;
    for (const length of headBytes) {
      const available = Math.min(length, end - at);
      const bytes = this.#source.read(at, available);
      const head = readPageHead(bytes, (offset, reason) => damageAt(at + offset, reason));
      if (head !== null) return head;
      if (available < length) break;
    }
    throw damageAt(at, "the head of a page does not end");
  }

  #openDictionary(head: PageHead, stored: Uint8Array, fault: Fault): void {
    const { codec } = this.#chunk;
    const bytes = decompressPage(stored, codec, head.uncompressed, fault);
    if (head.values > Math.min(maxDictionary, 8 * bytes.length)) {
      throw fault(0, `a dictionary has ${head.values} values`);
    }
    const reader = new ByteReader(bytes, fault);
    const read = storedValues(reader, this.#leaf, encodings.plain, head.values);
    const toCell = cellMaker(this.#leaf, reader);
    if (read === null || toCell === null) throw fault(0, "a dictionary holds no values");
    this.#hold(bytes.length);
    this.#dictionary = Array.from({ length: head.values }, () => toCell(read()));
  }

  #openValues(head: PageHead, stored: Uint8Array, fault: Fault): void {
    const { levels, contents, missing } = this.#split(head, stored, fault);
    this.#hold(contents.length - this.#pageBytes);
    this.#pageBytes = contents.length;
    this.#inPage = head.values;
    this.#isThere = this.#leaf.isOptional ? levels : null;
    const present = head.values - missing;
    if (present < 0) throw fault(0, "more values are missing than there are");
    this.#next = this.#valuesIn(new ByteReader(contents, fault), head.encoding, present);
  }

  /** Which values are there, and the values. */
  #split(
    head: PageHead,
    stored: Uint8Array,
    fault: Fault,
  ): { levels: HybridReader | null; contents: Uint8Array; missing: number } {
    const { codec } = this.#chunk;
    const { isOptional } = this.#leaf;
    if (head.kind === "data2") {
      const { levelBytes, repetitionBytes } = head;
      const before = levelBytes + repetitionBytes;
      if (repetitionBytes !== 0 || before > stored.length || before > head.uncompressed) {
        throw fault(0, "the levels of a page are longer than it");
      }
      const levels = new HybridReader(new ByteReader(stored.subarray(0, before), fault), 1);
      const rest = stored.subarray(before);
      const size = head.uncompressed - before;
      const contents = head.isCompressed ? decompressPage(rest, codec, size, fault) : rest;
      return { levels, contents, missing: head.missing };
    }
    const bytes = decompressPage(stored, codec, head.uncompressed, fault);
    if (!isOptional) return { levels: null, contents: bytes, missing: 0 };
    if (head.levelEncoding !== encodings.rle) throw fault(0, "its levels are of an old form");
    const reader = new ByteReader(bytes, fault);
    const own = reader.readBytes(reader.readUint32());
    const levels = new HybridReader(new ByteReader(own, fault), 1);
    return { levels, contents: bytes.subarray(reader.position), missing: 0 };
  }

  #valuesIn(reader: ByteReader, encoding: number, count: number): Next {
    const isIndexed =
      encoding === encodings.rleDictionary || encoding === encodings.plainDictionary;
    // A page whose values are all missing may hold nothing at all.
    if (reader.remaining === 0) return () => this.#fail(reader, "a page has no values");
    if (isIndexed) return this.#indexedValues(reader);
    const toCell = cellMaker(this.#leaf, reader);
    const read: NextValue | null = storedValues(reader, this.#leaf, encoding, count);
    if (read === null || toCell === null) {
      throw reader.fault(`a page is in the encoding ${encoding}, which is not read here`);
    }
    return () => toCell(read());
  }

  #indexedValues(reader: ByteReader): Next {
    const dictionary = this.#dictionary;
    if (dictionary === null) throw reader.fault("a page needs a dictionary that there is not");
    const indices = new HybridReader(reader, reader.readUint8());
    return () => {
      const cell = dictionary[indices.next()];
      return cell === undefined ? this.#fail(reader, "a value is not in its dictionary") : cell;
    };
  }

  #fail(reader: ByteReader, reason: string): never {
    throw reader.fault(reason);
  }
}

/** Few files have checksums, and most programs that read tables no Parquet file: node:zlib is loaded for one that has. */
function crc32(bytes: Uint8Array): number {
  return process.getBuiltinModule("node:zlib").crc32(bytes);
}
