import { describe, expect, it } from "vitest";
import type { ArrayResult, Samples, SparseMatrix } from "../../src/estimators/samples.ts";
import { canPredict, predictSamples } from "../../src/predict/predict.ts";
import { fakeEstimator, numbers, rowSums } from "../signature/fake-estimator.ts";

function matrix(rows: number): Samples {
  return { kind: "dense", data: new Float64Array(rows * 3).fill(2), rows, columns: 3 };
}

const classes = [{ type: "str", values: ["ham", "spam"] }] as const;

describe("predictSamples", () => {
  it("gives one prediction per row", () => {
    expect(predictSamples(fakeEstimator({ predict: rowSums }), matrix(2))).toEqual([
      { prediction: 6 },
      { prediction: 6 },
    ]);
  });

  it("asks the estimator nothing where there are no rows", () => {
    const predict = (): ArrayResult => {
      throw new Error("asked");
    };
    expect(predictSamples(fakeEstimator({ predict }), matrix(0))).toEqual([]);
  });

  it("gives one number per row where the model answers with a column", () => {
    const predict = () => numbers([1.5, 2.5], [2, 1]);
    expect(predictSamples(fakeEstimator({ predict }), matrix(2))).toEqual([
      { prediction: 1.5 },
      { prediction: 2.5 },
    ]);
  });

  it("gives an array per row where the model answers several values", () => {
    const predict = () => numbers([1, 2, 3, 4], [2, 2]);
    expect(predictSamples(fakeEstimator({ predict, outputs: 2 }), matrix(2))).toEqual([
      { prediction: [1, 2] },
      { prediction: [3, 4] },
    ]);
  });

  it("adds the probability of every class, in the order of classes_", () => {
    const predict = (): ArrayResult => ({ kind: "array", shape: [1], type: "str", data: ["spam"] });
    const predictProba = () => numbers([0.25, 0.75], [1, 2]);
    const estimator = fakeEstimator({ role: "classifier", predict, predictProba, classes });
    expect(predictSamples(estimator, matrix(1))).toEqual([
      {
        prediction: "spam",
        probabilities: [
          { label: "ham", probability: 0.25 },
          { label: "spam", probability: 0.75 },
        ],
      },
    ]);
  });

  it("adds one list of probabilities per output where there are several", () => {
    const predict = () => numbers([0, 1], [1, 2]);
    const predictProba = () => [numbers([0.25, 0.75], [1, 2]), numbers([1], [1, 1])];
    const several = [...classes, { type: "int", values: [7] } as const];
    const estimator = fakeEstimator({ predict, predictProba, classes: several, outputs: 2 });
    const [prediction] = predictSamples(estimator, matrix(1));
    expect(prediction).not.toHaveProperty("probabilities");
    expect(prediction?.outputProbabilities).toEqual([
      [
        { label: "ham", probability: 0.25 },
        { label: "spam", probability: 0.75 },
      ],
      [{ label: 7, probability: 1 }],
    ]);
  });

  it("tells both sides of yes-or-no outputs that come with one probability each", () => {
    const predict = () => numbers([0, 1], [1, 2]);
    const predictProba = () => numbers([0.25, 0.75], [1, 2]);
    const yesNo = { type: "int", values: [0, 1] } as const;
    const parts = { predict, predictProba, outputs: 2 };
    const [prediction] = predictSamples(
      fakeEstimator({ ...parts, classes: [yesNo, yesNo] }),
      matrix(1),
    );
    expect(prediction?.outputProbabilities).toEqual([
      [
        { label: 0, probability: 0.75 },
        { label: 1, probability: 0.25 },
      ],
      [
        { label: 0, probability: 0.25 },
        { label: 1, probability: 0.75 },
      ],
    ]);
    const three = { type: "int", values: [0, 1, 2] } as const;
    const broken = fakeEstimator({ ...parts, classes: [yesNo, three] });
    expect(() => predictSamples(broken, matrix(1))).toThrow("2 probabilities for 2 outputs");
  });

  it("says false and true for labels of bools, however they are held", () => {
    const predict = (): ArrayResult => ({ kind: "array", shape: [2], type: "bool", data: [0, 1] });
    const predictions = predictSamples(fakeEstimator({ predict }), matrix(2));
    expect(predictions).toEqual([{ prediction: false }, { prediction: true }]);
  });

  it("gives the row of transform for a transformer served alone", () => {
    const transform = () => numbers([1, 2, 3, 4], [2, 2]);
    expect(predictSamples(fakeEstimator({ transform }), matrix(2))).toEqual([
      { prediction: [1, 2] },
      { prediction: [3, 4] },
    ]);
    const sparse: SparseMatrix = {
      kind: "sparse",
      rows: 2,
      columns: 9,
      indptr: Int32Array.of(0, 2, 2),
      indices: Int32Array.of(3, 8),
      values: Float64Array.of(0.5, 0.25),
    };
    expect(predictSamples(fakeEstimator({ transform: () => sparse }), matrix(2))).toEqual([
      {
        prediction: [
          [3, 0.5],
          [8, 0.25],
        ],
      },
      { prediction: [] },
    ]);
  });

  it("gives distances and indices for neighbours", () => {
    const distances = numbers([0, 1.5], [1, 2]);
    const indices: ArrayResult = { kind: "array", shape: [1, 2], type: "int", data: [4, 2] };
    const estimator = fakeEstimator({ kneighbors: () => ({ distances, indices }) });
    expect(predictSamples(estimator, matrix(1))).toEqual([
      {
        prediction: [
          [0, 1.5],
          [4, 2],
        ],
      },
    ]);
  });

  it("puts null, and a warning, where a number is not finite", () => {
    const predict = () => numbers([1, Number.NaN, Number.POSITIVE_INFINITY], [3]);
    const predictions = predictSamples(fakeEstimator({ predict }), matrix(3));
    expect(predictions.map(({ prediction }) => prediction)).toEqual([1, null, null]);
    expect(predictions.map(({ warnings }) => warnings?.length)).toEqual([undefined, 1, 1]);
    const transform = () => numbers([1, Number.NaN], [1, 2]);
    const [row] = predictSamples(fakeEstimator({ transform }), matrix(1));
    expect(row?.prediction).toEqual([1, null]);
  });

  it("passes on what judging the row had to say", () => {
    const warnings = new Map([[1, ["unseen"]]]);
    const predictions = predictSamples(fakeEstimator({ predict: rowSums }), matrix(2), warnings);
    expect(predictions).toEqual([{ prediction: 6 }, { prediction: 6, warnings: ["unseen"] }]);
  });

  it("refuses a model whose probabilities and classes disagree", () => {
    const predictProba = () => numbers([1, 0, 0], [1, 3]);
    const estimator = fakeEstimator({ predict: rowSums, predictProba, classes });
    expect(() => predictSamples(estimator, matrix(1))).toThrow(
      expect.objectContaining({ code: "ESTIMATOR_INVALID" }),
    );
  });
});

describe("canPredict", () => {
  it("is false for an estimator that labels only what it was fitted on", () => {
    expect(canPredict(fakeEstimator())).toBe(false);
    expect(canPredict(fakeEstimator({ transform: () => numbers([], [0, 1]) }))).toBe(true);
  });
});
