import { describe, expect, it } from "vitest";
import type { Estimator } from "../../../../src/estimators/estimator.ts";
import type { Matrix } from "../../../../src/estimators/samples.ts";
import { PyFloat } from "../../../../src/objects/values.ts";
import { readChanged, refusalOf } from "../../damage.ts";
import { floats } from "../../golden-objects.ts";

const file = "factorization/1.9.0.json";
const rows: Matrix = {
  kind: "dense",
  rows: 2,
  columns: 6,
  data: Float64Array.of(1, 2, 0, 0.5, 3, 1, 0, 0, 1, 2, 4, 0.1),
};

describe("readNmf", () => {
  it("refuses components that are not what they must be", () => {
    const refusal = (data: number[]) =>
      refusalOf(file, "NMF two", { components_: floats([2, data.length / 2], data) });
    expect(refusal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, -1])).toBe("ESTIMATOR_INVALID components_");
    expect(refusal(new Array(12).fill(0))).toBe("ESTIMATOR_INVALID ");
    expect(refusal([1, 2, 3, 4])).toBe("ESTIMATOR_INVALID n_features_in_");
    expect(refusalOf(file, "NMF two", { components_: floats([0, 6], []) })).toBe(
      "ESTIMATOR_INVALID components_",
    );
  });

  it("refuses more rounds than can be afforded", () => {
    expect(refusalOf(file, "NMF mu", { max_iter: 2 ** 40 })).toBe("ESTIMATOR_UNSUPPORTED ");
    expect(refusalOf(file, "NMF two", { max_iter: 2 ** 40 })).toBe("ESTIMATOR_UNSUPPORTED ");
  });

  it("takes the same order each time where no seed is told", () => {
    const shuffled = { shuffle: true, random_state: null };
    const first = answerOf(readChanged(file, "NMF two", shuffled));
    expect(answerOf(readChanged(file, "NMF two", shuffled))).toEqual(first);
    expect(first).not.toEqual(answerOf(readChanged(file, "NMF two", {})));
    expect(refusalOf(file, "NMF two", { shuffle: true, random_state: -1 })).toBe(
      "ESTIMATOR_INVALID random_state",
    );
  });

  it("refuses what is gone", () => {
    expect(refusalOf(file, "NMF two", { solver: "pg" })).toBe("ESTIMATOR_UNSUPPORTED ");
    expect(refusalOf(file, "NMF two", { beta_loss: "squares" })).toBe(
      "ESTIMATOR_INVALID beta_loss",
    );
  });

  it("counts the penalty of 1.0 and 1.1 as before where only that is set", () => {
    const penalty = { alpha_W: 0, alpha_H: "same", alpha: new PyFloat(0.2) };
    const name = "NMF penalties";
    const today = answerOf(readChanged(file, name, {}));
    expectNear(answerOf(readChanged(file, name, penalty)), today);
    expectNear(answerOf(readChanged(file, name, { ...penalty, regularization: "both" })), today);
    const only = answerOf(readChanged(file, name, { ...penalty, regularization: "components" }));
    expect(only).toEqual(answerOf(readChanged(file, name, { alpha_W: 0, alpha_H: "same" })));
    expect(only).not.toEqual(today);
  });
});

describe("readMiniBatchNmf", () => {
  it("refuses more rounds than can be afforded", () => {
    expect(refusalOf(file, "MiniBatchNMF rounds", { transform_max_iter: 2 ** 40 })).toBe(
      "ESTIMATOR_UNSUPPORTED ",
    );
    expect(refusalOf(file, "MiniBatchNMF rounds", { transform_max_iter: 0 })).toBe(
      "ESTIMATOR_INVALID transform_max_iter",
    );
  });
});

function answerOf(estimator: Estimator): number[] {
  const answer = estimator.transform?.(rows);
  return answer?.kind === "array" ? Array.from(answer.data, Number) : [];
}

function expectNear(got: readonly number[], expected: readonly number[]): void {
  expect(got).toHaveLength(expected.length);
  for (const [i, number] of expected.entries()) expect(got[i]).toBeCloseTo(number, 12);
}
