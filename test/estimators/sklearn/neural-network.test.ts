import { describe, expect, it } from "vitest";
import { PyObject, type PyValue } from "../../../src/objects/values.ts";
import { refusalOf } from "../damage.ts";
import { floats, goldenObject, stateOf } from "../golden-objects.ts";

const file = "neural-network/1.9.0.json";
const zeros = (...shape: number[]) =>
  floats(shape, new Array(shape.reduce((a, b) => a * b)).fill(0));

describe("readMlpClassifier", () => {
  const refusal = (changes: Record<string, PyValue | undefined>, name = "three") =>
    refusalOf(file, `MLPClassifier ${name}`, changes);

  it("refuses layers that do not follow each other, saying which", () => {
    const [coefs_, intercepts_] = [
      [zeros(4, 5), zeros(6, 3)],
      [zeros(5), zeros(3)],
    ];
    expect(refusal({ coefs_, intercepts_ })).toBe("ESTIMATOR_INVALID coefs_[1]");
    expect(refusal({ intercepts_: [zeros(5), zeros(4)] })).toBe("ESTIMATOR_INVALID intercepts_[1]");
    expect(refusal({ intercepts_: [zeros(5)] })).toBe("ESTIMATOR_INVALID intercepts_");
    expect(refusal({ coefs_: [], intercepts_: [] })).toBe("ESTIMATOR_INVALID coefs_");
    expect(refusal({ coefs_: [zeros(20), zeros(5, 3)] })).toBe("ESTIMATOR_INVALID coefs_[0]");
    expect(refusal({ n_layers_: 1000 })).toBe("ESTIMATOR_INVALID n_layers_");
    expect(refusal({ n_features_in_: 5 })).toBe("ESTIMATOR_INVALID n_features_in_");
  });

  it("refuses weights that are not finite", () => {
    const broken = [zeros(4, 5), floats([5, 3], new Array(15).fill(Number.NaN))];
    expect(refusal({ coefs_: broken })).toBe("ESTIMATOR_INVALID coefs_[1]");
  });

  it("refuses functions that it does not know", () => {
    expect(refusal({ activation: "swish" })).toBe("ESTIMATOR_INVALID activation");
    expect(refusal({ out_activation_: "identity" })).toBe("ESTIMATOR_INVALID out_activation_");
    expect(refusal({ out_activation_: "__proto__" })).toBe("ESTIMATOR_INVALID out_activation_");
  });

  it("refuses labels for another number of outputs", () => {
    const withLabels = (count: number, name: string) => {
      const binarizer = stateOf(goldenObject(file, `MLPClassifier ${name}`)).get(place);
      if (!(binarizer instanceof PyObject)) throw new Error("no binarizer");
      stateOf(binarizer).set("classes_", zeros(count));
      return refusal({ [place]: binarizer, classes_: undefined }, name);
    };
    const place = "_label_binarizer";
    expect(withLabels(2, "three")).toBe(`ESTIMATOR_INVALID ${place}`);
    expect(withLabels(3, "two")).toBe(`ESTIMATOR_INVALID ${place}.classes_`);
    expect(withLabels(1, "two")).toBe("ESTIMATOR_UNSUPPORTED ");
    expect(refusal({ classes_: zeros(2) })).toBe("ESTIMATOR_INVALID classes_");
    expect(refusal({ [place]: undefined })).toBe(`ESTIMATOR_INVALID ${place}`);
  });
});

describe("readBernoulliRbm", () => {
  it("refuses biases for another number of units", () => {
    expect(refusalOf(file, "BernoulliRBM", { intercept_hidden_: zeros(4) })).toBe(
      "ESTIMATOR_INVALID intercept_hidden_",
    );
  });
});
