// Answers held against the peer's before anything is timed: a bench of wrong answers is worth nothing.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./folders.ts";
import type { LinePeer } from "./line-peer.ts";
import type { BenchModel } from "./models.ts";
import type { Contender } from "./peers.ts";

export interface Agreement {
  readonly rows: number;
  /** Rows whose answers are not the same float64. */
  readonly different: number;
  /** The largest relative difference. */
  readonly largest: number;
  readonly isSame: boolean;
}

/** ONNX Runtime adds in float32, and two threads in another order than one. */
const looseTolerance = 2e-5;

const comparedRows = 5000;

/** @throws PeerError */
export async function compareAnswers(
  ours: LinePeer,
  contender: Contender,
  model: BenchModel,
  variant: string,
): Promise<Agreement> {
  const most = variant === "record" ? 1000 : comparedRows;
  const rows = Math.min(most, model.rows.at(-1) ?? 1);
  const mine = await answersOf(ours, `${contender.trainedBy}/${model.name}`, variant, rows, "ours");
  const { peer, kind } = contender;
  const theirs = await answersOf(peer, model.name, contender.variant, rows, kind);
  let different = mine.length === theirs.length ? 0 : rows;
  let largest = 0;
  for (const [i, value] of mine.entries()) {
    const other = theirs[i] ?? Number.NaN;
    if (Object.is(value, other)) continue;
    different++;
    const scale = Math.max(Math.abs(value), Math.abs(other), Number.MIN_VALUE);
    largest = Math.max(largest, Math.abs(value - other) / scale);
  }
  const isLoose = kind !== "sklearn" && kind !== "xgboost";
  const tolerance = isLoose ? Math.max(looseTolerance, model.tolerance) : model.tolerance;
  // Where float32 sums of two classes are even, the order of the addition decides which label wins.
  const mayFlip = kind.startsWith("onnx") ? rows / 200 : 0;
  return { rows, different, largest, isSame: largest <= tolerance || different <= mayFlip };
}

async function answersOf(
  peer: LinePeer,
  file: string,
  variant: string,
  rows: number,
  name: string,
): Promise<Float64Array> {
  await peer.ask("answer", file, variant, rows, `answers-${name}`);
  const bytes = readFileSync(join(cacheFolder, `answers-${name}`));
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
