// CSV from bytes that come in pieces: where every cell of every record begins and ends. Nothing is decoded here; what a
// cell means is the reader's question. One pass, constant memory, a cursor that stops and goes on anywhere.

import { PicklejarError } from "../errors.ts";
import type { CsvBlock, CsvLimits, RecordReader } from "./csv-block.ts";
import { isUtf8 } from "./utf8.ts";

/** What may stand between two cells. */
export type Delimiter = "," | ";" | "\t" | "|";

export const csvLimits: CsvLimits = { recordBytes: 2 ** 20, columns: 10_000 };

export interface CsvOptions {
  readonly limits?: CsvLimits;
  /** The most records of a block. */
  readonly maxRecords?: number;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;

// A block ends after this many cells: what is made of it stays in the processor's cache.
const blockCells = 2 ** 16;

// A pass ahead is made where as many bytes wait, and has been worth it when it came as far; else the scanner itself
// reads as many records before another is made.
const aheadBytes = 2 ** 12;
const recordsByScan = 512;

/** Where the cursor stands in a record. */
const atCell = 0;
const inCell = 1;
const inQuotes = 2;
type Place = typeof atCell | typeof inCell | typeof inQuotes;

/**
 * Finds records and cells: RFC 4180, with LF, CRLF or CR at line ends. Empty lines are passed over. A quote in a cell
 * that does not begin with one is a character like others.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export class CsvScanner {
  readonly #delimiter: number;
  readonly #limits: CsvLimits;
  readonly #maxRecords: number;
  /** 1 where a cell outside of quotes ends. */
  readonly #ends = new Uint8Array(256);
  readonly #firstCells: Int32Array;
  readonly #recordStarts: Int32Array;
  readonly #recordEnds: Int32Array;
  readonly #lines: Float64Array;
  #cellEnds = new Int32Array(256);
  #reader: RecordReader | null = null;
  #numbers: Float64Array | null = null;
  #faults = new Map<number, string>();

  #bytes = new Uint8Array(0);
  #length = 0;
  #at = 0;
  #place: Place = atCell;
  #line = 1;
  #skipsLineFeed = false;
  // The record under way: where it began, its cells so far, what is wrong with it.
  #recordStart = 0;
  #recordLine = 1;
  #openFrom = 0;
  #openCells = 0;
  #fault: string | null = null;

