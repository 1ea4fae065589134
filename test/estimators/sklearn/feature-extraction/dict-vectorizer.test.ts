import { describe, expect, it } from "vitest";
import { readEstimator } from "../../../../src/estimators/read-estimator.ts";
import type { Matrix, SparseMatrix } from "../../../../src/estimators/samples.ts";
import { plainEstimator } from "../../../../src/predict/plain.ts";
import { errorOf } from "../../../objects/errors-of.ts";
import { goldenObject } from "../../golden-objects.ts";

describe("readDictVectorizer", () => {
  const vectorizer = readEstimator(goldenObject("feature-extraction/1.9.0.json", "DictVectorizer"));
  const names = vectorizer.outputNames?.(null) ?? [];
  const data = new Float64Array(2 * names.length);
  data[1] = 1;
  data[5] = -3.5;
  const rows: Matrix = { kind: "dense", rows: 2, columns: names.length, data };

  it("gives records back, with everything but zeros", () => {
    const records = vectorizer.inverseTransform?.(rows);
    expect(records).toEqual({
      kind: "records",
      rows: [
        new Map([
          ["city=London", 1],
          ["temperature", -3.5],
        ]),
        new Map(),
      ],
    });
    const sparse: SparseMatrix = {
      kind: "sparse",
      rows: 2,
      columns: names.length,
      indptr: Int32Array.of(0, 3, 3),
      indices: Int32Array.of(1, 2, 5),
      values: Float64Array.of(1, 0, -3.5),
    };
    expect(vectorizer.inverseTransform?.(sparse)).toEqual(records);
  });

  it("gives them to users of the library as Maps", () => {
    const plain = plainEstimator(vectorizer);
    expect(plain.inverseTransform?.([[0, 0, 0, 0, 2, 0, 0]])).toEqual([new Map([[names[4], 2]])]);
  });

  it("takes no other number of columns", () => {
    const narrow: Matrix = { kind: "dense", rows: 1, columns: 1, data: Float64Array.of(1) };
    expect(errorOf(() => vectorizer.inverseTransform?.(narrow)).code).toBe("INPUT_WIDTH");
  });
});
