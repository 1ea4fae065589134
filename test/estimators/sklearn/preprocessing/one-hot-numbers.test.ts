// No scikit-learn at hand writes such files: the expected answers follow the source of 0.19 by hand.
import { describe, expect, it } from "vitest";
import { readEstimator } from "../../../../src/estimators/read-estimator.ts";
import type { Samples } from "../../../../src/estimators/samples.ts";
import { PyGlobal, PyObject, type PyValue } from "../../../../src/objects/values.ts";
import { errorOf } from "../../../objects/errors-of.ts";
import { floats } from "../../golden-objects.ts";

/** Fitted on [[0, 5], [2, 3]]: the ranges have 3 and 6 places, of which four were met. */
const fitted = {
  n_values: "auto",
  categorical_features: "all",
  sparse: false,
  handle_unknown: "error",
  _sklearn_version: "0.19.1",
  n_values_: floats([2], [3, 6]),
  feature_indices_: floats([3], [0, 3, 9]),
  active_features_: floats([4], [0, 2, 6, 8]),
};

function encoder(changes: Readonly<Record<string, PyValue | undefined>> = {}) {
  const object = new PyObject(
    new PyGlobal("sklearn.preprocessing.data", "OneHotEncoder", 0),
    [],
    0,
  );
  const entries = Object.entries({ ...fitted, ...changes });
  object.state = new Map(entries.filter(([, value]) => value !== undefined)) as PyValue;
  return readEstimator(object);
}

const rows = (columns: number, ...data: number[]): Samples => ({
  kind: "dense",
  rows: data.length / columns,
  columns,
  data: Float64Array.from(data),
});

function answerOf(estimator: ReturnType<typeof encoder>, samples: Samples) {
  const answer = estimator.transform?.(samples);
  return answer?.kind === "array" ? Array.from(answer.data) : answer;
}

describe("readNumberEncoder", () => {
  it("gives a column to each number that was met, and none to the others of the range", () => {
    expect(answerOf(encoder(), rows(2, 0, 5, 2, 3, 1, 0))).toEqual([
      1, 0, 0, 1, 0, 1, 1, 0, 0, 0, 0, 0,
    ]);
    expect(encoder().transformWidth).toBe(4);
    expect(
      encoder()
        .hints()
        ?.map(({ choices }) => choices),
    ).toEqual([
      [0, 2],
      [3, 5],
    ]);
  });

  it("answers with sparse rows unless told otherwise", () => {
    expect(encoder({ sparse: true }).transform?.(rows(2, 2, 5))).toEqual({
      kind: "sparse",
      rows: 1,
      columns: 4,
      indptr: Int32Array.of(0, 2),
      indices: Int32Array.of(1, 3),
      values: Float64Array.of(1, 1),
    });
  });

  it("has a column for every place where the ranges were told", () => {
    const told = encoder({ n_values: floats([2], [3, 6]), active_features_: undefined });
    expect(answerOf(told, rows(2, 1, 0))).toEqual([0, 1, 0, 1, 0, 0, 0, 0, 0]);
  });

  it("refuses numbers beyond the range or passes over them, and refuses those below 0", () => {
    const codeOf = (call: () => unknown) => errorOf(call).code;
    expect(codeOf(() => encoder().transform?.(rows(2, 3, 5)))).toBe("INPUT_CATEGORY");
    expect(codeOf(() => encoder().transform?.(rows(2, -1, 5)))).toBe("INPUT_KIND");
    expect(codeOf(() => encoder().transform?.(rows(1, 1)))).toBe("INPUT_WIDTH");
    const tolerant = encoder({ handle_unknown: "ignore" });
    expect(answerOf(tolerant, rows(2, 7, 5.9))).toEqual([0, 0, 0, 1]);
  });

  it("puts the features that are not encoded behind the others", () => {
    const chosen = encoder({ categorical_features: [2, 0] });
    expect(answerOf(chosen, rows(3, 2, 0.5, 3))).toEqual([0, 1, 1, 0, 0.5]);
    expect(chosen.transformWidth).toBeUndefined();
    expect(errorOf(() => chosen.transform?.(rows(2, 1, 1))).code).toBe("INPUT_WIDTH");
  });

  it("reads the names of 0.20 and 0.21", () => {
    const later = encoder({
      n_values_: undefined,
      feature_indices_: undefined,
      active_features_: undefined,
      _feature_indices_: fitted.feature_indices_,
      _active_features_: fitted.active_features_,
      _sklearn_version: "0.20.3",
    });
    expect(answerOf(later, rows(2, 0, 5))).toEqual([1, 0, 0, 1]);
  });

  it.each([
    ["feature_indices_", floats([3], [0, 3, 2])],
    ["feature_indices_", floats([3], [1, 3, 9])],
    ["feature_indices_", floats([2], [0, 1e12])],
    ["feature_indices_", floats([3], [0, 3.5, 9])],
    ["active_features_", floats([1], [9])],
    ["active_features_", floats([2], [1, 1])],
    ["categorical_features", [0]],
    ["categorical_features", "some"],
    ["handle_unknown", "guess"],
  ])("refuses a damaged %s", (name, value) => {
    const error = errorOf(() => encoder({ [name]: value }));
    expect([error.code, error.details["where"]]).toEqual(["ESTIMATOR_INVALID", name]);
  });
});
