import { describe, expect, it } from "vitest";
import { sequence } from "../../../../src/estimators/attribute-values.ts";
import type { PyValue } from "../../../../src/objects/values.ts";
import { refusalOf } from "../../damage.ts";
import { floats, goldenObject, stateOf } from "../../golden-objects.ts";

const file = "multiclass/1.9.0.json";

describe("readOneVersusOne", () => {
  it("refuses another number of estimators than of pairs", () => {
    const model = goldenObject(file, "OneVsOneClassifier three");
    const members = sequence(stateOf(model).get("estimators_")) ?? [];
    const refusal = (changes: Record<string, PyValue>) =>
      refusalOf(file, "OneVsOneClassifier three", changes);
    expect(refusal({ estimators_: members.slice(0, 2) })).toBe("ESTIMATOR_INVALID estimators_");
    expect(refusal({ classes_: floats([4], [0, 1, 2, 3]) })).toBe("ESTIMATOR_INVALID estimators_");
    expect(refusal({ classes_: floats([1], [0]) })).toBe("ESTIMATOR_INVALID estimators_");
  });

  it("refuses columns of pairs that are not there, or not as many as an estimator takes", () => {
    const model = goldenObject(file, "OneVsOneClassifier pairwise");
    const lists = sequence(stateOf(model).get("pairwise_indices_")) ?? [];
    const refusal = (first: PyValue) =>
      refusalOf(file, "OneVsOneClassifier pairwise", {
        pairwise_indices_: [first, ...lists.slice(1)],
      });
    expect(lists).toHaveLength(3);
    expect(refusal(floats([2], [0, 1]))).toBe("ESTIMATOR_INVALID pairwise_indices_[0]");
    const far = Array.from({ length: 48 }, (_, i) => i + 60);
    expect(refusal(floats([48], far))).toBe("ESTIMATOR_INVALID pairwise_indices_[0]");
    expect(refusal(floats([48], new Array(48).fill(0.5)))).toBe(
      "ESTIMATOR_INVALID pairwise_indices_[0]",
    );
    expect(
      refusalOf(file, "OneVsOneClassifier pairwise", { pairwise_indices_: lists.slice(1) }),
    ).toBe("ESTIMATOR_INVALID pairwise_indices_");
  });
});

describe("readOutputCode", () => {
  it("refuses code words of another length or number", () => {
    const refusal = (shape: readonly number[]) =>
      refusalOf(file, "OutputCodeClassifier length 1", {
        code_book_: floats(shape, new Array(shape.reduce((a, b) => a * b)).fill(1)),
      });
    expect(refusal([3, 3])).toBe("no error");
    expect(refusal([3, 4])).toBe("ESTIMATOR_INVALID code_book_");
    expect(refusal([2, 3])).toBe("ESTIMATOR_INVALID code_book_");
    expect(refusal([9])).toBe("ESTIMATOR_INVALID code_book_");
  });
});
