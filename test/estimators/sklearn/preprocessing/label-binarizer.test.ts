import { describe, expect, it } from "vitest";
import { readEstimator } from "../../../../src/estimators/read-estimator.ts";
import { plainEstimator } from "../../../../src/predict/plain.ts";
import { refusalOf } from "../../damage.ts";
import { floats, goldenObject } from "../../golden-objects.ts";

const file = "label-binarizers/1.9.0.json";

function estimatorOf(name: string) {
  return plainEstimator(readEstimator(goldenObject(file, name)));
}

describe("readLabelBinarizer", () => {
  it("takes plain labels and gives them back", () => {
    const binarizer = estimatorOf("LabelBinarizer three, ties");
    const rows = binarizer.transform?.(["green", "blue"]);
    expect(rows).toEqual([
      [0, 1, 0],
      [1, 0, 0],
    ]);
    expect(binarizer.inverseTransform?.(rows as number[][])).toEqual(["green", "blue"]);
    expect(estimatorOf("LabelBinarizer two").inverseTransform?.([0, 1])).toEqual(["no", "yes"]);
  });

  it("refuses what is no label", () => {
    expect(() => estimatorOf("LabelBinarizer four integers").transform?.([1.5])).toThrow("labels");
    expect(() => estimatorOf("LabelBinarizer two").inverseTransform?.(["yes"])).toThrow("numbers");
    expect(() => estimatorOf("LabelBinarizer indicator").transform?.([[1, 0, 2]])).toThrow("zeros");
  });

  it("refuses parts that do not fit together", () => {
    const refusal = (name: string, changes: Parameters<typeof refusalOf>[2]) =>
      refusalOf(file, `LabelBinarizer ${name}`, changes);
    expect(refusal("two", { y_type_: "continuous" })).toBe("ESTIMATOR_INVALID y_type_");
    expect(refusal("two", { classes_: floats([3], [1, 2, 3]) })).toBe("ESTIMATOR_INVALID classes_");
    expect(refusal("two", { classes_: floats([0], []) })).toBe("ESTIMATOR_INVALID classes_");
    expect(refusal("two", { neg_label: 5 })).toBe("ESTIMATOR_INVALID ");
    expect(refusal("two, sparse", { neg_label: -1 })).toBe("ESTIMATOR_INVALID ");
  });
});

describe("readMultiLabelBinarizer", () => {
  it("takes plain lists of labels of any length, and gives them back", () => {
    const binarizer = estimatorOf("MultiLabelBinarizer texts");
    const rows = binarizer.transform?.([["drama", "action"], [], ["western"], ["crime"]]);
    expect(rows).toEqual([
      [1, 0, 0, 1],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 1, 0],
    ]);
    expect(binarizer.inverseTransform?.(rows as number[][])).toEqual([
      ["action", "drama"],
      [],
      [],
      ["crime"],
    ]);
  });

  it("takes records that say yes or no to labels", () => {
    const binarizer = estimatorOf("MultiLabelBinarizer texts");
    expect(binarizer.transform?.([{ drama: true, crime: false }, { crime: true }])).toEqual([
      [0, 0, 0, 1],
      [0, 0, 1, 0],
    ]);
  });
});
