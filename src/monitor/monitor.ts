// What a server knows of its own traffic. Counting is some additions to buckets of time that exist already; texts, sums
// and percentiles are made when somebody looks.

import { type JsonValue, jsonReplacer, jsonValue } from "../predict/json-value.ts";
import type { InputRow, Prediction } from "../predict/prediction.ts";
import type { Signature } from "../signature/signature.ts";
import { type Feedback, FeedbackList } from "./feedback.ts";
import { KnownAnswers } from "./known-answers.ts";
import { latencyBin } from "./latency.ts";
import { defaultRange, type TimeRange, timeRanges } from "./ranges.ts";
import { heldCharacters, Recent } from "./recent.ts";
import { Shapes } from "./shapes.ts";
import { TimeRing } from "./time-ring.ts";
import { Traffic } from "./traffic.ts";

export interface MonitorOptions {
  readonly signature: Signature;
  /** Which model answers; answers of others count as traffic only. */
  readonly version: string;
  /** Whether single values may be seen. */
  readonly keepsValues: boolean;
  /** Whether a log keeps what is counted. */
  readonly hasLog: boolean;
}

/** One request that was answered. */
export interface AnsweredRequest {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly id: string;
  /** What was asked; null where it is not known any more. */
  readonly inputs: readonly InputRow[] | null;
  readonly predictions: readonly Prediction[];
  readonly ms: number;
}

/** Rows of one request whose values are counted. */
export const countedRows = 1000;

/** How far the log has been read back. */
export interface ReplayState {
  readonly state: "none" | "reading" | "done";
  /** Lines that were counted. */
  lines: number;
  /** Lines that are none of ours, or broken. */
  broken: number;
  /** Answers of another version of the model. */
  otherVersion: number;
  /** Whether older lines were left unread. */
  isCut: boolean;
}

export class Monitor {
  readonly options: MonitorOptions;
  readonly shapes: Shapes;
  readonly recent: Recent = new Recent();
  readonly feedback: FeedbackList = new FeedbackList();
  readonly known: KnownAnswers = new KnownAnswers();
  readonly startedAt: number = Date.now();
  replay: ReplayState = { state: "none", lines: 0, broken: 0, otherVersion: 0, isCut: false };
  /** When the oldest thing that is counted happened, milliseconds since 1970. */
  since: number = this.startedAt;
  readonly #rings: readonly TimeRing<Traffic>[];
  #minute = -1;
  #buckets: readonly Traffic[] = [];
  #rows: readonly Float64Array[] | null = null;

  constructor(options: MonitorOptions) {
    this.options = options;
    this.shapes = new Shapes(options.signature, options.keepsValues);
    this.#rings = timeRanges.map(({ widthMs, count }) => {
      return new TimeRing(widthMs, count, () => new Traffic());
    });
  }

  /** Counts an answered request, its values included. */
  answered(request: AnsweredRequest): void {
    const { at, id, inputs, predictions, ms } = request;
    this.#countRows(at, predictions.length, ms);
    const rows = this.#cells();
    const counted = Math.min(predictions.length, countedRows);
    for (let i = 0; i < counted; i++) {
      this.shapes.add(rows, inputs?.[i] ?? null, predictions[i]?.prediction);
    }
    if (this.options.hasLog) this.#remember(request);
    const held = { at, id, rows: predictions.length, ms: Math.round(ms * 1000) / 1000 };
    this.recent.answered(held, () => this.#describe(request));
  }

  /** Counts an answered request whose values are not known, or say nothing about this model. */
  answeredUnseen(at: number, rows: number, ms: number): void {
    this.#countRows(at, rows, ms);
  }

  /** Counts one row more of a request that is counted already. */
  answeredRow(at: number, id: string, inputs: InputRow | null, prediction: Prediction): void {
    this.unseenRows(at, 1);
    this.shapes.add(this.#cells(), inputs, prediction.prediction);
    this.known.addRow(id, jsonValue(prediction.prediction));
  }

  /** The same for rows whose values are not looked at. */
  unseenRows(at: number, rows: number): void {
    for (const bucket of this.#at(at)) bucket.rows += rows;
  }

  /** Counts the rows of a file; their values are not looked at. */
  batch(at: number, rows: number): void {
    for (const bucket of this.#at(at)) {
      bucket.ok++;
      bucket.rows += rows;
      bucket.batchRows += rows;
    }
  }

  /** Counts a request that was not answered. */
  failed(at: number, id: string, status: number, code: string): void {
    for (const bucket of this.#at(at)) bucket.countError(status, code);
    this.recent.failedWith({ at, id, status, code });
  }

  judged(feedback: Feedback): void {
    this.since = Math.min(this.since, feedback.at);
    this.feedback.add(feedback);
  }

  /** The buckets of a range up to now, oldest first. */
  window(range: TimeRange, now: number): { start: number; bucket: Traffic | null }[] {
    const ring =
      this.#rings[timeRanges.indexOf(range)] ?? this.#rings[timeRanges.indexOf(defaultRange)];
    return ring?.window(now) ?? [];
  }

  #countRows(at: number, rows: number, ms: number): void {
    const bin = latencyBin(ms);
    for (const bucket of this.#at(at)) {
      bucket.ok++;
      bucket.rows += rows;
      bucket.latency[bin] = (bucket.latency[bin] ?? 0) + 1;
    }
  }

  /** The buckets that an event counts in: one of each range, looked up once a minute. */
  #at(at: number): readonly Traffic[] {
    const minute = Math.floor(at / 60_000);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#buckets = this.#rings.flatMap((ring) => ring.at(at) ?? []);
      this.#rows = null;
      this.since = Math.min(this.since, at);
    }
    return this.#buckets;
  }

  /** The rows of cells of the buckets looked up last. */
  #cells(): readonly Float64Array[] {
    this.#rows ??= this.#buckets.map((bucket) => {
      bucket.cells ??= new Float64Array(this.shapes.cells);
      return bucket.cells;
    });
    return this.#rows;
  }

  #remember({ id, predictions }: AnsweredRequest): void {
    const [first] = predictions;
    const values: readonly JsonValue[] =
      predictions.length === 1 && first !== undefined
        ? [jsonValue(first.prediction)]
        : predictions.slice(0, 100).map(({ prediction }) => jsonValue(prediction));
    this.known.add(id, values);
  }

  #describe({ inputs, predictions }: AnsweredRequest): {
    inputs: string | null;
    answer: string | null;
  } {
    const [prediction] = predictions;
    if (!this.options.keepsValues || prediction === undefined)
      return { inputs: null, answer: null };
    return {
      inputs: shortJson(plainRow(inputs?.[0])),
      answer: shortJson(jsonValue(prediction.prediction)),
    };
  }
}

function plainRow(row: InputRow | undefined): unknown {
  return row instanceof Map ? Object.fromEntries(row) : row;
}

/** JSON that is short enough to be held; null for what is not. */
function shortJson(value: unknown): string | null {
  if (value === undefined || isLong(value)) return null;
  const json = JSON.stringify(value, jsonReplacer);
  return json.length > heldCharacters ? null : json;
}

// Not worth being written out to be thrown away.
function isLong(value: unknown): boolean {
  return (typeof value === "string" || Array.isArray(value)) && value.length > heldCharacters;
}
