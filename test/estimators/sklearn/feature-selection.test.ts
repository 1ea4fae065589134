import { describe, expect, it } from "vitest";
import { readEstimator } from "../../../src/estimators/read-estimator.ts";
import { PyFloat, PyGlobal, PyObject, type PyValue } from "../../../src/objects/values.ts";
import { refusalOf } from "../damage.ts";
import { floats, goldenObject, stateOf } from "../golden-objects.ts";

const file = "feature-selection/1.9.0.json";

describe("readSelectKBest", () => {
  const refusal = (changes: Record<string, PyValue>) =>
    refusalOf(file, "SelectKBest three", changes);

  it("refuses a number of features that is none", () => {
    expect(refusal({ k: -1 })).toBe("ESTIMATOR_INVALID k");
    expect(refusal({ k: "most" })).toBe("ESTIMATOR_INVALID k");
    expect(refusal({ k: new PyFloat(1.5) })).toBe("ESTIMATOR_INVALID k");
  });

  it("keeps all features where it should keep more than there are", () => {
    const object = goldenObject(file, "SelectKBest three");
    stateOf(object).set("k", 1_000_000_000);
    expect(readEstimator(object).transformWidth).toBe(6);
  });

  it("refuses scores for another number of features", () => {
    expect(refusal({ scores_: floats([2], [1, 2]) })).toBe("ESTIMATOR_INVALID n_features_in_");
  });
});

describe("readSelectPercentile", () => {
  it("refuses a percentage outside of 0 to 100", () => {
    for (const percentile of [-1, 101, new PyFloat(Number.NaN)]) {
      expect(refusalOf(file, "SelectPercentile third", { percentile })).toBe(
        "ESTIMATOR_INVALID percentile",
      );
    }
  });
});

describe("readSelectFdr", () => {
  it("refuses p-values for another number of features", () => {
    expect(refusalOf(file, "SelectFdr default", { pvalues_: floats([1], [0.5]) })).toBe(
      "ESTIMATOR_INVALID pvalues_",
    );
  });
});

describe("readGenericUnivariateSelect", () => {
  it("refuses a mode that it does not know", () => {
    expect(refusalOf(file, "GenericUnivariateSelect fpr", { mode: "constructor" })).toBe(
      "ESTIMATOR_INVALID mode",
    );
  });
});

describe("readSelectFromModel", () => {
  const refusal = (changes: Record<string, PyValue | undefined>, name = "linear") =>
    refusalOf(file, `SelectFromModel ${name}`, changes);

  it("refuses thresholds that it cannot read", () => {
    for (const threshold of ["most", "2*most", "x*mean", "*mean", "1*2*mean", "2**mean"]) {
      expect(refusal({ threshold })).toBe("ESTIMATOR_INVALID threshold");
    }
    expect(refusal({ threshold: "1e-3 * median" })).toBe("no error");
  });

  it("refuses a number of features that is none", () => {
    expect(refusal({ max_features_: -1 }, "most")).toBe("ESTIMATOR_INVALID max_features_");
    const max_features = new PyFloat(0.5);
    expect(refusal({ max_features, max_features_: undefined }, "most")).toBe(
      "ESTIMATOR_INVALID max_features",
    );
  });

  it("names what it cannot ask for importances", () => {
    expect(refusal({ importance_getter: new PyGlobal("__main__", "f", 0) })).toBe(
      "ESTIMATOR_UNSUPPORTED ",
    );
    const estimator_ = goldenObject("cluster/1.9.0.json", "KMeans default");
    expect(refusal({ estimator_ })).toBe("ESTIMATOR_UNSUPPORTED estimator_");
  });

  it("refuses a path that leads nowhere", () => {
    const refusals = ["named_steps.lasso.coef_", "named_steps", "steps.coef_", "__proto__", ""].map(
      (importance_getter) => refusal({ importance_getter }, "getter").split(" ")[0],
    );
    expect(new Set(refusals)).toEqual(new Set(["ESTIMATOR_INVALID"]));
  });

  it("refuses an estimator that was not fitted", () => {
    const estimator_ = goldenObject(file, "SelectFromModel linear");
    const unfitted = stateOf(estimator_).get("estimator") ?? null;
    expect(refusal({ estimator_: unfitted })).toBe("ESTIMATOR_INVALID estimator_.coef_");
    expect(refusal({ estimator_: undefined })).toBe("ESTIMATOR_INVALID estimator.coef_");
  });

  it("refuses trees whose numbers of features differ", () => {
    const object = goldenObject(file, "SelectFromModel adaboost");
    const boosting = stateOf(object).get("estimator_");
    const other = stateOf(goldenObject("tree/1.9.0.json", "DecisionTreeClassifier entropy"));
    if (!(boosting instanceof PyObject)) throw new Error("no estimator");
    const trees = stateOf(boosting).get("estimators_");
    const [, second] = Array.isArray(trees) ? trees : [];
    if (!(second instanceof PyObject)) throw new Error("no tree");
    for (const [name, value] of other) stateOf(second).set(name, value);
    const refused = refusal({ estimator_: boosting }, "adaboost");
    expect(refused).toMatch(/^ESTIMATOR_INVALID estimator_/);
  });
});

describe("readRecursiveElimination", () => {
  it("refuses a mask for another number of features than its estimator takes", () => {
    const support_ = floats([6], [1, 1, 1, 1, 0, 0]);
    expect(refusalOf(file, "RFE default", { support_ })).toBe("ESTIMATOR_INVALID support_");
    expect(refusalOf(file, "RFE default", { n_features_: 5 })).toBe(
      "ESTIMATOR_INVALID n_features_",
    );
  });

  it("gives each kept feature the hint of its estimator", () => {
    const tree = readEstimator(goldenObject(file, "RFE tree"));
    const hints = tree.hints() ?? [];
    expect(hints).toHaveLength(6);
    expect(hints.filter((hint) => hint.typical !== undefined)).toHaveLength(2);
  });
});
