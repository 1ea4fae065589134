// The cells of a block of CSV records, as numbers where they plainly are and as texts.

import type { CsvBlock } from "./csv-block.ts";
import { readDecimal } from "./decimal.ts";
import { TextBytes } from "./utf8.ts";

const quote = 0x22;

/** Reads the cells of one block. Records and cells are counted from 0. */
export class CsvCells {
  readonly block: CsvBlock;
  readonly #text: TextBytes;

  constructor(block: CsvBlock) {
    this.block = block;
    this.#text = new TextBytes(block.bytes);
  }

  /** How many cells a record has. */
  width(record: number): number {
    const { firstCells } = this.block;
    return (firstCells[record + 1] ?? 0) - (firstCells[record] ?? 0);
  }

  /** The number that a cell plainly is; NaN where its text must be judged. */
  number(record: number, column: number): number {
    const { bytes, cellEnds, firstCells, numbers, recordStarts } = this.block;
    const cell = (firstCells[record] ?? 0) + column;
    const known = numbers === null ? Number.NaN : (numbers[cell] ?? Number.NaN);
    if (!Number.isNaN(known)) return known;
    const end = cellEnds[cell] ?? 0;
    const start = column === 0 ? (recordStarts[record] ?? 0) : (cellEnds[cell - 1] ?? 0) + 1;
    if (bytes[start] === quote) return readDecimal(bytes, start + 1, end - 1);
    return readDecimal(bytes, start, end);
  }

  /** The text of a cell, without the quotes around it. */
  text(record: number, column: number): string {
    const { bytes, cellEnds, firstCells, recordStarts } = this.block;
    const cell = (firstCells[record] ?? 0) + column;
    const end = cellEnds[cell] ?? 0;
    const start = column === 0 ? (recordStarts[record] ?? 0) : (cellEnds[cell - 1] ?? 0) + 1;
    if (end - start < 2 || bytes[start] !== quote) return this.#text.text(start, end);
    return this.#text.text(start + 1, end - 1).replaceAll('""', '"');
  }

  /** All cells of a record as texts. */
  texts(record: number): string[] {
    return Array.from({ length: this.width(record) }, (_, column) => this.text(record, column));
  }

  /** A record as it came, without its line end. */
  raw(record: number): string {
    const { recordStarts, recordEnds } = this.block;
    return this.#text.text(recordStarts[record] ?? 0, recordEnds[record] ?? 0);
  }
}
