import { describe, expect, it } from "vitest";
import { PyFloat } from "../../../../src/objects/values.ts";
import { readChanged, refusalOf } from "../../damage.ts";
import { floats, goldenObject, stateOf } from "../../golden-objects.ts";

const file = "model-selection/1.9.0.json";

describe("readFixedThreshold", () => {
  it("refuses a label that is none of the classes", () => {
    expect(refusalOf(file, "fixed automatic", { pos_label: "perhaps" })).toBe(
      "ESTIMATOR_INVALID pos_label",
    );
    expect(refusalOf(file, "fixed automatic", { pos_label: [] })).toBe(
      "ESTIMATOR_INVALID pos_label",
    );
  });

  it("takes labels as Python compares them", () => {
    for (const pos_label of [1, new PyFloat(1), true]) {
      expect(readChanged(file, "fixed automatic", { pos_label }).className).toBe(
        "FixedThresholdClassifier",
      );
    }
  });

  it("refuses a classifier of three classes", () => {
    const three = goldenObject(file, "grid, three names");
    expect(refusalOf(file, "fixed automatic", { estimator_: three })).toBe("ESTIMATOR_INVALID ");
  });

  it("refuses an answer that its classifier does not give", () => {
    const changes = { response_method: "predict_proba" };
    expect(refusalOf(file, "fixed without probabilities", changes)).toBe("ESTIMATOR_INVALID ");
    expect(refusalOf(file, "fixed automatic", { response_method: "predict" })).toBe(
      "ESTIMATOR_INVALID response_method",
    );
  });

  it("refuses a threshold that is no number", () => {
    expect(refusalOf(file, "fixed low", { threshold: "high" })).toBe("ESTIMATOR_INVALID threshold");
  });
});

describe("readTunedThreshold", () => {
  it("refuses a threshold of several numbers, and none", () => {
    const threshold = (value: ReturnType<typeof floats> | undefined) =>
      refusalOf(file, "tuned f1", { best_threshold_: value });
    expect(threshold(floats([2], [0.1, 0.2]))).toBe("ESTIMATOR_INVALID best_threshold_");
    expect(threshold(undefined)).toBe("ESTIMATOR_INVALID best_threshold_");
  });

  it("keeps to the second class where the scorer knows no label", () => {
    const tuned = goldenObject(file, "tuned f1");
    stateOf(tuned).set("_curve_scorer", null);
    expect(refusalOf(file, "tuned f1", { _curve_scorer: null })).toBe("no error");
  });
});
