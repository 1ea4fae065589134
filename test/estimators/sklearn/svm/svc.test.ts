import { describe, expect, it } from "vitest";
import type { Samples } from "../../../../src/estimators/samples.ts";
import { float64Values, NdArray } from "../../../../src/objects/ndarray.ts";
import { PyGlobal, PyObject, type PyValue } from "../../../../src/objects/values.ts";
import { type Changes, damageError, readChanged } from "../../damage.ts";
import { loadGolden } from "../../golden-files.ts";
import { floats, goldenObject, stateOf } from "../../golden-objects.ts";

const file = "svm/1.9.0.json";
const damage = (changes: Changes, name = "SVC rbf, three") => damageError(file, name, changes);
const few = loadGolden(file).inputs.get("few") as Samples;

describe("readSvc", () => {
  it("refuses parts that disagree about the number of classes", () => {
    expect(damage({ classes_: ["a", "b"] })).toMatchObject({
      code: "ESTIMATOR_INVALID",
      details: { where: "_intercept_" },
    });
    expect(damage({ classes_: ["a"] }).details).toMatchObject({ where: "classes_" });
    expect(damage({ _intercept_: floats([1], [0]) }).code).toBe("ESTIMATOR_INVALID");
    expect(damage({ _dual_coef_: floats([2, 1], [0, 1]) }).details).toMatchObject({
      where: "_dual_coef_",
    });
  });

  it("refuses counts of support vectors that do not add up", () => {
    expect(damage({ _n_support: floats([3], [1, 1, 1]) }).details).toMatchObject({
      where: "_n_support",
      got: "3",
    });
    expect(damage({ _n_support: floats([3], [-1, 1, 1]) }).code).toBe("ESTIMATOR_INVALID");
    expect(damage({ _n_support: floats([3], [0.5, 1, 1]) }).code).toBe("ESTIMATOR_INVALID");
  });

  it("refuses support vectors of another width than at fit", () => {
    expect(damage({ shape_fit_: floats([2], [48, 5]) })).toMatchObject({
      code: "ESTIMATOR_INVALID",
      details: { where: "support_vectors_", expected: "5 columns wide", got: "4" },
    });
    expect(damage({ n_features_in_: 3 }).code).toBe("ESTIMATOR_INVALID");
  });

  it("refuses numbers that are not finite", () => {
    expect(damage({ _gamma: Number.NaN }).details).toMatchObject({ where: "_gamma" });
    expect(damage({ _gamma: -1 }).code).toBe("ESTIMATOR_INVALID");
    expect(damage({ coef0: Infinity }, "SVC sigmoid, three").code).toBe("ESTIMATOR_INVALID");
    expect(damage({ degree: -1 }, "SVC poly, three").code).toBe("ESTIMATOR_INVALID");
    expect(damage({ _intercept_: floats([3], [0, Number.NaN, 0]) }).code).toBe("ESTIMATOR_INVALID");
  });

  it("names a kernel that is a Python function", () => {
    const kernel = new PyGlobal("sklearn.metrics.pairwise", "cosine_similarity", 0);
    expect(damage({ kernel })).toMatchObject({ code: "ESTIMATOR_UNSUPPORTED" });
    expect(damage({ kernel }).message).toContain("sklearn.metrics.pairwise.cosine_similarity");
    expect(damage({ kernel: new PyObject(kernel, [], 0) }).code).toBe("ESTIMATOR_UNSUPPORTED");
    expect(damage({ kernel: "cosine" }).code).toBe("ESTIMATOR_INVALID");
  });

  it("refuses to break ties of decisions between pairs", () => {
    expect(damage({ break_ties: true, decision_function_shape: "ovo" }).code).toBe(
      "ESTIMATOR_INVALID",
    );
  });

  it("refuses sigmoids for another number of pairs", () => {
    const name = "SVC probability, three";
    expect(damage({ _probA: floats([2], [1, 1]) }, name)).toMatchObject({
      code: "ESTIMATOR_INVALID",
      details: { expected: "3 numbers" },
    });
  });

  it("refuses support indices outside of the training samples", () => {
    expect(damage({ shape_fit_: floats([2], [3, 3]) }, "SVC precomputed").details).toMatchObject({
      where: "support_",
    });
  });

  it("refuses sparse coefficients that do not store every number", () => {
    const name = "SVC sparse rbf";
    const coefficients = (changes: Record<string, PyValue>): PyObject => {
      const object = stateOf(goldenObject(file, name)).get("_dual_coef_");
      if (!(object instanceof PyObject)) throw new Error("no sparse coefficients");
      for (const [key, value] of Object.entries(changes)) stateOf(object).set(key, value);
      return object;
    };
    const short = coefficients({ data: floats([1], [2]) });
    expect(damage({ _dual_coef_: short }, name).code).toBe("OBJECT_INVALID");
    const whole = stateOf(coefficients({})).get("data");
    if (!(whole instanceof NdArray)) throw new Error("no data");
    // Two rows of n numbers, of which the first lacks one.
    const kept = whole.size - 1;
    const n = whole.size / 2;
    const columns = Array.from({ length: kept }, (_, i) => (i < n - 1 ? i : i - n + 1));
    const thin = coefficients({
      data: floats([kept], [...float64Values(whole).subarray(1)]),
      indices: floats([kept], columns),
      indptr: floats([3], [0, n - 1, kept]),
    });
    expect(damage({ _dual_coef_: thin }, name).details).toMatchObject({ where: "_dual_coef_" });
  });

  it("takes the attributes of older versions", () => {
    const name = "SVC probability, three";
    const state = stateOf(goldenObject(file, name));
    const old = readChanged(file, name, {
      n_support_: state.get("_n_support"),
      probA_: state.get("_probA"),
      probB_: state.get("_probB"),
      _n_support: undefined,
      _probA: undefined,
      _probB: undefined,
      break_ties: undefined,
      n_features_in_: undefined,
    });
    expect(old.predictProba?.(few)).toEqual(readChanged(file, name, {}).predictProba?.(few));
    expect(old.inputs.width).toBe(4);
  });

  it("decides between pairs where the file says nothing else", () => {
    const plain = readChanged(file, "SVC ovr", { decision_function_shape: null });
    expect(plain.decisionFunction?.(few)).toEqual(
      readChanged(file, "SVC ovo", {}).decisionFunction?.(few),
    );
  });

  it("tells the range of the support vectors", () => {
    const hints = readChanged(file, "SVC rbf, three", {}).hints();
    expect(hints).toHaveLength(4);
    expect(hints?.[0]?.low).toBeLessThan(hints?.[0]?.high ?? -Infinity);
    expect(readChanged(file, "SVC sparse rbf", {}).hints()).toBeNull();
  });
});
