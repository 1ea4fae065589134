// One request to /batch: its body to a thread piece by piece, and the thread's answers to the client.
//
// The response begins with the first answer. What goes wrong before is an ordinary error; what goes wrong later cannot
// change the status any more, so the response is cut off: its last chunk never comes, which every HTTP client reports.

import type { FastifyReply, FastifyRequest } from "fastify";
import { isParquet } from "../bytes/parquet/parquet-head.ts";
import type { BatchStep } from "../predict/batch/job.ts";
import { BatchFailure, type BatchRun } from "../predict/batch/pool.ts";
import { mostPieces } from "../predict/batch/spare-memory.ts";
import { type AnswerOptions, readOptions } from "./answer-options.ts";
import { AnswerStream, GoneAway } from "./answer-stream.ts";
import { BatchBody, RequestCut } from "./batch-body.ts";
import { checkColumns } from "./column-option.ts";
import { SpoolFile } from "./jobs/spool.ts";
import { prefersLines } from "./negotiation.ts";
import { notesHeader } from "./notes.ts";
import { Pace } from "./pace.ts";
import { clientError, problemOf } from "./problem.ts";
import { recordBatch } from "./recording.ts";
import { countMistakes, type Service } from "./service.ts";
import type { TableKind } from "./table-kind.ts";

// How long a client may leave answers unread while it sends, before they go to the disk, milliseconds.
const spillAfterMs = 500;

// How long a response that was cut off waits for the client to notice, milliseconds.
const lingerMs = 5000;

export class BatchRequest {
  readonly #service: Service;
  readonly #request: FastifyRequest;
  readonly #reply: FastifyReply;
  readonly #pace: Pace;
  readonly #stream: AnswerStream;
  /** Memory of answers that were sent. */
  #spares: ArrayBuffer[] = [];
  #rows = 0;
  #skipped = 0;
  #wantsLines = false;
  #hasLines = false;

