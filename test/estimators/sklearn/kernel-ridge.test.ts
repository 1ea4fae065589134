import { describe, expect, it } from "vitest";
import { PyGlobal, type PyValue } from "../../../src/objects/values.ts";
import { refusalOf } from "../damage.ts";
import { floats } from "../golden-objects.ts";

const file = "kernel-ridge/1.9.0.json";
type Changes = Record<string, PyValue | undefined>;

describe("readKernelRidge", () => {
  const refusal = (changes: Changes) => refusalOf(file, "ridge rbf", changes);

  it("refuses weights for another number of training rows", () => {
    expect(refusal({ dual_coef_: floats([15], new Array(15).fill(1)) })).toBe(
      "ESTIMATOR_INVALID dual_coef_",
    );
    expect(refusal({ dual_coef_: floats([16, 1, 1], new Array(16).fill(1)) })).toBe(
      "ESTIMATOR_INVALID dual_coef_",
    );
    expect(refusal({ n_features_in_: 2 })).toBe("ESTIMATOR_INVALID n_features_in_");
    expect(refusal({ kernel: "precomputed" })).toBe("ESTIMATOR_INVALID X_fit_");
  });

  it("names the kernels that it does not have", () => {
    expect(refusal({ kernel: new PyGlobal("__main__", "own", 0) })).toBe("ESTIMATOR_UNSUPPORTED ");
    expect(refusal({ kernel: "constructor" })).toBe("ESTIMATOR_UNSUPPORTED ");
    expect(refusal({ kernel_params: new Map([["gamma", 1]]) })).toBe("ESTIMATOR_UNSUPPORTED ");
  });
});
