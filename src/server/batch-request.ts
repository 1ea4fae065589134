// One request to /batch: its body to a thread piece by piece, and the thread's answers to the client.
//
// The response begins with the first answer. What goes wrong before is an ordinary error; what goes wrong later cannot
// change the status any more, so the response is cut off: its last chunk never comes, which every HTTP client reports.

import type { FastifyReply, FastifyRequest } from "fastify";
import { PicklejarError } from "../errors.ts";
import type { BatchJob, BatchStep } from "../predict/batch/job.ts";
import { BatchFailure, type BatchRun } from "../predict/batch/pool.ts";
import { readOptions } from "./answer-options.ts";
import { AnswerStream, GoneAway } from "./answer-stream.ts";
import { BodyReader, Stalled } from "./body-reader.ts";
import { contentTypeOf, unsupported } from "./content-type.ts";
import { prefersLines } from "./negotiation.ts";
import { notesHeader } from "./notes.ts";
import { clientError, problemOf } from "./problem.ts";
import { countMistakes, type Service } from "./service.ts";

// How long a client may leave answers unread while it sends, before they go to the disk, milliseconds.
const spillAfterMs = 500;

// How long a response that was cut off waits for the client to notice, milliseconds.
const lingerMs = 5000;

export class BatchRequest {
  readonly #service: Service;
  readonly #request: FastifyRequest;
  readonly #reply: FastifyReply;
  readonly #stream: AnswerStream;
  #rows = 0;
  #skipped = 0;
  #hasLines = false;

  constructor(service: Service, request: FastifyRequest, reply: FastifyReply) {
    const { spillBytes, stallMs } = service.limits;
    this.#service = service;
    this.#request = request;
    this.#reply = reply;
    this.#stream = new AnswerStream(request.raw, reply.raw, { spillAfterMs, spillBytes, stallMs });
  }

  /**
   * Answers the request.
   *
   * @throws what went wrong before the response had begun
   */
  async run(): Promise<void> {
    const { batches, limits, patience } = this.#service;
    const job = this.#readJob();
    if (Number(this.#request.headers["content-length"]) > limits.batchBytes) {
      throw new PicklejarError("BODY_TOO_LARGE", { limit: limits.batchBytes });
    }
    const run = await batches.open(job);
    const release = patience.grant(this.#request.raw);
    const body = new BodyReader(this.#request.raw);
    try {
      await this.#score(run, body);
      this.#finish();
    } catch (error) {
      await this.#fail(error);
    } finally {
      run.close();
      release();
      body.stop();
      await this.#stream.close();
    }
  }

  #readJob(): BatchJob {
    const { headers, url, raw } = this.#request;
    const type = contentTypeOf(raw);
    const isCsv = type.kind === "csv";
    if (!isCsv && type.kind !== "json-lines" && type.kind !== "json") {
      throw unsupported(headers["content-type"]);
    }
    const { probabilities, skipsFaults } = readOptions(url, [], ["on_error", "proba"]);
    this.#hasLines = !isCsv || prefersLines(headers.accept);
    return {
      format: type.kind,
      hasHeader: !isCsv || type.hasHeader,
      onFault: skipsFaults ? "skip" : "stop",
      probabilities: probabilities === true,
      output: this.#hasLines ? "json-lines" : null,
      hasFaultLines: skipsFaults,
    };
  }

  async #score(run: BatchRun, body: BodyReader): Promise<void> {
    const { batchBytes } = this.#service.limits;
    let bytes = 0;
    for (;;) {
      const piece = await this.#read(body);
      if (piece === null) break;
      bytes += piece.length;
      if (bytes > batchBytes) throw new PicklejarError("BODY_TOO_LARGE", { limit: batchBytes });
      await this.#take(await run.push(piece));
    }
    await this.#take(await run.end());
    await this.#stream.flush();
  }

  /** @throws BATCH_STALLED, GoneAway */
  async #read(body: BodyReader): Promise<Uint8Array<ArrayBuffer> | null> {
    const { stallMs } = this.#service.limits;
    try {
      return await body.read(stallMs);
    } catch (error) {
      if (!(error instanceof Stalled)) throw new GoneAway("The request was cut off.");
      throw new PicklejarError("BATCH_STALLED", { seconds: stallMs / 1000 });
    }
  }

  async #take({ output, counts, notes }: BatchStep): Promise<void> {
    this.#rows = counts.rows;
    this.#skipped = counts.skipped;
    for (const bytes of output) {
      if (!this.#reply.raw.headersSent) this.#begin(notes);
      await this.#stream.write(bytes);
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
    if (error instanceof GoneAway) return this.#abandon();
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
    this.#reply.hijack();
    this.#service.observe(this.#request, this.#reply);
    this.#request.raw.destroy();
  }

  #summarize(text: string): void {
    this.#request.summary = text;
    if (this.#rows > 0) this.#service.metrics.countAnswer(this.#rows);
  }
}
