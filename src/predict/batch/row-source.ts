// Rows of a long input as they come: blocks of lines of a CSV file, or of JSON values.

import type { CsvCells } from "../../bytes/csv-cells.ts";
import type { JsonText } from "../../bytes/json-records.ts";
import type { JudgedBlock } from "../../signature/blocks.ts";

/** A block of rows. Valid until the next is asked for. */
export type RowBlock = CsvRows | JsonRows;

interface Rows {
  readonly count: number;
  /** The line of the input on which a row begins, or the number of the row where `isCounted`; counted from 1. */
  line(row: number): number;
  /** Whether rows have numbers instead of lines. */
  readonly isCounted?: boolean;
  /** A row as it came, for people. */
  raw(row: number): string;
  /** @param maxFaults  judging stops after this many rows at fault */
  judge(maxFaults: number): JudgedBlock;
}

export interface CsvRows extends Rows {
  readonly kind: "csv";
  readonly cells: CsvCells;
}

export interface JsonRows extends Rows {
  readonly kind: "json";
  readonly texts: readonly JsonText[];
  /** The values of the texts; undefined where a text is no JSON. */
  readonly values: readonly unknown[];
}

/** "Line 15", or "Row 14" of what has no lines. */
export function placeOf(rows: RowBlock, row: number): string {
  return `${rows.isCounted === true ? "Row" : "Line"} ${rows.line(row)}`;
}

/** What is known of an input before its first row. */
export type InputShape =
  | { readonly kind: "json" }
  | {
      readonly kind: "csv";
      readonly delimiter: string;
      readonly lineEnd: "\n" | "\r\n";
      /** The first line as it came, and its cells; null where the file has no header. */
      readonly header: { readonly raw: string; readonly names: readonly string[] } | null;
      /** For each of the model's fields the column that holds it. */
      readonly columns: Int32Array;
    };

/** Takes bytes, gives blocks of rows. */
export interface RowSource {
  push(chunk: Uint8Array): void;
  /**
   * The next rows; null when more must be pushed first.
   *
   * @param isLast  whether nothing more comes
   * @throws INPUT_MALFORMED where no row can be told from the next; INPUT_INVALID where the columns are not the model's
   */
  next(isLast: boolean): RowBlock | null;
  /** Null until the first row was seen. */
  readonly shape: InputShape | null;
  /** What a person should know about the input as a whole. */
  readonly notes: readonly string[];
}
