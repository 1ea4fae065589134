import { describe, expect, it } from "vitest";
import {
  PairwiseCoupling,
  sigmoidPredict,
} from "../../../../src/estimators/sklearn/svm/pairwise-coupling.ts";

describe("sigmoidPredict", () => {
  it("stays away from 0 and 1", () => {
    expect(sigmoidPredict(1000, 1, 0)).toBe(1e-7);
    expect(sigmoidPredict(-1000, 1, 0)).toBe(1 - 1e-7);
    expect(sigmoidPredict(0, -2, 0)).toBe(0.5);
  });
});

describe("PairwiseCoupling", () => {
  it("gives probabilities that agree with the pairs", () => {
    const coupling = new PairwiseCoupling(3);
    coupling.pairs.set([0, 0.9, 0.8, 0.1, 0, 0.4, 0.2, 0.6, 0]);
    const probabilities = new Float64Array(3);
    coupling.couple(probabilities);
    expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
    const [first = 0, second = 0, third = 0] = probabilities;
    expect(first).toBeGreaterThan(third);
    expect(third).toBeGreaterThan(second);
  });

  it("ends after max(100, classes) steps where the pairs contradict each other", () => {
    const coupling = new PairwiseCoupling(2);
    coupling.pairs.set([0, Number.NaN, Number.NaN, 0]);
    const probabilities = new Float64Array(2);
    coupling.couple(probabilities);
    expect(probabilities[0]).toBeNaN();
  });
});
