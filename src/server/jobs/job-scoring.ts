// The scoring of one job: its file to a thread piece by piece, and what comes back to files of answers and of errors.

import { PicklejarError } from "../../errors.ts";
import type { BatchJob, BatchStep } from "../../predict/batch/job.ts";
import { BatchFailure, type BatchRun } from "../../predict/batch/pool.ts";
import { clientError } from "../problem.ts";
import { recordBatch } from "../recording.ts";
import { countMistakes, type Service } from "../service.ts";
import type { Job, JobOutputs } from "./job.ts";
import { type Spool, SpoolFile } from "./spool.ts";

// Read from the disk at once, bytes.
const pieceBytes = 2 ** 18;

/**
 * Scores a job to its end, whatever that is; never throws.
 *
 * @param onInternal  told what went wrong inside
 */
export async function scoreJob(
  service: Service,
  spool: Spool,
  job: Job,
  onInternal: (error: unknown) => void,
): Promise<void> {
  let outputs: JobOutputs | null = null;
  try {
    const run = await service.batches.open(batchJobOf(service, job));
    if (job.isOver) return run.close();
    outputs = { answers: await SpoolFile.open(spool), errors: await SpoolFile.open(spool) };
    if (job.isOver) {
      run.close();
      return;
    }
    job.begin(run, outputs);
    await runThrough(service, job, run, outputs);
    await job.end("done");
  } catch (error) {
    await fail(service, job, outputs, error, onInternal);
  } finally {
    const answered = job.counts.rows - job.counts.skipped;
    if (answered > 0) {
      service.metrics.countAnswer(answered);
      recordBatch(service, job.sender.requestId, answered);
    }
    if (job.outputs !== outputs) await closeBoth(outputs);
  }
}

function batchJobOf(service: Service, { input, options }: Job): BatchJob {
  const { format, hasHeader } = input.kind;
  return {
    format: input.isParquet ? null : format,
    hasHeader,
    onFault: options.skipsFaults ? "skip" : "stop",
    probabilities: options.probabilities && service.model.signature.probabilities,
    output: options.wantsLines ? "json-lines" : null,
    hasFaultLines: false,
    isReported: true,
    columns: options.columns,
    ...(input.isParquet && { parquet: input.file.descriptor }),
  };
}

async function runThrough(
  service: Service,
  job: Job,
  run: BatchRun,
  outputs: JobOutputs,
): Promise<void> {
  const { file, isParquet } = job.input;
  if (isParquet) {
    for (let isLast = false; !isLast && !job.isOver; ) {
      checkDrain(service);
      const step = await run.pull();
      await keep(job, outputs, step);
      isLast = step.pulled?.isLast === true;
    }
  } else {
    for (let at = 0; at < job.inputBytes && !job.isOver; ) {
      checkDrain(service);
      const piece = await file.read(at, pieceBytes);
      if (piece.length === 0) break;
      at += piece.length;
      await keep(job, outputs, await run.push(piece));
    }
  }
  if (!job.isOver) await keep(job, outputs, await run.end());
}

/** A server that stops does not wait for its jobs: nobody could fetch their answers. */
function checkDrain({ drain }: Service): void {
  if (drain.isDraining) throw new PicklejarError("SERVER_STOPPING");
}

async function keep(job: Job, { answers, errors }: JobOutputs, step: BatchStep): Promise<void> {
  if (job.isOver) return;
  job.note(step);
  for (const bytes of step.output) await answers.append(bytes);
  for (const bytes of step.faults ?? []) await errors.append(bytes);
}

async function fail(
  service: Service,
  job: Job,
  outputs: JobOutputs | null,
  error: unknown,
  onInternal: (error: unknown) => void,
): Promise<void> {
  // A job that was cancelled lost its thread: that is no failure.
  if (job.isOver) return;
  let cause = error;
  if (error instanceof BatchFailure) {
    cause = error.cause;
    if (outputs !== null) await keep(job, outputs, error.step).catch(() => undefined);
  }
  const known = clientError(cause);
  if (known.code === "INTERNAL") onInternal(cause);
  countMistakes(service, known);
  await job.end(known.code === "SERVER_STOPPING" ? "cancelled" : "failed", known);
}

async function closeBoth(outputs: JobOutputs | null): Promise<void> {
  await outputs?.answers.close();
  await outputs?.errors.close();
}
