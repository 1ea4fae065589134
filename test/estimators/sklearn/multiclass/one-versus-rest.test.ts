import { describe, expect, it } from "vitest";
import { readEstimator } from "../../../../src/estimators/read-estimator.ts";
import { PyObject } from "../../../../src/objects/values.ts";
import { readChanged, refusalOf } from "../../damage.ts";
import { loadGolden } from "../../golden-files.ts";
import { floats, goldenObject, stateOf } from "../../golden-objects.ts";

const file = "multiclass/1.9.0.json";

/** Probabilities of rows that no class claims. */
function lostShares(version: string): number[] {
  const { inputs, estimators } = loadGolden(`multiclass/${version}.json`);
  const samples = inputs.get("claimed by nobody");
  const model = readEstimator(estimators.get("OneVsRestClassifier ties") ?? null);
  const answer = samples && model.predictProba?.(samples);
  return answer && "kind" in answer ? [...answer.data].map(Number) : [];
}

describe("readOneVersusRest", () => {
  it("gives rows that nobody claims zeros since 1.7, and NaN before", () => {
    expect(lostShares("1.9.0")).toEqual(new Array(9).fill(0));
    expect(lostShares("1.4.2")).toEqual(new Array(9).fill(Number.NaN));
  });

  it("refuses another number of estimators than of classes", () => {
    const members = stateOf(goldenObject(file, "OneVsRestClassifier three")).get("estimators_");
    if (!Array.isArray(members)) throw new Error("no members");
    expect(refusalOf(file, "OneVsRestClassifier three", { estimators_: members.slice(0, 2) })).toBe(
      "ESTIMATOR_INVALID estimators_",
    );
    expect(refusalOf(file, "OneVsRestClassifier two", { estimators_: members })).toBe(
      "ESTIMATOR_INVALID estimators_",
    );
    expect(refusalOf(file, "OneVsRestClassifier two", { estimators_: [] })).toBe(
      "ESTIMATOR_INVALID estimators_",
    );
  });

  it("refuses members that are not of two classes, or give no score", () => {
    const three = goldenObject("linear-model/1.9.0.json", "LogisticRegression three strings");
    const scaler = goldenObject("preprocessing/1.9.0.json", "StandardScaler default");
    for (const member of [three, scaler]) {
      expect(refusalOf(file, "OneVsRestClassifier two", { estimators_: [member] })).toBe(
        "ESTIMATOR_INVALID ",
      );
    }
  });

  it("refuses a label binarizer that is another thing", () => {
    const scaler = goldenObject("preprocessing/1.9.0.json", "StandardScaler default");
    expect(refusalOf(file, "OneVsRestClassifier two", { label_binarizer_: scaler })).toBe(
      "ESTIMATOR_INVALID label_binarizer_.classes_",
    );
  });

  it("refuses a member that always answers several things", () => {
    const model = goldenObject(file, "OneVsRestClassifier labels that never change");
    const members = stateOf(model).get("estimators_");
    const [first = null] = Array.isArray(members) ? members : [];
    if (!(first instanceof PyObject)) throw new Error("no member");
    stateOf(first).set("y_", floats([2], [0, 1]));
    expect(() => readEstimator(model)).toThrow("estimators_[0].y_ must be of shape (1,)");
  });

  it("is asked for several labels as one output each", () => {
    const model = readChanged(file, "OneVsRestClassifier labels", {});
    expect(model.outputs).toBe(3);
    expect(model.classes).toHaveLength(1);
  });
});
