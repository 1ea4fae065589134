// A CSV file with its answers: every line as it came, and behind it the columns of the answer.

import type { Signature } from "../../signature/signature.ts";
import { show } from "../../text.ts";
import type { Prediction } from "../prediction.ts";
import { type AnswerColumn, answerColumns } from "./answer-columns.ts";
import type { BatchConsumer } from "./batch.ts";
import { ByteWriter } from "./byte-writer.ts";
import { textCell } from "./cell-text.ts";
import type { InputShape, RowBlock } from "./row-source.ts";
import type { ScoredBlock } from "./scored-samples.ts";

export interface CsvOutputOptions {
  readonly signature: Signature;
  readonly probabilities: boolean;
  /** Takes what is written, a block of lines at a time; the bytes are its own. */
  readonly write: (bytes: Uint8Array<ArrayBuffer>) => void;
}

const byteOrderMark = "\ufeff";

/** Writes lines of CSV, with the input's own delimiter and line ends. */
export class CsvOutput implements BatchConsumer {
  readonly #options: CsvOutputOptions;
  readonly #out = new ByteWriter();
  #shape: (InputShape & { readonly kind: "csv" }) | null = null;
  #columns: readonly AnswerColumn[] | null = null;
  #mark = "";
  #notes: readonly string[] = [];

  constructor(options: CsvOutputOptions) {
    this.#options = options;
  }

  get notes(): readonly string[] {
    return this.#notes;
  }

  begin(shape: InputShape, hasMark: boolean): void {
    if (shape.kind !== "csv") throw new TypeError("JSON records have no lines of CSV.");
    this.#shape = shape;
    this.#mark = hasMark ? byteOrderMark : "";
  }

  take(rows: RowBlock, { rows: answered, predictions }: ScoredBlock): void {
    if (rows.kind !== "csv" || this.#shape === null || predictions.length === 0) return;
    this.#columns ??= this.#writeHeader(this.#shape, predictions[0] ?? null);
    const { delimiter, lineEnd } = this.#shape;
    const { bytes, recordStarts, recordEnds } = rows.cells.block;
    const columns = this.#columns;
    const out = this.#out;
    for (const [i, prediction] of predictions.entries()) {
      const row = answered[i] ?? 0;
      out.writeBytes(bytes, recordStarts[row] ?? 0, recordEnds[row] ?? 0);
      for (const column of columns) {
        out.writeText(delimiter);
        out.writeText(column.cell(prediction));
      }
      out.writeText(lineEnd);
    }
    this.#options.write(out.take());
  }

  end(): void {
    if (this.#columns !== null || this.#shape === null) return;
    this.#columns = this.#writeHeader(this.#shape, null);
    this.#options.write(this.#out.take());
  }

  #writeHeader(
    shape: InputShape & { readonly kind: "csv" },
    first: Prediction | null,
  ): readonly AnswerColumn[] {
    const { delimiter, header, lineEnd } = shape;
    const { signature, probabilities } = this.#options;
    const taken = header?.names ?? [];
    const columns = answerColumns(signature, first, { probabilities, delimiter, taken });
    if (header !== null) {
      const [own] = columns;
      if (own !== undefined && own.name !== own.wanted) {
        const held = show(own.wanted, 40);
        this.#notes = [`The input has a column ${held}: the answers are in ${show(own.name, 40)}.`];
      }
      const names = columns.map(({ name }) => textCell(name, delimiter));
      this.#out.writeText(this.#mark + [header.raw, ...names].join(delimiter) + lineEnd);
    }
    return columns;
  }
}
