// A file of rows that was sent to /predict: CSV or JSON Lines, judged as a whole, answered as JSON or as a file.

import { setImmediate as nextTurn } from "node:timers/promises";
import type { FastifyReply, FastifyRequest } from "fastify";
import { parseJson } from "../bytes/json-escapes.ts";
import { bytesSource, isParquet, ParquetReader } from "../bytes/parquet/parquet.ts";
import { PicklejarError } from "../errors.ts";
import { countedRows } from "../monitor/monitor.ts";
import { Batch, type BatchConsumer } from "../predict/batch/batch.ts";
import { type CsvRecords, csvRecords } from "../predict/batch/csv-records.ts";
import { jobOutput } from "../predict/batch/job.ts";
import { type ParquetRows, parquetRows } from "../predict/batch/parquet-rows.ts";
import type { RowBlock } from "../predict/batch/row-source.ts";
import type { InputRow, Prediction } from "../predict/prediction.ts";
import type { SentTable } from "./body.ts";
import { prefersFile } from "./negotiation.ts";
import { notesHeader } from "./notes.ts";
import { recordAnswers, recordUnseen } from "./recording.ts";
import { type Service, sendJson, sendText } from "./service.ts";

// A slice of the file is scored before others get their turn: about as much as takes this long, milliseconds.
const turnMs = 15;

const firstSlice = 2 ** 13;
const largestSlice = 2 ** 18;

/**
 * Scores a file and sends the answer.
 *
 * @param asked  whether the answer holds them; null = JSON does, a file that is sent back does not
 * @throws INPUT_INVALID with up to 100 issues, paths beginning with the row's number; INPUT_MALFORMED, INPUT_ROWS,
 *   ANSWER_TIMEOUT
 */
export async function sendTable(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  table: SentTable,
  asked: boolean | null,
): Promise<void> {
  service.load.begin(reply);
  const isFile = prefersFile(request.headers.accept);
  const probabilities = service.model.signature.probabilities && (asked ?? !isFile);
  const start = performance.now();
  const parts: Uint8Array[] = [];
  const job = { output: isFile ? null : ("answers" as const), probabilities };
  const output = jobOutput(service.model, job, (bytes) => parts.push(bytes));
  const record = new TableRecord(service);
  const { format, hasHeader, bytes } = table;
  const rowsOfTable = isParquet(bytes)
    ? parquetRows(new ParquetReader(bytesSource(bytes), { heldBytes: maxHeld }))
    : null;
  const batch = new Batch(service.model, bothOf(output, record), {
    format,
    hasHeader,
    probabilities,
    onFault: "collect",
    maxRows: service.limits.rows,
    ...rowsOfTable?.options,
  });
  const { answerMs } = service.limits;
  const pieces = rowsOfTable === null ? [bytes] : piecesOf(rowsOfTable);
  for (const piece of pieces) {
    // Turns differ from time to time; answers must not.
    if (service.model.rowsTogether === true) batch.push(piece);
    else await scoreInTurns(batch, piece, start + answerMs, answerMs);
    if (rowsOfTable !== null) await nextTurn();
  }
  batch.end();
  const { rows } = batch.counts;
  if (rows === 0) throw noRows();
  service.metrics.countAnswer(rows);
  request.summary = rows === 1 ? "1 row" : `${rows} rows`;
  const text = Buffer.concat(parts).toString("utf8");
  if (isFile) {
    sendFile(service, reply, batch, text);
  } else {
    const { identity: model } = service;
    const notes = batch.notes.length > 0 ? { warnings: batch.notes } : {};
    const rest = JSON.stringify({ ...notes, model, id: request.id });
    sendJson(service, reply, 200, `{"predictions":[${text}],${rest.slice(1)}`);
  }
  record.tell(request.id, rows, performance.now() - start);
}

// What the pages of a Parquet file may take at once here, where the file itself is in memory, bytes.
const maxHeld = 32 * 2 ** 20;

