// A job as the API tells of it. Addresses are relative to the job's own.

import { show } from "../../text.ts";
import { problemOf } from "../problem.ts";
import type { Job } from "./job.ts";

/** @param keptMs  how long a job is kept when it is over, milliseconds */
export function jobJson(job: Job, keptMs: number, requestId: string): Record<string, unknown> {
  const { counts, summary, error, options, input } = job;
  const isDone = job.status === "done";
  const hasErrors = (isDone || job.status === "failed") && job.outputs !== null;
  return {
    id: job.id,
    status: job.status,
    file: input.name === null ? null : show(input.name, 120),
    options: {
      on_error: options.skipsFaults ? "skip" : "stop",
      proba: options.probabilities,
      output: options.wantsLines ? "json-lines" : "same",
      columns: Object.fromEntries(options.columns),
    },
    progress: {
      bytes: job.inputBytes,
      rows: counts.rows,
      rowsTotal: job.totalRows,
      rowsTotalIsEstimated: job.isEstimated,
      rowsPerSecond: rounded(job.rowsPerSecond),
      secondsLeft: job.secondsLeft === null ? null : rounded(job.secondsLeft),
    },
    answered: counts.rows - counts.skipped,
    skipped: counts.skipped,
    warned: counts.warned,
    notes: job.notes,
    reasons: summary?.reasons ?? [],
    distributions: job.isOver ? (summary?.distributions ?? []) : [],
    error: error === null ? null : problemOf(error, requestId),
    created: time(job.created),
    started: time(job.started),
    ended: time(job.ended),
    expires: job.ended === null ? null : time(job.ended + keptMs),
    answers: isDone && job.outputs !== null ? `${job.id}/answers` : null,
    errors: hasErrors ? `${job.id}/errors` : null,
  };
}

function time(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

function rounded(number: number): number {
  return Math.round(number * 10) / 10;
}
