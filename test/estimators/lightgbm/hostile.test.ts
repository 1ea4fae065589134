// Tampered LightGBM models: none may hang, read outside of its arrays, or end in anything but an answer or a coded error.
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../../src/errors.ts";
import { readEstimator } from "../../../src/estimators/read-estimator.ts";
import { lightObject, lightText } from "./light-files.ts";

type Tamper = readonly [what: string, file: string, from: RegExp, to: string];

const tampers: readonly Tamper[] = [
  ["no mark", "binary.txt", /^tree\n/, "forest\n"],
  ["an old version", "binary.txt", /version=v4/, "version=v1"],
  ["no number of features", "binary.txt", /max_feature_idx=4\n/, ""],
  ["a billion features", "binary.txt", /max_feature_idx=4/, "max_feature_idx=1000000000"],
  ["fewer features than trees ask for", "binary.txt", /max_feature_idx=4/, "max_feature_idx=1"],
  ["features below zero", "binary.txt", /max_feature_idx=4/, "max_feature_idx=-1"],
  ["fewer names than features", "binary.txt", /feature_names=age /, "feature_names="],
  ["a name twice", "binary.txt", /feature_names=age income/, "feature_names=age age"],
  ["no classes", "binary.txt", /num_class=1/, "num_class=0"],
  [
    "a number of trees that outputs do not divide",
    "three.txt",
    /num_tree_per_iteration=3/,
    "num_tree_per_iteration=5",
  ],
  [
    "a billion outputs",
    "three.txt",
    /num_tree_per_iteration=3/,
    "num_tree_per_iteration=1000000000",
  ],
  ["an unknown objective", "binary.txt", /objective=binary/, "objective=fastest"],
  ["an objective with words for numbers", "binary.txt", /sigmoid:1/, "sigmoid:steep"],
  ["a header line twice", "binary.txt", /num_class=1\n/, "num_class=1\nnum_class=1\n"],
  ["trees out of order", "binary.txt", /Tree=1\n/, "Tree=2\n"],
  ["no leaves", "binary.txt", /num_leaves=\d+/, "num_leaves=0"],
  ["a billion leaves", "binary.txt", /num_leaves=\d+/, "num_leaves=1000000000"],
  ["more leaves than values", "binary.txt", /num_leaves=(\d+)/, "num_leaves=1$1"],
  ["a leaf that is no number", "binary.txt", /leaf_value=\S+/, "leaf_value=nan"],
  ["a leaf in hexadecimal", "binary.txt", /leaf_value=\S+/, "leaf_value=0x10"],
  ["a threshold that is infinite", "binary.txt", /threshold=\S+/, "threshold=inf"],
  ["a threshold beyond all numbers", "binary.txt", /threshold=\S+/, "threshold=1e999"],
  ["a feature below zero", "binary.txt", /split_feature=\d+/, "split_feature=-1"],
  ["a feature of a fraction", "binary.txt", /split_feature=\d+/, "split_feature=0.5"],
  ["a feature beyond all", "binary.txt", /split_feature=\d+/, "split_feature=99999999999"],
  ["a child that is the root", "binary.txt", /left_child=\S+/, "left_child=0"],
  ["a child beyond the nodes", "binary.txt", /left_child=\S+/, "left_child=5000"],
  ["a leaf beyond the leaves", "binary.txt", /left_child=\S+/, "left_child=-5000"],
  ["a node that is its own child", "binary.txt", /left_child=(\S+) \S+/, "left_child=$1 1"],
  ["one child for both sides", "binary.txt", /right_child=\S+/, "right_child=1"],
  ["a decision of no kind", "binary.txt", /decision_type=\d+/, "decision_type=14"],
  ["a set that is not there", "binary.txt", /decision_type=\d+/, "decision_type=1"],
  ["sets that fall", "codes.txt", /cat_boundaries=0 \d+/, "cat_boundaries=0 100000"],
  ["sets that begin late", "codes.txt", /cat_boundaries=0/, "cat_boundaries=1"],
  ["sets without words", "codes.txt", /cat_threshold=.*/, "cat_threshold="],
  ["a word beyond 32 bits", "codes.txt", /cat_threshold=\d+/, "cat_threshold=4294967296"],
  ["categories of before 2.1", "codes.txt", /num_cat=\d+/, "has_categorical=1"],
  ["a linear leaf without terms", "linear.txt", /leaf_features=.*/, "leaf_features="],
  ["a linear leaf of a feature beyond all", "linear.txt", /leaf_features=\d/, "leaf_features=9"],
  [
    "a linear leaf of a billion features",
    "linear.txt",
    /num_features=\d+/,
    "num_features=1000000000",
  ],
  ["a linear leaf of features below zero", "linear.txt", /num_features=\d+/, "num_features=-1"],
  [
    "categories for nobody",
    "categories.txt",
    /pandas_categorical:\[/,
    'pandas_categorical:[["a"],',
  ],
  ["categories that are objects", "categories.txt", /"kind 0"/, '{"kind": 0}'],
  [
    "categories that are no list",
    "categories.txt",
    /pandas_categorical:.*/,
    'pandas_categorical:"kind"',
  ],
  [
    "categories that are no JSON",
    "categories.txt",
    /pandas_categorical:.*/,
    "pandas_categorical:[[",
  ],
];

describe("a tampered LightGBM model", () => {
  it.each(tampers)("is refused: %s", (_, file, from, to) => {
    const text = lightText(file);
    const tampered = text.replace(from, to);
    expect(tampered).not.toBe(text);
    expect(["ESTIMATOR_INVALID", "ESTIMATOR_UNSUPPORTED"]).toContain(endOf(tampered));
  });

  it("names the place of what is wrong", () => {
    const text = lightText("binary.txt").replace(/split_feature=\d+/, "split_feature=7");
    expect(() => readEstimator(lightObject("Booster", { handle: text }))).toThrow(
      "tree 0: node 0 asks for feature 7 of 5",
    );
  });

  it("is bounded in trees, which take more than their text", () => {
    const stump = (i: number): string => `Tree=${i}\nnum_leaves=1\nleaf_value=0\nshrinkage=1\n\n`;
    const [header = ""] = lightText("numbers.txt")
      .replace(/tree_sizes=.*/, "")
      .split("Tree=0");
    const trees = (count: number): string =>
      `${header}${Array.from({ length: count }, (_, i) => stump(i)).join("")}end of trees\n`;
    expect(endOf(trees(1000))).toBe("fine");
    expect(endOf(trees(200_000))).toBe("LIMIT_EXCEEDED");
  });

  it("ends well wherever it is cut", () => {
    const text = lightText("codes.txt");
    const whole = text.lastIndexOf("shrinkage=") + "shrinkage=".length;
    for (let end = 0; end < text.length; end += 97) {
      const ending = end < whole ? "ESTIMATOR_INVALID" : "fine";
      expect([end, endOf(text.slice(0, end))]).toEqual([end, ending]);
    }
  });

  it("is refused when trees are missing between two others", () => {
    const text = lightText("numbers.txt");
    const last = text.slice(0, text.indexOf("Tree=11")) + text.slice(text.indexOf("end of trees"));
    expect(endOf(last)).toBe("ESTIMATOR_INVALID");
    expect(endOf(text.replace("end of trees\n", ""))).toBe("fine");
  });

  it("ends well whatever byte of it is another", () => {
    const text = lightText("linear.txt");
    for (let at = 0; at < text.length; at += 31) {
      const changed = `${text.slice(0, at)}${"7-. \n="[at % 6]}${text.slice(at + 1)}`;
      expect(["fine", "ESTIMATOR_INVALID", "ESTIMATOR_UNSUPPORTED"]).toContain(endOf(changed));
    }
  });
});

function endOf(text: string): string {
  try {
    const estimator = readEstimator(lightObject("Booster", { handle: text }));
    const columns = estimator.inputs.width ?? 0;
    const data = new Float64Array(2 * columns).fill(0.5);
    estimator.predict?.({ kind: "dense", data, rows: 2, columns });
    return "fine";
  } catch (error) {
    if (error instanceof PicklejarError) return error.code;
    throw error;
  }
}
