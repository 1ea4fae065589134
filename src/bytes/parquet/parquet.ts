// A Parquet file as a table: columns by name, rows in blocks. Pages are read as they are needed, so that a file of any
// length takes little memory; what a file says of itself is never believed without a look at what is there.

import { PicklejarError } from "../../errors.ts";
import { cellMaker, type ParquetCell } from "./cells.ts";
import { ColumnCursor } from "./column-cursor.ts";
import { type Footer, type ParquetSource, readFooter } from "./footer.ts";
import { damageAt, unsupportedAt } from "./parquet-error.ts";

export type { ParquetCell } from "./cells.ts";
export type { ParquetSource } from "./footer.ts";
export { isParquet } from "./parquet-head.ts";

/** Rows that were read, column by column. */
export interface ParquetBlock {
  readonly rows: number;
  /** By column of the reader. */
  readonly columns: readonly (readonly ParquetCell[])[];
}

const maxColumns = 10_000;

/** What reading may cost. */
export interface ParquetLimits {
  /** Pages and dictionaries of all columns together that are in memory at once, bytes. */
  readonly heldBytes: number;
}

const defaultLimits: ParquetLimits = { heldBytes: 256 * 2 ** 20 };

/** Cells of a block: what is made of it stays in the processor's cache. */
const blockCells = 2 ** 15;

/**
 * Reads a table from its first row to its last.
 *
 * @example
 * const reader = new ParquetReader(bytesSource(bytes));
 * for (let block = reader.next(); block !== null; block = reader.next()) …
 */
export class ParquetReader {
  /** The names of the columns that are read. */
  readonly names: readonly string[];
  /** Columns that hold lists or records, which no row of a table has: they are left out. */
  readonly leftOut: readonly string[];
  /** Rows of the whole file. */
  readonly rows: number;
  readonly #source: ParquetSource;
  readonly #limits: ParquetLimits;
  readonly #footer: Footer;
  /** The leaves that are read. */
  readonly #taken: readonly number[];
  #group = 0;
  #cursors: readonly ColumnCursor[] = [];
  #left = 0;
  #held = 0;

  /** @throws PARQUET_MALFORMED with the byte */
  constructor(source: ParquetSource, limits: ParquetLimits = defaultLimits) {
    this.#source = source;
    this.#limits = limits;
    this.#footer = guarded(() => readFooter(source));
    const { leaves, rows } = this.#footer;
    const isCell = (i: number): boolean => {
      const leaf = leaves[i];
      const isPlain = leaf !== undefined && leaf.nestedIn === null;
      return isPlain && cellMaker(leaf, { fault: (reason) => damageAt(0, reason) }) !== null;
    };
    this.#taken = [...leaves.keys()].filter(isCell);
    if (this.#taken.length === 0 && leaves.length > 0) {
      throw unsupportedAt(0, "has only columns of lists or records, which no table of rows has");
    }
    if (this.#taken.length > maxColumns) {
      throw unsupportedAt(0, `has more than ${maxColumns} columns`);
    }
    this.names = this.#taken.map((i) => leaves[i]?.name ?? "");
    const others = leaves.flatMap(({ nestedIn, name }, i) => (isCell(i) ? [] : [nestedIn ?? name]));
    this.leftOut = [...new Set(others)];
    this.rows = rows;
  }

  /**
   * The next rows; null at the end.
   *
   * @throws PARQUET_MALFORMED with the byte
   */
  next(): ParquetBlock | null {
    return guarded(() => this.#next());
  }

  #next(): ParquetBlock | null {
    while (this.#left === 0) {
      if (!this.#openGroup()) return null;
    }
    const most = Math.max(Math.floor(blockCells / Math.max(this.#cursors.length, 1)), 1);
    const rows = Math.min(most, this.#left);
    const columns = this.#cursors.map((cursor) => {
      const cells: ParquetCell[] = [];
      for (let row = 0; row < rows; row++) cells.push(cursor.next());
      return cells;
    });
    this.#left -= rows;
    return { rows, columns };
  }

  #openGroup(): boolean {
    const group = this.#footer.groups[this.#group++];
    if (group === undefined) return false;
    this.#held = 0;
    this.#left = group.rows;
    this.#cursors = this.#taken.flatMap((i) => {
      const leaf = this.#footer.leaves[i];
      const chunk = group.chunks[i];
      if (leaf === undefined || chunk === undefined) return [];
      if (chunk.values !== group.rows) {
        throw damageAt(chunk.start, `a column has ${chunk.values} values for ${group.rows} rows`);
      }
      return [new ColumnCursor(this.#source, leaf, chunk, this.#hold)];
    });
    return true;
  }

  readonly #hold = (bytes: number): void => {
    this.#held += bytes;
    const { heldBytes } = this.#limits;
    if (this.#held > heldBytes) {
      throw unsupportedAt(0, `needs more than ${heldBytes} bytes of pages at once`);
    }
  };
}

/** A file that is in memory. */
export function bytesSource(bytes: Uint8Array): ParquetSource {
  return {
    size: bytes.length,
    read: (offset, length) => bytes.subarray(offset, offset + length),
  };
}

/** Other errors than ours are those of decompressors: the file is damaged all the same. */
function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof PicklejarError && error.code !== "LIMIT_EXCEEDED") throw error;
    if (!(error instanceof PicklejarError)) throw error;
    throw damageAt(0, "a page becomes longer than it says");
  }
}
