// Judged samples to predictions, where single samples may still be more than the estimator takes.

import { type Issue, PicklejarError } from "../../errors.ts";
import { sampleCount } from "../../estimators/samples.ts";
import type { JudgedBlock } from "../../signature/blocks.ts";
import type { Prediction, Scoring, ScoringOptions } from "../prediction.ts";
import { sliceSamples } from "./sample-slices.ts";

/** A block of rows with its answers. */
export interface ScoredBlock {
  /** For each prediction its row of the block. */
  readonly rows: Int32Array;
  readonly predictions: readonly Prediction[];
  /** By row of the block: what is wrong. */
  readonly faults: ReadonlyMap<number, readonly Issue[]>;
}

export interface ScoreOptions extends ScoringOptions {
  /** The number of the block's first row. */
  readonly firstRow: number;
  /** Samples that may be refused; the rest is left out when there are as many. */
  readonly maxRefused: number;
}

/**
 * Predicts the samples of a block. What the estimator itself refuses (a number too large for its float32) is found by
 * halving, and becomes a fault of its row.
 *
 * @throws what the estimator throws that is not about a sample
 */
export function scoreSamples(
  scoring: Scoring,
  { samples, rows, faults, warnings }: JudgedBlock,
  { probabilities, firstRow, maxRefused }: ScoreOptions,
): ScoredBlock {
  const count = sampleCount(samples);
  const predictions: Prediction[] = [];
  const kept: number[] = [];
  const refused = new Map<number, readonly Issue[]>();
  const open: [from: number, to: number][] = [[0, count]];
  while (refused.size < maxRefused) {
    const part = open.pop();
    if (part === undefined) break;
    const [from, to] = part;
    if (from === to) continue;
    const slice = sliceSamples(samples, from, to);
    const own = from === 0 || warnings.size === 0 ? warnings : shifted(warnings, from);
    try {
      const answered = scoring.predict(slice, own, { probabilities });
      if (to - from === count) return { rows, predictions: answered, faults };
      for (const prediction of answered) predictions.push(prediction);
      for (let i = from; i < to; i++) kept.push(rows[i] ?? 0);
    } catch (error) {
      if (!(error instanceof PicklejarError) || error.status !== 400) throw error;
      if (to - from === 1) {
        const row = rows[from] ?? 0;
        refused.set(row, [refusal(error, firstRow + row)]);
      } else {
        const middle = (from + to) >> 1;
        open.push([middle, to], [from, middle]);
      }
    }
  }
  if (refused.size === 0) return { rows, predictions, faults };
  const all = [...faults, ...refused].sort(([a], [b]) => a - b);
  return { rows: Int32Array.from(kept), predictions, faults: new Map(all) };
}

function shifted(
  warnings: ReadonlyMap<number, readonly string[]>,
  from: number,
): ReadonlyMap<number, readonly string[]> {
  return new Map([...warnings].map(([sample, texts]) => [sample - from, texts]));
}

function refusal({ code, details }: PicklejarError, row: number): Issue {
  const { message } = new PicklejarError(code, { ...details, row });
  return { path: [], code, message };
}
