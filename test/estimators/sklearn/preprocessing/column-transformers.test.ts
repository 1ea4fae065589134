import { describe, expect, it } from "vitest";
import { PyFloat, PyObject, type PyValue } from "../../../../src/objects/values.ts";
import { readChanged, refusalOf } from "../../damage.ts";
import { floats, goldenObject, stateOf } from "../../golden-objects.ts";

const file = "transformers/1.9.0.json";
type Changes = Record<string, PyValue | undefined>;

/** An attribute of a golden estimator, to be changed. */
function attribute(name: string, key: string): PyValue {
  return stateOf(goldenObject(file, name)).get(key) ?? null;
}

describe("readPowerTransformer", () => {
  const refusal = (changes: Changes) => refusalOf(file, "PowerTransformer yeo-johnson", changes);

  it("refuses powers that are no numbers, and a scaler for another number of columns", () => {
    expect(refusal({ lambdas_: floats([4], [1, 2, 3, Infinity]) })).toBe(
      "ESTIMATOR_INVALID lambdas_",
    );
    expect(refusal({ lambdas_: floats([3], [1, 2, 3]) })).toBe("ESTIMATOR_INVALID _scaler");
    expect(refusal({ _scaler: null })).toBe("ESTIMATOR_INVALID ");
    expect(refusal({ method: "own" })).toBe("ESTIMATOR_INVALID method");
    expect(refusal({ n_features_in_: 3 })).toBe("ESTIMATOR_INVALID n_features_in_");
  });

  it("refuses a scaler that scales nothing", () => {
    const name = "PowerTransformer yeo-johnson";
    const poly = goldenObject(file, "PolynomialFeatures default");
    expect(refusalOf(file, name, { _scaler: poly })).toBe("ESTIMATOR_INVALID _scaler");
  });

  it("hints at the range that comes back for two deviations", () => {
    for (const name of ["PowerTransformer yeo-johnson", "PowerTransformer box-cox"]) {
      const hints = readChanged(file, name, {}).hints() ?? [];
      expect(hints).toHaveLength(4);
      for (const { low, typical, high } of hints) {
        expect(Number(low)).toBeLessThan(Number(typical));
        expect(Number(typical)).toBeLessThan(Number(high));
      }
    }
    expect(readChanged(file, "PowerTransformer not standardized", {}).hints()).toBeNull();
  });
});

describe("readQuantileTransformer", () => {
  const refusal = (changes: Changes) => refusalOf(file, "QuantileTransformer gaps", changes);

  it("refuses quantiles and shares that do not belong together", () => {
    expect(refusal({ references_: floats([2], [0, 1]) })).toBe("ESTIMATOR_INVALID quantiles_");
    expect(refusal({ references_: floats([0], []) })).toBe("ESTIMATOR_INVALID references_");
    const falling = floats([10], [0, 0.2, 0.1, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1]);
    expect(refusal({ references_: falling })).toBe("ESTIMATOR_INVALID references_");
    expect(refusal({ output_distribution: "cauchy" })).toBe(
      "ESTIMATOR_INVALID output_distribution",
    );
  });

  it("keeps shares from the ends, and refuses gaps, as the version that wrote the file", () => {
    const ends = Float64Array.of(-1e9, 1e9, 0, 0);
    const answers = (version: string, data: Float64Array) =>
      readChanged(file, "QuantileTransformer uniform", { _sklearn_version: version }).transform?.({
        kind: "dense",
        data,
        rows: 1,
        columns: 4,
      });
    expect(answers("0.21.3", ends)).toMatchObject({ data: { 0: 0, 1: 1 } });
    const low = 1e-7 - Number.EPSILON;
    expect(answers("0.20.4", ends)).toMatchObject({ data: { 0: low, 1: 1 - low } });
    const gap = Float64Array.of(Number.NaN, 1, 0, 0);
    expect(answers("0.20.4", gap)).toMatchObject({ data: { 0: Number.NaN } });
    const refusal = expect.objectContaining({ code: "INPUT_NOT_FINITE" });
    expect(() => answers("0.19.2", gap)).toThrow(refusal);
  });

  it("hints at the range of training, and at nothing where a column was empty", () => {
    const [first, empty] = readChanged(file, "QuantileTransformer empty column", {}).hints() ?? [];
    expect(Number(first?.low)).toBeLessThan(Number(first?.high));
    expect(empty).toEqual({});
  });
});

