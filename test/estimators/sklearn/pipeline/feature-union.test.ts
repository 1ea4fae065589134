import { describe, expect, it } from "vitest";
import { readEstimator } from "../../../../src/estimators/read-estimator.ts";
import { PyTuple } from "../../../../src/objects/values.ts";
import { damageError, refusalOf } from "../../damage.ts";
import { goldenObject } from "../../golden-objects.ts";

const file = "feature-union/1.9.0.json";

describe("readFeatureUnion", () => {
  it("knows its width before it answers", () => {
    const widthOf = (name: string) => readEstimator(goldenObject(file, name)).transformWidth;
    expect(widthOf("dense")).toBe(6);
    expect(widthOf("dropped")).toBe(6);
    expect(widthOf("passed through")).toBe(6);
    expect(widthOf("sparse and dense")).toBe(12);
  });

  it("refuses a list without transformers", () => {
    expect(refusalOf(file, "dense", { transformer_list: [] })).toBe("ESTIMATOR_INVALID ");
    const dropped = [new PyTuple(["a", "drop"])];
    expect(refusalOf(file, "dense", { transformer_list: dropped })).toBe("ESTIMATOR_INVALID ");
  });

  it("refuses a part that cannot transform", () => {
    const regression = goldenObject("linear-model/1.9.0.json", "LinearRegression vector");
    const list = [new PyTuple(["a", regression])];
    expect(refusalOf(file, "dense", { transformer_list: list })).toBe(
      "ESTIMATOR_INVALID transformer_list[0]",
    );
  });

  it("refuses parts of different widths, naming both", () => {
    const narrow = goldenObject("preprocessing/1.9.0.json", "StandardScaler default");
    const wide = goldenObject("pipeline/1.9.0.json", "transformers");
    const list = [new PyTuple(["a", narrow]), new PyTuple(["b", wide])];
    const error = damageError(file, "dense", { transformer_list: list });
    expect(error.code).toBe("ESTIMATOR_INVALID");
    expect(error.details["reason"]).toMatch(/take \d and \d features/);
  });
});
