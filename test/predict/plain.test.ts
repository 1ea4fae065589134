import { describe, expect, it } from "vitest";
import type { ArrayResult, Samples, SparseMatrix } from "../../src/estimators/samples.ts";
import { type PlainEstimator, plainEstimator } from "../../src/predict/plain.ts";
import type { PlainRows } from "../../src/predict/plain-rows.ts";
import { fakeEstimator, numbers, type Parts, rowSums } from "../signature/fake-estimator.ts";

/** What the estimator was asked, by any of its methods. */
function asked(rows: PlainRows, parts: Parts = {}): Samples | undefined {
  let samples: Samples | undefined;
  const predict = (given: Samples): ArrayResult => {
    samples = given;
    return numbers([], [0]);
  };
  plainEstimator(fakeEstimator({ ...parts, predict })).predict?.(rows);
  return samples;
}

function codeOf(rows: unknown, parts: Parts = {}): unknown {
  try {
    asked(rows as PlainRows, parts);
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return undefined;
}

describe("plainEstimator", () => {
  it("has the methods that the estimator has, and no others", () => {
    const plain = plainEstimator(fakeEstimator({ predict: rowSums }));
    const methods = (estimator: PlainEstimator) =>
      Object.entries(estimator).flatMap(([name, value]) =>
        value instanceof Function ? [name] : [],
      );
    expect(methods(plain)).toEqual(["predict"]);
    const all = plainEstimator(
      fakeEstimator({
        predict: rowSums,
        predictProba: rowSums,
        predictLogProba: rowSums,
        decisionFunction: rowSums,
        transform: rowSums,
        inverseTransform: rowSums,
        scoreSamples: rowSums,
        kneighbors: (samples) => ({ distances: rowSums(samples), indices: rowSums(samples) }),
      }),
    );
    expect(methods(all)).toHaveLength(8);
    expect(all.kneighbors?.([[1, 2, 3]])).toEqual({ distances: [6], indices: [6] });
    expect(all.scoreSamples?.([[1, 2, 3]])).toEqual([6]);
  });

  it("takes rows by position, by name, and in typed arrays", () => {
    const rows = [[1, 2, 3], { c: 30, a: 10, b: 20 }, Float64Array.of(100, 200, 300)];
    expect(asked(rows)).toEqual({
      kind: "dense",
      data: Float64Array.of(1, 2, 3, 10, 20, 30, 100, 200, 300),
      rows: 3,
      columns: 3,
    });
  });

  it("takes a matrix as it is, without a copy", () => {
    const data = Float64Array.of(1, 2, 3, 4, Number.NaN, 6);
    const samples = asked({ data, rows: 3, columns: 2 });
    expect(samples).toEqual({ kind: "dense", data, rows: 3, columns: 2 });
    expect(samples?.kind === "dense" && samples.data).toBe(data);
  });

  it("takes columns by name, in the model's order, typed where all are numbers", () => {
    const a = Float64Array.of(1, 2);
    const inputs = { inputs: { kind: "table", names: ["a", "b", "c"] } } as const;
    const samples = asked({ columns: { c: ["x", null], a, b: [3, 4] } }, inputs);
    const columns = [
      { name: "a", values: a },
      { name: "b", values: Float64Array.of(3, 4) },
      { name: "c", values: ["x", null] },
    ];
    expect(samples).toEqual({ kind: "table", rows: 2, columns });
  });

  it("takes a column of texts without a copy, and other typed arrays as numbers", () => {
    const inputs = { inputs: { kind: "table", names: ["a", "b"] } } as const;
    const texts = ["x", "y"];
    const rows: unknown = { columns: { a: texts, b: Int32Array.of(3, 4) } };
    const samples = asked(rows as PlainRows, inputs);
    const columns = samples?.kind === "table" ? samples.columns.map(({ values }) => values) : [];
    expect(columns[0]).toBe(texts);
    expect(columns[1]).toEqual(Float64Array.of(3, 4));
  });

  it("refuses columns that lack, are unknown, are no lists, or have different lengths", () => {
    const inputs = { inputs: { kind: "table", names: ["a", "b"] } } as const;
    const refused = [
      { a: [1] },
      { a: [1], b: [2], c: [3] },
      { a: [1], b: [2, 3] },
      { a: [1], b: 2 },
      { a: [1], b: [{}] },
      { a: [1, 2], b: ["x", undefined] },
      { a: [1, 2], b: new Array(2) },
      [[1], [2]],
      "a",
    ];
    for (const columns of refused) expect(codeOf({ columns }, inputs)).toBe("INPUT_KIND");
    const repeated = { inputs: { kind: "table", names: ["a", "a"] } } as const;
    expect(codeOf({ columns: { a: [1] } }, repeated)).toBe("INPUT_KIND");
    expect(codeOf({ columns: { a: [1], b: [2] } }, inputs)).toBeUndefined();
  });

  it("refuses a matrix whose shape is not that of its numbers, or whose numbers are in another array", () => {
    const data = new Float64Array(6);
    const shapes = [
      [2, 2],
      [6.5, 1],
      [-2, -3],
      ["3", 2],
      [undefined, 2],
    ];
    for (const [rows, columns] of shapes)
      expect(codeOf({ data, rows, columns })).toBe("INPUT_KIND");
    expect(codeOf({ data: [1, 2], rows: 1, columns: 2 })).toBe("INPUT_KIND");
    expect(codeOf({ data: new Float32Array(2), rows: 1, columns: 2 })).toBe("INPUT_KIND");
  });

  it("takes records by the first one's order where the model knows no names", () => {
    const unnamed = { inputs: { names: null } };
    expect(
      asked(
        [
          { z: 1, y: 2 },
          { y: 20, z: 10 },
        ],
        unnamed,
      ),
    ).toMatchObject({
      data: Float64Array.of(1, 2, 10, 20),
    });
  });

  it("takes repeated names by position", () => {
    const repeated = { inputs: { kind: "table", names: ["a", "a"] } } as const;
    expect(asked([["x", "y"]], repeated)).toMatchObject({
      columns: [
        { name: "a", values: ["x"] },
        { name: "a", values: ["y"] },
      ],
    });
    expect(codeOf([{ a: "x" }], repeated)).toBe("INPUT_KIND");
  });

  it("lets NaN, null and infinity reach the estimator, which judges numbers itself", () => {
    expect(asked([[Number.NaN, null, Number.POSITIVE_INFINITY]])).toMatchObject({
      data: Float64Array.of(Number.NaN, Number.NaN, Number.POSITIVE_INFINITY),
    });
  });

  it("makes tables, texts and labels as the estimator takes them", () => {
    const table = { inputs: { kind: "table", names: ["a", "b"] } } as const;
    expect(asked([["x", 1], { b: 2, a: null }], table)).toEqual({
      kind: "table",
      rows: 2,
      columns: [
        { name: "a", values: ["x", null] },
        { name: "b", values: Float64Array.of(1, 2) },
      ],
    });
    expect(asked(["a", ["b"]], { inputs: { kind: "texts" } })).toEqual({
      kind: "texts",
      values: ["a", "b"],
    });
    expect(asked(["ham", null, 5], { inputs: { kind: "labels" } })).toEqual({
      kind: "labels",
      values: ["ham", null, 5],
    });
  });

  it("takes sparse rows and puts their columns in order", () => {
    const rows: PlainRows = {
      shape: [3, 5],
      rows: [
        [
          [4, 0.5],
          [1, 2],
        ],
        [],
        [[0, 1]],
      ],
    };
    expect(asked(rows)).toEqual({
      kind: "sparse",
      rows: 3,
      columns: 5,
      indptr: Int32Array.of(0, 2, 2, 3),
      indices: Int32Array.of(1, 4, 0),
      values: Float64Array.of(2, 0.5, 1),
    });
  });

  const refused: readonly [what: string, rows: unknown, parts?: Parts][] = [
    [
      "ragged rows",
      [
        [1, 2, 3],
        [1, 2],
      ],
    ],
    ["text for a number", [["1", 2, 3]]],
    ["a number as a row", [5]],
    ["null as a row", [null]],
    ["a nested list", [[[1], 2, 3]]],
    ["a hole", [[1, undefined, 3]]],
    ["a record that lacks a column", [{ a: 1, b: 2 }]],
    ["a record with a column too many", [{ a: 1, b: 2, c: 3, d: 4 }]],
    ["a record with a prototype's name", [JSON.parse('{"a":1,"b":2,"__proto__":3}')]],
    ["a number for a text", [5], { inputs: { kind: "texts" } }],
    ["a list for a label", [["a"]], { inputs: { kind: "labels" } }],
    ["a sparse shape that is not that of its rows", { shape: [2, 5], rows: [[]] }],
    ["a sparse column beyond the shape", { shape: [1, 5], rows: [[[5, 1]]] }],
    ["a negative sparse column", { shape: [1, 5], rows: [[[-1, 1]]] }],
    [
      "a sparse column twice",
      {
        shape: [1, 5],
        rows: [
          [
            [1, 1],
            [1, 2],
          ],
        ],
      },
    ],
    ["a sparse column between columns", { shape: [1, 5], rows: [[[1.5, 1]]] }],
    ["a sparse shape without bounds", { shape: [0, 2 ** 40], rows: [] }],
  ];
  it.each(refused)("refuses %s", (_what, rows, parts) => {
    expect(codeOf(rows, parts)).toBe("INPUT_KIND");
  });

  it("calls the columns of its answers as scikit-learn does", () => {
    const outputNames = (given: readonly string[] | null) => given ?? ["x0", "x1"];
    const plain = plainEstimator(fakeEstimator({ outputNames }));
    expect(plain.getFeatureNamesOut?.()).toEqual(["x0", "x1"]);
    expect(plain.getFeatureNamesOut?.(["a", "b"])).toEqual(["a", "b"]);
    expect(plainEstimator(fakeEstimator({})).getFeatureNamesOut).toBeUndefined();
  });

  it("answers with numbers and labels of scikit-learn's type, nested by shape", () => {
    const answers = (result: ArrayResult | SparseMatrix) =>
      plainEstimator(fakeEstimator({ transform: () => result })).transform?.([[1, 2, 3]]);
    expect(answers(numbers([1, Number.NaN], [2]))).toEqual([1, Number.NaN]);
    expect(answers(numbers([1, 2, 3, 4], [2, 2]))).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(answers(numbers([], [2, 0]))).toEqual([[], []]);
    expect(answers(numbers([1, 2, 3, 4], [2, 1, 2]))).toEqual([[[1, 2]], [[3, 4]]]);
    const bools: ArrayResult = {
      kind: "array",
      shape: [2],
      type: "bool",
      data: Float64Array.of(0, 1),
    };
    expect(answers(bools)).toEqual([false, true]);
    const large: ArrayResult = { kind: "array", shape: [1], type: "int", data: [2n ** 60n] };
    expect(answers(large)).toEqual([2n ** 60n]);
    expect(answers(large)).not.toBe(large.data);
    const cube = numbers([1, 2, 3, 4], [2, 1, 2]);
    expect(answers({ ...cube, data: [1, 2, 3, 4] })).toEqual([[[1, 2]], [[3, 4]]]);
    expect(answers(numbers([1], [2, 1]))).toEqual([[1], [null]]);
    const sparse: SparseMatrix = {
      kind: "sparse",
      rows: 2,
      columns: 4,
      indptr: Int32Array.of(0, 0, 1),
      indices: Int32Array.of(3),
      values: Float64Array.of(0.5),
    };
    expect(answers(sparse)).toEqual({ shape: [2, 4], rows: [[], [[3, 0.5]]] });
  });

  it("gives an array of matrices for the probabilities of several outputs", () => {
    const predictProba = () => [numbers([0.5, 0.5], [1, 2]), numbers([1], [1, 1])];
    const plain = plainEstimator(fakeEstimator({ predictProba }));
    expect(plain.predictProba?.([[1, 2, 3]])).toEqual([[[0.5, 0.5]], [[1]]]);
  });

  it("takes codes of labels, or a matrix, for the way back", () => {
    let samples: Samples | undefined;
    const inverseTransform = (given: Samples) => {
      samples = given;
      return numbers([], [0]);
    };
    const inputs = { kind: "labels", names: null, width: null } as const;
    const plain = plainEstimator(fakeEstimator({ inputs, inverseTransform }));
    plain.inverseTransform?.([0, 2, 1]);
    expect(samples).toEqual({ kind: "labels", values: [0, 2, 1] });
    plain.inverseTransform?.([[0.5], [1]]);
    expect(samples).toMatchObject({ kind: "dense", rows: 2, columns: 1 });
  });

  it("gives lists of their own lengths as they are", () => {
    const lists = { kind: "lists", type: "str", rows: [["a", "b"], []] } as const;
    const plain = plainEstimator(fakeEstimator({ inverseTransform: () => lists }));
    expect(plain.inverseTransform?.([[1, 2, 3]])).toEqual([["a", "b"], []]);
  });

  it("takes records with keys of their own, and lists of different lengths, where they are open", () => {
    const open = { inputs: { kind: "table", names: ["a"], openRecords: true } } as const;
    expect(asked([{ a: 1 }, { b: "x", ["__proto__"]: 2 }, {}], open)).toEqual({
      kind: "table",
      rows: 3,
      columns: [
        { name: "a", values: [1, null, null] },
        { name: "b", values: [null, "x", null] },
        { name: "__proto__", values: [null, 2, null] },
      ],
    });
    expect(asked([["x"], [], ["y", "z"]], open)).toEqual({
      kind: "table",
      rows: 3,
      columns: [
        { name: null, values: ["x", null, "y"] },
        { name: null, values: [null, null, "z"] },
      ],
    });
    expect(codeOf(["x"], open)).toBe("INPUT_KIND");
  });

  it("tells names and classes as scikit-learn does", () => {
    const one = { type: "int", values: [0, 1] } as const;
    expect(plainEstimator(fakeEstimator()).classes).toBeNull();
    expect(plainEstimator(fakeEstimator({ classes: [one] })).classes).toEqual([0, 1]);
    expect(plainEstimator(fakeEstimator({ classes: [one, one] })).classes).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(plainEstimator(fakeEstimator()).featureNames).toEqual(["a", "b", "c"]);
  });
});
