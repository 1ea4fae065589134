import { describe, expect, it } from "vitest";
import { namedFunction } from "../../src/estimators/numpy-functions.ts";
import { PyFloat, PyGlobal, type PyValue } from "../../src/objects/values.ts";

const named = (path: string, options: readonly [PyValue, PyValue][] | null = null) => {
  const dot = path.lastIndexOf(".");
  const value = new PyGlobal(path.slice(0, dot), path.slice(dot + 1), 0);
  return namedFunction(value, options && new Map(options));
};

describe("namedFunction", () => {
  it("knows numpy's and scipy's functions in the modules of all versions", () => {
    for (const module of ["numpy", "numpy.core.umath", "numpy._core._multiarray_umath"]) {
      expect(named(`${module}.sqrt`)?.(9)).toBe(3);
    }
    for (const module of ["scipy.special", "scipy.special._ufuncs"]) {
      expect(named(`${module}.expit`)?.(0)).toBe(0.5);
    }
  });

  it("knows no others", () => {
    expect(named("os.sqrt")).toBeUndefined();
    expect(named("numpy.random.sqrt")).toBeUndefined();
    expect(named("numpy.constructor")).toBeUndefined();
    expect(named("scipy.special.sqrt")).toBeUndefined();
    expect(namedFunction("sqrt", null)).toBeUndefined();
  });

  it("rounds halves to the even neighbour, to any decimals", () => {
    const round = named("numpy.round", []);
    expect([0.5, 1.5, 2.5, -0.5, -1.5, 2.4].map((x) => round?.(x))).toEqual([0, 2, 2, -0, -2, 2]);
    expect(named("numpy.around", [["decimals", 2]])?.(1.239)).toBe(1.24);
    expect(named("numpy.around", [["decimals", -2]])?.(1250)).toBe(1200);
  });

  it("takes options of functions that have them", () => {
    const clip = named("numpy.clip", [
      ["a_min", null],
      ["a_max", new PyFloat(1.5)],
    ]);
    expect([clip?.(-9), clip?.(9), clip?.(Number.NaN)]).toEqual([-9, 1.5, Number.NaN]);
    expect(named("numpy.nan_to_num", [["nan", 7]])?.(Number.NaN)).toBe(7);
    expect(named("numpy.nan_to_num")?.(Infinity)).toBe(Number.MAX_VALUE);
  });

  it("takes no options that it does not know", () => {
    expect(named("numpy.clip", [["a_min", "low"]])).toBeUndefined();
    expect(named("numpy.clip", [["out", 1]])).toBeUndefined();
    expect(named("numpy.clip", [[1, 1]])).toBeUndefined();
    expect(named("numpy.round", [["decimals", new PyFloat(0.5)]])).toBeUndefined();
    expect(named("numpy.log", [["where", true]])).toBeUndefined();
    expect(named("scipy.special.expit", [["out", 1]])).toBeUndefined();
    expect(namedFunction(new PyGlobal("numpy", "log", 0), [])).toBeUndefined();
  });
});
