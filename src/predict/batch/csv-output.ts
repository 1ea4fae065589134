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
    const columns = this.#columns.map((column) => cellsOf(column, predictions));
    const out = this.#out;
    for (let i = 0; i < predictions.length; i++) {
      const row = answered[i] ?? 0;
      out.writeBytes(bytes, recordStarts[row] ?? 0, recordEnds[row] ?? 0);
      for (const writeCell of columns) {
        out.writeText(delimiter);
        writeCell(out, i);
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

/** What writes the cells of a column, in the order of the answers. */
function cellsOf(
  column: AnswerColumn,
  predictions: readonly Prediction[],
): (out: ByteWriter, i: number) => void {
  const numbers = column.isNumeric ? numbersOf(column, predictions) : null;
  if (numbers === null) {
    return (out, i) => {
      const prediction = predictions[i];
      if (prediction !== undefined) out.writeText(column.cell(prediction));
    };
  }
  // One text for all: V8 keeps the texts of single numbers where only a long collection finds them.
  const list = JSON.stringify(numbers);
  let at = 0;
  return (out) => {
    const start = at + 1;
    at = list.indexOf(",", start);
    if (at < 0) at = list.length - 1;
    // null stands for what is not finite.
    if (list.charCodeAt(start) !== letterN) out.writePart(list, start, at);
  };
}

const letterN = 0x6e;

/** The numbers of a column; null where something else stands there. */
function numbersOf(
  column: AnswerColumn,
  predictions: readonly Prediction[],
): (number | null)[] | null {
  const numbers: (number | null)[] = [];
  for (const prediction of predictions) {
    const value = column.value(prediction);
    if (typeof value !== "number" && value !== null) return null;
    numbers.push(value);
  }
  return numbers;
}
