import { describe, expect, it } from "vitest";
import { type ErrorCode, PicklejarError } from "../../src/errors.ts";
import { estimatorReader } from "../../src/estimators/estimator-reader.ts";
import { everyReader, readEstimator, servedClasses } from "../../src/estimators/read-estimator.ts";
import { defaultLimits, type Limits } from "../../src/limits.ts";
import { parseDtype } from "../../src/objects/dtype.ts";
import { knownName } from "../../src/objects/names.ts";
import { NdArray } from "../../src/objects/ndarray.ts";
import { PyFloat, PyGlobal, PyObject, PyTuple, type PyValue } from "../../src/objects/values.ts";
import { damageNode, damageValues, floats, goldenObject, stateOf } from "./golden-objects.ts";

describe("readEstimator", () => {
  it("refuses a value that is no estimator, saying what it is", () => {
    expect(errorOf([1, 2])).toMatchObject({
      code: "MODEL_NOT_AN_ESTIMATOR",
      details: { what: "a list" },
    });
    expect(errorOf(null).code).toBe("MODEL_NOT_AN_ESTIMATOR");
    expect(errorOf(record("builtins", "dict", {})).code).toBe("MODEL_NOT_AN_ESTIMATOR");
  });

  it("names a class that is known but not served", () => {
    const error = errorOf(record("catboost.core", "CatBoostClassifier", {}));
    expect(error).toMatchObject({
      code: "ESTIMATOR_UNSUPPORTED",
      details: { className: "catboost.CatBoostClassifier" },
    });
  });

  it("names a part that is not served, with its place", () => {
    const pipeline = goldenObject("pipeline/1.9.0.json", "scaler and classifier");
    const unserved = record("catboost.core", "CatBoostClassifier", {});
    stateOf(pipeline).set("steps", [new PyTuple(["a", unserved])]);
    expect(errorOf(pipeline).details).toMatchObject({ where: "steps[0]" });
  });

  it("says that an estimator is not fitted", () => {
    const error = errorOf(record("sklearn.linear_model._base", "LinearRegression", {}));
    expect(error).toMatchObject({
      code: "ESTIMATOR_INVALID",
      details: { className: "LinearRegression", where: "coef_" },
    });
    expect(error.details["reason"]).toContain("not fitted");
  });

  it("serves classes under names that the table of names knows", () => {
    expect(servedClasses().length).toBeGreaterThan(10);
    for (const path of servedClasses()) {
      const dot = path.lastIndexOf(".");
      const known = knownName(path.slice(0, dot), path.slice(dot + 1));
      expect(known, path).toMatchObject({ kind: "estimator", publicPath: path });
    }
  });

  it("refuses a pipeline that holds itself", () => {
    const pipeline = goldenObject("pipeline/1.9.0.json", "transformers");
    stateOf(pipeline).set("steps", [new PyTuple(["self", pipeline])]);
    expect(errorOf(pipeline)).toMatchObject({ code: "ESTIMATOR_INVALID" });
  });

  it("refuses estimators nested deeper than the limit", () => {
    const limits = { ...defaultLimits, estimatorDepth: 5 };
    expect(readEstimator(nestedPipelines(4)).className).toBe("Pipeline");
    expect(errorOf(nestedPipelines(5), limits)).toMatchObject({
      code: "LIMIT_EXCEEDED",
      details: { limit: "estimatorDepth", value: 5 },
    });
    expect(errorOf(nestedPipelines(64)).code).toBe("LIMIT_EXCEEDED");
  });

  it("counts what numbers take that the file holds in fewer bytes", () => {
    const object = goldenObject("linear-model/1.9.0.json", "LinearRegression vector");
    const data = new Uint8Array(4);
    const narrow = NdArray.from({ dtype: parseDtype("|u1", 0), shape: [4], data, offset: 0 });
    stateOf(object).set("coef_", narrow);
    const within = (memoryBytes: number): Limits => ({ ...defaultLimits, memoryBytes });
    expect(readEstimator(object, { limits: within(32) }).className).toBe("LinearRegression");
    expect(errorOf(object, within(31))).toMatchObject({
      code: "LIMIT_EXCEEDED",
      details: { limit: "memoryBytes" },
    });
  });

  it("refuses a pipeline whose shared steps would unfold to a giant", () => {
    let step: PyValue = goldenObject("pipeline/1.9.0.json", "transformers");
    for (let i = 0; i < 40; i++) step = pipelineOf([step, step]);
    const limits = { ...defaultLimits, memoryBytes: 640_000 };
    expect(errorOf(step, limits)).toMatchObject({
      code: "LIMIT_EXCEEDED",
      details: { limit: "memoryBytes" },
    });
  });
});

