// What XGBoost's classes do around a booster, era by era: trees in use, labels, names, missing values, refusals.
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../../src/errors.ts";
import type { Estimator } from "../../../src/estimators/estimator.ts";
import { readEstimator } from "../../../src/estimators/read-estimator.ts";
import type { Cell, Samples } from "../../../src/estimators/samples.ts";
import { defaultLimits } from "../../../src/limits.ts";
import { PyFloat, PyGlobal, PyObject, PyTuple, type PyValue } from "../../../src/objects/values.ts";
import { boosterOf } from "./booster-of.ts";
import { type HandModel, type Holding, modelBytes, wrapperOf } from "./models.ts";

/** One split of the first feature at 1. */
const stump = (low: number, high: number) =>
  [{ feature: 0, below: 1, left: 1, right: 2 }, low, high] as const;
const three: HandModel = { trees: [stump(1, 2), stump(10, 20), stump(100, 200)] };

function regressor(model: HandModel, holding: Holding = {}): Estimator {
  return readEstimator(wrapperOf("XGBRegressor", modelBytes(model), holding));
}

function classifier(model: HandModel, wrapper: Readonly<Record<string, PyValue>> = {}): Estimator {
  return readEstimator(wrapperOf("XGBClassifier", modelBytes(model), { wrapper }));
}

function rows(...data: (readonly number[])[]): Samples {
  const columns = data[0]?.length ?? 0;
  return { kind: "dense", rows: data.length, columns, data: Float64Array.from(data.flat()) };
}

function predicted(estimator: Estimator, samples: Samples): readonly Cell[] {
  return [...(estimator.predict?.(samples).data ?? [])];
}

describe("early stopping", () => {
  it("uses the best iteration of the model's attributes from 2.0 on", () => {
    const attributes = { best_iteration: "1" };
    expect(predicted(regressor({ ...three, attributes }), rows([0, 0]))).toEqual([11]);
    expect(predicted(regressor(three), rows([0, 0]))).toEqual([111]);
  });

  it("uses the booster's best_ntree_limit from 1.3 to 1.7, and never the wrapper's", () => {
    const model = { ...three, version: [1, 6, 0] };
    const held = { booster: { best_ntree_limit: 2 }, wrapper: { best_ntree_limit: 1 } };
    expect(predicted(regressor(model, held), rows([0, 0]))).toEqual([11]);
  });

  it("uses the wrapper's best_ntree_limit until 1.2, and never the booster's", () => {
    const model = { ...three, version: [1, 2, 0] };
    const held = { booster: { best_ntree_limit: 2 }, wrapper: { best_ntree_limit: 1 } };
    expect(predicted(regressor(model, held), rows([0, 0]))).toEqual([1]);
    expect(predicted(regressor(model, { booster: { best_ntree_limit: 2 } }), rows([0, 0]))).toEqual(
      [111],
    );
  });

  it("is nothing to a booster by itself", () => {
    const bytes = modelBytes({ ...three, attributes: { best_iteration: "0" } });
    expect(predicted(readEstimator(boosterOf(bytes)), rows([0, 0]))).toEqual([111]);
  });

  it("refuses a best iteration that is no number", () => {
    const attributes = { best_iteration: "many" };
    expect(codeOf(() => regressor({ ...three, attributes }))).toBe("ESTIMATOR_INVALID");
  });
});

