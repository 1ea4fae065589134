// Rows that were left out, in a file of their own: as they came, with what is wrong, ready to be corrected and scored again.

import type { Issue } from "../../errors.ts";
import { textCell } from "./cell-text.ts";
import { faultLine } from "./json-output.ts";
import { type InputShape, placeOf, type RowBlock } from "./row-source.ts";

/** Writes rows at fault: CSV with a further column `error`, or JSON Lines with the row under `input`. */
export class FaultOutput {
  readonly #write: (text: string) => void;
  #shape: InputShape | null = null;
  #hasHeader = false;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  begin(shape: InputShape): void {
    this.#shape = shape;
  }

  take(rows: RowBlock, faults: ReadonlyMap<number, readonly Issue[]>, firstRow: number): void {
    for (const [row, issues] of faults) {
      if (this.#shape?.kind === "csv") this.#writeLine(this.#shape, rows, row, issues);
      else this.#writeRecord(rows, row, issues, firstRow);
    }
  }

  #writeLine(
    shape: InputShape & { readonly kind: "csv" },
    rows: RowBlock,
    row: number,
    issues: readonly Issue[],
  ): void {
    const { delimiter, header, lineEnd } = shape;
    if (!this.#hasHeader && header !== null) {
      this.#write(`${header.raw}${delimiter}error${lineEnd}`);
    }
    this.#hasHeader = true;
    const reasons = issues.map(({ message }) => message).join(" ");
    const error = textCell(`${placeOf(rows, row)}: ${reasons}`, delimiter);
    // A short line is filled up, so that its error stands in the column of errors.
    const width = rows.kind === "csv" ? rows.cells.width(row) : 0;
    const missing = delimiter.repeat(Math.max(0, (header?.names.length ?? width) - width));
    this.#write(`${rows.raw(row)}${missing}${delimiter}${error}${lineEnd}`);
  }

  #writeRecord(rows: RowBlock, row: number, issues: readonly Issue[], firstRow: number): void {
    const isRead = rows.kind === "json" && rows.values[row] !== undefined;
    const input = isRead ? rows.raw(row) : JSON.stringify(rows.raw(row));
    const line = faultLine(issues, rows, row, firstRow);
    this.#write(`{"input":${input.replaceAll("\n", " ")},${line.slice(1)}\n`);
  }
}
