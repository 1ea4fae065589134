// What the recorded cases of scikit-learn do not show of SGDClassifier and SGDRegressor.

import { describe, expect, it } from "vitest";
import { SGDClassifier, SGDRegressor, type Trainable } from "../../../src/train/index.ts";
import { errorOf } from "../../objects/errors-of.ts";

const X = Array.from({ length: 60 }, (_, i) => [
  ((i * 37) % 61) / 30 - 1,
  ((i * 17) % 23) / 11 - 1,
]);
const y = X.map(([a = 0, b = 0]) => 2 * a - b + 1);
const labels = y.map((value) => (value > 1 ? 1 : 0));

describe("SGDClassifier", () => {
  it("knows probabilities where its loss does", () => {
    const model = new SGDClassifier({ loss: "log_loss" }).fit(X, labels);
    const [first = []] = model.predictProba(X);
    expect(first.length).toBe(2);
    expect(first.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    expect(model.score(X, labels)).toBeGreaterThan(0.9);
    const hinge = new SGDClassifier().fit(X, labels);
    expect(errorOf(() => hinge.predictProba(X)).code).toBe("TRAIN_PARAMETER");
  });

  it("learns nothing from rows that weigh nothing", () => {
    const wrong = labels.map((label, i) => (i % 2 === 0 ? 1 - label : label));
    const sampleWeight = labels.map((_, i) => (i % 2 === 0 ? 0 : 1));
    const model = new SGDClassifier({ maxIter: 50, tol: null }).fit(X, wrong, { sampleWeight });
    expect(model.score(X, labels)).toBeGreaterThan(0.9);
  });

  it.each<readonly [string, () => Trainable]>([
    ["a loss of numbers", () => new SGDClassifier({ loss: "huber" as "hinge" }).fit(X, labels)],
    ["steps without a first", () => new SGDClassifier({ learningRate: "constant" }).fit(X, labels)],
    ["averages", () => new SGDClassifier({ average: true } as object)],
    ["a penalty that rewards", () => new SGDClassifier({ alpha: -1 }).fit(X, labels)],
  ])("refuses %s", (_, make) => {
    expect(errorOf(make).code).toBe("TRAIN_PARAMETER");
  });
});

describe("SGDRegressor", () => {
  it("comes near the line that least squares find", () => {
    const model = new SGDRegressor({ maxIter: 2000, tol: 1e-9, eta0: 0.1 }).fit(X, y);
    expect(model.score(X, y)).toBeGreaterThan(0.999);
  });

  it("says what to do when its steps grow without bound", () => {
    const far = X.map((row) => row.map((value) => value * 1e150));
    const error = errorOf(() =>
      new SGDRegressor({ learningRate: "constant", eta0: 1 }).fit(far, y),
    );
    expect(error.code).toBe("TRAIN_DATA");
    expect(error.hint).toContain("StandardScaler");
  });

  it("refuses weights without bound also where it ends with the step that made them", () => {
    const model = new SGDRegressor({ fitIntercept: false, maxIter: 1 });
    expect(errorOf(() => model.fit([[1e308]], [1e10])).code).toBe("TRAIN_DATA");
  });
});
