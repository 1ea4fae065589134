// statsmodels' results against its own answers, in the versions beside each scikit-learn.
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../../src/errors.ts";
import type { Estimator } from "../../../src/estimators/estimator.ts";
import { readEstimator } from "../../../src/estimators/read-estimator.ts";
import type { ArrayResult, Samples } from "../../../src/estimators/samples.ts";
import { expectAgreement } from "../agreement.ts";
import { expectContract } from "../contract.ts";
import { type GoldenFile, loadGolden } from "../golden-files.ts";

const files = ["0.23.2", "1.2.1", "1.4.2", "1.9.0"].map((version) =>
  loadGolden(`statsmodels/answers/${version}.json`),
);

describe.each(files)("$name", (file) => {
  it.each(file.cases)("answers as statsmodels: $name", (golden) => {
    const estimator = readEstimator(file.estimators.get(golden.name) ?? null);
    expect(estimator.className).toBe(golden.class);
    expect(golden.answers.length).toBeGreaterThan(0);
    for (const { input, grade, output } of golden.answers) {
      const samples = inputOf(file, input);
      expectAgreement(predict(estimator, samples), output, grade);
      expectContract(estimator, samples);
    }
  });

  it.each(file.cases)("refuses what statsmodels refuses: $name", (golden) => {
    const estimator = readEstimator(file.estimators.get(golden.name) ?? null);
    const codes = golden.refused.map(({ input }) => codeOf(estimator, inputOf(file, input)));
    expect(codes).toEqual(golden.refused.map(({ code }) => code));
  });
});

function inputOf(file: GoldenFile, name: string): Samples {
  const samples = file.inputs.get(name);
  if (samples === undefined) throw new Error(`${file.name} has no input ${name}`);
  return samples;
}

function predict(estimator: Estimator, samples: Samples): ArrayResult {
  if (estimator.predict === undefined) throw new Error(`${estimator.className} has no predict`);
  return estimator.predict(samples);
}

function codeOf(estimator: Estimator, samples: Samples): string {
  try {
    predict(estimator, samples);
  } catch (error) {
    if (error instanceof PicklejarError) return error.code;
    throw error;
  }
  return "no error";
}