function* piecesOf({ pieces }: ParquetRows): Generator<Uint8Array> {
  for (let next = pieces.next(); next.done !== true; next = pieces.next()) yield next.value;
}

async function scoreInTurns(
  batch: Batch,
  bytes: Uint8Array,
  deadline: number,
  answerMs: number,
): Promise<void> {
  let slice = firstSlice;
  for (let at = 0; at < bytes.length; ) {
    const begin = performance.now();
    if (begin > deadline) {
      throw new PicklejarError("ANSWER_TIMEOUT", { seconds: answerMs / 1000 });
    }
    batch.push(bytes.subarray(at, at + slice));
    at += slice;
    const took = performance.now() - begin;
    if (took > turnMs) slice = Math.max(slice >> 1, 2 ** 9);
    else if (took < turnMs / 2) slice = Math.min(2 * slice, largestSlice);
    if (at < bytes.length) await nextTurn();
  }
}

function sendFile(service: Service, reply: FastifyReply, batch: Batch, text: string): void {
  const isCsv = batch.shape?.kind === "csv";
  if (batch.notes.length > 0) reply.header("picklejar-notes", notesHeader(batch.notes));
  reply.header(
    "content-disposition",
    `attachment; filename="predictions.${isCsv ? "csv" : "jsonl"}"`,
  );
  const type = isCsv ? "text/csv; charset=utf-8" : "application/x-ndjson";
  sendText(service, reply, 200, type, text);
}

function noRows(): PicklejarError {
  const message = "There is no row to predict.";
  const issues = [{ path: [], code: "ROWS_EMPTY", message }];
  return new PicklejarError("INPUT_INVALID", { summary: message }, { issues });
}

function bothOf(first: BatchConsumer, second: BatchConsumer): BatchConsumer {
  return {
    begin(shape, hasMark) {
      first.begin(shape, hasMark);
      second.begin(shape, hasMark);
    },
    take(rows, scored, firstRow) {
      first.take(rows, scored, firstRow);
      second.take(rows, scored, firstRow);
    },
    end() {
      first.end();
      second.end();
    },
    get notes() {
      return first.notes ?? [];
    },
  };
}

/** Gathers what is recorded of a file, until all of it is answered. */
class TableRecord implements BatchConsumer {
  readonly #service: Service;
  readonly #most: number;
  readonly #inputs: InputRow[] = [];
  readonly #predictions: Prediction[] = [];
  #records: CsvRecords | null = null;

  constructor(service: Service) {
    this.#service = service;
    const ofMonitor = service.monitor === null ? 0 : countedRows;
    this.#most = service.log === null ? ofMonitor : Number.POSITIVE_INFINITY;
  }

  begin(shape: Parameters<BatchConsumer["begin"]>[0]): void {
    const { signature } = this.#service.model;
    this.#records = shape.kind === "csv" ? csvRecords(shape, signature) : null;
  }

  // A file whose rows are not all answered is not answered at all: rows follow each other.
  take(...[rows, { rows: answered, predictions }]: Parameters<BatchConsumer["take"]>): void {
    for (const [i, prediction] of predictions.entries()) {
      if (this.#predictions.length >= this.#most) return;
      this.#predictions.push(prediction);
      this.#inputs.push(this.#input(rows, answered[i] ?? 0));
    }
  }

  end(): void {}

  /** @param total  how many rows were answered */
  tell(id: string, total: number, ms: number): void {
    const predictions = this.#predictions;
    recordAnswers(this.#service, { id, inputs: this.#inputs, predictions, isMany: true, ms });
    recordUnseen(this.#service, total - predictions.length);
  }

  #input(rows: RowBlock, row: number): InputRow {
    if (rows.kind === "json") return rows.values[row] as InputRow;
    return parseJson(this.#records?.text(rows.cells, row) ?? "{}") as InputRow;
  }
}
