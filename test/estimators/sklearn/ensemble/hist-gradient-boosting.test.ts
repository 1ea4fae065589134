import { describe, expect, it } from "vitest";
import type { Matrix } from "../../../../src/estimators/samples.ts";
import { NdArray } from "../../../../src/objects/ndarray.ts";
import { PyFloat, PyObject, type PyValue } from "../../../../src/objects/values.ts";
import { readChanged, refusalOf } from "../../damage.ts";
import { floats, goldenObject, stateOf } from "../../golden-objects.ts";

const file = "hist-gradient-boosting/1.9.0.json";
const old = "hist-gradient-boosting/1.2.1.json";
const regressor = "HistGradientBoostingRegressor squared";
const rows: Matrix = {
  kind: "dense",
  rows: 2,
  columns: 4,
  data: Float64Array.of(1.7, 40, 0.01, 6, -0.1, -20, 0, 0),
};

/** Predictors of a golden estimator; the first tree's record. */
function predictorsOf(path: string, name: string): { stages: PyValue; tree: PyObject } {
  const stages = stateOf(goldenObject(path, name)).get("_predictors") ?? null;
  const [stage] = Array.isArray(stages) ? stages : [];
  const [tree] = Array.isArray(stage) ? stage : [];
  if (!(tree instanceof PyObject)) throw new Error("no tree");
  return { stages, tree };
}

/** The refusal of a tree with one field of one node changed. */
function damaged(node: number, field: string, to: number, path = file, name = regressor): string {
  const { stages, tree } = predictorsOf(path, name);
  const nodes = stateOf(tree).get("nodes");
  const place =
    nodes instanceof NdArray ? nodes.dtype.fields?.find((one) => one.name === field) : undefined;
  if (!(nodes instanceof NdArray) || place === undefined) throw new Error(`no field ${field}`);
  const { bytes, dtype } = nodes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = node * dtype.itemSize + place.offset;
  if (place.dtype.code === "f") view.setFloat64(at, to, true);
  else if (place.dtype.itemSize === 8) view.setBigInt64(at, BigInt(to), true);
  else if (place.dtype.itemSize === 4) view.setUint32(at, to, true);
  else view.setUint8(at, to);
  return refusalOf(path, name, { _predictors: stages });
}

