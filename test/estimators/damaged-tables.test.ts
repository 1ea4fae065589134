import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import { readEstimator } from "../../src/estimators/read-estimator.ts";
import type { Samples, Table } from "../../src/estimators/samples.ts";
import { PyTuple, type PyValue } from "../../src/objects/values.ts";
import { floats, goldenObject, stateOf } from "./golden-objects.ts";

describe("readEstimator of a damaged encoder", () => {
  const damage = (estimator: string, name: string, value: PyValue): string => {
    const object = goldenObject("encoders/1.9.0.json", estimator);
    stateOf(object).set(name, value);
    return codeOf(() => readEstimator(object));
  };

  it("refuses a dropped category that does not exist", () => {
    for (const drops of [[0, 7], [0], [-1, 0], ["a", 0]]) {
      const code = damage("OneHotEncoder drop first", "_drop_idx_after_grouping", drops);
      expect(code).toBe("ESTIMATOR_INVALID");
    }
  });

  it("refuses groups of rare categories that lead outside", () => {
    const name = "_default_to_infrequent_mappings";
    for (const groups of [
      [0, 1, 2, 4],
      [0, 1, 1, 99],
      [0, 1, 1, 0.5],
      [0, 1],
    ]) {
      const mapping = [floats([groups.length], groups), null, null];
      expect(damage("OneHotEncoder rare", name, mapping)).toBe("ESTIMATOR_INVALID");
    }
    expect(damage("OneHotEncoder rare", name, [null])).toBe("ESTIMATOR_INVALID");
  });

  it("refuses a missing category that does not exist", () => {
    expect(damage("OrdinalEncoder holes", "_missing_indices", new Map([[0, 40]]))).toBe(
      "ESTIMATOR_INVALID",
    );
  });

  it("refuses an unknown way with unknown categories", () => {
    expect(damage("OneHotEncoder texts", "handle_unknown", "guess")).toBe("ESTIMATOR_INVALID");
  });
});

describe("readEstimator of a damaged ColumnTransformer", () => {
  const parts = (
    change: (entries: PyValue[], positions: Map<PyValue, PyValue>) => void,
  ): string => {
    const object = goldenObject("compose/1.9.0.json", "ColumnTransformer names");
    const entries = stateOf(object).get("transformers_") as PyValue[];
    const positions = stateOf(object).get("_transformer_to_input_indices");
    change(entries, positions as Map<PyValue, PyValue>);
    return codeOf(() => readEstimator(object));
  };

  it("refuses columns outside of the table", () => {
    expect(parts((_, positions) => positions.set("scaled", [0, 5]))).toBe("ESTIMATOR_INVALID");
    expect(parts((_, positions) => positions.set("scaled", [0, -6]))).toBe("ESTIMATOR_INVALID");
    const named = (entries: PyValue[], positions: Map<PyValue, PyValue>) => {
      positions.clear();
      const [name = null, transformer = null] = (entries[0] as PyTuple).items;
      entries[0] = new PyTuple([name, transformer, ["age", "wage"]]);
    };
    expect(parts(named)).toBe("ESTIMATOR_INVALID");
  });

  it("refuses a part that takes another number of columns", () => {
    expect(parts((_, positions) => positions.set("scaled", [0]))).toBe("ESTIMATOR_INVALID");
  });

  it("refuses entries of other forms and parts that cannot transform", () => {
    expect(parts((entries) => entries.push("drop"))).toBe("ESTIMATOR_INVALID");
    const classifier = goldenObject("linear-model/1.9.0.json", "LogisticRegression two");
    const four = new PyTuple(["classifier", classifier, [0, 1, 2, 4]]);
    expect(parts((entries) => entries.push(four))).toBe("ESTIMATOR_INVALID");
  });

  it("says which columns it misses, and takes others between them", () => {
    const transformer = readEstimator(
      goldenObject("compose/1.9.0.json", "ColumnTransformer names"),
    );
    const table = (names: readonly string[]): Table => ({
      kind: "table",
      rows: 1,
      columns: names.map((name) => ({
        name,
        values: name === "colour" ? ["red"] : [name === "size" ? "S" : 1],
      })),
    });
    const ask = (names: readonly string[]) =>
      codeOf(() => transformer.transform?.(table(names) satisfies Samples));
    expect(ask(["age", "colour", "income", "size"])).toBe("no error");
    expect(ask(["size", "x", "income", "colour", "y", "age"])).toBe("no error");
    expect(ask(["age", "colour", "size"])).toBe("INPUT_KIND");
  });
});

describe("readEstimator of other functions", () => {
  it("names a function that is not numpy's", () => {
    const object = goldenObject("compose/1.9.0.json", "FunctionTransformer log1p");
    stateOf(object).set("kw_args", new Map([["where", true]]));
    expect(codeOf(() => readEstimator(object))).toBe("ESTIMATOR_UNSUPPORTED");
    stateOf(object).set("func", "numpy.log1p");
    expect(codeOf(() => readEstimator(object))).toBe("ESTIMATOR_UNSUPPORTED");
  });

  it("refuses an imputer whose indicator names columns outside", () => {
    const object = goldenObject("impute/1.9.0.json", "SimpleImputer indicator");
    const indicator = stateOf(object).get("indicator_");
    stateOf(indicator as ReturnType<typeof goldenObject>).set("features_", floats([1], [3]));
    expect(codeOf(() => readEstimator(object))).toBe("ESTIMATOR_INVALID");
  });
});

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof PicklejarError) return error.code;
    throw error;
  }
  return "no error";
}
