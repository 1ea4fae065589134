// What reads records of CSV ahead of the scanner, as a kernel can.

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
  /** Cells and bytes of one record. */
  readonly maxColumns: number;
  readonly maxLength: number;
}

/** What was read. The arrays are the reader's own, and change with its next pass. */
export interface RecordsRead {
  readonly records: number;
  readonly cells: number;
  /** Where the next record begins, and on which line. */
  readonly at: number;
  readonly line: number;
  /** By record: its bytes, its line, the cells up to its end. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly lines: Float64Array;
  readonly counts: Int32Array;
  /** By cell: where it ends; the number that it plainly is, NaN where that is not known. */
  readonly cellEnds: Int32Array;
  readonly numbers: Float64Array;
}