describe("readHistRegressor", () => {
  const refusal = (changes: Record<string, PyValue | undefined>) =>
    refusalOf(file, regressor, changes);

  it("refuses children outside of the tree, cycles, and shared or lost nodes", () => {
    const place = "ESTIMATOR_INVALID _predictors[0][0]";
    expect(damaged(0, "left", 0)).toBe(place);
    expect(damaged(0, "left", 1000)).toBe(place);
    expect(damaged(0, "right", 1)).toBe(place);
    expect(damaged(0, "is_leaf", 1)).toBe(place);
    expect(damaged(0, "right", 4_000_000_000)).toMatch(/INVALID/);
  });

  it("refuses features, thresholds and values that are no such thing", () => {
    const place = "ESTIMATOR_INVALID _predictors[0][0]";
    expect(damaged(0, "feature_idx", 4)).toBe(place);
    expect(damaged(0, "feature_idx", -1)).toBe(place);
    expect(damaged(0, "num_threshold", Number.NaN)).toBe(place);
    expect(damaged(0, "num_threshold", Infinity)).toBe("no error");
    const { tree } = predictorsOf(file, regressor);
    const nodes = stateOf(tree).get("nodes");
    const count = nodes instanceof NdArray ? nodes.size : 0;
    const refusals = Array.from({ length: count }, (_, node) => damaged(node, "value", Infinity));
    expect(refusals.filter((each) => each === place).length).toBe((count + 1) / 2);
  });

  it("refuses sets of categories that are not there", () => {
    const name = "HistGradientBoostingRegressor categories";
    const place = "ESTIMATOR_INVALID _predictors[0][0]";
    expect(damaged(0, "is_categorical", 1)).toBe(place);
    expect(damaged(0, "bitset_idx", 77, file, name)).toBe(place);
    const { stages, tree } = predictorsOf(file, name);
    stateOf(tree).set("raw_left_cat_bitsets", floats([1, 8], new Array(8).fill(1)));
    expect(refusalOf(file, name, { _predictors: stages })).toBe(place);
  });

  it("refuses categories of columns that the trees do not see", () => {
    const name = "HistGradientBoostingRegressor categories";
    expect(refusalOf(file, name, { _bin_mapper: undefined })).toBe(
      "ESTIMATOR_INVALID _predictors[0][0]",
    );
    const mapper = stateOf(goldenObject(file, name)).get("_bin_mapper");
    if (!(mapper instanceof PyObject)) throw new Error("no mapper");
    stateOf(mapper).set("is_categorical_", floats([2], [1, 1]));
    expect(refusalOf(file, name, { _bin_mapper: mapper })).toBe(
      "ESTIMATOR_INVALID _bin_mapper.is_categorical_",
    );
  });

  it("refuses iterations of different numbers of trees, and things that are no trees", () => {
    const { tree } = predictorsOf(file, regressor);
    expect(refusal({ _predictors: [] })).toBe("ESTIMATOR_INVALID _predictors");
    expect(refusal({ _predictors: [[tree], []] })).toBe("ESTIMATOR_INVALID _predictors[1]");
    expect(refusal({ _predictors: [[tree, tree]] })).toBe("ESTIMATOR_INVALID _predictors");
    expect(refusal({ _predictors: [[5]] })).toBe("ESTIMATOR_INVALID _predictors[0][0]");
  });

  it("starts at a baseline of any shape, and refuses others", () => {
    const whole = readChanged(file, regressor, {}).predict?.(rows).data ?? [];
    const zero = { _baseline_prediction: floats([1, 1], [0]) };
    const shifted = { _baseline_prediction: new PyFloat(1000) };
    const [without = 0] = readChanged(file, regressor, zero).predict?.(rows).data ?? [];
    const [more] = readChanged(file, regressor, shifted).predict?.(rows).data ?? [];
    expect(whole[0]).not.toBe(without);
    expect(more).toBeCloseTo(Number(without) + 1000, 9);
    expect(refusal({ _baseline_prediction: floats([2], [0, 1]) })).toBe(
      "ESTIMATOR_INVALID _baseline_prediction",
    );
    expect(refusal({ _baseline_prediction: new PyFloat(Number.NaN) })).toBe(
      "ESTIMATOR_INVALID _baseline_prediction",
    );
  });

  it("reads the loss from its object, or from the parameter", () => {
    const name = "HistGradientBoostingRegressor poisson";
    const whole = readChanged(file, name, {}).predict?.(rows);
    const changes = { _loss: undefined };
    expect(readChanged(file, name, changes).predict?.(rows)).toEqual(whole);
    const plain = readChanged(file, name, { ...changes, loss: "squared_error" }).predict?.(rows);
    expect(plain?.data[0]).toBeCloseTo(Math.log(Number(whole?.data[0])), 12);
  });

  it("refuses more features than its trees, or none at all", () => {
    expect(refusal({ n_features_in_: undefined, _n_features: undefined })).toMatch(/INVALID/);
    const one = { n_features_in_: 1, _n_features: 1, _bin_mapper: undefined };
    expect(refusal(one)).toBe("ESTIMATOR_INVALID _predictors[0][0]");
    expect(refusal({ n_features_in_: 2 ** 31, _n_features: undefined })).toBe(
      "ESTIMATOR_INVALID n_features_in_",
    );
  });

  it("wraps categories around as bytes until 1.1, where negative ones were no category", () => {
    const name = "HistGradientBoostingRegressor categories";
    const answers = (version: string, categories: readonly number[]) => {
      const data = Float64Array.from(categories.flatMap((category) => [1, category, 1, 0]));
      const samples = { kind: "dense", rows: categories.length, columns: 4, data } as const;
      const { predict } = readChanged(old, name, { _sklearn_version: version });
      return Array.from(predict?.(samples).data ?? []);
    };
    const [four, wrapped, missing] = answers("1.1.3", [4, -252, Number.NaN]);
    expect(wrapped).toBe(four);
    expect(missing).not.toBe(four);
    expect(answers("1.2.1", [4, -252])).toEqual([four, missing]);
  });

  it("hints at thresholds and categories", () => {
    const [number, category] =
      readChanged(old, "HistGradientBoostingRegressor categories", {}).hints() ?? [];
    expect(number?.low).toBeLessThanOrEqual(number?.high ?? 0);
    expect(category).toMatchObject({ open: true, missing: true });
    expect(category?.choices).toEqual([0, 2, 4, 6, 8, 10, 12]);
    const colours = readChanged(file, "HistGradientBoostingRegressor colours", {}).hints();
    expect(colours?.[1]).toMatchObject({
      choices: ["black", "blue", "green", "red"],
      missing: true,
    });
  });
});

describe("readHistClassifier", () => {
  it("refuses labels for another number of trees", () => {
    const name = "HistGradientBoostingClassifier two";
    expect(refusalOf(file, name, { classes_: floats([3], [0, 1, 2]) })).toBe(
      "ESTIMATOR_INVALID _predictors",
    );
    expect(refusalOf(file, name, { classes_: floats([1], [0]) })).toBe(
      "ESTIMATOR_INVALID _predictors",
    );
  });

  it("refuses an encoder that is none, or of other columns", () => {
    const name = "HistGradientBoostingClassifier colours by name";
    const preprocessor = () => {
      const value = stateOf(goldenObject(file, name)).get("_preprocessor");
      if (!(value instanceof PyObject)) throw new Error("no preprocessor");
      return value;
    };
    const reversed = preprocessor();
    (stateOf(reversed).get("transformers_") as PyValue[]).reverse();
    expect(refusalOf(file, name, { _preprocessor: reversed })).toMatch(
      /^ESTIMATOR_INVALID _preprocessor/,
    );
    const empty = preprocessor();
    stateOf(empty).set("transformers_", []);
    expect(refusalOf(file, name, { _preprocessor: empty })).toMatch(/^ESTIMATOR_INVALID/);
    const narrow = preprocessor();
    stateOf(narrow).set("n_features_in_", 3);
    expect(refusalOf(file, name, { _preprocessor: narrow })).toMatch(/^ESTIMATOR_INVALID/);
  });
});
