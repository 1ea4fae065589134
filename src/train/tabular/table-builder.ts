// A table that grows row by row, within what memory allows.

import { PicklejarError } from "../../errors.ts";
import type { InputFormat } from "../../predict/batch/input-kind.ts";
import { ColumnBuilder, type RawColumn } from "./raw-column.ts";

/** What was read. */
export interface RawTable {
  /** As messages call the file. */
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly RawColumn[];
  readonly format: InputFormat;
  /** Lines that could not be read, and were left out. */
  readonly skipped: {
    readonly count: number;
    readonly line: number;
    readonly reason: string;
  } | null;
}

/** What a file of examples may take in memory. */
export interface TableLimits {
  /** Rows × columns. */
  readonly cells: number;
  /** Characters of different texts, all columns together. */
  readonly characters: number;
}

// A cell takes 8 to 12 bytes: 100 million of them about a gigabyte.
export const defaultLimits: TableLimits = { cells: 100_000_000, characters: 400_000_000 };

// More broken lines than this share are no accident.
const maxSkippedShare = 0.1;

/** Columns that grow row by row. */
export class TableBuilder {
  readonly #name: string;
  readonly #format: InputFormat;
  readonly #limits: TableLimits;
  readonly columns: ColumnBuilder[] = [];
  rows = 0;
  #skipped = 0;
  #firstSkipped = { line: 0, reason: "" };

  constructor(name: string, format: InputFormat, limits: TableLimits) {
    this.#name = name;
    this.#format = format;
    this.#limits = limits;
  }

  addColumn(name: string): ColumnBuilder {
    const column = new ColumnBuilder(name, this.rows);
    this.columns.push(column);
    return column;
  }

  skip(line: number, reason: string): void {
    if (this.#skipped++ === 0) this.#firstSkipped = { line, reason };
  }

  /** @throws TRAIN_TABLE where the table is beyond the limits */
  checkSize(): void {
    const cells = this.rows * this.columns.length;
    const characters = this.columns.reduce((sum, column) => sum + column.characters, 0);
    if (cells <= this.#limits.cells && characters <= this.#limits.characters) return;
    throw new PicklejarError("TRAIN_TABLE", {
      file: this.#name,
      reason: `it is too large for the memory: more than ${this.#limits.cells} cells, or texts of ${this.#limits.characters} characters`,
      advice: "Take a part of the rows, chosen at random, or leave out columns.",
    });
  }

  finish(): RawTable {
    const { rows } = this;
    this.checkSize();
    const count = this.#skipped;
    const { line, reason } = this.#firstSkipped;
    if (count > maxSkippedShare * (rows + count)) {
      throw new PicklejarError("INPUT_MALFORMED", {
        line,
        reason: `${reason}; so it is with ${count} of ${rows + count} rows`,
        advice:
          "Save the file as CSV in UTF-8, with one line of names and as many cells in each line.",
      });
    }
    return {
      name: this.#name,
      format: this.#format,
      rows,
      columns: this.columns.map((column) => column.finish()),
      skipped: count === 0 ? null : { count, line, reason },
    };
  }
}
