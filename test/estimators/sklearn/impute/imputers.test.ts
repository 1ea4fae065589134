import { describe, expect, it } from "vitest";
import type { Estimator } from "../../../../src/estimators/estimator.ts";
import {
  PyFloat,
  PyGlobal,
  PyObject,
  PyTuple,
  type PyValue,
} from "../../../../src/objects/values.ts";
import { readChanged, refusalOf } from "../../damage.ts";
import { floats, goldenObject, stateOf } from "../../golden-objects.ts";

const file = "impute/1.9.0.json";
type Changes = Record<string, PyValue | undefined>;
const { NaN: gap } = Number;

function filled(estimator: Estimator, row: readonly number[]): readonly unknown[] {
  const data = Float64Array.from(row);
  const answer = estimator.transform?.({ kind: "dense", data, rows: 1, columns: row.length });
  return answer?.kind === "array" ? [...answer.data] : [];
}

describe("readMissingIndicator", () => {
  it("refuses features that there are not", () => {
    const refusal = (changes: Changes) => refusalOf(file, "MissingIndicator default", changes);
    expect(refusal({ features_: floats([1], [3]) })).toBe("ESTIMATOR_INVALID features_");
    expect(refusal({ features_: floats([1], [0.5]) })).toBe("ESTIMATOR_INVALID features_");
    expect(refusal({ _n_features: 2 })).toBe("ESTIMATOR_INVALID features_");
    expect(refusal({ n_features_in_: 2 })).toBe("ESTIMATOR_INVALID n_features_in_");
    expect(refusal({ features: "some" })).toBe("ESTIMATOR_INVALID features");
  });
});

describe("readKnnImputer", () => {
  const refusal = (changes: Changes) => refusalOf(file, "KNNImputer default", changes);

  it("refuses training rows that are none, and counts of neighbors below one", () => {
    expect(refusal({ _fit_X: floats([1, 4], [1, 2, 3, Infinity]) })).toBe(
      "ESTIMATOR_INVALID _fit_X",
    );
    expect(refusal({ _fit_X: floats([0, 4], []) })).toBe("ESTIMATOR_INVALID _fit_X");
    expect(refusal({ _fit_X: floats([4], [1, 2, 3, 4]) })).toBe("ESTIMATOR_INVALID _fit_X");
    expect(refusal({ n_neighbors: 0 })).toBe("ESTIMATOR_INVALID n_neighbors");
    expect(refusal({ n_neighbors: 1e12 })).toBe("ESTIMATOR_INVALID n_neighbors");
    expect(refusal({ metric: "cosine" })).toBe("ESTIMATOR_INVALID metric");
  });

  it("says by name that it does not call functions of the file", () => {
    const own = new PyGlobal("__main__", "weigh", 0);
    expect(refusal({ weights: own })).toBe("ESTIMATOR_UNSUPPORTED ");
    expect(refusal({ metric: own })).toBe("ESTIMATOR_UNSUPPORTED ");
  });

  it("counts rows at no known distance only as the version did that wrote the file", () => {
    const points = floats([3, 2], [1, 1, gap, 5, 3, 2]);
    const changes = (version: string) => ({
      _fit_X: points,
      _mask_fit_X: undefined,
      n_neighbors: 3,
      n_features_in_: 2,
      _sklearn_version: version,
    });
    const name = "KNNImputer default";
    expect(filled(readChanged(file, name, changes("1.5.2")), [1, gap])).toEqual([1, 8 / 3]);
    expect(filled(readChanged(file, name, changes("1.6.0")), [1, gap])).toEqual([1, 1.5]);
  });
});

describe("readIterativeImputer", () => {
  const name = "IterativeImputer default";
  const refusal = (changes: Changes) => refusalOf(file, name, changes);

  /** One step of the golden imputer with other parts: the feature, its neighbors, the estimator. */
  function withStep(part: number, value: PyValue): Changes {
    const steps = stateOf(goldenObject(file, name)).get("imputation_sequence_");
    const [first, ...others] = Array.isArray(steps) ? steps : [];
    if (!(first instanceof PyObject)) throw new Error("no step");
    const args = first.args.with(part, value);
    return { imputation_sequence_: [new PyObject(first.global, args, 0), ...others] };
  }

  it("refuses steps of columns that there are not", () => {
    const place = "ESTIMATOR_INVALID imputation_sequence_[0]";
    expect(refusal(withStep(0, 4))).toBe(`${place}.feat_idx`);
    expect(refusal(withStep(0, -1))).toBe(`${place}.feat_idx`);
    expect(refusal(withStep(1, floats([3], [0, 1, 4])))).toBe(`${place}.neighbor_feat_idx`);
    expect(refusal(withStep(1, floats([2], [0, 1])))).toBe(`${place}.estimator`);
    expect(refusal(withStep(2, goldenObject(file, "SimpleImputer mean")))).toBe(
      `${place}.estimator`,
    );
    expect(refusal({ imputation_sequence_: [1] })).toBe(place);
  });

  it("reads the steps of protocols 0 and 1, which copy a tuple", () => {
    const steps = stateOf(goldenObject(file, name)).get("imputation_sequence_");
    const copied = (Array.isArray(steps) ? steps : []).map((step) => {
      if (!(step instanceof PyObject)) throw new Error("no step");
      return new PyObject(step.global, [new PyTuple([...step.args])], 0);
    });
    const row = [1, gap, 2, 3];
    const written = readChanged(file, name, {});
    const older = readChanged(file, name, { imputation_sequence_: copied });
    expect(copied.length).toBeGreaterThan(0);
    expect(filled(older, row)).toEqual(filled(written, row));
  });

  it("refuses steps without end, limits that are none, and another first guess", () => {
    const steps = stateOf(goldenObject(file, name)).get("imputation_sequence_");
    const [first = null] = Array.isArray(steps) ? steps : [];
    expect(refusal({ imputation_sequence_: new Array(100_001).fill(first) })).toBe(
      "ESTIMATOR_INVALID imputation_sequence_",
    );
    expect(refusal({ _min_value: floats([3], [0, 0, 0]) })).toBe("ESTIMATOR_INVALID _min_value");
    expect(refusal({ _max_value: new PyFloat(gap) })).toBe("ESTIMATOR_INVALID _max_value");
    expect(refusal({ _is_empty_feature: floats([4], [0, 1, 0, 0]) })).toBe(
      "ESTIMATOR_INVALID initial_imputer_",
    );
    expect(refusal({ n_iter_: undefined })).toBe("ESTIMATOR_INVALID n_iter_");
  });

  it("takes one limit for all columns, as 0.21 kept it", () => {
    const changes = { _min_value: new PyFloat(2), _max_value: new PyFloat(3) };
    const [, second] = filled(readChanged(file, name, changes), [0, gap, 0, 0]);
    expect(second).toBeGreaterThanOrEqual(2);
    expect(second).toBeLessThanOrEqual(3);
  });

  it("answers the mean where scikit-learn would draw, the same at each call", () => {
    const row = [0.3, gap, 0.1, gap];
    const drawing = readChanged(file, name, { sample_posterior: true });
    expect(filled(drawing, row)).toEqual(filled(readChanged(file, name, {}), row));
    expect(filled(drawing, row)).toEqual(filled(drawing, row));
  });

  it("knows empty columns by the first guess where the file does not list them", () => {
    const changes = { _is_empty_feature: undefined, _sklearn_version: "1.2.1" };
    const estimator = readChanged(file, "IterativeImputer empty column", changes);
    expect(estimator.transformWidth).toBe(3);
    expect(filled(estimator, [1, 2, 3, 4])).toEqual([1, 3, 4]);
  });
});
