import { describe, expect, it } from "vitest";
import type { PyValue } from "../../../../src/objects/values.ts";
import { readChanged, refusalOf } from "../../damage.ts";
import { floats } from "../../golden-objects.ts";

const file = "linear-model/1.9.0.json";
type Changes = Record<string, PyValue | undefined>;

describe("readBayesianRegression", () => {
  it("refuses variances of another number of features", () => {
    const refusal = (changes: Changes) => refusalOf(file, "BayesianRidge", changes);
    expect(refusal({ sigma_: floats([3, 3], new Array(9).fill(1)) })).toBe(
      "ESTIMATOR_INVALID sigma_",
    );
    expect(refusal({ X_offset_: floats([3], [0, 0, 0]) })).toBe("ESTIMATOR_INVALID X_offset_");
    expect(refusal({ alpha_: "much" })).toBe("ESTIMATOR_INVALID alpha_");
    expect(refusalOf(file, "ARDRegression pruned", { threshold_lambda: 1e9 })).toBe(
      "ESTIMATOR_INVALID sigma_",
    );
  });

  it("has no deviations in files of 0.18, nor where 0.23 forgot what it needs", () => {
    const old = { _sklearn_version: "0.18.2", sigma_: undefined };
    expect(readChanged(file, "BayesianRidge", old).predictStd).toBeUndefined();
    const forgotten = { _sklearn_version: "0.23.2", normalize: true, X_offset_: undefined };
    const estimator = readChanged(file, "ARDRegression", forgotten);
    expect(estimator.predict).toBeDefined();
    expect(estimator.predictStd).toBeUndefined();
  });
});
