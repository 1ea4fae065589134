import { describe, expect, it } from "vitest";
import { readEstimator } from "../../../../src/estimators/read-estimator.ts";
import { PyGlobal, PyObject, type PyValue } from "../../../../src/objects/values.ts";
import { readChanged, refusalOf } from "../../damage.ts";
import { floats, goldenObject, stateOf } from "../../golden-objects.ts";

const file = "gaussian-process/1.9.0.json";
type Changes = Record<string, PyValue | undefined>;

function kernel(name: string, parameters: Record<string, PyValue>): PyObject {
  const made = new PyObject(new PyGlobal("sklearn.gaussian_process.kernels", name, 0), [], 0);
  made.state = new Map(Object.entries(parameters));
  return made;
}

describe("readGaussianProcessRegressor", () => {
  const refusal = (changes: Changes) => refusalOf(file, "regressor default", changes);

  it("refuses parts for another number of training rows", () => {
    expect(refusal({ alpha_: floats([15], new Array(15).fill(1)) })).toBe(
      "ESTIMATOR_INVALID alpha_",
    );
    expect(refusal({ alpha_: floats([16, 0], []) })).toBe("ESTIMATOR_INVALID alpha_");
    expect(refusal({ L_: floats([15, 15], new Array(225).fill(1)) })).toBe("ESTIMATOR_INVALID L_");
    expect(refusal({ X_train_: floats([0, 3], []) })).toBe("ESTIMATOR_INVALID X_train_");
    expect(refusal({ n_features_in_: 4 })).toBe("ESTIMATOR_INVALID n_features_in_");
    expect(refusal({ _y_train_std: floats([2], [1, 1]) })).toBe("ESTIMATOR_INVALID _y_train_std");
  });

  it("refuses a root that cannot be divided by", () => {
    expect(refusal({ L_: floats([16, 16], new Array(256).fill(0)) })).toBe(
      "ESTIMATOR_INVALID L_[0][0]",
    );
  });

  it("refuses kernels that contradict the rows or themselves", () => {
    const rows = { length_scale: floats([2], [1, 2]) };
    expect(refusal({ kernel_: kernel("RBF", rows) })).toBe(
      "ESTIMATOR_INVALID kernel_.length_scale",
    );
    const rough = { length_scale: 1, nu: 0 };
    expect(refusal({ kernel_: kernel("Matern", rough) })).toBe("ESTIMATOR_INVALID kernel_.nu");
    const slow = { length_scale: 1, nu: 1e9 };
    expect(refusal({ kernel_: kernel("Matern", slow) })).toBe("ESTIMATOR_INVALID kernel_.nu");
    const white = kernel("WhiteKernel", { noise_level: Number.NaN });
    const sum = kernel("Sum", { k1: white, k2: white });
    expect(refusal({ kernel_: sum })).toBe("ESTIMATOR_INVALID kernel_.k1.noise_level");
    expect(refusal({ kernel_: 1 })).toBe("ESTIMATOR_INVALID kernel_");
  });

  it("refuses kernels of more parts than it computes, however they are shared", () => {
    let shared = kernel("ConstantKernel", { constant_value: 1 });
    for (let i = 0; i < 40; i++) shared = kernel("Sum", { k1: shared, k2: shared });
    expect(refusal({ kernel_: shared })).toMatch(/^ESTIMATOR_INVALID kernel_(\.k1)*/);
    const endless = kernel("Exponentiation", { exponent: 1 });
    if (endless.state instanceof Map) endless.state.set("kernel", endless);
    expect(refusal({ kernel_: endless })).toMatch(/^ESTIMATOR_INVALID kernel_(\.kernel)*/);
  });

  it("names the kernels that it does not have", () => {
    const own = new PyObject(new PyGlobal("__main__", "Own", 0), [], 0);
    expect(refusal({ kernel_: own })).toBe("ESTIMATOR_UNSUPPORTED ");
    expect(refusal({ kernel_: kernel("CompoundKernel", { kernels: [] }) })).toBe(
      "ESTIMATOR_UNSUPPORTED ",
    );
    const pairwise = { gamma: 1, metric: "toString", pairwise_kernels_kwargs: null };
    expect(refusal({ kernel_: kernel("PairwiseKernel", pairwise) })).toBe(
      "ESTIMATOR_UNSUPPORTED kernel_",
    );
  });

  it("adds the mean alone in files of until 0.22", () => {
    const rows = {
      kind: "dense",
      rows: 1,
      columns: 3,
      data: Float64Array.of(0.1, 0.2, 0.3),
    } as const;
    const plain = readChanged(file, "regressor default", {});
    const before = readChanged(file, "regressor default", {
      _sklearn_version: "0.20.0",
      _y_train_mean: undefined,
      _y_train_std: undefined,
      y_train_mean: floats([1], [5]),
    });
    const [mean = 0] = plain.predict?.(rows).data ?? [];
    expect(before.predict?.(rows).data).toEqual(Float64Array.of(Number(mean) + 5));
    expect(before.predictStd?.(rows)).toEqual(plain.predictStd?.(rows));
  });

  it("has no deviations where old versions failed to give them", () => {
    const old = readChanged(file, "regressor outputs, normalized", { _sklearn_version: "0.24.2" });
    expect(old.predict).toBeDefined();
    expect(old.predictStd).toBeUndefined();
  });
});

describe("readGaussianProcessClassifier", () => {
  it("refuses an estimator inside that knows other classes", () => {
    expect(refusalOf(file, "classifier default", { classes_: ["no", "maybe"] })).toBe(
      "ESTIMATOR_INVALID base_estimator_",
    );
  });

  it("refuses parts for another number of training rows", () => {
    for (const name of ["y_train_", "pi_", "W_sr_"]) {
      const object = goldenObject(file, "classifier default");
      const inner = stateOf(object).get("base_estimator_");
      if (!(inner instanceof PyObject)) throw new Error("no estimator inside");
      stateOf(inner).set(name, floats([3], [1, 1, 1]));
      expect(() => readEstimator(object)).toThrow(
        expect.objectContaining({ code: "ESTIMATOR_INVALID" }),
      );
    }
  });
});
