import { describe, expect, it } from "vitest";
import { sparseOf } from "../../../src/objects/scipy-globals.ts";
import { PyGlobal, PyObject, PyTuple, type PyValue } from "../../../src/objects/values.ts";
import { refusalOf } from "../damage.ts";
import { floats, goldenObject, stateOf } from "../golden-objects.ts";

const file = "kernel-ridge/1.9.0.json";
type Changes = Record<string, PyValue | undefined>;

describe("readKernelRidge", () => {
  const refusal = (changes: Changes) => refusalOf(file, "ridge rbf", changes);

  it("refuses weights for another number of training rows", () => {
    expect(refusal({ dual_coef_: floats([15], new Array(15).fill(1)) })).toBe(
      "ESTIMATOR_INVALID dual_coef_",
    );
    expect(refusal({ dual_coef_: floats([16, 1, 1], new Array(16).fill(1)) })).toBe(
      "ESTIMATOR_INVALID dual_coef_",
    );
    expect(refusal({ n_features_in_: 2 })).toBe("ESTIMATOR_INVALID n_features_in_");
    expect(refusal({ kernel: "precomputed" })).toBe("ESTIMATOR_INVALID X_fit_");
  });

  it("refuses sparse training rows that are no numbers, or too many to be made dense", () => {
    const sparse = (changes: Changes): string => {
      const held = stateOf(goldenObject(file, "ridge sparse")).get("X_fit_");
      if (!(held instanceof PyObject)) throw new Error("no sparse rows");
      for (const [key, value] of Object.entries(changes)) stateOf(held).set(key, value ?? null);
      return refusalOf(file, "ridge sparse", { X_fit_: held });
    };
    expect(sparse({})).toBe("no error");
    const stored = stateOf(goldenObject(file, "ridge sparse")).get("X_fit_");
    const count = sparseOf(stored ?? null)?.values.length ?? 0;
    const broken = floats([count], new Array(count).fill(Number.NaN));
    expect(sparse({ data: broken })).toBe("ESTIMATOR_INVALID X_fit_");
    const wide = new PyTuple([16, 2 ** 30]);
    expect(sparse({ _shape: wide })).toBe("ESTIMATOR_UNSUPPORTED ");
  });

  it("names the kernels that it does not have", () => {
    expect(refusal({ kernel: new PyGlobal("__main__", "own", 0) })).toBe("ESTIMATOR_UNSUPPORTED ");
    expect(refusal({ kernel: "constructor" })).toBe("ESTIMATOR_UNSUPPORTED ");
    expect(refusal({ kernel_params: new Map([["gamma", 1]]) })).toBe("ESTIMATOR_UNSUPPORTED ");
  });
});
