import { describe, expect, it } from "vitest";
import { readEstimator } from "../../src/estimators/read-estimator.ts";
import { isZeroOrOne, usualRange } from "../../src/estimators/usual-range.ts";
import { goldenFiles } from "./golden-files.ts";

describe("usualRange", () => {
  it("is the mean ± 2 standard deviations", () => {
    expect(usualRange(10, 2)).toEqual({ low: 6, high: 14, typical: 10 });
    expect(usualRange(-1, 3)).toEqual({ low: -7, high: 5, typical: -1 });
  });

  it("begins at 0 where the mean lies more than a deviation above it", () => {
    expect(usualRange(3, 2)).toEqual({ low: 0, high: 7, typical: 3 });
    expect(usualRange(3, 3)).toEqual({ low: -3, high: 9, typical: 3 });
  });

  it("is not known without a spread", () => {
    expect(usualRange(3, 0)).toEqual({ typical: 3 });
    expect(usualRange(3, Number.NaN)).toEqual({ typical: 3 });
    expect(usualRange(Number.NaN, 1)).toEqual({});
  });
});

describe("isZeroOrOne", () => {
  it("knows a column of zeros and ones by its variance", () => {
    for (const mean of [0.1, 0.5, 1 / 3, 0.999]) {
      expect(isZeroOrOne(mean, Math.sqrt(mean * (1 - mean)) ** 2)).toBe(true);
      expect(isZeroOrOne(mean, mean * (1 - mean) * 1.000001)).toBe(false);
      expect(usualRange(mean, Math.sqrt(mean * (1 - mean)))).toMatchObject({ low: 0, high: 1 });
    }
  });

  it("takes no constant and nothing outside of 0 to 1 for one", () => {
    expect([isZeroOrOne(0, 0), isZeroOrOne(1, 0), isZeroOrOne(2, 2), isZeroOrOne(-1, -2)]).toEqual(
      Array(4).fill(false),
    );
  });
});

describe("hints by means", () => {
  const classes =
    "LinearDiscriminantAnalysis QuadraticDiscriminantAnalysis NearestCentroid GaussianNB PLSRegression";

  it.each(classes.split(" "))("give a usual value of every feature of a %s", (className) => {
    const found = goldenFiles().flatMap(({ cases, estimators }) => {
      const own = cases.filter((golden) => golden.class === className);
      return own.map(({ name }) => readEstimator(estimators.get(name) ?? null));
    });
    expect(found.length).toBeGreaterThan(3);
    for (const estimator of found) {
      const hints = estimator.hints() ?? [];
      expect(hints).toHaveLength(estimator.inputs.width ?? -1);
      for (const { typical } of hints) expect(typical).toEqual(expect.any(Number));
    }
  });
});
