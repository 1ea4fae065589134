// XGBoost's classes, boosters and buffers against XGBoost's own answers: margins and labels equal, what is made of
// margins within two units in the last place of a float32.
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../../src/errors.ts";
import type { Estimator } from "../../../src/estimators/estimator.ts";
import { ReadContext } from "../../../src/estimators/read-context.ts";
import { readEstimator } from "../../../src/estimators/read-estimator.ts";
import type { Samples } from "../../../src/estimators/samples.ts";
import { sampleCount } from "../../../src/estimators/samples.ts";
import {
  floatAnswer,
  readBare,
  readWrapped,
  type Wrapped,
} from "../../../src/estimators/xgboost/wrapper.ts";
import { defaultLimits } from "../../../src/limits.ts";
import type { PyValue } from "../../../src/objects/values.ts";
import { expectAgreement } from "../agreement.ts";
import { type GoldenCase, type GoldenFile, loadGolden } from "../golden-files.ts";
import { joinAnswers, rowsOf } from "../sample-rows.ts";
import { boosterOf } from "./booster-of.ts";

const files = ["1.2.1", "1.4.2", "1.9.0"].map((version) =>
  loadGolden(`xgboost/answers/${version}.json`),
);

describe.each(files)("$name", (file) => {
  it.each(file.cases)("answers as XGBoost: $name", (golden) => {
    const value = heldValue(file, golden);
    const estimator = readEstimator(value);
    const wrapped = wrappedOf(value, golden);
    expect(golden.answers.length).toBeGreaterThan(0);
    for (const { method, input, grade, output } of golden.answers) {
      const samples = inputOf(file, input);
      const answer =
        method === "margin"
          ? floatAnswer(wrapped.margins(samples), wrapped.outputs)
          : methodOf(estimator, method)(samples);
      expectAgreement(answer, output, grade);
    }
  });

  it.each(file.cases)("answers row by row as all at once: $name", (golden) => {
    const estimator = readEstimator(heldValue(file, golden));
    for (const input of new Set(golden.answers.map((answer) => answer.input))) {
      const samples = inputOf(file, input);
      const predict = methodOf(estimator, "predict");
      const rows = Array.from({ length: sampleCount(samples) }, (_, i) => rowsOf(samples, [i]));
      expect(joinAnswers(rows.map(predict))).toEqual(joinAnswers([predict(samples)]));
    }
  });

  it.each(file.cases)("refuses what XGBoost refuses: $name", (golden) => {
    const estimator = readEstimator(heldValue(file, golden));
    const codes = golden.refused.map(({ method, input }) =>
      codeOf(() => methodOf(estimator, method)(inputOf(file, input))),
    );
    expect(codes).toEqual(golden.refused.map(({ code }) => code));
  });

  it.each(file.cases)("says what it takes and what it gives: $name", (golden) => {
    const estimator = readEstimator(heldValue(file, golden));
    const { width, allowsMissing } = estimator.inputs;
    expect(allowsMissing).toBe(true);
    expect(estimator.hints()?.length ?? width).toBe(width);
    if (golden.class !== "bytes") expect(estimator.className).toBe(golden.class);
    const proba = golden.answers.find(({ method }) => method === "predict_proba");
    expect(estimator.predictProba !== undefined).toBe(proba !== undefined);
    expect(estimator.classes !== null).toBe(proba !== undefined);
  });
});

function heldValue(file: GoldenFile, golden: GoldenCase): PyValue {
  const value = file.estimators.get(golden.name) ?? null;
  return value instanceof Uint8Array ? boosterOf(value) : value;
}

function wrappedOf(value: PyValue, golden: GoldenCase): Wrapped {
  const state = new ReadContext(new Map(), defaultLimits).open(value, "", null);
  return golden.class.startsWith("XGB") ? readWrapped(state) : readBare(state);
}

function inputOf(file: GoldenFile, name: string): Samples {
  const samples = file.inputs.get(name);
  if (samples === undefined) throw new Error(`${file.name} has no input ${name}`);
  return samples;
}

function methodOf(estimator: Estimator, name: string) {
  const method = name === "predict_proba" ? estimator.predictProba : estimator.predict;
  if (method === undefined) throw new Error(`${estimator.className} has no ${name}`);
  return method;
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
