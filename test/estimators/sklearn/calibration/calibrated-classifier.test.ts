import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../../../src/errors.ts";
import { readEstimator } from "../../../../src/estimators/read-estimator.ts";
import { PyObject, type PyValue } from "../../../../src/objects/values.ts";
import { refusalOf } from "../../damage.ts";
import { floats, goldenObject, stateOf } from "../../golden-objects.ts";

const file = "calibration/1.9.0.json";

/** Where the refusal of a model lies whose first part was changed. */
function refusal(name: string, changes: Readonly<Record<string, PyValue | undefined>>): string {
  const whole = goldenObject(file, name);
  const [first] = listOf(stateOf(whole).get("calibrated_classifiers_"));
  change(first, changes);
  return codeOf(whole);
}

/** The same for its first calibrator. */
function calibratorRefusal(name: string, changes: Readonly<Record<string, PyValue>>): string {
  const whole = goldenObject(file, name);
  const [first] = listOf(stateOf(whole).get("calibrated_classifiers_"));
  if (!(first instanceof PyObject)) throw new Error("no part");
  change(listOf(stateOf(first).get("calibrators"))[0], changes);
  return codeOf(whole);
}

function change(
  object: PyValue | undefined,
  changes: Readonly<Record<string, PyValue | undefined>>,
): void {
  if (!(object instanceof PyObject)) throw new Error("no object");
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) stateOf(object).delete(name);
    else stateOf(object).set(name, value);
  }
}

function listOf(value: PyValue | undefined): PyValue[] {
  if (Array.isArray(value)) return value;
  throw new Error("no list");
}

function codeOf(object: PyObject): string {
  try {
    readEstimator(object);
  } catch (error) {
    if (error instanceof PicklejarError) return `${error.code} ${String(error.details["where"])}`;
    throw error;
  }
  return "no error";
}

const place = "calibrated_classifiers_[0]";

describe("readCalibratedClassifier", () => {
  it("refuses an empty list, and what is no calibrated classifier", () => {
    expect(refusalOf(file, "default", { calibrated_classifiers_: [] })).toBe("ESTIMATOR_INVALID ");
    expect(refusalOf(file, "default", { calibrated_classifiers_: [5] })).toBe(
      `ESTIMATOR_INVALID ${place}`,
    );
    const scaler = goldenObject("preprocessing/1.9.0.json", "StandardScaler default");
    expect(refusalOf(file, "default", { calibrated_classifiers_: [scaler] })).toBe(
      `ESTIMATOR_INVALID ${place}`,
    );
  });

  it("refuses a model that holds itself", () => {
    const whole = goldenObject(file, "default");
    change(listOf(stateOf(whole).get("calibrated_classifiers_"))[0], { estimator: whole });
    expect(codeOf(whole)).toBe("ESTIMATOR_INVALID ");
  });

  it("refuses other classes than those of the whole", () => {
    expect(refusal("sigmoid, decision, two", { classes: floats([2], [0, 2]) })).toBe(
      `ESTIMATOR_INVALID ${place}.classes`,
    );
    expect(refusal("sigmoid, decision, two", { classes: floats([3], [0, 1, 2]) })).toBe(
      `ESTIMATOR_INVALID ${place}.classes`,
    );
  });

  it("refuses a classifier that knows other classes, or gives no scores", () => {
    const three = goldenObject("linear-model/1.9.0.json", "LogisticRegression three strings");
    expect(refusal("sigmoid, decision, two", { estimator: three })).toBe(
      `ESTIMATOR_INVALID ${place}`,
    );
    const regression = goldenObject("linear-model/1.9.0.json", "LinearRegression vector");
    expect(refusal("sigmoid, decision, two", { estimator: regression })).toBe(
      `ESTIMATOR_INVALID ${place}`,
    );
  });

  it("refuses another number of calibrators", () => {
    for (const calibrators of [[], [1, 2]]) {
      expect(refusal("sigmoid, decision, two", { calibrators })).toBe(
        `ESTIMATOR_INVALID ${place}.calibrators`,
      );
      expect(refusal("temperature, tree, two", { calibrators })).toBe(
        `ESTIMATOR_INVALID ${place}.calibrators`,
      );
    }
  });

  it("refuses what is no calibrator", () => {
    const tree = goldenObject("linear-model/1.9.0.json", "LinearRegression vector");
    expect(refusal("isotonic, decision, two", { calibrators: [tree] })).toBe(
      `ESTIMATOR_INVALID ${place}.calibrators[0]`,
    );
    expect(refusal("temperature, tree, two", { calibrators: [tree] })).toBe(
      `ESTIMATOR_INVALID ${place}.calibrators[0]`,
    );
  });

  it("refuses slopes and temperatures that are no finite numbers", () => {
    const nan = floats([], [Number.NaN]);
    const first = `${place}.calibrators[0]`;
    expect(calibratorRefusal("sigmoid, decision, two", { a_: nan })).toBe(
      `ESTIMATOR_INVALID ${first}.a_`,
    );
    expect(calibratorRefusal("sigmoid, decision, two", { b_: floats([2], [1, 2]) })).toBe(
      `ESTIMATOR_INVALID ${first}.b_`,
    );
    expect(calibratorRefusal("temperature, tree, two", { beta_: nan })).toBe(
      `ESTIMATOR_INVALID ${first}.beta_`,
    );
    expect(calibratorRefusal("isotonic, tree", { y_thresholds_: floats([1], [0]) })).toBe(
      `ESTIMATOR_INVALID ${first}.y_thresholds_`,
    );
  });

  it("reads the names that parts had from 0.24 to 1.1", () => {
    const whole = goldenObject(file, "sigmoid, decision, three");
    for (const part of listOf(stateOf(whole).get("calibrated_classifiers_"))) {
      if (!(part instanceof PyObject)) throw new Error("no part");
      const estimator = stateOf(part).get("estimator") ?? null;
      change(part, { estimator: undefined, base_estimator: estimator });
    }
    const row = { kind: "dense", rows: 1, columns: 4, data: Float64Array.of(1, 2, 1, 3) } as const;
    const now = readEstimator(goldenObject(file, "sigmoid, decision, three"));
    expect(readEstimator(whole).predictProba?.(row)).toEqual(now.predictProba?.(row));
  });

  it("refuses members of different widths", () => {
    const whole = goldenObject(file, "sigmoid, probabilities, two");
    const parts = listOf(stateOf(whole).get("calibrated_classifiers_"));
    const narrow = goldenObject(file, "sigmoid, probabilities, two");
    const other = listOf(stateOf(narrow).get("calibrated_classifiers_"))[1];
    if (!(other instanceof PyObject)) throw new Error("no part");
    const bayes = stateOf(other).get("estimator");
    change(bayes, {
      theta_: floats([2, 3], [1, 2, 3, 4, 5, 6]),
      var_: floats([2, 3], [1, 2, 3, 4, 5, 6]),
      n_features_in_: 3,
    });
    parts[1] = other;
    expect(codeOf(whole)).toBe("ESTIMATOR_INVALID ");
  });
});
