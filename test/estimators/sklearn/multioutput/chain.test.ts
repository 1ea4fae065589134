import { describe, expect, it } from "vitest";
import { readEstimator } from "../../../../src/estimators/read-estimator.ts";
import { damageError, refusalOf } from "../../damage.ts";
import { floats, goldenObject, stateOf } from "../../golden-objects.ts";

const file = "multioutput/1.9.0.json";

describe("readRegressorChain", () => {
  it("refuses an order that is none", () => {
    const refusal = (order: readonly number[]) =>
      refusalOf(file, "chain of regressors", { order_: floats([order.length], order) });
    expect(refusal([0, 1, 2])).toBe("no error");
    for (const order of [
      [0, 1],
      [0, 0, 1],
      [0, 1, 3],
      [-1, 0, 1],
      [0, 1, 1.5],
      [0, 1, Number.NaN],
    ]) {
      expect(refusal(order), String(order)).toBe("ESTIMATOR_INVALID order_");
    }
  });

  it("refuses members that do not grow by one feature each, naming both numbers", () => {
    const members = stateOf(goldenObject(file, "chain of regressors")).get("estimators_");
    if (!Array.isArray(members)) throw new Error("no members");
    const error = damageError(file, "chain of regressors", { estimators_: members.toReversed() });
    expect(error.code).toBe("ESTIMATOR_INVALID");
    expect(refusalOf(file, "chain of regressors", { n_features_in_: 3 })).toBe(
      "ESTIMATOR_INVALID n_features_in_",
    );
    const [first = null, , third = null] = members;
    const skipping = damageError(file, "chain of regressors", {
      estimators_: [first, third],
      order_: floats([2], [0, 1]),
    });
    expect(skipping.details).toMatchObject({
      where: "estimators_[1]",
      expected: "of 5 features",
      got: "of 6",
    });
  });

  it("hints at its own features, not at the answers that are handed on", () => {
    const chain = readEstimator(goldenObject(file, "chain of trees"));
    expect(chain.hints()).toHaveLength(4);
  });
});

describe("readClassifierChain", () => {
  it("refuses a way to hand on that is not known", () => {
    expect(refusalOf(file, "chain of classifiers", { chain_method_: "transform" })).toBe(
      "ESTIMATOR_INVALID chain_method_",
    );
  });

  it("refuses labels that are texts", () => {
    const members = stateOf(goldenObject(file, "classifiers of words")).get("estimators_") ?? null;
    const changes = {
      estimators_: members,
      order_: floats([2], [0, 1]),
      n_features_in_: undefined,
    };
    expect(refusalOf(file, "chain of classifiers", changes)).toMatch("ESTIMATOR_INVALID");
  });

  it("refuses to hand on probabilities of members that have none", () => {
    expect(refusalOf(file, "chain without probabilities", { chain_method_: "predict_proba" })).toBe(
      "ESTIMATOR_INVALID ",
    );
  });
});
