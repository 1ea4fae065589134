// Records of CSV as they are found, and what reads them ahead of the scanner, as a kernel can.

/** Whole records. Valid until the scanner is used again. */
export interface CsvBlock {
  readonly bytes: Uint8Array;
  readonly records: number;
  /** The first cell of each record, and behind the last the number of all: records + 1. */
  readonly firstCells: Int32Array;
  /** Where each cell ends; the next one of the record begins a byte later. */
  readonly cellEnds: Int32Array;
  readonly recordStarts: Int32Array;
  /** Line ends are no part of a record. */
  readonly recordEnds: Int32Array;
  /** The line of the input on which each record begins, counted from 1. */
  readonly lines: Float64Array;
  /** By cell the number that it plainly is, where that is known already; NaN elsewhere. Null where none is known. */
  readonly numbers: Float64Array | null;
  /** Records that cannot be read, with the reason. */
  readonly faults: ReadonlyMap<number, string>;
}

export interface CsvLimits {
  /** Bytes of one record. */
  readonly recordBytes: number;
  /** Cells of one record. */
  readonly columns: number;
}

/**
 * Reads whole records that need no thought, in one pass from a place where one begins, and stops before any other: that
 * one the scanner reads. Both come to the same.
 */
export type RecordReader = (bytes: Uint8Array, from: RecordPlace) => RecordsRead;

export interface RecordPlace {
  readonly at: number;
  /** Where the bytes end. */
  readonly length: number;
  /** The line on which the record begins. */
  readonly line: number;
  readonly maxRecords: number;
  /** No record begins when there are as many cells. */
  readonly maxCells: number;
  readonly limits: CsvLimits;
}

/** What was read. */
export interface RecordsRead {
  readonly records: number;
  readonly cells: number;
  /** Where the next record begins, and on which line. */
  readonly at: number;
  readonly line: number;
  /** Puts records and cells behind those of a block that has room for them; before the reader's next pass. */
  copyTo(block: CsvBlock, firstCell: number): void;
}
