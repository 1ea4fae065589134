import { describe, expect, it } from "vitest";
import type { InputHint } from "../../src/estimators/estimator.ts";
import { numberGuide } from "../../src/signature/ranges.ts";

describe("numberGuide", () => {
  const cases: readonly [InputHint, boolean, object][] = [
    [
      { low: 38.2764, high: 261.33, typical: 147.8 },
      false,
      { usual: { low: 40, high: 260 }, step: 2, example: 150 },
    ],
    [
      { low: 0.03, high: 0.21, typical: 0.1043 },
      false,
      { usual: { low: 0.03, high: 0.21 }, step: 0.001, example: 0.1 },
    ],
    [
      { low: 17, high: 90, typical: 38.6 },
      true,
      { usual: { low: 17, high: 90 }, step: 1, example: 39 },
    ],
    [{ low: 0, high: 1, typical: 0.3 }, true, { usual: { low: 0, high: 1 }, step: 1, example: 0 }],
    [{ low: -2, high: 2 }, false, { usual: { low: -2, high: 2 }, step: 0.02, example: 0 }],
    [
      { low: 1e6, high: 1e6 + 1, typical: 1e6 + 0.52 },
      false,
      { usual: { low: 1e6, high: 1e6 + 1 }, step: 0.01, example: 1e6 + 0.5 },
    ],
    [
      { low: 1e-9, high: 3e-9 },
      false,
      { usual: { low: 1e-9, high: 3e-9 }, step: 1e-11, example: 2e-9 },
    ],
    [
      { low: 10, high: 20, typical: 400 },
      false,
      { usual: { low: 10, high: 20 }, step: 0.1, example: 20 },
    ],
    [{ low: 5, high: 5 }, false, { example: 5 }],
    [{ typical: 147.8342 }, false, { example: 148 }],
    [{}, false, { example: 0 }],
    [{}, true, { step: 1, example: 0 }],
    [{ low: 9, high: 2, typical: 3 }, false, { example: 3 }],
    [{ low: -1e308, high: 1e308 }, false, { example: 0 }],
    [{ low: 5e-324, high: 1e-323 }, false, { example: 0 }],
    [{ low: Number.NEGATIVE_INFINITY, high: Number.NaN, typical: "x" }, false, { example: 0 }],
  ];
  it.each(cases)("makes round numbers of %j (whole: %s)", (hint, whole, expected) => {
    expect(numberGuide(hint, whole)).toEqual(expected);
  });
});