  constructor(delimiter: Delimiter, options: CsvOptions = {}) {
    const { limits = csvLimits, maxRecords = 4096 } = options;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#limits = limits;
    this.#maxRecords = maxRecords;
    for (const byte of [this.#delimiter, lineFeed, carriageReturn]) this.#ends[byte] = 1;
    this.#firstCells = new Int32Array(maxRecords + 1);
    this.#recordStarts = new Int32Array(maxRecords);
    this.#recordEnds = new Int32Array(maxRecords);
    this.#lines = new Float64Array(maxRecords);
  }

  /**
   * Has records read ahead from here on; null changes nothing.
   *
   * @param tellsNumbers  whether the reader tells the numbers of cells
   */
  readAhead(reader: RecordReader | null, tellsNumbers: boolean): void {
    if (reader === null) return;
    this.#reader = reader;
    if (tellsNumbers) this.#numbers = new Float64Array(this.#cellEnds.length).fill(Number.NaN);
  }

  /** More of the input; the bytes are copied. Take all blocks before more is pushed, or the buffer grows. */
  push(chunk: Uint8Array): void {
    if (this.#length + chunk.length > this.#bytes.length) this.#makeRoom(chunk.length);
    this.#bytes.set(chunk, this.#length);
    this.#length += chunk.length;
  }

  /**
   * The next whole records; null when more must be pushed first.
   *
   * @param isLast   whether nothing more comes, so that the end of the input ends a record
   * @param atMost   records that are wanted, fewer than the scanner's own maximum
   * @throws INPUT_MALFORMED for a record beyond the limits
   */
  next(isLast: boolean, atMost: number = this.#maxRecords): CsvBlock | null {
    const records = this.#find(isLast, Math.min(atMost, this.#maxRecords));
    this.#checkLength(this.#at);
    if (records === 0) return null;
    this.#checkText(records);
    const block = this.#block(records);
    if (block.faults.size > 0) this.#faults = new Map();
    return block;
  }

  #block(records: number): CsvBlock {
    return {
      bytes: this.#bytes,
      records,
      firstCells: this.#firstCells,
      cellEnds: this.#cellEnds,
      recordStarts: this.#recordStarts,
      recordEnds: this.#recordEnds,
      lines: this.#lines,
      numbers: this.#numbers,
      faults: this.#faults,
    };
  }

  /** From the cursor on, by the reader ahead as far as it comes. @returns the records found */
  #find(isLast: boolean, atMost: number): number {
    this.#takeOpenCells();
    let records = 0;
    for (;;) {
      let most = atMost;
      if (this.#reader !== null && this.#length - this.#at >= aheadBytes) {
        const from = this.#at;
        const isBetween = this.#place === atCell && this.#openCells === 0;
        if (isBetween) records = this.#readOn(this.#reader, records, atMost);
        if (this.#at - from >= aheadBytes && records < atMost) continue;
        most = Math.min(atMost, records + (isBetween ? recordsByScan : 1));
      }
      records = this.#scan(isLast, records, most);
      if (records < most || records === atMost) return records;
    }
  }

  /** Takes what the reader ahead reads. @returns the records found, those before included */
  #readOn(reader: RecordReader, records: number, atMost: number): number {
    const bytes = this.#bytes;
    // Behind a carriage return a line feed begins no record.
    const at = this.#at + (this.#skipsLineFeed && bytes[this.#at] === lineFeed ? 1 : 0);
    const firstCell = this.#firstCells[records] ?? 0;
    const maxCells = blockCells - firstCell;
    const maxRecords = atMost - records;
    const [length, line, limits] = [this.#length, this.#line, this.#limits];
    const read = reader(bytes, { at, length, line, maxRecords, maxCells, limits });
    if (read.at === at) return records;
    this.#reserveCells(firstCell + read.cells);
    read.copyTo(this.#block(records), firstCell);
    this.#skipsLineFeed = false;
    this.#at = read.at;
    this.#line = read.line - 1;
    this.#beginRecord(read.at);
    return records + read.records;
  }

  /** One pass from the cursor on. @returns the records found, those before included */
  #scan(isLast: boolean, records: number, atMost: number): number {
    const bytes = this.#bytes;
    const length = this.#length;
    const ends = this.#ends;
    let firstCell = this.#firstCells[records] ?? 0;
    let cell = firstCell + this.#openCells;
    let at = this.#at;
    let place = this.#place;
    while (records < atMost && firstCell < blockCells) {
      if (place === atCell) {
        if (this.#skipsLineFeed && at < length) {
          this.#skipsLineFeed = false;
          if (bytes[at] === lineFeed) this.#recordStart = ++at;
        }
        if (at === length && !(isLast && at > this.#recordStart)) break;
        place = at < length && bytes[at] === quote ? inQuotes : inCell;
        if (place === inQuotes) at++;
      }
      if (place === inQuotes) {
        at = this.#findClosingQuote(at, isLast);
        if (at < 0) {
          at = -1 - at;
          break;
        }
        place = inCell;
      }
      while (at < length && ends[bytes[at] ?? 0] === 0) at++;
      if (at === length && !isLast) break;
      this.#storeCell(cell++, firstCell, at);
      place = atCell;
      if (at < length && bytes[at] === this.#delimiter) {
        at++;
        continue;
      }
      const isEmpty = at === this.#recordStart;
      if (isEmpty) cell = firstCell;
      else this.#storeRecord(records++, at, firstCell);
      firstCell = cell;
      this.#firstCells[records] = cell;
      if (at < length) this.#skipsLineFeed = bytes[at++] === carriageReturn;
      this.#beginRecord(at);
    }
    this.#at = at;
    this.#place = place;
    this.#openFrom = firstCell;
    this.#openCells = cell - firstCell;
    return records;
  }

  #storeCell(cell: number, firstCell: number, end: number): void {
    if (cell - firstCell >= this.#limits.columns) {
      const reason = `a record has more than ${this.#limits.columns} cells`;
      throw this.#malformed(reason, "Leave out columns that the model does not ask for.");
    }
    if (cell === this.#cellEnds.length) this.#reserveCells(cell + 1);
    this.#cellEnds[cell] = end;
    if (this.#numbers !== null) this.#numbers[cell] = Number.NaN;
  }

  #reserveCells(count: number): void {
    if (count <= this.#cellEnds.length) return;
    const cellEnds = new Int32Array(4 * count);
    cellEnds.set(this.#cellEnds);
    this.#cellEnds = cellEnds;
    if (this.#numbers === null) return;
    const numbers = new Float64Array(4 * count);
    numbers.set(this.#numbers);
    this.#numbers = numbers;
  }

  #storeRecord(record: number, end: number, firstCell: number): void {
    this.#checkLength(end);
    this.#firstCells[record] = firstCell;
    this.#recordStarts[record] = this.#recordStart;
    this.#recordEnds[record] = end;
    this.#lines[record] = this.#recordLine;
    if (this.#fault !== null) this.#faults.set(record, this.#fault);
  }

  #beginRecord(at: number): void {
    this.#fault = null;
    this.#recordStart = at;
    this.#recordLine = ++this.#line;
  }

  /** The place behind the quote that closes a cell; -1 - the place to go on at where more bytes must come first. */
  #findClosingQuote(at: number, isLast: boolean): number {
    const bytes = this.#bytes;
    const length = this.#length;
    for (;;) {
      for (; at < length && bytes[at] !== quote; at++) {
        if (bytes[at] === lineFeed) this.#line++;
      }
      // Whether a quote closes the cell is told by the byte behind it.
      if (!isLast && at + 1 >= length) return -1 - at;
      if (at >= length)
        throw this.#malformed("a quote is not closed", 'Write a quote in a cell twice ("").');
      if (at + 1 < length && bytes[at + 1] === quote) {
        at += 2;
        continue;
      }
      at++;
      if (at < length && this.#ends[bytes[at] ?? 0] === 0) {
        this.#fault ??=
          'something follows a closing quote; a quote inside of quotes is written twice ("")';
      }
      return at;
    }
  }

  /** Text in another encoding is no text: its records are at fault. */
  #checkText(records: number): void {
    const bytes = this.#bytes;
    const end = this.#recordEnds[records - 1] ?? 0;
    if (isUtf8(bytes.subarray(this.#recordStarts[0] ?? 0, end))) return;
    for (let record = 0; record < records; record++) {
      const text = bytes.subarray(this.#recordStarts[record], this.#recordEnds[record]);
      if (!isUtf8(text)) this.#faults.set(record, "it is not UTF-8");
    }
  }

  /** The cells of the record that is under way become the first of the next block. */
  #takeOpenCells(): void {
    if (this.#openFrom === 0) return;
    this.#cellEnds.copyWithin(0, this.#openFrom, this.#openFrom + this.#openCells);
    this.#numbers?.fill(Number.NaN, 0, this.#openCells);
    this.#openFrom = 0;
  }

  /** Forgets the records that were given, and makes the buffer large enough. */
  #makeRoom(needed: number): void {
    const start = this.#recordStart;
    const kept = this.#bytes.subarray(start, this.#length);
    const length = kept.length + needed;
    if (2 * length > this.#bytes.length) this.#bytes = new Uint8Array(3 * length);
    this.#bytes.set(kept);
    this.#takeOpenCells();
    for (let cell = 0; cell < this.#openCells; cell++) {
      this.#cellEnds[cell] = (this.#cellEnds[cell] ?? 0) - start;
    }
    this.#at -= start;
    this.#length = kept.length;
    this.#recordStart = 0;
  }

  #checkLength(end: number): void {
    const { recordBytes } = this.#limits;
    if (end - this.#recordStart <= recordBytes) return;
    const reason = `a record is longer than ${recordBytes} bytes`;
    throw this.#malformed(reason, "Look for a quote that is opened and not closed.");
  }

  #malformed(reason: string, advice: string): PicklejarError {
    return new PicklejarError("INPUT_MALFORMED", { line: this.#recordLine, reason, advice });
  }
}