describe("readKBinsDiscretizer", () => {
  const name = "KBinsDiscretizer onehot";

  it("refuses edges that fall, and another number of bins than the file says", () => {
    const some = Array.from({ length: 4 }, () => floats([5], [0, 1, 2, 3, 4]));
    const changed = (array: PyValue) => ({ bin_edges_: [array, ...some.slice(1)] });
    const refusal = (array: PyValue) => refusalOf(file, name, changed(array));
    expect(refusal(floats([5], [0, 2, 1, 3, 4]))).toBe("ESTIMATOR_INVALID bin_edges_[0]");
    expect(refusal(floats([5], [0, Number.NaN, 1, 3, 4]))).toBe("ESTIMATOR_INVALID bin_edges_[0]");
    expect(refusal(floats([4], [0, 1, 2, 3]))).toBe("ESTIMATOR_INVALID bin_edges_[0]");
    expect(refusalOf(file, name, { bin_edges_: some.slice(1) })).toBe("ESTIMATOR_INVALID n_bins_");
  });

  it("refuses an encoder of other bins", () => {
    const other = attribute("KBinsDiscretizer constant, onehot", "_encoder");
    expect(refusalOf(file, name, { _encoder: other })).toBe("ESTIMATOR_INVALID _encoder");
    expect(refusalOf(file, name, { encode: "words" })).toBe("ESTIMATOR_INVALID encode");
  });
});

describe("readSplineTransformer", () => {
  const name = "SplineTransformer default";

  function damaged(changes: Changes): string {
    const object = goldenObject(file, name);
    const splines = stateOf(object).get("bsplines_");
    const first = Array.isArray(splines) ? splines[0] : null;
    if (!(first instanceof PyObject)) throw new Error("no spline");
    for (const [key, value] of Object.entries(changes)) stateOf(first).set(key, value ?? null);
    return refusalOf(file, name, { bsplines_: splines ?? null });
  }

  it("refuses knots that fall or are too few, and coefficients that mix splines", () => {
    const knots = [-3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7];
    expect(damaged({ _t: floats([11], knots.toReversed()) })).toBe(
      "ESTIMATOR_INVALID bsplines_[0]._t",
    );
    expect(damaged({ _t: floats([7], knots.slice(4)) })).toBe("ESTIMATOR_INVALID bsplines_[0]._t");
    expect(damaged({ _t: floats([10], knots.slice(1)) })).toBe("ESTIMATOR_INVALID bsplines_[0]._c");
    expect(damaged({ _c: floats([7, 7], new Array(49).fill(1)) })).toBe(
      "ESTIMATOR_INVALID bsplines_[0]._c",
    );
    expect(damaged({ k: 2 })).toBe("ESTIMATOR_INVALID bsplines_[0].k");
    expect(damaged({})).toBe("no error");
  });

  it("refuses what is no spline, no splines at all, and a degree without bounds", () => {
    const refusal = (changes: Changes) => refusalOf(file, name, changes);
    expect(refusal({ bsplines_: [1, 2, 3] })).toBe("ESTIMATOR_INVALID bsplines_[0]");
    expect(refusal({ bsplines_: [] })).toBe("ESTIMATOR_INVALID bsplines_");
    expect(refusal({ degree: 1e6 })).toBe("ESTIMATOR_INVALID degree");
    expect(refusal({ n_features_out_: 5 })).toBe("ESTIMATOR_INVALID n_features_out_");
    expect(refusal({ n_features_in_: 2 })).toBe("ESTIMATOR_INVALID n_features_in_");
  });
});

describe("readTargetEncoder", () => {
  const refusal = (changes: Changes) => refusalOf(file, "TargetEncoder multiclass", changes);

  it("refuses encodings for other categories, features or classes", () => {
    const three = () => floats([3], [0.1, 0.2, 0.3]);
    const six = Array.from({ length: 6 }, three);
    expect(refusal({ encodings_: six })).toBe("no error");
    expect(refusal({ encodings_: six.slice(1) })).toBe("ESTIMATOR_INVALID encodings_");
    expect(refusal({ encodings_: [floats([2], [0, 1]), ...six.slice(1)] })).toBe(
      "ESTIMATOR_INVALID encodings_[0]",
    );
    expect(refusal({ target_mean_: floats([2], [0, 1]) })).toBe("ESTIMATOR_INVALID target_mean_");
    expect(refusal({ target_type_: "ordinal" })).toBe("ESTIMATOR_INVALID target_type_");
    expect(refusal({ classes_: null })).toBe("ESTIMATOR_INVALID classes_");
  });

  it("hints at the categories and takes others", () => {
    const [hint] = readChanged(file, "TargetEncoder continuous", {}).hints() ?? [];
    expect(hint).toEqual({ choices: ["blue", "green", "red"], open: true });
  });
});

describe("readKernelCenterer", () => {
  it("refuses sums that are no numbers", () => {
    const refusal = (changes: Changes) => refusalOf(file, "KernelCenterer", changes);
    const broken = floats([9], [1, 2, 3, 4, 5, 6, 7, 8, Number.NaN]);
    expect(refusal({ K_fit_rows_: broken })).toBe("ESTIMATOR_INVALID K_fit_rows_");
    expect(refusal({ K_fit_all_: new PyFloat(Infinity) })).toBe("ESTIMATOR_INVALID K_fit_all_");
    expect(refusal({ K_fit_rows_: floats([8], [1, 2, 3, 4, 5, 6, 7, 8]) })).toBe(
      "ESTIMATOR_INVALID n_features_in_",
    );
  });
});
