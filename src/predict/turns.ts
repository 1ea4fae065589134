// Many rows of one request, scored a little at a time, so that others get their turn meanwhile.

import { setImmediate as nextTurn } from "node:timers/promises";
import { PicklejarError } from "../errors.ts";
import type { Estimator } from "../estimators/estimator.ts";
import { type Samples, sampleCount } from "../estimators/samples.ts";
import { sliceSamples } from "./batch/sample-slices.ts";
import { predictSamples } from "./predict.ts";
import type { Prediction } from "./prediction.ts";

// About as much as takes this long is scored at once, milliseconds.
const turnMs = 15;

const firstSlice = 64;

/**
 * The predictions of `predictSamples`, for estimators whose rows do not depend on each other.
 *
 * @param warnings  by sample: what the answer should say already
 * @param signal    ends the work between two turns
 * @throws as `predictSamples`; the signal's reason
 */
export async function predictInTurns(
  estimator: Estimator,
  samples: Samples,
  warnings: ReadonlyMap<number, readonly string[]>,
  signal?: AbortSignal,
): Promise<Prediction[]> {
  const rows = sampleCount(samples);
  if (rows <= firstSlice) return predictSamples(estimator, samples, warnings);
  const predictions: Prediction[] = [];
  let size = firstSlice;
  let msPerRow = Number.POSITIVE_INFINITY;
  for (let from = 0; from < rows; ) {
    const start = performance.now();
    const to = Math.min(from + size, rows);
    const some = predictSlice(estimator, samples, warnings, from, to);
    for (const prediction of some) predictions.push(prediction);
    const took = performance.now() - start;
    const before = msPerRow;
    msPerRow = took / (to - from);
    from = to;
    // An estimator that prepares something for every call is best asked seldom, even if that takes longer than a turn.
    if (took < turnMs / 2 || msPerRow < 0.75 * before) size *= 2;
    else if (took > turnMs) size = Math.max(size >> 1, firstSlice);
    if (from < rows) await nextTurn();
    signal?.throwIfAborted();
  }
  return predictions;
}

function predictSlice(
  estimator: Estimator,
  samples: Samples,
  warnings: ReadonlyMap<number, readonly string[]>,
  from: number,
  to: number,
): Prediction[] {
  const own = new Map<number, readonly string[]>();
  for (let row = from; warnings.size > 0 && row < to; row++) {
    const texts = warnings.get(row);
    if (texts !== undefined) own.set(row - from, texts);
  }
  try {
    return predictSamples(estimator, sliceSamples(samples, from, to), own);
  } catch (error) {
    if (!(error instanceof PicklejarError) || typeof error.details["row"] !== "number") throw error;
    const { code, details, issues } = error;
    throw new PicklejarError(code, { ...details, row: from + Number(details["row"]) }, { issues });
  }
}
