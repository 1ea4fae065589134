// What the monitor shows of one stretch of time, in values that JSON can hold.

import { PicklejarError } from "../errors.ts";
import type { JsonValue } from "../predict/json-value.ts";
import { type FeedbackScore, feedbackScores } from "./feedback.ts";
import { latencyQuantile } from "./latency.ts";
import { countedRows, type Monitor } from "./monitor.ts";
import type { TimeRange } from "./ranges.ts";
import type { HeldAnswer, HeldFailure } from "./recent.ts";
import {
  numericBins,
  type Range,
  referenceSize,
  type Sketch,
  type SketchSummary,
} from "./sketch.ts";
import { Traffic } from "./traffic.ts";

/** Everything is of the range that was asked for, unless it says otherwise. Times are ISO 8601 in UTC. */
export interface MonitorReport {
  readonly model: { readonly name: string; readonly version: string };
  readonly range: TimeRange["name"];
  readonly from: string;
  readonly to: string;
  /** What the counts rest on. */
  readonly counted: CountedFrom;
  readonly requests: {
    readonly total: number;
    readonly ok: number;
    readonly clientErrors: number;
    readonly serverErrors: number;
    /** In the whole range, or since the counting began. */
    readonly perMinute: number;
  };
  readonly rows: { readonly total: number; readonly inBatches: number };
  readonly latencyMs: Percentiles;
  readonly errors: {
    /** Share of the requests, in [0, 1]; null without a request. */
    readonly share: number | null;
    readonly byCode: readonly { readonly code: string; readonly count: number }[];
  };
  readonly series: readonly SeriesPoint[];
  readonly inputs: readonly FieldReport[];
  readonly outputs: readonly FieldReport[];
  /** null where feedback cannot be given. */
  readonly feedback: FeedbackReport | null;
  readonly latest: readonly AnswerReport[];
  /** Of the last 24 hours. */
  readonly slowest: readonly AnswerReport[];
  readonly failed: readonly FailureReport[];
}

