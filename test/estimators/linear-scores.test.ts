import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import type { LinearMap } from "../../src/estimators/linear-map.ts";
import { checkedScores, linearScores, rowScore } from "../../src/estimators/linear-scores.ts";
import { MersenneTwister } from "../../src/estimators/mersenne-twister.ts";
import type { Matrix, SparseMatrix } from "../../src/estimators/samples.ts";

const twister = new MersenneTwister(5);
const numbers = (length: number) =>
  Float64Array.from({ length }, () => twister.next() / 2 ** 31 - 1);

/** Every sum from the first feature to the last, one after the other. */
function plainScores({ data, rows }: Matrix, map: LinearMap): number[] {
  const { coefficients, intercepts, features } = map;
  return Array.from({ length: rows * intercepts.length }, (_, i) => {
    const [row, k] = [Math.floor(i / intercepts.length), i % intercepts.length];
    let sum = 0;
    for (let j = 0; j < features; j++) {
      sum += (data[row * features + j] ?? 0) * (coefficients[k * features + j] ?? 0);
    }
    return sum + (intercepts[k] ?? 0);
  });
}

/** The same rows without their zeros. */
function sparse({ data, rows, columns }: Matrix): SparseMatrix {
  const indptr = [0];
  const stored: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < columns; j++)
      if (data[row * columns + j] !== 0) stored.push(row * columns + j);
    indptr.push(stored.length);
  }
  return {
    kind: "sparse",
    rows,
    columns,
    indptr: Int32Array.from(indptr),
    indices: Int32Array.from(stored, (at) => at % columns),
    values: Float64Array.from(stored, (at) => data[at] ?? 0),
  };
}

describe("linearScores", () => {
  const sizes = [
    [1, 1, 1],
    [2, 3, 1],
    [5, 7, 2],
    [4, 30, 8],
    [9, 20, 13],
    [100, 3, 50],
    [0, 4, 9],
  ] as const;

  it.each(sizes)("adds up in the same order for %i rows, %i features and %i outputs", (...size) => {
    const [rows, features, outputs] = size;
    const map = {
      coefficients: numbers(outputs * features),
      intercepts: numbers(outputs),
      features,
    };
    const data = numbers(rows * features).map((value) => (Math.abs(value) < 0.2 ? 0 : value));
    const x: Matrix = { kind: "dense", data, rows, columns: features };
    const plain = plainScores(x, map);
    // Twice, as what is prepared for a map serves again.
    for (let time = 0; time < 2; time++) {
      expect([...linearScores(x, map)]).toEqual(plain);
      expect([...linearScores(sparse(x), map)]).toEqual(plain);
    }
    for (let row = 0; row < rows; row++) {
      const own = data.subarray(row * features, (row + 1) * features);
      const alone = Array.from({ length: outputs }, (_, k) => rowScore(own, map, k));
      expect(alone).toEqual(plain.slice(row * outputs, (row + 1) * outputs));
    }
  });
});

describe("rowScore", () => {
  const map = { coefficients: Float64Array.of(1, 2), intercepts: Float64Array.of(3), features: 2 };

  it.each([[[1]], [[1, 2, 3]], [[1, null]], [[1, "2"]], [[1, Number.NaN]], [[Infinity, 1]]])(
    "knows nothing of %j",
    (row) => {
      expect(rowScore(row, map, 0)).toBeNull();
    },
  );
});

describe("checkedScores", () => {
  const inputs = { kind: "numbers", width: 2, names: null, allowsMissing: false } as const;
  const rule = { className: "Ridge", inputs };
  const map = { coefficients: Float64Array.of(0, 1), intercepts: Float64Array.of(0), features: 2 };
  const rows = (...data: readonly number[]): Matrix => {
    return { kind: "dense", data: Float64Array.from(data), rows: data.length / 2, columns: 2 };
  };

  it.each([Number.NaN, Infinity, -Infinity])("refuses %d, whatever its coefficient", (value) => {
    for (const x of [rows(1, 2, value, 3, 4, 5), rows(1, 2, 3, value)]) {
      expect(() => checkedScores(x, rule, map)).toThrow(PicklejarError);
      expect(() => checkedScores(sparse(x), rule, map)).toThrow(PicklejarError);
    }
  });

  it("takes finite numbers whose score is not", () => {
    const large = { ...map, coefficients: Float64Array.of(1, 1) };
    expect([...checkedScores(rows(1.7e308, 1.7e308), rule, large)]).toEqual([Infinity]);
  });

  it("refuses rows of another width", () => {
    const wide: Matrix = { kind: "dense", data: new Float64Array(3), rows: 1, columns: 3 };
    expect(() => checkedScores(wide, rule, map)).toThrow(PicklejarError);
  });
});
