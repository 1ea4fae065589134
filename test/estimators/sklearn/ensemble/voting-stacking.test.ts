import { describe, expect, it } from "vitest";
import type { Matrix } from "../../../../src/estimators/samples.ts";
import type { PyValue } from "../../../../src/objects/values.ts";
import { readChanged, refusalOf } from "../../damage.ts";
import { floats, goldenObject, stateOf } from "../../golden-objects.ts";

const file = "voting-stacking/1.9.0.json";
const rows: Matrix = {
  kind: "dense",
  rows: 2,
  columns: 4,
  data: Float64Array.of(1.7, 40, 0.01, 6, -0.1, -20, 0, 0),
};

/** An attribute of another golden estimator of the file. */
function borrowed(name: string, attribute: string): PyValue {
  return stateOf(goldenObject(file, name)).get(attribute) ?? null;
}

describe("readVotingClassifier", () => {
  const refusal = (name: string, changes: Record<string, PyValue | undefined>) =>
    refusalOf(file, `VotingClassifier ${name}`, changes);

  it("has probabilities only for soft votes, and a flat answer of its members only when asked", () => {
    const name = "VotingClassifier soft";
    const soft = readChanged(file, name, {});
    expect(soft.transform?.(rows)).toMatchObject({ shape: [2, 6] });
    expect(soft.transformWidth).toBe(6);
    for (const value of [false, null, undefined]) {
      const changes = { flatten_transform: value };
      expect(readChanged(file, name, changes).transform).toBeUndefined();
    }
    const hard = readChanged(file, name, { voting: "hard" });
    expect(hard.predictProba).toBeUndefined();
    expect(hard.transform?.(rows)).toMatchObject({ shape: [2, 2], type: "int" });
  });

  it("names the members that were not dropped", () => {
    const { children } = readChanged(file, "VotingClassifier soft dropped", {});
    expect(children.map(({ name }) => name)).toEqual(["e0", "e2"]);
  });

  it("refuses weights for another number of estimators, or of no sum", () => {
    const name = "soft weights";
    expect(refusal(name, { weights: [1, 2] })).toBe("ESTIMATOR_INVALID weights");
    expect(refusal(name, { weights: [1, -2, 1] })).toBe("ESTIMATOR_INVALID weights");
    expect(refusal(name, { weights: "equal" })).toBe("ESTIMATOR_INVALID weights");
    expect(refusal(name, { weights: floats([3], [1, 2, 3]) })).toBe("no error");
  });

  it("refuses lists of members that do not belong together", () => {
    const three = borrowed("VotingClassifier hard", "estimators_");
    expect(refusal("soft weights", { estimators_: [] })).toBe("ESTIMATOR_INVALID estimators_");
    expect(refusal("hard sparse", { estimators_: three })).toBe("ESTIMATOR_INVALID estimators");
    expect(refusal("hard weights", { estimators_: three })).toBe("ESTIMATOR_INVALID ");
    expect(refusal("soft", { classes_: floats([2], [0, 1]) })).toBe("ESTIMATOR_INVALID ");
    expect(refusal("soft", { voting: "loud" })).toBe("ESTIMATOR_INVALID voting");
  });

  it("refuses soft votes of members without probabilities", () => {
    expect(refusal("hard", { voting: "soft" })).toBe("ESTIMATOR_INVALID ");
  });
});

describe("readVotingRegressor", () => {
  it("refuses members that predict several numbers", () => {
    const outputs = stateOf(
      goldenObject("boosting-bagging/1.9.0.json", "BaggingRegressor outputs"),
    );
    const [many = null] = (outputs.get("estimators_") as PyValue[]) ?? [];
    const changes = { estimators_: [many, many] };
    expect(refusalOf(file, "VotingRegressor default", changes)).toBe("ESTIMATOR_INVALID ");
  });
});

describe("readStackingClassifier", () => {
  const refusal = (name: string, changes: Record<string, PyValue | undefined>) =>
    refusalOf(file, `StackingClassifier ${name}`, changes);

  it("says how many columns it gives to the final estimator", () => {
    const width = (name: string) =>
      readChanged(file, `StackingClassifier ${name}`, {}).transformWidth;
    expect(width("two")).toBe(2);
    expect(width("three")).toBe(6);
    expect(width("passthrough")).toBe(6);
    expect(width("decisions")).toBeUndefined();
  });

  it("refuses a final estimator of another width, or of other classes", () => {
    const final = borrowed("StackingClassifier three", "final_estimator_");
    expect(refusal("two", { final_estimator_: final })).toBe("ESTIMATOR_INVALID final_estimator_");
    expect(refusal("two", { passthrough: true })).toBe("ESTIMATOR_INVALID final_estimator_");
    expect(refusal("three", { classes_: floats([2], [0, 1]) })).toMatch(/^ESTIMATOR_INVALID/);
    expect(refusal("two", { classes_: floats([3], [0, 1, 2]) })).toMatch(/^ESTIMATOR_INVALID/);
  });

  it("refuses methods that a member does not have", () => {
    const methods = (...names: readonly PyValue[]) =>
      refusal("three", { stack_method_: [...names] });
    expect(methods("predict_proba")).toBe("ESTIMATOR_INVALID stack_method_");
    expect(methods("predict_proba", "decision_function")).toBe(
      "ESTIMATOR_INVALID stack_method_[1]",
    );
    expect(methods("predict_proba", "constructor")).toBe("ESTIMATOR_INVALID stack_method_[1]");
    expect(methods("predict_proba", null)).toBe("ESTIMATOR_INVALID stack_method_[1]");
  });

  it("refuses members and final estimators of another number of labels", () => {
    const labels = (count: number) => new Array(count).fill(floats([2], [0, 1]));
    expect(refusal("labels", { classes_: labels(4) })).toBe("ESTIMATOR_INVALID stack_method_[0]");
    const final = borrowed("StackingClassifier two labels", "final_estimator_");
    expect(refusal("labels", { final_estimator_: final })).toBe(
      "ESTIMATOR_INVALID final_estimator_",
    );
    expect(refusal("labels", { classes_: [] })).toBe("ESTIMATOR_INVALID stack_method_[0]");
    expect(refusal("labels", { stack_method_: ["predict", "predict_proba"] })).toBe(
      "ESTIMATOR_INVALID stack_method_[1]",
    );
  });

  it("shows its members and its final estimator", () => {
    const { children } = readChanged(file, "StackingClassifier mixed", {});
    expect(children.map(({ name }) => name)).toEqual(["e0", "e2", "final_estimator"]);
  });
});

describe("readStackingRegressor", () => {
  it("refuses a classifier of texts among members that predict", () => {
    const trees = borrowed("StackingClassifier predictions", "estimators_") as PyValue[];
    const [tree = null] = trees;
    if (tree === null || typeof tree !== "object") throw new Error("no tree");
    const changes = { estimators_: [tree, tree], stack_method_: ["predict", "predict_proba"] };
    expect(refusalOf(file, "StackingRegressor default", changes)).toMatch(/^ESTIMATOR_INVALID/);
  });
});
