import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import type { Estimator, InputHint, InputSpec } from "../../src/estimators/estimator.ts";
import { labelPositions, mergedHints, withoutNames } from "../../src/estimators/members.ts";
import type { Samples } from "../../src/estimators/samples.ts";

function member(hints: readonly InputHint[] | null): Estimator {
  return {
    className: "Member",
    path: "test.Member",
    role: "regressor",
    writtenBy: null,
    params: new Map(),
    inputs: { kind: "numbers", width: 2, names: null, allowsMissing: false },
    classes: null,
    outputs: 1,
    children: [],
    hints: () => hints,
  };
}

describe("labelPositions", () => {
  const asAnswer = (data: readonly (string | number | boolean)[]) =>
    ({ kind: "array", shape: [data.length], type: "object", data }) as const;

  it("finds labels by Python's equality", () => {
    const ints = labelPositions({ type: "int", values: [0, 1, 7] });
    expect([...ints(asAnswer([7, true, false, "7", 8]))]).toEqual([2, 1, 0, -1, -1]);
    const texts = labelPositions({ type: "str", values: ["b", "__proto__"] });
    expect([...texts(asAnswer(["__proto__", "b", "constructor"]))]).toEqual([1, 0, -1]);
  });
});

describe("withoutNames", () => {
  const inputs: InputSpec = { kind: "numbers", width: 2, names: ["a", "b"], allowsMissing: false };
  const table: Samples = {
    kind: "table",
    rows: 1,
    columns: [
      { name: "b", values: Float64Array.of(2) },
      { name: "a", values: Float64Array.of(1) },
    ],
  };

  it("puts named columns in the order of training", () => {
    const numbers = withoutNames(table, { className: "Member", inputs });
    expect(numbers).toEqual({ kind: "dense", rows: 1, columns: 2, data: Float64Array.of(1, 2) });
    const cells = withoutNames(table, {
      className: "Member",
      inputs: { ...inputs, kind: "table" },
    });
    expect(cells).toMatchObject({
      columns: [{ name: null, values: Float64Array.of(1) }, { values: Float64Array.of(2) }],
    });
  });

  it("refuses another width", () => {
    const rule = { className: "Member", inputs: { ...inputs, names: null, width: 3 } };
    for (const samples of [table, withoutNames(table, { className: "Member", inputs })]) {
      expect(() => withoutNames(samples, rule)).toThrow(PicklejarError);
    }
  });
});

describe("mergedHints", () => {
  it("spans the ranges of all members", () => {
    const hints = mergedHints(
      [
        member([
          { low: 1, high: 3, typical: 2, integer: true },
          { low: 0, high: 1 },
        ]),
        member([{ low: -1, high: 2, typical: 1, integer: true }, {}]),
        member(null),
      ],
      2,
    );
    expect(hints).toEqual([
      { low: -1, high: 3, typical: 2, integer: true },
      { low: 0, high: 1 },
    ]);
  });

  it("knows whole numbers only where all members saw them", () => {
    const members = [member([{ low: 0, high: 1, integer: true }]), member([{ low: 0, high: 0.5 }])];
    expect(mergedHints(members, 1)).toEqual([{ low: 0, high: 1 }]);
  });

  it("calls a column unused where no member uses it", () => {
    const unused = { unused: true };
    expect(mergedHints([member([unused]), member([unused])], 1)).toEqual([unused]);
    expect(mergedHints([member([unused]), member([{ low: 0 }])], 1)).toEqual([{ low: 0 }]);
    expect(mergedHints([member([{}]), member([unused])], 1)).toEqual([{}]);
    expect(mergedHints([member([unused]), member(null)], 1)).toEqual([{}]);
  });

  it("puts hints of chosen columns at their features", () => {
    const members = [member([{ low: 5, high: 6 }]), member([{ low: 1, high: 2 }])];
    const hints = mergedHints(members, 3, (i) => [2 - i]);
    expect(hints).toEqual([{}, { low: 1, high: 2 }, { low: 5, high: 6 }]);
  });

  it("knows nothing where no member does, or the width is not known", () => {
    expect(mergedHints([member(null)], 2)).toBeNull();
    expect(mergedHints([member([{ low: 0, high: 1 }])], null)).toBeNull();
  });
});
