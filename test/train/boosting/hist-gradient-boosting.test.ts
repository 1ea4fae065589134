// What the recorded cases of scikit-learn do not show: weights, early stopping, shares of columns, refusals.

import { describe, expect, it } from "vitest";
import {
  type Classifier,
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
  type Regressor,
  toPickle,
} from "../../../src/train/index.ts";
import { errorOf } from "../../objects/errors-of.ts";
import { numbersOf, writtenAttributes } from "../learned.ts";

const n = 400;
const X = Array.from({ length: n }, (_, i) => [(i * 37) % 101, (i * 53) % 17, i % 3]);
const y = X.map(([a = 0, b = 0, c = 0]) => a + (b > 8 ? 30 : 0) + 5 * c);
const labels = y.map((value) => (value > 70 ? "high" : "low"));

describe("HistGradientBoostingRegressor", () => {
  it("takes rows that weigh twice for rows that are there twice", () => {
    const params = { maxIter: 5, minSamplesLeaf: 1, maxLeafNodes: 4 };
    const sampleWeight = y.map((_, i) => (i < 50 ? 2 : 1));
    const weighed = new HistGradientBoostingRegressor(params).fit(X, y, { sampleWeight });
    const twice = [...X, ...X.slice(0, 50)];
    const doubled = new HistGradientBoostingRegressor(params).fit(twice, [...y, ...y.slice(0, 50)]);
    const [mine, theirs] = [weighed, doubled].map((model) => model.predict(X) as number[]);
    for (const [i, value] of (mine ?? []).entries()) expect(value).toBeCloseTo(theirs?.[i] ?? 0, 6);
  });

  it("leaves rows that weigh nothing out of bins and sums", () => {
    const sampleWeight = y.map((_, i) => (i < 300 ? 1 : 0));
    const params = { maxIter: 3, minSamplesLeaf: 1, maxLeafNodes: 4 };
    const odd = X.map((row, i) => (i < 300 ? row : row.map((value) => value + 1000)));
    const weighed = new HistGradientBoostingRegressor(params).fit(odd, y, { sampleWeight });
    const fewer = new HistGradientBoostingRegressor(params).fit(X.slice(0, 300), y.slice(0, 300));
    const [mine, theirs] = [weighed, fewer].map((model) => model.predict(X) as number[]);
    for (const [i, value] of (mine ?? []).entries()) expect(value).toBeCloseTo(theirs?.[i] ?? 0, 6);
  });

  it("weighs quantiles where a column has more values than bins", () => {
    const many = Array.from({ length: 1000 }, (_, i) => [i]);
    const target = many.map(([value = 0]) => (value < 900 ? 0 : value));
    const sampleWeight = target.map((value) => (value > 0 ? 50 : 1));
    const params = { maxBins: 10, maxIter: 40, minSamplesLeaf: 1 };
    const plain = new HistGradientBoostingRegressor(params).fit(many, target);
    const weighed = new HistGradientBoostingRegressor(params).fit(many, target, { sampleWeight });
    // More of the bins lie where the weight is.
    const [above, values] = [many.slice(920), target.slice(920)];
    expect(scoreOf(weighed, above, values)).toBeGreaterThan(0.9);
    expect(scoreOf(plain, above, values)).toBeLessThan(0.5);
  });

  it("looks at a share of the columns, the same with the same seed", () => {
    const make = (randomState: number): Uint8Array =>
      toPickle(
        new HistGradientBoostingRegressor({ maxFeatures: 0.3, maxIter: 5, randomState }).fit(X, y),
      );
    expect(make(1)).toEqual(make(1));
    expect(make(1)).not.toEqual(make(2));
  });

  it("stops when the rows set aside are answered no better, and is as good", () => {
    const noisy = y.map((value, i) => value + ((i * 7919) % 83) - 41);
    const stopped = new HistGradientBoostingRegressor({ earlyStopping: true, maxIter: 500 });
    stopped.fit(X, noisy);
    const state = stopped.toPython().state;
    const rounds = state instanceof Map ? state.get("_predictors") : null;
    expect(Array.isArray(rounds) && rounds.length).toBeLessThan(400);
    expect(scoreOf(stopped, X, noisy)).toBeGreaterThan(0.5);
  });

  it.each([
    ["y beyond 32 bits", {}, 1e39],
    ["steps without bound", { learningRate: Number.POSITIVE_INFINITY }, 1],
    ["counts whose exponentials have no number", { loss: "poisson" }, 1e300],
  ] as const)("says so when %s lead its answers out of the range of numbers", (_, params, unit) => {
    const far = y.map((value) => value * unit);
    const make = () => new HistGradientBoostingRegressor(params).fit(X, far);
    expect(errorOf(make).code).toBe("TRAIN_DATA");
  });

  it("begins at a number where only rows that weigh nothing count something", () => {
    const counts = y.map((_, i) => (i === 0 ? 3 : 0));
    const sampleWeight = y.map((_, i) => (i === 0 ? 0 : 1));
    const model = new HistGradientBoostingRegressor({ loss: "poisson", maxIter: 1 });
    model.fit(X, counts, { sampleWeight });
    const baseline = writtenAttributes(toPickle(model)).get("_baseline_prediction");
    // scikit-learn's number: log(10 ε).
    expect(numbersOf(baseline)).toEqual([[Math.log(10 * Number.EPSILON)]]);
    expect(model.predict(X).every((count) => Number(count) >= 0)).toBe(true);
  });

  it.each<readonly [string, () => Regressor]>([
    ["no round", () => new HistGradientBoostingRegressor({ maxIter: 0 }).fit(X, y)],
    ["too many bins", () => new HistGradientBoostingRegressor({ maxBins: 256 }).fit(X, y)],
    [
      "a quantile that is none",
      () => new HistGradientBoostingRegressor({ loss: "quantile" }).fit(X, y),
    ],
    [
      "counts below 0",
      () =>
        new HistGradientBoostingRegressor({ loss: "poisson" }).fit(
          X,
          y.map((v) => v - 50),
        ),
    ],
    [
      "a column that there is not",
      () => new HistGradientBoostingRegressor({ categoricalFeatures: [3] }).fit(X, y),
    ],
    ["constraints", () => new HistGradientBoostingRegressor({ monotonicCst: [1, 0, 0] } as object)],
    [
      "weights of medians",
      () =>
        new HistGradientBoostingRegressor({ loss: "absolute_error" }).fit(X, y, {
          sampleWeight: y.map(() => 1),
        }),
    ],
  ])("refuses %s", (_, make) => {
    expect(errorOf(make).code).toBe("TRAIN_PARAMETER");
  });
});

