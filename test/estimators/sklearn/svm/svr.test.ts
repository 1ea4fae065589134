import { describe, expect, it } from "vitest";
import type { Samples } from "../../../../src/estimators/samples.ts";
import { damageError, readChanged } from "../../damage.ts";
import { loadGolden } from "../../golden-files.ts";
import { floats } from "../../golden-objects.ts";

const file = "svm/1.9.0.json";
const few = loadGolden(file).inputs.get("few") as Samples;

describe("readSvr", () => {
  it("refuses more than one intercept or row of coefficients", () => {
    const damaged = { _intercept_: floats([2], [1, 2]) };
    expect(damageError(file, "SVR rbf", damaged).details).toMatchObject({ where: "_intercept_" });
    const rows = { _dual_coef_: floats([2, 1], [1, 2]) };
    expect(damageError(file, "SVR rbf", rows).details).toMatchObject({ where: "_dual_coef_" });
  });

  it("answers with the intercept where no support vector is left", () => {
    const { predict, hints } = readChanged(file, "SVR wide", {});
    const answers = [...(predict?.(few).data ?? [])];
    expect(new Set(answers).size).toBe(1);
    expect(hints()).toBeNull();
  });
});

describe("readOneClassSvm", () => {
  it("has no score_samples before 0.20, which had no offset_", () => {
    const old = readChanged(file, "OneClassSVM rbf", { offset_: undefined });
    expect(old.scoreSamples).toBeUndefined();
    expect(old.decisionFunction).toBeDefined();
  });
});