describe("labels", () => {
  const model: HandModel = {
    trees: [stump(-1, 1)],
    objective: "binary:logistic",
    baseScore: "0.5",
  };

  it("are those of the label encoder where the file has one", () => {
    const encoder = new PyObject(new PyGlobal("xgboost.compat", "XGBoostLabelEncoder", 0), [], 0);
    encoder.state = new Map([["classes_", ["no", "yes"]]]);
    const estimator = classifier(model, { _le: encoder, n_classes_: 2 });
    expect(estimator.classes?.map(({ values }) => values)).toEqual([["no", "yes"]]);
    expect(predicted(estimator, rows([0, 0], [2, 0]))).toEqual(["no", "yes"]);
  });

  it("are whole numbers from 0 otherwise", () => {
    const estimator = classifier(model, { n_classes_: 2 });
    expect(estimator.classes).toEqual([{ type: "int", values: [0, 1] }]);
    expect(predicted(estimator, rows([0, 0], [2, 0]))).toEqual([0, 1]);
  });

  it("must be as many as the model has outputs", () => {
    expect(codeOf(() => classifier(model, { n_classes_: 3 }))).toBe("ESTIMATOR_INVALID");
    const softprob = { ...model, objective: "multi:softprob", classes: 3 };
    const trees = [stump(1, 2), stump(1, 2), stump(1, 2)];
    expect(codeOf(() => classifier({ ...softprob, trees }, { n_classes_: 5 }))).toBe(
      "ESTIMATOR_INVALID",
    );
    expect(predicted(classifier({ ...softprob, trees }, { n_classes_: 3 }), rows([0, 0]))).toEqual([
      0,
    ]);
  });

  it("have no probabilities under multi:softmax until 1.5", () => {
    const trees = [stump(1, 2), stump(5, 0), stump(1, 2)];
    const softmax = { trees, objective: "multi:softmax", classes: 3 };
    expect(classifier({ ...softmax, version: [1, 5, 0] }).predictProba).toBeUndefined();
    const later = classifier({ ...softmax, version: [1, 6, 0] });
    expect(predicted(later, rows([0, 0], [2, 0]))).toEqual([1, 0]);
    expect(later.predictProba?.(rows([0, 0]))).toMatchObject({ shape: [1, 3] });
  });
});

describe("the base score", () => {
  const ask = (model: Partial<HandModel>) =>
    predicted(regressor({ trees: [stump(0, 0)], ...model }), rows([0, 0]))[0];

  it("is a probability under binary:logitraw until 1.2 and a margin later", () => {
    const model = { objective: "binary:logitraw", baseScore: "7.310585975646973E-1" };
    expect(ask({ ...model, version: [1, 2, 0] })).toBeCloseTo(1, 6);
    expect(ask({ ...model, version: [1, 4, 0] })).toBe(Math.fround(0.7310585975646973));
  });

  it("is kept off the ends of the probabilities from 3.0 on", () => {
    const model = { objective: "binary:logistic", baseScore: "0E0" };
    expect(ask({ ...model, version: [3, 1, 0] })).toBeCloseTo(1e-6, 9);
    expect(codeOf(() => ask({ ...model, version: [2, 1, 0] }))).toBe("ESTIMATOR_INVALID");
  });
});

describe("inputs", () => {
  it("have the model's names in any order, and none that XGBoost made up", () => {
    const model = { trees: [stump(1, 2)], names: ["age", "rate"] };
    const table: Samples = {
      kind: "table",
      rows: 2,
      columns: [
        { name: "rate", values: Float64Array.of(5, 5) },
        { name: "age", values: [0, null] },
      ],
    };
    const estimator = regressor(model);
    expect(estimator.inputs.names).toEqual(["age", "rate"]);
    expect(predicted(estimator, table)).toEqual([1, 2]);
    expect(regressor({ ...model, names: ["f0", "f1"] }).inputs.names).toBeNull();
  });

  it("have the names that the Python object kept until 1.3", () => {
    const held = { booster: { feature_names: ["age", "rate"] } };
    expect(regressor(three, held).inputs.names).toEqual(["age", "rate"]);
    const wrong = { booster: { feature_names: ["age", "rate", "more"] } };
    expect(codeOf(() => regressor(three, wrong))).toBe("ESTIMATOR_INVALID");
  });

  it("are missing where they equal the wrapper's missing value, in float32", () => {
    const trees = [[{ feature: 0, below: 1, left: 1, right: 2, missingLeft: true }, 1, 2]];
    const estimator = regressor({ trees }, { wrapper: { missing: new PyFloat(7.1) } });
    expect(predicted(estimator, rows([7.1, 0], [7, 0], [Number.NaN, 0]))).toEqual([1, 2, 1]);
    const none = regressor({ trees }, { wrapper: { missing: null } });
    expect(predicted(none, rows([7.1, 0], [Number.NaN, 0]))).toEqual([2, 1]);
  });

  it("are missing where a sparse matrix stores nothing", () => {
    const trees = [[{ feature: 1, below: 1, left: 1, right: 2 }, 1, 2]];
    const sparse: Samples = {
      kind: "sparse",
      rows: 3,
      columns: 2,
      indptr: Int32Array.of(0, 1, 1, 2),
      indices: Int32Array.of(1, 0),
      values: Float64Array.of(0, 9),
    };
    expect(predicted(regressor({ trees }), sparse)).toEqual([1, 2, 2]);
  });

  it("may be infinite where inplace_predict takes them, and not in a booster", () => {
    expect(predicted(regressor(three), rows([Infinity, 0]))).toEqual([222]);
    const bare = readEstimator(boosterOf(modelBytes(three)));
    const error = errorOf(() => predicted(bare, rows([0, 0], [1, 1e39])));
    expect(error.code).toBe("INPUT_NOT_FINITE");
    expect(error.details).toMatchObject({ className: "Booster", row: 1, feature: 1 });
  });

  it("must have the model's width and be numbers", () => {
    expect(codeOf(() => predicted(regressor(three), rows([1])))).toBe("INPUT_WIDTH");
    expect(codeOf(() => predicted(regressor(three), { kind: "texts", values: ["a"] }))).toBe(
      "INPUT_KIND",
    );
  });
});

