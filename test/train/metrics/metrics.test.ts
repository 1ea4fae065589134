// Scores are scikit-learn's: test/fixtures/train/metrics.py recorded them.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  accuracyScore,
  confusionMatrix,
  f1Score,
  logLoss,
  meanAbsoluteError,
  meanSquaredError,
  r2Score,
  rocAucScore,
  rootMeanSquaredError,
} from "../../../src/train/index.ts";
import { errorOf } from "../../objects/errors-of.ts";

interface Recorded {
  readonly numbers: number[];
  readonly guesses: number[];
  readonly labels: string[];
  readonly answers: string[];
  readonly probabilities: number[][];
  readonly yes: number[];
  readonly said: number[];
  readonly scores: number[];
  readonly expected: Record<string, number> & { confusionMatrix: number[][] };
}

const recorded = JSON.parse(
  readFileSync(new URL("../../fixtures/train/metrics.json", import.meta.url), "utf8"),
) as Recorded;
const { numbers, guesses, labels, answers, probabilities, yes, said, scores, expected } = recorded;

describe("regression metrics", () => {
  it.each([
    ["r2Score", r2Score],
    ["meanAbsoluteError", meanAbsoluteError],
    ["meanSquaredError", meanSquaredError],
    ["rootMeanSquaredError", rootMeanSquaredError],
  ] as const)("are scikit-learn's: %s", (name, metric) => {
    expect(metric(numbers, guesses)).toBeCloseTo(expected[name] ?? Number.NaN, 12);
  });

  it("know a constant truth", () => {
    expect(r2Score([2, 2], [2, 2])).toBe(1);
    expect(r2Score([2, 2], [2, 3])).toBe(0);
  });

  it("refuse lists of different lengths", () => {
    expect(errorOf(() => r2Score([1, 2], [1])).code).toBe("TRAIN_DATA");
    expect(errorOf(() => accuracyScore([], [])).code).toBe("TRAIN_DATA");
  });
});

describe("classification metrics", () => {
  it("are scikit-learn's", () => {
    expect(accuracyScore(labels, answers)).toBe(expected["accuracyScore"]);
    expect(confusionMatrix(labels, answers)).toEqual({
      labels: ["cat", "dog", "eel"],
      counts: expected.confusionMatrix,
    });
    expect(logLoss(labels, probabilities)).toBeCloseTo(expected["logLoss"] ?? Number.NaN, 12);
    expect(rocAucScore(yes, scores)).toBeCloseTo(expected["rocAucScore"] ?? Number.NaN, 12);
  });

  it.each(["macro", "weighted", "micro"] as const)("average F1 as scikit-learn: %s", (average) => {
    const score = f1Score(labels, answers, { average });
    expect(score).toBeCloseTo(expected[average] ?? Number.NaN, 12);
  });

  it("score one of two labels, the larger unless told", () => {
    expect(f1Score(yes, said)).toBeCloseTo(expected["binary"] ?? Number.NaN, 12);
    expect(f1Score(yes, said, { posLabel: 0 })).toBeCloseTo(expected["binary of 0"] ?? 0, 12);
    expect(errorOf(() => f1Score(labels, answers)).code).toBe("TRAIN_PARAMETER");
    expect(errorOf(() => rocAucScore(labels, scores)).code).toBe("TRAIN_DATA");
  });
});
