// Runs a batch over a text, in pieces of any size, and tells everything that came of it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Issue, PicklejarError } from "../../../src/errors.ts";
import type { BatchCounts } from "../../../src/predict/batch/batch.ts";
import { type BatchJob, GatheringBatch } from "../../../src/predict/batch/job.ts";
import { type LoadedModel, loadModel } from "../../../src/predict/model.ts";
import type { Model } from "../../../src/predict/prediction.ts";

const folder = join(import.meta.dirname, "../../fixtures/batch");

/** The models of test/fixtures/batch, each with a file of cases. */
export const fixtureNames: readonly string[] =
  "linear logistic forest neighbors homes texts several clusters outliers scaler boosted".split(
    " ",
  );

export function fixturePath(file: string): string {
  return join(folder, file);
}

export function fixtureModel(name: string): Promise<LoadedModel> {
  return loadModel(fixturePath(`${name}.pkl`));
}

export function fixtureCases(name: string): string {
  return readFileSync(fixturePath(`${name}.csv`), "utf8");
}

export interface Ran {
  readonly output: string;
  readonly counts: BatchCounts;
  readonly notes: readonly string[];
  readonly error: PicklejarError | null;
}

/** @param size  bytes of a piece */
export function runBatch(
  model: Pick<Model, "signature" | "scoring">,
  input: string | Uint8Array,
  job: Partial<BatchJob> = {},
  size = 1_000_000,
): Ran {
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  const batch = new GatheringBatch(model, { output: null, ...job });
  const parts: Uint8Array[] = [];
  let error: PicklejarError | null = null;
  try {
    for (let at = 0; at < bytes.length; at += size) {
      batch.push(bytes.subarray(at, at + size));
      parts.push(...batch.take().output);
    }
    batch.end();
  } catch (caught) {
    if (!(caught instanceof PicklejarError)) throw caught;
    error = caught;
  }
  const last = batch.take();
  const output = Buffer.concat([...parts, ...last.output]).toString("utf8");
  return { output, counts: last.counts, notes: last.notes, error };
}

export function issuesOf({ error }: Ran): [Issue["path"], string][] {
  return (error?.issues ?? []).map(({ path, code }) => [path, code]);
}

export function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}
