import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../../../src/errors.ts";
import { PyTuple, type PyValue } from "../../../../src/objects/values.ts";
import { readChanged, refusalOf } from "../../damage.ts";

const file = "transformers/1.9.0.json";
const name = "PolynomialFeatures default";

describe("readPolynomialFeatures", () => {
  const refusal = (changes: Record<string, PyValue | undefined>) => refusalOf(file, name, changes);

  it("refuses more than ten million terms at once, whatever the degree", () => {
    const started = performance.now();
    const bomb = { n_output_features_: undefined, _max_degree: undefined };
    expect(refusal({ ...bomb, degree: 400 })).toBe("ESTIMATOR_INVALID degree");
    expect(refusal({ ...bomb, degree: 2 ** 31 })).toBe("ESTIMATOR_INVALID degree");
    expect(refusal({ _max_degree: 2 ** 30, n_output_features_: undefined })).toBe(
      "ESTIMATOR_INVALID degree",
    );
    const many = { n_features_in_: 5000, interaction_only: true };
    expect(refusal({ ...bomb, ...many, degree: 3 })).toBe("ESTIMATOR_INVALID degree");
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it("takes a degree beyond all features, where none is multiplied with itself", () => {
    const changes = { interaction_only: true, _max_degree: 2 ** 30, n_output_features_: 16 };
    expect(readChanged(file, name, changes).transformWidth).toBe(16);
  });

  it("refuses degrees that are none, and another number of terms than the file says", () => {
    const bare = { _max_degree: undefined, n_output_features_: undefined };
    expect(refusal({ ...bare, degree: -1 })).toBe("ESTIMATOR_INVALID degree");
    expect(refusal({ ...bare, degree: 1.5 })).toBe("ESTIMATOR_INVALID degree");
    expect(refusal({ ...bare, degree: new PyTuple([3, 2]) })).toBe("ESTIMATOR_INVALID degree");
    expect(refusal({ ...bare, degree: "two" })).toBe("ESTIMATOR_INVALID degree");
    expect(refusal({ n_output_features_: 14 })).toBe("ESTIMATOR_INVALID n_output_features_");
    expect(refusal({ n_features_in_: undefined })).toBe("ESTIMATOR_INVALID n_features_in_");
  });

  it("reads the names of older versions", () => {
    const changes = {
      n_features_in_: undefined,
      n_input_features_: 2,
      _min_degree: undefined,
      _max_degree: undefined,
      n_output_features_: 6,
      _sklearn_version: "0.19.1",
    };
    const estimator = readChanged(file, name, changes);
    const data = Float64Array.of(2, 3);
    const answer = estimator.transform?.({ kind: "dense", data, rows: 1, columns: 2 });
    expect(answer).toMatchObject({ shape: [1, 6], data: Float64Array.of(1, 2, 3, 4, 6, 9) });
  });

  it("refuses rows whose terms together do not fit into memory", () => {
    const changes = { _max_degree: 60, degree: 60, n_output_features_: undefined };
    const { transform, transformWidth } = readChanged(file, name, changes);
    expect(transformWidth).toBe(635376);
    const data = new Float64Array(4000);
    const run = () => transform?.({ kind: "dense", data, rows: 1000, columns: 4 });
    expect(run).toThrow(PicklejarError);
    expect(codeOf(run)).toBe("INPUT_ROWS");
  });
});

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof PicklejarError) return error.code;
  }
  return "no error";
}
