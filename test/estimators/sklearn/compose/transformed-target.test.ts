import { describe, expect, it } from "vitest";
import { PyGlobal, PyObject, type PyValue } from "../../../../src/objects/values.ts";
import { damageError, readChanged, refusalOf } from "../../damage.ts";
import { goldenObject, stateOf } from "../../golden-objects.ts";

const file = "transformed-target/1.9.0.json";

describe("readTransformedTarget", () => {
  const refusal = (changes: Record<string, PyValue | undefined>) =>
    refusalOf(file, "StandardScaler", changes);

  it("refuses a regressor that is none", () => {
    const classifier = goldenObject("linear-model/1.9.0.json", "LogisticRegression two");
    expect(refusal({ regressor_: classifier })).toBe("ESTIMATOR_INVALID ");
    const scaler = goldenObject("preprocessing/1.9.0.json", "StandardScaler default");
    expect(refusal({ regressor_: scaler })).toBe("ESTIMATOR_INVALID ");
    expect(refusal({ regressor_: undefined })).toBe("ESTIMATOR_INVALID regressor_");
  });

  it("refuses a transformer of another width, naming both", () => {
    const scaler = goldenObject("preprocessing/1.9.0.json", "StandardScaler default");
    const error = damageError(file, "StandardScaler", { transformer_: scaler });
    expect(error.code).toBe("ESTIMATOR_INVALID");
    expect(error.details).toMatchObject({ where: "transformer_", expected: "one of 1 columns" });
  });

  it("refuses a transformer that cannot go back", () => {
    const search = goldenObject(file, "in a search");
    expect(refusal({ transformer_: search })).toBe("ESTIMATOR_INVALID ");
  });

  it("names a function that is not known, with its module", () => {
    const functions = stateOf(goldenObject(file, "log")).get("transformer_");
    if (!(functions instanceof PyObject)) throw new Error("no transformer");
    stateOf(functions).set("inverse_func", new PyGlobal("numpy", "frombuffer", 0));
    const error = damageError(file, "log", { transformer_: functions });
    expect(error.code).toBe("ESTIMATOR_UNSUPPORTED");
    expect(error.details["className"]).toContain("numpy.frombuffer");
  });

  it("takes the dimension of the target for one where a file does not tell", () => {
    const model = readChanged(file, "StandardScaler", { _training_dim: undefined });
    const row = { kind: "dense", rows: 1, columns: 3, data: Float64Array.of(1, 2, 3) } as const;
    expect(model.predict?.(row).shape).toEqual([1]);
    expect(refusal({ _training_dim: 3 })).toBe("ESTIMATOR_INVALID _training_dim");
  });
});
