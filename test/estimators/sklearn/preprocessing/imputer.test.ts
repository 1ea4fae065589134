import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../../../src/errors.ts";
import { readEstimator } from "../../../../src/estimators/read-estimator.ts";
import type { Samples } from "../../../../src/estimators/samples.ts";
import { PyGlobal, PyObject, type PyValue } from "../../../../src/objects/values.ts";
import { floats } from "../../golden-objects.ts";

/** As 0.19 wrote it: no version of ours has the class any more. */
function imputer(changes: Readonly<Record<string, PyValue>> = {}): PyObject {
  const global = new PyGlobal("sklearn.preprocessing.imputation", "Imputer", 0);
  const object = new PyObject(global, [], 0);
  object.state = new Map<PyValue, PyValue>(
    Object.entries({
      missing_values: "NaN",
      strategy: "mean",
      axis: 0,
      verbose: 0,
      copy: true,
      statistics_: floats([3], [1.5, Number.NaN, 7]),
      _sklearn_version: "0.19.1",
      ...changes,
    }),
  );
  return object;
}

function filled(object: PyObject, samples: Samples): unknown {
  return readEstimator(object).transform?.(samples);
}

const { NaN: gap } = Number;
const dense: Samples = {
  kind: "dense",
  rows: 2,
  columns: 3,
  data: Float64Array.of(gap, 2, 3, 4, gap, Infinity),
};
const sparse: Samples = {
  kind: "sparse",
  rows: 2,
  columns: 3,
  indptr: Int32Array.of(0, 2, 3),
  indices: Int32Array.of(0, 2, 1),
  values: Float64Array.of(gap, 3, 5),
};

describe("readImputer", () => {
  it("fills gaps, drops columns without values, and lets infinities pass", () => {
    const data = Float64Array.of(1.5, 3, 4, Infinity);
    expect(filled(imputer(), dense)).toMatchObject({ shape: [2, 2], data });
    expect(readEstimator(imputer()).transformWidth).toBe(2);
  });

  it("fills what is stored of sparse rows", () => {
    expect(filled(imputer(), sparse)).toEqual({
      kind: "sparse",
      rows: 2,
      columns: 2,
      indptr: Int32Array.of(0, 2, 2),
      indices: Int32Array.of(0, 1),
      values: Float64Array.of(1.5, 3),
    });
  });

  it("makes sparse rows dense where 0 is missing", () => {
    const data = Float64Array.of(gap, 3, 1.5, 7);
    expect(filled(imputer({ missing_values: 0 }), sparse)).toMatchObject({ shape: [2, 2], data });
  });

  it("says by name that it does not fill along rows", () => {
    expect(() => readEstimator(imputer({ axis: 1 }))).toThrow(PicklejarError);
    expect(codeOf(imputer({ axis: 1 }))).toBe("ESTIMATOR_UNSUPPORTED");
    expect(codeOf(imputer({ missing_values: "?" }))).toBe("ESTIMATOR_INVALID");
    expect(codeOf(imputer({ statistics_: "none" }))).toBe("ESTIMATOR_INVALID");
  });
});

function codeOf(object: PyObject): string {
  try {
    readEstimator(object);
  } catch (error) {
    if (error instanceof PicklejarError) return error.code;
  }
  return "no error";
}
