// Answers as JSON Lines: every record as it came, and in it the answer.

import type { Issue } from "../../errors.ts";
import type { Signature } from "../../signature/signature.ts";
import { answerOf } from "../format.ts";
import type { BatchConsumer } from "./batch.ts";
import { ByteWriter } from "./byte-writer.ts";
import { answerNames, type CsvRecords, csvRecords } from "./csv-records.ts";
import { type InputShape, type JsonRows, placeOf, type RowBlock } from "./row-source.ts";
import type { ScoredBlock } from "./scored-samples.ts";

export interface JsonOutputOptions {
  readonly signature: Signature;
  /** Whether rows at fault are written too, in their place: `{"error": …, "row": 3, "line": 5}`. */
  readonly hasFaultLines: boolean;
  /** Takes what is written, a block of lines at a time; the bytes are its own. */
  readonly write: (bytes: Uint8Array<ArrayBuffer>) => void;
}

/** Writes JSON Lines. A record that has a key of the answer's, a list or a text goes under `input`. */
export class JsonOutput implements BatchConsumer {
  readonly #options: JsonOutputOptions;
  readonly #out = new ByteWriter();
  #records: CsvRecords | null = null;

  constructor(options: JsonOutputOptions) {
    this.#options = options;
  }

  begin(shape: InputShape): void {
    if (shape.kind === "csv") this.#records = csvRecords(shape, this.#options.signature);
  }

  take(
    rows: RowBlock,
    { rows: answered, predictions, faults }: ScoredBlock,
    firstRow: number,
  ): void {
    const out = this.#out;
    const open = this.#options.hasFaultLines ? [...faults] : [];
    let fault = 0;
    for (const [i, prediction] of predictions.entries()) {
      const row = answered[i] ?? 0;
      for (; (open[fault]?.[0] ?? row) < row; fault++)
        this.#writeFault(rows, open[fault], firstRow);
      const answer = JSON.stringify(answerOf(prediction, this.#options.signature));
      out.writeText(this.#withRecord(rows, row, answer));
      out.writeText("\n");
    }
    for (; fault < open.length; fault++) this.#writeFault(rows, open[fault], firstRow);
    if (out.length > 0) this.#options.write(out.take());
  }

  end(): void {}

  #withRecord(rows: RowBlock, row: number, answer: string): string {
    if (rows.kind === "csv") {
      const record = this.#records?.text(rows.cells, row) ?? "{}";
      return this.#records?.isNested === true ? nested(record, answer) : merged(record, answer);
    }
    const text = oneLine(rows.texts[row]?.text ?? "null");
    return isOpenRecord(rows, row) ? merged(text, answer) : nested(text, answer);
  }

  #writeFault(
    rows: RowBlock,
    fault: readonly [number, readonly Issue[]] | undefined,
    firstRow: number,
  ): void {
    if (fault === undefined) return;
    const [row, issues] = fault;
    this.#out.writeText(`${faultLine(issues, rows, row, firstRow)}\n`);
  }
}

/** What is wrong with a row, as a line between answers. */
export function faultLine(
  issues: readonly Issue[],
  rows: RowBlock,
  row: number,
  firstRow: number,
): string {
  const detail = `${placeOf(rows, row)}: ${issues[0]?.message}`;
  const error = { code: "INPUT_INVALID", detail, issues };
  return JSON.stringify({ error, row: firstRow + row, line: rows.line(row) });
}

function isOpenRecord(rows: JsonRows, row: number): boolean {
  const value = rows.values[row];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return !answerNames.some((name) => Object.hasOwn(value, name));
}

// Texts in JSON hold no bare line ends, so these stand between its parts.
function oneLine(text: string): string {
  return text.includes("\n") ? text.replace(/\s*\n\s*/g, " ") : text;
}

function merged(record: string, answer: string): string {
  const start = record.slice(0, record.lastIndexOf("}")).trimEnd();
  return `${start}${start === "{" ? "" : ","}${answer.slice(1)}`;
}

function nested(record: string, answer: string): string {
  return `{"input":${record},${answer.slice(1)}`;
}
