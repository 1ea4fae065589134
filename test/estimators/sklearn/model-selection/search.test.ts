import { describe, expect, it } from "vitest";
import { readEstimator } from "../../../../src/estimators/read-estimator.ts";
import type { Samples } from "../../../../src/estimators/samples.ts";
import { damageError, readChanged, refusalOf } from "../../damage.ts";
import { goldenObject, stateOf } from "../../golden-objects.ts";

const file = "model-selection/1.9.0.json";

describe("readSearch", () => {
  it("says that a search without refit holds no estimator", () => {
    const error = damageError(file, "grid", { best_estimator_: undefined, refit: false });
    expect(error.code).toBe("ESTIMATOR_INVALID");
    expect(error.details["reason"]).toContain("refit=False");
    expect(refusalOf(file, "grid", { best_estimator_: undefined })).toBe(
      "ESTIMATOR_INVALID best_estimator_",
    );
  });

  it("names the place of a mistake inside", () => {
    const search = goldenObject(file, "grid");
    const inner = goldenObject(file, "frozen classifier");
    stateOf(search).set("best_estimator_", inner);
    stateOf(inner).set("estimator", search);
    expect(() => readEstimator(search)).toThrow("it holds itself");
  });

  it("does not look at results, scorers and distributions", () => {
    const changes = { cv_results_: "nothing", scorer_: null, param_grid: 5, best_index_: -7 };
    expect(readChanged(file, "grid", changes).className).toBe("GridSearchCV");
  });

  it("refuses a number of features that its estimator contradicts", () => {
    expect(refusalOf(file, "grid", { n_features_in_: 9 })).toBe("ESTIMATOR_INVALID n_features_in_");
  });

  it("takes named columns in any order", () => {
    const search = readEstimator(goldenObject(file, "grid of a pipeline, names"));
    const names = ["age", "income", "rate", "debt"];
    const table = (order: readonly number[]): Samples => ({
      kind: "table",
      rows: 1,
      columns: order.map((j) => ({ name: names[j] ?? "", values: Float64Array.of(j * 3) })),
    });
    const expected = search.predictProba?.(table([0, 1, 2, 3]));
    expect(search.predictProba?.(table([3, 1, 0, 2]))).toEqual(expected);
  });
});