export interface Percentiles {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

export interface CountedFrom {
  /** The oldest thing that is counted. */
  readonly since: string;
  /** Whether a log keeps what is counted over restarts. */
  readonly log: boolean;
  /** Whether the log is still being read. */
  readonly isReading: boolean;
  readonly brokenLines: number;
  /** Rows of other versions of the model: counted as requests, not in inputs and answers. */
  readonly otherVersions: number;
  /** Whether the log holds older lines than were read. */
  readonly isCut: boolean;
  /** Whether single values are kept. */
  readonly values: boolean;
  /** Inputs of the model beyond those that are counted. */
  readonly uncountedInputs: number;
  /** Rows of one request whose values are counted. */
  readonly rowsPerRequest: number;
}

export interface SeriesPoint {
  readonly start: string;
  readonly ok: number;
  readonly clientErrors: number;
  readonly serverErrors: number;
  readonly rows: number;
  readonly p50: number | null;
  readonly p95: number | null;
}

export interface FieldReport {
  readonly name: string;
  readonly label: string;
  readonly unit: string | null;
  readonly kind: "number" | "length" | "category";
  readonly count: number;
  readonly missing: number;
  /** Outside of the usual range, or none of the known choices; null where nothing is known. */
  readonly outside: number | null;
  readonly mean: number | null;
  readonly usual: Range | null;
  /** Of numbers: 20 bins of equal width in `range`, between one for what is below and one for what is above. */
  readonly histogram: { readonly range: Range; readonly counts: readonly number[] } | null;
  /** Of categories: the most frequent first. */
  readonly values: readonly { readonly value: string; readonly count: number }[] | null;
  /** The first 1,000 values as `histogram.counts`, or in the order of `values`; null while there are fewer. */
  readonly reference: readonly number[] | null;
  /** How many of the reference's values are there. */
  readonly referenceCount: number;
}

export interface FeedbackReport {
  readonly count: number;
  /** Judgements of answers that are not known any more: in no score. */
  readonly unmatched: number;
  readonly scores: readonly FeedbackScore[];
  readonly latest: readonly {
    readonly at: string;
    readonly id: string;
    readonly row: number | null;
    readonly prediction: JsonValue;
    readonly answer: JsonValue;
    readonly note: string | null;
  }[];
}

export interface AnswerReport {
  readonly at: string;
  readonly id: string;
  readonly rows: number;
  readonly ms: number;
  /** The first row's; null where it is not held. */
  readonly inputs: JsonValue;
  readonly answer: JsonValue;
}

export interface FailureReport extends Omit<HeldFailure, "at"> {
  readonly at: string;
}

const shownFeedback = 20;

export function monitorReport(
  monitor: Monitor,
  model: MonitorReport["model"],
  range: TimeRange,
  now: number,
): MonitorReport {
  const window = monitor.window(range, now);
  const all = new Traffic();
  all.cells = new Float64Array(monitor.shapes.cells);
  const rows: Float64Array[] = [];
  for (const { bucket } of window) {
    if (bucket === null) continue;
    all.add(bucket);
    if (bucket.cells !== null) rows.push(bucket.cells);
  }
  const from = window[0]?.start ?? now;
  const minutes = Math.max(now - Math.max(from, monitor.since), 60_000) / 60_000;
  const { ok, clientErrors, serverErrors, requests } = all;
  const { keepsValues } = monitor.options;
  const fieldOf = (sketch: Sketch): FieldReport => {
    const field = fieldReport(sketch, all.cells, rows);
    return keepsValues || field.count >= fewValues ? field : withoutValues(field);
  };
  return {
    model,
    range: range.name,
    from: isoTime(from),
    to: isoTime(now),
    counted: countedFrom(monitor),
    requests: { total: requests, ok, clientErrors, serverErrors, perMinute: requests / minutes },
    rows: { total: all.rows, inBatches: all.batchRows },
    latencyMs: {
      p50: latencyQuantile(all.latency, 0.5),
      p95: latencyQuantile(all.latency, 0.95),
      p99: latencyQuantile(all.latency, 0.99),
    },
    errors: {
      share: requests === 0 ? null : (clientErrors + serverErrors) / requests,
      byCode: [...(all.codes ?? [])]
        .map(([code, count]) => ({ code, count }))
        .sort((a, b) => b.count - a.count),
    },
    series: window.map(({ start, bucket }) => seriesPoint(start, bucket)),
    inputs: monitor.shapes.inputs.map(fieldOf),
    outputs: monitor.shapes.outputs.map(fieldOf),
    feedback: monitor.options.hasLog ? feedbackReport(monitor, from) : null,
    latest: monitor.recent.latest.filter(({ at }) => at >= from).map(answerReport),
    slowest: monitor.recent.slowest(now).map(answerReport),
    failed: monitor.recent.failed
      .filter(({ at }) => at >= from)
      .map((failure) => ({ ...failure, at: isoTime(failure.at) })),
  };
}

/** The parts of a report that can be asked for by themselves. */
export type ReportPart = Exclude<
  keyof MonitorReport,
  "model" | "range" | "from" | "to" | "counted"
>;

export const reportParts: readonly ReportPart[] = [
  "requests",
  "rows",
  "latencyMs",
  "errors",
  "series",
  "inputs",
  "outputs",
  "feedback",
  "latest",
  "slowest",
  "failed",
];

/** @throws REQUEST_MALFORMED for a part that there is not */
export function findPart(name: string): ReportPart {
  const found = reportParts.find((part) => part === name);
  if (found !== undefined) return found;
  const reason = `its part is none of ${reportParts.join(", ")}`;
  throw new PicklejarError("REQUEST_MALFORMED", { reason });
}

function countedFrom(monitor: Monitor): CountedFrom {
  const { replay, options, since } = monitor;
  const asked = options.signature.inputs.filter(({ unused }) => unused !== true).length;
  return {
    since: isoTime(since),
    log: options.hasLog,
    isReading: replay.state === "reading",
    brokenLines: replay.broken,
    otherVersions: replay.otherVersion,
    isCut: replay.isCut,
    values: options.keepsValues,
    uncountedInputs: asked - monitor.shapes.inputs.length,
    rowsPerRequest: countedRows,
  };
}

function seriesPoint(start: number, bucket: Traffic | null): SeriesPoint {
  const { ok, clientErrors, serverErrors, rows, latency } = bucket ?? emptyTraffic;
  return {
    start: isoTime(start),
    ok,
    clientErrors,
    serverErrors,
    rows,
    p50: latencyQuantile(latency, 0.5),
    p95: latencyQuantile(latency, 0.95),
  };
}

// The mean of a few values tells what they were.
const fewValues = 50;

function withoutValues(field: FieldReport): FieldReport {
  return { ...field, mean: null, ...(field.usual === null && { histogram: null }) };
}

const emptyTraffic = new Traffic();

function fieldReport(
  sketch: Sketch,
  cells: Float64Array | null,
  rows: readonly Float64Array[],
): FieldReport {
  const { name, label, unit, kind, usual, known } = sketch.options;
  const summary = sketch.summary(cells ?? new Float64Array(0));
  const { count, missing, outside, mean } = summary;
  const isCategory = kind === "category";
  const isKnown = isCategory ? known !== undefined : usual !== undefined;
  const order = isCategory ? categoryOrder(sketch, summary) : [];
  const { reference } = sketch;
  const inOrder = (counts: readonly number[]): readonly number[] =>
    isCategory ? order.map(({ place }) => counts[place] ?? 0) : counts;
  return {
    name,
    label,
    unit: unit ?? null,
    kind,
    count,
    missing,
    outside: isKnown ? outside : null,
    mean,
    usual: usual ?? null,
    histogram: isCategory || count === 0 ? null : histogramOf(sketch, summary, rows),
    values: isCategory
      ? order.map(({ value, place }) => ({ value, count: summary.counts[place] ?? 0 }))
      : null,
    reference: reference === null ? null : inOrder(reference.counts),
    referenceCount: Math.min(sketch.referenceCount, referenceSize),
  };
}

function histogramOf(
  sketch: Sketch,
  { counts }: SketchSummary,
  rows: readonly Float64Array[],
): FieldReport["histogram"] {
  const { range } = sketch;
  return range === null ? sketch.preview(rows) : { range, counts };
}

const otherValues = "other values";

/** Places of categories, the most frequent first; what has no name of its own last. */
function categoryOrder(
  { names }: Sketch,
  { counts }: SketchSummary,
): { readonly value: string; readonly place: number }[] {
  const named = names
    .map((value, place) => ({ value, place }))
    .sort((a, b) => (counts[b.place] ?? 0) - (counts[a.place] ?? 0));
  const others = { value: otherValues, place: numericBins + 1 };
  return (counts[others.place] ?? 0) > 0 ? [...named, others] : named;
}

function feedbackReport({ feedback, options }: Monitor, from: number): FeedbackReport {
  const list = feedback.since(from);
  return {
    count: list.length,
    unmatched: list.filter(({ prediction }) => prediction === undefined).length,
    scores: feedbackScores(list, options.signature.outputs),
    latest: options.keepsValues
      ? list
          .slice(-shownFeedback)
          .reverse()
          .map(({ at, prediction = null, ...rest }) => ({ ...rest, at: isoTime(at), prediction }))
      : [],
  };
}

function answerReport({ at, inputs, answer, ...rest }: HeldAnswer): AnswerReport {
  return {
    at: isoTime(at),
    ...rest,
    inputs: inputs === null ? null : JSON.parse(inputs),
    answer: answer === null ? null : JSON.parse(answer),
  };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
