import { describe, expect, it } from "vitest";
import { builtGlobal } from "../../src/objects/built-globals.ts";

describe("builtGlobal", () => {
  it("knows a builder, a name that is never called, and nothing else", () => {
    expect(builtGlobal("numpy", "dtype")).toBeTypeOf("function");
    expect(builtGlobal("numpy", "ndarray")).toBeNull();
    expect(builtGlobal("numpy", "ndarrays")).toBeUndefined();
  });

  it.each([
    ["", "numpy.dtype"],
    ["numpy.core", "multiarray._reconstruct"],
    ["numpy.core.multiarray.", "_reconstruct"],
    ["numpy", "Dtype"],
    ["NUMPY", "dtype"],
    ["numpy ", "dtype"],
    ["numpy", "dtype\0"],
    ["__proto__", "constructor"],
    ["Object", "prototype"],
  ])("takes the exact pair only: %j and %j", (module, name) => {
    expect(builtGlobal(module, name)).toBeUndefined();
  });

  it("answers a hundred thousand questions in a moment", () => {
    const began = performance.now();
    for (let i = 0; i < 100_000; i++) builtGlobal("numpy.core.multiarray", `x${i % 7}`);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
