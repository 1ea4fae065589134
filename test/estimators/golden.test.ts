// Every estimator against scikit-learn's own answers: a new golden file is a new test.
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import type { Estimator } from "../../src/estimators/estimator.ts";
import { readEstimator } from "../../src/estimators/read-estimator.ts";
import type { Samples } from "../../src/estimators/samples.ts";
import { expectAgreement } from "./agreement.ts";
import { expectContract, rowMethods } from "./contract.ts";
import { type GoldenFile, goldenFiles, plainCell } from "./golden-files.ts";

const files = goldenFiles();

describe("golden files", () => {
  it("are there for every version that is proved", () => {
    const versions = new Set(files.map((file) => file.versions.sklearn));
    expect([...versions].sort()).toEqual(["0.23.2", "1.2.1", "1.4.2", "1.9.0"]);
  });
});

describe.each(files)("$name", (file) => {
  it.each(file.cases)("answers as scikit-learn: $name", (golden) => {
    const estimator = readCase(file, golden.name);
    expect(estimator.className).toBe(golden.class);
    expect(estimator.writtenBy).toBe(file.versions.sklearn);
    for (const { method, input, grade, output } of golden.answers) {
      const answer = methodOf(estimator, method)(inputOf(file, input));
      expectAgreement(answer, output, grade);
    }
    const classes = golden.classes?.map(({ type, data }) => ({
      type,
      values: data.map(plainCell),
    }));
    if (estimator.classes !== null) expect(estimator.classes).toEqual(classes);
  });

  it.each(file.cases)("has the methods that scikit-learn has: $name", (golden) => {
    const estimator = readCase(file, golden.name);
    const expected = new Set(golden.answers.map(({ method }) => camelCase(method)));
    const mine = rowMethods.filter((name) => estimator[name] !== undefined);
    expect(mine).toEqual(rowMethods.filter((name) => expected.has(name)));
  });

  it.each(file.cases)("refuses what scikit-learn refuses: $name", (golden) => {
    const estimator = readCase(file, golden.name);
    for (const { method, input, code } of golden.refused) {
      const samples = inputOf(file, input);
      expect(
        codeOf(() => methodOf(estimator, method)(samples)),
        input,
      ).toBe(code);
    }
    expect(golden.answers.length + golden.refused.length).toBeGreaterThan(0);
  });

  it.each(file.cases)("keeps the contract of estimators: $name", (golden) => {
    const estimator = readCase(file, golden.name);
    const forward = golden.answers.filter(({ method }) => method !== "inverse_transform");
    const inputs = new Set(forward.map(({ input }) => input));
    expect(inputs.size).toBeGreaterThan(0);
    for (const input of inputs) expectContract(estimator, inputOf(file, input));
  });
});

function readCase(file: GoldenFile, name: string): Estimator {
  return readEstimator(file.estimators.get(name) ?? null);
}

function inputOf(file: GoldenFile, name: string): Samples {
  const samples = file.inputs.get(name);
  if (samples === undefined) throw new Error(`${file.name} has no input ${name}`);
  return samples;
}

function methodOf(estimator: Estimator, pythonName: string) {
  const method = estimator[camelCase(pythonName)];
  if (method === undefined) throw new Error(`${estimator.className} has no ${pythonName}`);
  return method;
}

type MethodName =
  | (typeof rowMethods)[number]
  | "predictCovariance"
  | "inverseTransform"
  | "kneighbors";

function camelCase(pythonName: string): MethodName {
  return pythonName.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) as MethodName;
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof PicklejarError) return error.code;
    throw error;
  }
  return "no error";
}
