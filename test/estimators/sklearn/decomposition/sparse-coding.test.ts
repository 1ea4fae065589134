import { describe, expect, it } from "vitest";
import { PyFloat, type PyValue } from "../../../../src/objects/values.ts";
import { readChanged, refusalOf } from "../../damage.ts";
import { floats } from "../../golden-objects.ts";

const file = "factorization/1.9.0.json";

describe("readSparseCoding", () => {
  const refusal = (name: string, changes: Record<string, PyValue>) =>
    refusalOf(file, `SparseCoder ${name}`, changes);

  it("refuses a dictionary that is none", () => {
    expect(refusal("default", { dictionary: floats([0, 8], []) })).toBe(
      "ESTIMATOR_INVALID dictionary",
    );
    expect(refusal("default", { dictionary: floats([8], [1, 2, 3, 4, 5, 6, 7, 8]) })).toBe(
      "ESTIMATOR_INVALID dictionary",
    );
    expect(refusal("default", { dictionary: floats([1, 3], [1, 2, 3]) })).toBe(
      "ESTIMATOR_INVALID n_features_in_",
    );
  });

  it("refuses more atoms than there are, and rounds without end", () => {
    expect(refusal("default", { transform_n_nonzero_coefs: 7 })).toBe("ESTIMATOR_INVALID ");
    expect(refusal("lasso_cd 0.3", { transform_max_iter: 2 ** 40 })).toBe("ESTIMATOR_UNSUPPORTED ");
    expect(refusal("lasso_lars 0.3", { transform_max_iter: 2 ** 40 })).toBe(
      "ESTIMATOR_UNSUPPORTED ",
    );
  });

  it("refuses parameters that scikit-learn refuses", () => {
    expect(refusal("default", { positive_code: true })).toBe("ESTIMATOR_INVALID positive_code");
    expect(refusal("default", { transform_algorithm: "best" })).toBe(
      "ESTIMATOR_INVALID transform_algorithm",
    );
    expect(refusal("threshold 0.3", { transform_alpha: new PyFloat(-1) })).toBe(
      "ESTIMATOR_INVALID transform_alpha",
    );
  });

  it("ends with atoms that are the same twice", () => {
    const twice = floats([2, 8], [...new Array(8).fill(0.5), ...new Array(8).fill(0.5)]);
    const row = { kind: "dense", rows: 1, columns: 8, data: new Float64Array(8).fill(2) } as const;
    for (const transform_algorithm of ["omp", "lars", "lasso_lars", "lasso_cd"]) {
      const changes = { dictionary: twice, transform_algorithm, n_components_: 2 };
      const coder = readChanged(file, "SparseCoder default", {
        ...changes,
        transform_n_nonzero_coefs: 2,
        transform_alpha: new PyFloat(0.1),
      });
      const answer = coder.transform?.(row);
      expect(answer?.kind === "array" && Number(answer.data[0])).toBeGreaterThan(3.9);
      expect(answer?.kind === "array" && answer.data[1]).toBe(0);
    }
  });
});
