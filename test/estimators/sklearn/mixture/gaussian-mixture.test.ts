import { describe, expect, it } from "vitest";
import { readEstimator } from "../../../../src/estimators/read-estimator.ts";
import type { PyValue } from "../../../../src/objects/values.ts";
import { predictSamples } from "../../../../src/predict/predict.ts";
import { refusalOf } from "../../damage.ts";
import { floats, goldenObject } from "../../golden-objects.ts";

const file = "mixture/1.9.0.json";
const ones = (...shape: number[]) =>
  floats(shape, new Array(shape.reduce((a, b) => a * b)).fill(1));

describe("readGaussianMixture", () => {
  const refusal = (name: string, changes: Record<string, PyValue>) =>
    refusalOf(file, `GaussianMixture ${name}`, changes);

  it("refuses precisions of another shape than the kind of covariance asks", () => {
    const place = "ESTIMATOR_INVALID precisions_cholesky_";
    expect(refusal("full", { precisions_cholesky_: ones(3, 3) })).toBe(place);
    expect(refusal("tied", { precisions_cholesky_: ones(3, 3, 3) })).toBe(place);
    expect(refusal("diag", { precisions_cholesky_: ones(3) })).toBe(place);
    expect(refusal("spherical", { precisions_cholesky_: ones(4) })).toBe(place);
    expect(refusal("full", { covariance_type: "spherical" })).toBe(place);
  });

  it("refuses precisions without a logarithm", () => {
    const precisions_cholesky_ = floats([3], [1, 0, 1]);
    expect(refusal("spherical", { precisions_cholesky_ })).toBe(
      "ESTIMATOR_INVALID precisions_cholesky_",
    );
  });

  it("refuses weights for another number of components, or below zero", () => {
    expect(refusal("full", { weights_: ones(2) })).toBe("ESTIMATOR_INVALID weights_");
    expect(refusal("full", { weights_: floats([3], [1, 1, -1]) })).toBe(
      "ESTIMATOR_INVALID weights_",
    );
  });

  it("tells the probability of each component by its number", () => {
    const mixture = readEstimator(goldenObject(file, "GaussianMixture diag"));
    const data = Float64Array.of(0, 0, 0);
    const [answer] = predictSamples(mixture, { kind: "dense", rows: 1, columns: 3, data });
    expect(answer?.probabilities?.map(({ label }) => label)).toEqual([0, 1, 2]);
  });
});

describe("readBayesianGaussianMixture", () => {
  const refusal = (changes: Record<string, PyValue>) =>
    refusalOf(file, "BayesianGaussianMixture full", changes);

  it("refuses fewer degrees of freedom than features", () => {
    expect(refusal({ degrees_of_freedom_: floats([3], [5, 2, 5]) })).toBe(
      "ESTIMATOR_INVALID degrees_of_freedom_",
    );
  });

  it("refuses concentrations that are not one or two arrays above zero", () => {
    const place = "ESTIMATOR_INVALID weight_concentration_";
    expect(refusal({ weight_concentration_: [ones(3)] })).toBe(place);
    expect(refusal({ weight_concentration_: [ones(3), floats([3], [1, 0, 1])] })).toBe(place);
    expect(refusal({ weight_concentration_: [ones(3), ones(2)] })).toBe(`${place}[1]`);
  });
});