describe("HistGradientBoostingClassifier", () => {
  it.each<readonly [string, () => Classifier]>([
    [
      "texts among numbers",
      () => new HistGradientBoostingClassifier().fit([{ a: "x" }, { a: "y" }], [0, 1]),
    ],
    [
      "more categories than bins",
      () =>
        new HistGradientBoostingClassifier({ maxBins: 5, categoricalFeatures: [0] }).fit(X, labels),
    ],
  ])("cannot learn from %s", (_, make) => {
    expect(errorOf(make).code).toBe("TRAIN_DATA");
  });

  it("sets rows of every class aside, and keeps one of each to learn from", () => {
    const rare = labels.map((label, i) => (i === 7 ? "rare" : label));
    const model = new HistGradientBoostingClassifier({ earlyStopping: true, maxIter: 20 });
    model.fit(X, rare);
    expect(model.classes).toEqual(["high", "low", "rare"]);
    expect(model.score(X, rare)).toBeGreaterThan(0.95);
  });

  it("begins at scikit-learn's odds where one class weighs nothing", () => {
    const sampleWeight = labels.map((label) => (label === "high" ? 0 : 1));
    const model = new HistGradientBoostingClassifier({ maxIter: 1 });
    model.fit(X, labels, { sampleWeight });
    const baseline = writtenAttributes(toPickle(model)).get("_baseline_prediction");
    const share = 1 - 10 * Number.EPSILON;
    expect(numbersOf(baseline)).toEqual([[Math.log(share / (1 - share))]]);
  });

  it("answers a category that it has not seen as a missing one", () => {
    const rows = X.map(([a = 0, , c = 0]) => ({ a, c: ["x", "y", "z"][c] ?? "x" }));
    const model = new HistGradientBoostingClassifier({ categoricalFeatures: ["c"], maxIter: 10 });
    model.fit(rows, labels);
    const asked = (c: string | null) => model.predictProba([{ a: 50, c }]);
    expect(asked("never")).toEqual(asked(null));
    expect(asked("x")).not.toEqual(asked("z"));
  });
});

function scoreOf(model: Regressor, rows: readonly number[][], target: readonly number[]): number {
  return model.score(rows, target);
}