describe("what a pickle holds", () => {
  it("may be bytes, or text as Python 2 wrote it", () => {
    const bytes = modelBytes(three);
    const text = [...bytes].map((byte) => String.fromCharCode(byte)).join("");
    for (const handle of [bytes, text]) {
      expect(predicted(readEstimator(holding(handle)), rows([0, 0]))).toEqual([111]);
    }
  });

  it("is refused where there is no model", () => {
    for (const handle of [null, 5, "\u1234", new PyTuple([])]) {
      expect(codeOf(() => readEstimator(holding(handle)))).toBe("ESTIMATOR_INVALID");
    }
    const unfitted = new PyObject(new PyGlobal("xgboost.sklearn", "XGBRegressor", 0), [], 0);
    unfitted.state = new Map([["n_estimators", 5]]);
    const { code, message } = errorOf(() => readEstimator(unfitted));
    expect(code).toBe("ESTIMATOR_INVALID");
    expect(message).toContain("not fitted");
  });

  it("is not read again and again where one text stands for many models", () => {
    const trees = Array.from({ length: 2000 }, () => stump(1, 2));
    const bytes = modelBytes({ trees });
    const text = [...bytes].map((byte) => String.fromCharCode(byte)).join("");
    const members = Array.from({ length: 40 }, (_, i) => new PyTuple([`m${i}`, holding(text)]));
    const voting = new PyObject(new PyGlobal("sklearn.pipeline", "Pipeline", 0), [], 0);
    voting.state = new Map<PyValue, PyValue>([["steps", members]]);
    const limits = { ...defaultLimits, memoryBytes: 64 * 50_000 };
    expect(codeOf(() => readEstimator(voting, { limits }))).toBe("LIMIT_EXCEEDED");
  });

  it("shows parameters only", () => {
    const held = { wrapper: { max_depth: 3, best_iteration: 5, best_score: new PyFloat(1) } };
    expect([...regressor(three, held).params.keys()]).toEqual(["missing", "max_depth"]);
  });

  it("hints at the range of thresholds", () => {
    expect(regressor(three).hints()).toEqual([{ low: 0, high: 1, typical: 1, integer: true }, {}]);
  });
});

function holding(handle: PyValue): PyObject {
  const booster = boosterOf(new Uint8Array(0));
  booster.state = new Map([["handle", handle]]);
  return booster;
}

function errorOf(run: () => unknown): PicklejarError {
  try {
    run();
  } catch (error) {
    if (error instanceof PicklejarError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

function codeOf(run: () => unknown): string {
  return errorOf(run).code;
}
