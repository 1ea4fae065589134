// The names of transformed columns against scikit-learn's own, for every golden transformer that has any.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Estimator } from "../../src/estimators/estimator.ts";
import { inputNames, numberedNames, withOutputNames } from "../../src/estimators/output-names.ts";
import { readEstimator } from "../../src/estimators/read-estimator.ts";
import { errorOf } from "../objects/errors-of.ts";
import { loadGolden } from "./golden-files.ts";

interface NamedCase {
  /** The first names; null where scikit-learn has none. */
  readonly own: readonly string[] | null;
  readonly count: number | null;
  /** Names of the columns that come in, and the first of those that go out. */
  /** What the last step of a pipeline takes. */
  readonly prepared?: readonly string[];
  readonly given?: readonly [readonly string[], readonly string[] | null];
}

const folder = join(import.meta.dirname, "../fixtures/feature-names");

describe.each(["1.2.1", "1.4.2", "1.9.0"])("outputNames of %s", (version) => {
  const { families } = JSON.parse(readFileSync(join(folder, `${version}.json`), "utf8")) as {
    families: Readonly<Record<string, Readonly<Record<string, NamedCase>>>>;
  };

  it.each(Object.keys(families))("calls columns as scikit-learn does: %s", (family) => {
    const { estimators } = loadGolden(`${family}/${version}.json`);
    for (const [name, { own, count, given, prepared }] of Object.entries(families[family] ?? {})) {
      const estimator = readEstimator(estimators.get(name) ?? null);
      if (prepared !== undefined) {
        expect(estimator.prepared?.names(null), name).toEqual(prepared);
        expect(estimator.prepared?.width, name).toBe(prepared.length);
      }
      const { transform, transformWidth = count } = estimator;
      // Without `transform` there is nothing to name, and scikit-learn does not always count right.
      if (transform === undefined || transformWidth !== count) continue;
      if (own !== null) {
        const names = namesOf(estimator, null);
        expect(names?.slice(0, own.length), name).toEqual(own);
        expect(names, name).toHaveLength(count ?? 0);
      }
      const [before, after = null] = given ?? [];
      if (after === null || before === undefined) continue;
      expect(namesOf(estimator, before)?.slice(0, after.length), name).toEqual(after);
    }
  });
});

function namesOf(estimator: Estimator, given: readonly string[] | null) {
  return estimator.outputNames?.(given);
}

describe("inputNames", () => {
  const rule = (width: number | null, names: readonly string[] | null) => ({
    className: "Scaler",
    inputs: { kind: "numbers", width, names, allowsMissing: false } as const,
  });

  it("are those of training, or numbers", () => {
    expect(inputNames(null, rule(2, ["a", "b"]))).toEqual(["a", "b"]);
    expect(inputNames(null, rule(2, null))).toEqual(["x0", "x1"]);
    expect(inputNames(["c", "d"], rule(2, null))).toEqual(["c", "d"]);
    expect(inputNames(["c", "d"], rule(null, null))).toEqual(["c", "d"]);
  });

  it("must be those of training where there were any", () => {
    const call = (given: string[] | null, width: number | null, names: string[] | null) =>
      errorOf(() => inputNames(given, rule(width, names))).code;
    expect(call(["b", "a"], 2, ["a", "b"])).toBe("INPUT_KIND");
    expect(call(["a"], 2, ["a", "b"])).toBe("INPUT_WIDTH");
    expect(call(["a"], 2, null)).toBe("INPUT_WIDTH");
    expect(call(null, null, null)).toBe("INPUT_KIND");
    expect(errorOf(() => numberedNames(rule(2, null), 1)(["a"])).code).toBe("INPUT_WIDTH");
  });
});

describe("withOutputNames", () => {
  it("leaves alone what has no columns or no scheme", () => {
    const { estimators } = loadGolden("encoders/1.9.0.json");
    const encoder = readEstimator(estimators.get("OneHotEncoder texts") ?? null);
    expect(withOutputNames(encoder, "same")).toBe(encoder);
    const { outputNames, transform, ...rest } = encoder;
    expect(withOutputNames(rest, "numbered")).toBe(rest);
    const plain = { ...rest, ...(transform && { transform }) };
    expect(withOutputNames(plain, undefined)).toBe(plain);
    expect(withOutputNames(plain, "same").outputNames?.(null)).toEqual(["x0", "x1"]);
    expect(outputNames?.(null)[0]).toBe("x0_blue");
  });
});
