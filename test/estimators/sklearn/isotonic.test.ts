import { describe, expect, it } from "vitest";
import type { PyValue } from "../../../src/objects/values.ts";
import { readChanged, refusalOf } from "../damage.ts";
import { floats } from "../golden-objects.ts";

const file = "dummy-isotonic/1.9.0.json";

describe("readIsotonicRegression", () => {
  const refusal = (changes: Record<string, PyValue | undefined>) =>
    refusalOf(file, "IsotonicRegression nan", changes);

  it("reads the points under the names that they had until 0.23", () => {
    const former = {
      X_thresholds_: undefined,
      y_thresholds_: undefined,
      _necessary_X_: floats([2], [0, 10]),
      _necessary_y_: floats([2], [1, 6]),
    };
    const { predict } = readChanged(file, "IsotonicRegression nan", former);
    const samples = {
      kind: "dense",
      rows: 3,
      columns: 1,
      data: Float64Array.of(0, 4, 11),
    } as const;
    expect(predict?.(samples).data).toEqual(Float64Array.of(1, 3, Number.NaN));
  });

  it("takes a list of numbers as well as a column", () => {
    const { predict, transform } = readChanged(file, "IsotonicRegression nan", {});
    const list = predict?.({ kind: "labels", values: [0, 2.5, 7] });
    const data = Float64Array.of(0, 2.5, 7);
    expect(transform?.({ kind: "dense", rows: 3, columns: 1, data })).toEqual(list);
  });

  it("refuses points that do not rise, or are not as many as their values", () => {
    expect(refusal({ X_thresholds_: floats([2], [1, 1]) })).toBe("ESTIMATOR_INVALID y_thresholds_");
    const values = { y_thresholds_: floats([2], [1, 2]) };
    expect(refusal({ ...values, X_thresholds_: floats([2], [1, 1]) })).toBe(
      "ESTIMATOR_INVALID X_thresholds_",
    );
    expect(refusal({ ...values, X_thresholds_: floats([2], [1, Number.NaN]) })).toBe(
      "ESTIMATOR_INVALID X_thresholds_",
    );
    const none = { X_thresholds_: floats([0], []), y_thresholds_: floats([0], []) };
    expect(refusal(none)).toBe("ESTIMATOR_INVALID X_thresholds_");
  });

  it("refuses unknown ways beyond the bounds", () => {
    expect(refusal({ out_of_bounds: "wrap" })).toBe("ESTIMATOR_INVALID out_of_bounds");
  });

  it("hints at the range of training", () => {
    expect(readChanged(file, "IsotonicRegression nan", {}).hints()).toMatchObject([
      { low: 0, high: 10 },
    ]);
  });
});
