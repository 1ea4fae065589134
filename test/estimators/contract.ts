// What every estimator keeps, whatever its class: one test for all.

import { expect } from "vitest";
import type { Estimator } from "../../src/estimators/estimator.ts";
import { type ArrayResult, type Samples, sampleCount } from "../../src/estimators/samples.ts";
import { joinAnswers, rowsOf } from "./sample-rows.ts";
import { expectShortcuts } from "./shortcuts.ts";

/** The methods that answer row by row. */
export const rowMethods = [
  "predict",
  "predictStd",
  "predictProba",
  "predictLogProba",
  "decisionFunction",
  "transform",
  "scoreSamples",
] as const;

/** @throws an assertion where the estimator breaks the contract on these samples */
export function expectContract(estimator: Estimator, samples: Samples): void {
  const before = structuredClone(samples);
  const count = sampleCount(samples);
  const order = Array.from({ length: count }, (_, i) => (i * 7 + 3) % count);
  const shuffled = new Set(order).size === count ? order : order.map((_, i) => count - 1 - i);
  for (const name of rowMethods) {
    const method = estimator[name];
    if (method === undefined) continue;
    const whole = joinAnswers([method(samples)]);
    expect(whole, name).toHaveLength(count);
    if (estimator.rowsTogether === true) continue;
    const single = Array.from({ length: count }, (_, i) => method(rowsOf(samples, [i])));
    expect(joinAnswers(single), `${name}: rows one by one`).toEqual(whole);
    const permuted = joinAnswers([method(rowsOf(samples, shuffled))]);
    expect(permuted, `${name}: another order`).toEqual(shuffled.map((i) => whole[i]));
  }
  expectShortcuts(estimator, samples);
  expect(samples, "the samples stay as they are").toEqual(before);
  expectDescription(estimator);
  expectProbabilities(estimator, samples);
}

function expectDescription(estimator: Estimator): void {
  const { width, names } = estimator.inputs;
  if (names !== null) expect(names).toHaveLength(width ?? 0);
  const hints = estimator.hints();
  if (hints !== null && width !== null) expect(hints).toHaveLength(width);
  for (const { low = 0, high = low } of hints ?? []) expect(low).toBeLessThanOrEqual(high);
  expect(estimator.path.endsWith(`.${estimator.className}`)).toBe(true);
  if (estimator.role === "classifier") expect(estimator.classes).not.toBeNull();
}

function expectProbabilities(estimator: Estimator, samples: Samples): void {
  if (estimator.predictProba === undefined) return;
  const answer = estimator.predictProba(samples);
  if ("kind" in answer && estimator.outputs > 1) {
    expectLabelProbabilities(answer, estimator.outputs);
    return;
  }
  const outputs: readonly ArrayResult[] = "kind" in answer ? [answer] : answer;
  // Mixtures have probabilities of components, which are no classes.
  expect(outputs).toHaveLength(estimator.classes?.length ?? 1);
  for (const [k, { data, shape }] of outputs.entries()) {
    const [rows = 0, columns = 0] = shape;
    if (estimator.classes !== null) expect(columns).toBe(estimator.classes[k]?.values.length);
    for (let row = 0; row < rows; row++) {
      const shares = [...data].slice(row * columns, (row + 1) * columns).map(Number);
      expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
    }
  }
}

/** Several labels per row: one probability for each, which need not sum to 1. */
function expectLabelProbabilities({ data, shape }: ArrayResult, outputs: number): void {
  expect(shape[1]).toBe(outputs);
  for (const share of data) {
    expect(Number(share)).toBeGreaterThanOrEqual(0);
    expect(Number(share)).toBeLessThanOrEqual(1);
  }
}