describe("estimatorReader", () => {
  it("makes each estimator once, and all of them within the same budgets", () => {
    const shared = goldenObject("pipeline/1.9.0.json", "transformers");
    const limits = { ...defaultLimits, memoryBytes: 20_000, objects: 500 };
    const read = estimatorReader(everyReader, { limits });
    expect(read(shared)).toBe(read(shared));
    const readAll = () => {
      for (let i = 0; i < 1000; i++) read(pipelineOf([shared]));
    };
    expect(readAll).toThrow("Reading stopped at the limit");
  });
});

describe("readEstimator of a damaged linear model", () => {
  const damage = (name: string, value: PyValue): PicklejarError => {
    const object = goldenObject("linear-model/1.9.0.json", "LogisticRegression three");
    stateOf(object).set(name, value);
    return errorOf(object);
  };

  it("refuses coefficients of another width than n_features_in_, with both numbers", () => {
    expect(damage("n_features_in_", 7)).toMatchObject({
      code: "ESTIMATOR_INVALID",
      details: { where: "n_features_in_", expected: "4 features", got: "7" },
    });
  });

  it("refuses coefficients for another number of classes", () => {
    expect(damage("coef_", floats([2, 4], [1, 2, 3, 4, 5, 6, 7, 8])).code).toBe(
      "ESTIMATOR_INVALID",
    );
    expect(damage("coef_", floats([4], [1, 2, 3, 4])).code).toBe("ESTIMATOR_INVALID");
  });

  it("refuses intercepts for another number of classes", () => {
    expect(damage("intercept_", floats([2], [1, 2])).details).toMatchObject({
      where: "intercept_",
    });
  });

  it("refuses coefficients that are not finite numbers", () => {
    const numbers = [1, 2, 3, 4, 5, Number.NaN, 7, 8, 9, 10, 11, 12];
    expect(damage("coef_", floats([3, 4], numbers)).details).toMatchObject({ got: "NaN" });
    expect(damage("coef_", "text").details).toMatchObject({ expected: "numbers", got: "text" });
  });

  it("refuses names for another number of features", () => {
    expect(damage("feature_names_in_", ["a", "b"]).code).toBe("ESTIMATOR_INVALID");
  });
});

describe("readEstimator of a damaged tree", () => {
  const damage = (change: (tree: PyValue | undefined) => void): PicklejarError => {
    const object = goldenObject("tree/1.9.0.json", "DecisionTreeClassifier entropy");
    change(stateOf(object).get("tree_"));
    return errorOf(object);
  };

  it("refuses children outside of the tree", () => {
    const error = damage((tree) => damageNode(tree, 0, "left_child", 100_000));
    expect(error).toMatchObject({ code: "ESTIMATOR_INVALID" });
    expect(damage((tree) => damageNode(tree, 0, "right_child", -5)).code).toBe("ESTIMATOR_INVALID");
    expect(damage((tree) => damageNode(tree, 0, "right_child", -1)).code).toBe("ESTIMATOR_INVALID");
  });

  it("refuses cycles and nodes with two parents", () => {
    expect(damage((tree) => damageNode(tree, 1, "left_child", 0)).code).toBe("ESTIMATOR_INVALID");
    expect(damage((tree) => damageNode(tree, 1, "left_child", 1)).code).toBe("ESTIMATOR_INVALID");
    expect(damage((tree) => damageNode(tree, 0, "right_child", 2)).code).toBe("ESTIMATOR_INVALID");
    expect(damage((tree) => damageNode(tree, 0, "left_child", 2)).code).toBe("ESTIMATOR_INVALID");
  });

  it("refuses nodes that no path reaches", () => {
    const error = damage((tree) => {
      damageNode(tree, 0, "left_child", -1);
      damageNode(tree, 0, "right_child", -1);
    });
    expect(error.code).toBe("ESTIMATOR_INVALID");
  });

  it("refuses features that the model does not have", () => {
    expect(damage((tree) => damageNode(tree, 0, "feature", 4)).code).toBe("ESTIMATOR_INVALID");
    expect(damage((tree) => damageNode(tree, 0, "feature", -2)).code).toBe("ESTIMATOR_INVALID");
  });

  it("refuses thresholds and values that are not numbers", () => {
    expect(damage((tree) => damageNode(tree, 0, "threshold", Number.NaN)).code).toBe(
      "ESTIMATOR_INVALID",
    );
    expect(damage((tree) => damageValues(tree, Infinity)).code).toBe("ESTIMATOR_INVALID");
  });

  it("takes infinite thresholds, which part the missing from the rest", () => {
    const object = goldenObject("tree/1.9.0.json", "DecisionTreeClassifier entropy");
    damageNode(stateOf(object).get("tree_"), 0, "threshold", Infinity);
    expect(readEstimator(object).className).toBe("DecisionTreeClassifier");
  });

  it("refuses labels for another number of classes", () => {
    const object = goldenObject("tree/1.9.0.json", "DecisionTreeClassifier entropy");
    stateOf(object).set("classes_", floats([2], [0, 1]));
    expect(errorOf(object).details).toMatchObject({ where: "classes_" });
  });

  it("refuses a tree of another width than the estimator", () => {
    const object = goldenObject("tree/1.9.0.json", "DecisionTreeClassifier entropy");
    stateOf(object).set("n_features_in_", 3);
    expect(errorOf(object)).toMatchObject({
      code: "ESTIMATOR_INVALID",
      details: { where: "n_features_in_", expected: "4 features", got: "3" },
    });
  });
});

