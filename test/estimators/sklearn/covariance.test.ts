import { describe, expect, it } from "vitest";
import type { PyValue } from "../../../src/objects/values.ts";
import { readChanged, refusalOf } from "../damage.ts";
import { floats } from "../golden-objects.ts";

const file = "covariance/1.9.0.json";

describe("readEllipticEnvelope", () => {
  const refusal = (changes: Record<string, PyValue | undefined>, name = "default") =>
    refusalOf(file, name, changes);

  it("refuses a middle and spreads that do not belong together", () => {
    expect(refusal({ location_: floats([2], [0, 0]) })).toBe("ESTIMATOR_INVALID precision_");
    expect(refusal({ location_: floats([0], []) })).toBe("ESTIMATOR_INVALID location_");
    expect(refusal({ offset_: Number.NaN })).toBe("ESTIMATOR_INVALID offset_");
    expect(refusal({ n_features_in_: 2 })).toBe("ESTIMATOR_INVALID n_features_in_");
  });

  it("undoes what can be undone of covariances without an inverse", () => {
    const flat = readChanged(file, "without precision", {
      location_: floats([3], [0, 0, 0]),
      covariance_: floats([3, 3], [4, 0, 0, 0, 1, 1, 0, 1, 1]),
    });
    const data = Float64Array.of(2, 3, 1);
    const answer = flat.scoreSamples?.({ kind: "dense", rows: 1, columns: 3, data });
    expect(answer?.data[0]).toBeCloseTo(-(1 + 4), 12);
  });

  it("compares with a threshold in files of until 0.19", () => {
    const old = readChanged(file, "default", {
      _sklearn_version: "0.19.0",
      offset_: undefined,
      threshold_: 3,
      location_: floats([3], [0, 0, 0]),
      precision_: floats([3, 3], [1, 0, 0, 0, 1, 0, 0, 0, 1]),
    });
    const data = Float64Array.of(1, 1, 0, 1, 1, 2);
    const rows = { kind: "dense", rows: 2, columns: 3, data } as const;
    expect(old.predict?.(rows).data).toEqual([1, -1]);
    const [near, far] = old.decisionFunction?.(rows).data ?? [];
    expect(near).toBeCloseTo(3 ** 0.33 - 2 ** 0.33, 12);
    expect(far).toBeCloseTo(3 ** 0.33 - 6 ** 0.33, 12);
    expect(old.scoreSamples).toBeUndefined();
  });
});
