import { describe, expect, it } from "vitest";
import { readEstimator } from "../../src/estimators/read-estimator.ts";
import { predictSamples } from "../../src/predict/predict.ts";
import { singlePrediction } from "../../src/predict/single-prediction.ts";
import { goldenFiles } from "../estimators/golden-files.ts";
import { fakeEstimator, numbers, rowSums } from "../signature/fake-estimator.ts";

describe("singlePrediction", () => {
  it("answers as predictSamples, for every estimator that has methods for one row", () => {
    let compared = 0;
    for (const { cases, estimators, inputs } of goldenFiles()) {
      for (const { name, answers } of cases) {
        const estimator = readEstimator(estimators.get(name) ?? null);
        const predict = singlePrediction(estimator);
        const samples = inputs.get(answers[0]?.input ?? "");
        if (predict === null || samples?.kind !== "dense") continue;
        const { data, columns } = samples;
        for (const [row, wanted] of predictSamples(estimator, samples).entries()) {
          const alone = predict([...data.subarray(row * columns, (row + 1) * columns)]);
          if (alone === null) continue;
          expect(alone).toEqual(wanted);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(1000);
  });

  const single = {
    predict: (row: ArrayLike<unknown>) => ({ value: Number(row[0]), probabilities: [0.25, 0.75] }),
  };
  const classes = [{ type: "bool", values: [0, 1] }] as const;
  const predictProba = () => numbers([0.25, 0.75], [1, 2]);

  it("names labels as answers name them", () => {
    const estimator = fakeEstimator({ predict: rowSums, predictProba, classes, single });
    expect(singlePrediction(estimator)?.([1])).toEqual({
      prediction: 1,
      probabilities: [
        { label: false, probability: 0.25 },
        { label: true, probability: 0.75 },
      ],
    });
  });

  it.each([
    ["a prediction that is not finite", { value: Infinity, probabilities: [0.5, 0.5] }],
    ["a probability that is not finite", { value: 1, probabilities: [0.5, Number.NaN] }],
    ["other probabilities than classes", { value: 1, probabilities: [1] }],
    ["no probabilities", { value: 1, probabilities: null }],
  ])("leaves %s to those who warn of it", (_, answer) => {
    const odd = { predict: () => answer };
    const estimator = fakeEstimator({ predict: rowSums, predictProba, classes, single: odd });
    expect(singlePrediction(estimator)?.([1])).toBeNull();
  });

  it("is absent where answers come with remarks, or of several outputs", () => {
    const remarks = () => new Map();
    expect(singlePrediction(fakeEstimator({ predict: rowSums, single, remarks }))).toBeNull();
    const two = { predictProba, classes: [...classes, ...classes] };
    expect(singlePrediction(fakeEstimator({ predict: rowSums, single, ...two }))).toBeNull();
    expect(singlePrediction(fakeEstimator({ predict: rowSums }))).toBeNull();
  });
});
