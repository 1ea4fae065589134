import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import { readEstimator } from "../../src/estimators/read-estimator.ts";
import { canPredict, predictSamples } from "../../src/predict/predict.ts";
import { predictionOfNumbers, singlePrediction } from "../../src/predict/single-prediction.ts";
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

describe("predictionOfNumbers", () => {
  it("answers as predictSamples, for every estimator of numbers", () => {
    let compared = 0;
    for (const { cases, estimators, inputs, versions } of goldenFiles()) {
      if (versions.sklearn !== "1.9.0") continue;
      for (const { name, answers } of cases) {
        const estimator = readEstimator(estimators.get(name) ?? null);
        const predict = canPredict(estimator) ? predictionOfNumbers(estimator) : null;
        const samples = inputs.get(answers[0]?.input ?? "");
        if (predict === null || samples?.kind !== "dense") continue;
        const { columns } = samples;
        // Twice, as it works with the same array again.
        for (const row of [0, 1, 0]) {
          const data = samples.data.slice(row * columns, (row + 1) * columns);
          if (data.length === 0) continue;
          const one = { kind: "dense", data, rows: 1, columns } as const;
          const alone = predict([...data]);
          if (alone === null) {
            expect(() => predictSamples(estimator, one)).toThrow(PicklejarError);
            continue;
          }
          expect(alone).toEqual(predictSamples(estimator, one)[0]);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(300);
  });

  it("knows nothing of rows that the estimator refuses, and of other values than numbers", () => {
    const predict = (): never => {
      throw new PicklejarError("INPUT_KIND", { className: "A", expected: "b", got: "c" });
    };
    expect(predictionOfNumbers(fakeEstimator({ predict }))?.([1, 2, 3])).toBeNull();
    const sum = predictionOfNumbers(fakeEstimator({ predict: rowSums }));
    expect(sum?.([1, 2, 3])).toEqual({ prediction: 6 });
    expect(sum?.([1, "2", 3])).toBeNull();
    const broken = () => {
      throw new TypeError("broken");
    };
    expect(() => predictionOfNumbers(fakeEstimator({ predict: broken }))?.([1, 2, 3])).toThrow(
      TypeError,
    );
  });

  it("is absent where other things than numbers are taken", () => {
    const { inputs } = fakeEstimator();
    for (const asked of [{ kind: "table" }, { kind: "texts" }, { openKind: true }] as const) {
      const estimator = fakeEstimator({ predict: rowSums, inputs: { ...inputs, ...asked } });
      expect(predictionOfNumbers(estimator)).toBeNull();
    }
  });
});
