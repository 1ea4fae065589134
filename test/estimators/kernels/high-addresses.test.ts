// Kernels where all of their memory lies above 2 GB: who reads addresses of 32 bits as integers finds them negative.
import { describe, expect, it } from "vitest";
import { kernelMemory } from "../../../src/estimators/kernels/kernel-memory.ts";
import { readEstimator } from "../../../src/estimators/read-estimator.ts";
import { expectAgreement } from "../agreement.ts";
import { goldenFiles } from "../golden-files.ts";

const below = kernelMemory()?.reserve(2 ** 31) ?? null;

const methods = new Map<string, "predict" | "predictProba" | "transform">([
  ["predict", "predict"],
  ["predict_proba", "predictProba"],
  ["transform", "transform"],
]);

describe("kernelMemory, above 2 GB", () => {
  it("gives no address below", () => {
    expect(below).not.toBeNull();
    expect(kernelMemory()?.reserve(64)).toBeGreaterThan(2 ** 31);
  });

  const files = goldenFiles().filter(({ name }) => name.includes("1.9.0"));
  it.each(files)("holds estimators that answer as scikit-learn: $name", (file) => {
    for (const { name, answers } of file.cases) {
      const estimator = readEstimator(file.estimators.get(name) ?? null);
      for (const { method, input, grade, output } of answers) {
        const samples = file.inputs.get(input);
        const name = methods.get(method);
        const ask = name && estimator[name];
        if (samples !== undefined && ask) expectAgreement(ask(samples), output, grade);
      }
    }
  });
});