  constructor(service: Service, request: FastifyRequest, reply: FastifyReply) {
    const { spillBytes, stallMs, paceBytes } = service.limits;
    this.#pace = new Pace(stallMs, paceBytes);
    this.#service = service;
    this.#request = request;
    this.#reply = reply;
    this.#stream = new AnswerStream(request.raw, reply.raw, {
      spillAfterMs,
      spillBytes,
      pace: this.#pace,
    });
  }

  /**
   * Answers the request.
   *
   * @throws what went wrong before the response had begun
   */
  async run(): Promise<void> {
    const { limits, example, patience } = this.#service;
    const { raw } = this.#request;
    const options = readOptions(this.#request, [], ["on_error", "proba", "columns"]);
    checkColumns(this.#service, options.columns);
    const body = new BatchBody(raw, { limits, example, pace: this.#pace });
    const release = patience.grant(raw);
    let run: BatchRun | null = null;
    let file: SpoolFile | null = null;
    try {
      const kind = await body.kind();
      const head = await readHead(body);
      if (isParquet(head)) {
        // Read from its end, it must be here as a whole first.
        file = await this.#keep(head, body);
        run = await this.#open(kind, options, file);
        await this.#pull(run);
      } else {
        run = await this.#open(kind, options);
        await this.#score(run, head, body);
      }
      await this.#stream.flush();
      this.#finish();
    } catch (error) {
      await this.#fail(error);
    } finally {
      run?.close();
      release();
      body.stop();
      await file?.close();
      await this.#stream.close();
    }
  }

  #open(
    { format, hasHeader }: TableKind,
    { probabilities, skipsFaults, columns }: AnswerOptions,
    file: SpoolFile | null = null,
  ): Promise<BatchRun> {
    this.#wantsLines = prefersLines(this.#request.headers.accept);
    return this.#service.batches.open({
      format: file === null ? format : null,
      hasHeader,
      onFault: skipsFaults ? "skip" : "stop",
      probabilities: probabilities === true,
      output: this.#wantsLines ? "json-lines" : null,
      hasFaultLines: skipsFaults,
      columns,
      ...(file !== null && { parquet: file.descriptor }),
    });
  }

  /** A whole file on the disk. @throws JOBS_FULL, and as `BatchBody.read` */
  async #keep(head: Uint8Array, body: BatchBody): Promise<SpoolFile> {
    const file = await SpoolFile.open(this.#service.spool);
    try {
      await file.append(head);
      for (let piece = await body.read(); piece !== null; piece = await body.read()) {
        await file.append(piece);
      }
      return file;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async #pull(run: BatchRun): Promise<void> {
    for (let isLast = false; !isLast; ) {
      const step = await run.pull();
      await this.#take(step);
      isLast = step.pulled?.isLast === true;
    }
    await this.#take(await run.end());
  }

  async #score(run: BatchRun, head: Uint8Array<ArrayBuffer>, body: BatchBody): Promise<void> {
    if (head.length > 0) await this.#take(await run.push(head));
    for (;;) {
      const piece = await body.read();
      if (piece === null) break;
      if (piece.length === 0) continue;
      const step = await run.push(piece, this.#spares.splice(0));
      if (step.spare !== undefined) body.reuse(step.spare);
      await this.#take(step);
    }
    await this.#take(await run.end());
  }

  async #take({ output, counts, notes, input }: BatchStep): Promise<void> {
    this.#hasLines = this.#wantsLines || input === "json";
    this.#rows = counts.rows;
    this.#skipped = counts.skipped;
    for (const bytes of output) {
      if (!this.#reply.raw.headersSent) this.#begin(notes);
      await this.#stream.write(bytes, () => {
        if (this.#spares.length < mostPieces) this.#spares.push(bytes.buffer);
      });
    }
  }

  #begin(notes: readonly string[]): void {
    const { reply, service } = { reply: this.#reply, service: this.#service };
    reply.hijack();
    const type = this.#hasLines ? "application/x-ndjson" : "text/csv; charset=utf-8";
    const name = `predictions.${this.#hasLines ? "jsonl" : "csv"}`;
    reply.raw.writeHead(200, {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
      vary: "accept",
      "x-content-type-options": "nosniff",
      "x-request-id": this.#request.id,
      ...(service.drain.isDraining && { connection: "close" }),
      ...(notes.length > 0 && { "picklejar-notes": notesHeader(notes) }),
      ...(this.#request.raw.httpVersion === "1.1" && {
        trailer: "picklejar-rows, picklejar-skipped",
      }),
    });
  }

  #finish(): void {
    const { raw } = this.#reply;
    this.#summarize(`${this.#rows} rows`);
    if (!raw.headersSent) this.#begin([]);
    if (this.#request.raw.httpVersion === "1.1") {
      raw.addTrailers({
        "picklejar-rows": String(this.#rows),
        "picklejar-skipped": String(this.#skipped),
      });
    }
    raw.end();
  }

  /** @throws the error itself where the response has not begun */
  async #fail(error: unknown): Promise<void> {
    let cause = error;
    if (error instanceof BatchFailure) {
      cause = error.cause;
      // The rows before the one at fault were answered.
      if (await this.#sendRest(error.step)) return this.#cutOff(cause);
    }
    if (error instanceof GoneAway || error instanceof RequestCut) return this.#abandon();
    if (!this.#reply.raw.headersSent) throw cause;
    await this.#cutOff(cause);
  }

  /** Whether the response has begun, with everything that was answered sent. */
  async #sendRest(step: BatchStep): Promise<boolean> {
    try {
      await this.#take(step);
      await this.#stream.flush();
    } catch (error) {
      if (!(error instanceof GoneAway)) throw error;
    }
    return this.#reply.raw.headersSent;
  }

  /** Ends the response so that it cannot be taken for a whole one; JSON Lines tell the reason in a last line. */
  async #cutOff(error: unknown): Promise<void> {
    const known = clientError(error);
    if (known.code === "INTERNAL") this.#request.failure = error;
    countMistakes(this.#service, known);
    this.#summarize(`${known.code} after ${this.#rows} rows`);
    const { raw } = this.#reply;
    const { socket } = raw;
    if (socket === null || socket.destroyed) return this.#abandon();
    if (this.#hasLines) {
      const problem = problemOf(known, this.#request.id);
      const line = known.details["line"];
      const last = { error: problem, ...(typeof line === "number" && { line }) };
      await this.#stream.write(Buffer.from(`${JSON.stringify(last)}\n`)).catch(() => undefined);
    }
    this.#service.observe(this.#request, this.#reply);
    // Without chunks, only a reset tells a broken answer from a whole one.
    if (this.#request.raw.httpVersion !== "1.1") {
      socket.resetAndDestroy();
      return;
    }
    socket.end();
    const linger = setTimeout(() => socket.destroy(), lingerMs);
    socket.once("close", () => clearTimeout(linger));
  }

  #abandon(): void {
    this.#summarize(`cut off after ${this.#rows} rows`);
    // As logs have it: the client closed the request.
    if (!this.#reply.raw.headersSent) this.#reply.code(499);
    this.#reply.hijack();
    this.#service.observe(this.#request, this.#reply);
    this.#request.raw.destroy();
  }

  #summarize(text: string): void {
    this.#request.summary = text;
    const answered = this.#rows - this.#skipped;
    if (answered === 0) return;
    this.#service.metrics.countAnswer(answered);
    recordBatch(this.#service, this.#request.id, answered);
  }
}

// What tells Parquet from a text that begins with its letters, bytes.
const headBytes = 1024;

/** The first bytes of the rows: as they come, and only of what may be Parquet enough to tell. */
async function readHead(body: BatchBody): Promise<Uint8Array<ArrayBuffer>> {
  let head = new Uint8Array(0);
  while (head.length < headBytes && maybeParquet(head)) {
    const piece = await body.read();
    if (piece === null) break;
    const longer = new Uint8Array(head.length + piece.length);
    longer.set(head);
    longer.set(piece, head.length);
    head = longer;
  }
  return head;
}

function maybeParquet(head: Uint8Array): boolean {
  return head.subarray(0, 3).every((byte, i) => byte === "PAR".charCodeAt(i));
}
