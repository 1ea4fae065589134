import { describe, expect, it } from "vitest";
import type { PyValue } from "../../../src/objects/values.ts";
import { refusalOf } from "../damage.ts";
import { floats } from "../golden-objects.ts";

const ones = (...shape: number[]) =>
  floats(shape, new Array(shape.reduce((a, b) => a * b)).fill(1));

describe("readPls", () => {
  const refusal = (changes: Record<string, PyValue | undefined>, version = "1.9.0") =>
    refusalOf(`cross-decomposition/${version}.json`, "PLSRegression targets", changes);

  it("refuses parts of different sizes", () => {
    expect(refusal({ _x_mean: ones(3) })).toBe("ESTIMATOR_INVALID _x_mean");
    expect(refusal({ x_loadings_: ones(4, 3) })).toBe("ESTIMATOR_INVALID x_loadings_");
    expect(refusal({ coef_: ones(4, 3) })).toBe("ESTIMATOR_INVALID coef_");
    expect(refusal({ intercept_: ones(2) })).toBe("ESTIMATOR_INVALID intercept_");
    expect(refusal({ y_mean_: ones(2) }, "0.23.2")).toBe("ESTIMATOR_INVALID y_mean_");
  });

  it("refuses to divide by 0", () => {
    expect(refusal({ _x_std: floats([4], [1, 0, 1, 1]) })).toBe("ESTIMATOR_INVALID _x_std");
  });
});
