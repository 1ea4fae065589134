import { describe, expect, it } from "vitest";
import { readEstimator } from "../../src/estimators/read-estimator.ts";
import { librariesOf } from "../../src/predict/libraries.ts";
import { answersTogether } from "../../src/predict/rows-together.ts";
import { goldenObject } from "../estimators/golden-objects.ts";
import { fakeEstimator } from "../signature/fake-estimator.ts";

describe("answersTogether", () => {
  it("is true of NMF, however deep inside", () => {
    const nmf = readEstimator(goldenObject("factorization/1.9.0.json", "NMF default"));
    expect(answersTogether(nmf)).toBe(true);
    const step = { ...fakeEstimator({}), children: [{ name: "steps[0]", estimator: nmf }] };
    const outer = { ...fakeEstimator({}), children: [{ name: "estimator", estimator: step }] };
    expect(answersTogether(outer)).toBe(true);
    expect(answersTogether(fakeEstimator({}))).toBe(false);
  });
});

describe("librariesOf", () => {
  it("knows statsmodels, which says no version", () => {
    const results = readEstimator(goldenObject("statsmodels/answers/1.9.0.json", "OLS"));
    expect(librariesOf(results)).toEqual([{ name: "statsmodels", version: null }]);
  });
});
