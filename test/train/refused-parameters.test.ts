// What an estimator would have to ignore, or cannot learn from, is refused.

import { describe, expect, it } from "vitest";
import {
  GaussianNB,
  KNeighborsClassifier,
  KNeighborsRegressor,
  LinearSVC,
  MultinomialNB,
  PCA,
  type Trainable,
} from "../../src/train/index.ts";
import { errorOf } from "../objects/errors-of.ts";

const X = [
  [1, 0],
  [2, 1],
  [3, 0],
  [4, 1],
];
const y = [0, 0, 1, 1];

describe("Trainable", () => {
  it.each<readonly [string, () => Trainable]>([
    ["priors of another number of classes", () => new GaussianNB({ priors: [1] }).fit(X, y)],
    ["priors whose sum is not 1", () => new MultinomialNB({ classPrior: [0.5, 0.6] }).fit(X, y)],
    ["a negative smoothing", () => new GaussianNB({ varSmoothing: -1 })],
    ["counts that are not smoothed", () => new MultinomialNB({ alpha: 0 })],
    ["more components than columns", () => new PCA({ nComponents: 3 }).fit(X)],
    ["part of a component", () => new PCA({ nComponents: 1.5 })],
    ["a solver that is not exact", () => new PCA({ svdSolver: "arpack" as "full" })],
    ["weights of components", () => new PCA().fit(X, y, { sampleWeight: [1, 1, 1, 2] })],
    ["more neighbours than rows", () => new KNeighborsRegressor().fit(X, y)],
    ["a tree of neighbours", () => new KNeighborsClassifier({ algorithm: "kd_tree" as "brute" })],
    ["a power below 1", () => new KNeighborsClassifier({ p: 0.5 })],
    ["errors that cost nothing", () => new LinearSVC({ C: 0 })],
    ["another loss", () => new LinearSVC({ loss: "hinge" } as object)],
  ])("refuses %s", (_, make) => {
    expect(errorOf(make).code).toBe("TRAIN_PARAMETER");
  });

  it.each<readonly [string, () => Trainable]>([
    ["counts below 0", () => new MultinomialNB().fit([[-1], [1]], [0, 1])],
    ["columns without variance", () => new GaussianNB({ varSmoothing: 0 }).fit([[1], [1]], [0, 1])],
    ["rows that are all the same", () => new PCA().fit([[1], [1]])],
    ["missing numbers", () => new LinearSVC().fit([[null], [1]], [0, 1])],
  ])("cannot learn from %s", (_, make) => {
    expect(errorOf(make).code).toBe("TRAIN_DATA");
  });

  it("takes rows that weigh twice for rows that are there twice", () => {
    const sampleWeight = [2, 1, 1, 1];
    const twice = [...X, X[0] ?? []];
    for (const make of [
      () => new GaussianNB(),
      () => new MultinomialNB(),
      () => new LinearSVC({ tol: 1e-12 }),
    ]) {
      const weighed = make().fit(X, y, { sampleWeight });
      const doubled = make().fit(twice, [...y, 0]);
      const asked = [[2.4, 0.7]];
      for (const method of ["predictProba", "decisionFunction"] as const) {
        const mine = weighed.estimator[method]?.(asked)?.flat() ?? [];
        const theirs = doubled.estimator[method]?.(asked)?.flat() ?? [];
        for (const [i, value] of mine.entries()) expect(value).toBeCloseTo(Number(theirs[i]), 9);
      }
      expect(weighed.predict(asked)).toEqual(doubled.predict(asked));
    }
  });
});