describe("readEstimator of a damaged forest", () => {
  const forest = () => goldenObject("ensemble/1.9.0.json", "RandomForestClassifier two");
  const treesOf = (object: PyObject) => stateOf(object).get("estimators_") as PyValue[];

  it("says the place of the broken tree", () => {
    const object = forest();
    const third = treesOf(object)[3];
    if (!(third instanceof PyObject)) throw new Error("no tree");
    damageNode(stateOf(third).get("tree_"), 0, "feature", 99);
    expect(errorOf(object)).toMatchObject({
      code: "ESTIMATOR_INVALID",
      details: { where: "estimators_[3]" },
    });
  });

  it("refuses a forest without trees", () => {
    const object = forest();
    stateOf(object).set("estimators_", []);
    expect(errorOf(object).code).toBe("ESTIMATOR_INVALID");
  });

  it("refuses trees that count other classes or features", () => {
    const object = forest();
    const other = goldenObject("ensemble/1.9.0.json", "RandomForestClassifier three strings");
    treesOf(object)[1] = treesOf(other)[0] ?? null;
    expect(errorOf(object).code).toBe("ESTIMATOR_INVALID");
  });

  it("refuses a member that is no tree", () => {
    const object = forest();
    treesOf(object)[1] = new PyFloat(3);
    expect(errorOf(object).code).toBe("ESTIMATOR_INVALID");
  });

  it("counts a tree that is named again and again", () => {
    const object = forest();
    const [tree = null] = treesOf(object);
    stateOf(object).set("estimators_", new Array(5000).fill(tree));
    const limits = { ...defaultLimits, memoryBytes: 640_000 };
    expect(errorOf(object, limits)).toMatchObject({ details: { limit: "memoryBytes" } });
  });
});

describe("readEstimator of a pipeline", () => {
  it("refuses steps whose widths do not fit", () => {
    const object = goldenObject("pipeline/1.9.0.json", "scaler and classifier");
    const wide = goldenObject("linear-model/1.9.0.json", "LogisticRegression three");
    const steps = stateOf(object).get("steps") as PyValue[];
    steps[1] = new PyTuple(["wide", wide]);
    expect(errorOf(object)).toMatchObject({
      code: "ESTIMATOR_INVALID",
      details: { where: "steps[1]" },
    });
  });

  it("refuses a step inside that cannot transform", () => {
    const object = goldenObject("pipeline/1.9.0.json", "scaler and classifier");
    const steps = stateOf(object).get("steps") as PyValue[];
    steps.reverse();
    expect(errorOf(object).code).toBe("ESTIMATOR_INVALID");
  });

  it("refuses a pipeline without steps", () => {
    expect(errorOf(pipelineOf([])).code).toBe("ESTIMATOR_INVALID");
  });

  it("shows its steps by name", () => {
    const object = goldenObject("pipeline/1.9.0.json", "scaler and classifier");
    const { children, role, classes } = readEstimator(object);
    expect(children.map(({ name, estimator }) => [name, estimator.className])).toEqual([
      ["standardscaler", "StandardScaler"],
      ["logisticregression", "LogisticRegression"],
    ]);
    expect(role).toBe("classifier");
    expect(classes?.[0]?.values).toEqual(["high", "low", "middle"]);
  });
});

function record(module: string, name: string, state: Record<string, PyValue>): PyObject {
  const object = new PyObject(new PyGlobal(module, name, 0), [], 0);
  object.state = new Map(Object.entries(state));
  return object;
}

function pipelineOf(steps: readonly PyValue[]): PyObject {
  const named = steps.map((step, i) => new PyTuple([`step${i}`, step]));
  return record("sklearn.pipeline", "Pipeline", { steps: named });
}

/** A scaler in `depth` pipelines. */
function nestedPipelines(depth: number): PyValue {
  let inner: PyValue = goldenObject("preprocessing/1.9.0.json", "StandardScaler default");
  for (let i = 0; i < depth; i++) inner = pipelineOf([inner]);
  return inner;
}

function errorOf(value: PyValue, limits: Limits = defaultLimits): PicklejarError {
  try {
    readEstimator(value, { limits });
  } catch (error) {
    if (error instanceof PicklejarError) return error;
    throw error;
  }
  return new PicklejarError("INTERNAL" satisfies ErrorCode);
}
