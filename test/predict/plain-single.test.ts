import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import { readEstimator } from "../../src/estimators/read-estimator.ts";
import { plainEstimator } from "../../src/predict/plain.ts";
import type { PlainRow } from "../../src/predict/plain-cells.ts";
import type { PlainRows } from "../../src/predict/plain-rows.ts";
import { onlyRowReader } from "../../src/predict/plain-single.ts";
import { goldenFiles } from "../estimators/golden-files.ts";
import { fakeEstimator, numbers, type Parts, rowSums } from "../signature/fake-estimator.ts";

function read(rows: unknown, inputs: Parts["inputs"] = {}) {
  return onlyRowReader(fakeEstimator({ inputs }))?.(rows as PlainRows) ?? null;
}

describe("onlyRowReader", () => {
  const texts = { kind: "table" } as const;

  it("reads a list, a record in whatever order, and columns of one value", () => {
    expect(read([[1, 2, 3]])).toEqual([1, 2, 3]);
    expect(read([Float64Array.of(1, 2, 3)])).toEqual(Float64Array.of(1, 2, 3));
    expect(read([{ a: 1, b: 2, c: 3 }])).toEqual([1, 2, 3]);
    expect(read([{ c: 3, a: 1, b: 2 }])).toEqual([1, 2, 3]);
    expect(read({ columns: { b: [2], a: Float64Array.of(1), c: [3] } })).toEqual([1, 2, 3]);
    expect(read([{ a: 1, b: "x", c: 3 }], texts)).toEqual([1, "x", 3]);
  });

  it.each([
    ["no rows", []],
    ["several rows", [[1], [2]]],
    ["several values", { columns: { a: [1, 2], b: [1, 2], c: [1, 2] } }],
    ["no lists", { columns: { a: 1, b: "2", c: [3] } }],
    ["a list of columns", { columns: [[1], [2], [3]] }],
    ["a matrix", { data: new Float64Array(3), rows: 1, columns: 3 }],
    ["sparse rows", { shape: [1, 3], rows: [[[0, 1]]] }],
    ["another name", [{ a: 1, b: 2, d: 3 }]],
    ["a name more", [{ a: 1, b: 2, c: 3, d: 4 }]],
    ["an inherited name", [Object.assign(Object.create({ a: 1 }), { b: 2, c: 3 })]],
    ["a text among numbers", [[1, "2", 3]]],
    ["something missing", [[1, null, 3]]],
    ["nothing at all", [[1, undefined, 3]]],
    ["other numbers", [[1, true, 3n]]],
    ["other typed arrays", [Int32Array.of(1, 2, 3)]],
    ["a text", ["abc"]],
    ["null", [null]],
  ])("leaves to the way of many rows %s", (_, rows) => {
    expect(read(rows)).toBeNull();
  });

  it("leaves records to it where names repeat or are not known, and estimators of other things", () => {
    expect(read([{ a: 1 }], { names: null })).toBeNull();
    expect(read([{ a: 1, b: 2 }], { names: ["a", "a"] })).toBeNull();
    expect(read([[1, 2]], { names: ["a", "a"] })).toEqual([1, 2]);
    for (const inputs of [{ kind: "texts" }, { kind: "labels" }, { openRecords: true }] as const) {
      expect(onlyRowReader(fakeEstimator({ inputs }))).toBeNull();
    }
  });
});

describe("predict of a plainEstimator", () => {
  it("answers a row alone as among others, for every estimator", () => {
    let compared = 0;
    for (const { cases, estimators, inputs, versions } of goldenFiles()) {
      if (versions.sklearn !== "1.9.0") continue;
      for (const { name, answers } of cases) {
        const estimator = readEstimator(estimators.get(name) ?? null);
        const samples = inputs.get(answers[0]?.input ?? "");
        const plain = plainEstimator(estimator);
        if (samples?.kind !== "dense" || estimator.rowsTogether === true) continue;
        const { data, rows, columns } = samples;
        const row = (i: number): PlainRow[] => [[...data.subarray(i * columns, (i + 1) * columns)]];
        const both = Array.from({ length: Math.min(rows, 3) }, (_, i) => row(i)).flat();
        if (columns === 0 || both.length < 3) continue;
        const wanted = answered(() => plain.predict?.(both));
        if (wanted === undefined) continue;
        expect([0, 1, 2].flatMap((i) => plain.predict?.(row(i)) ?? [])).toEqual(wanted);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(100);
  });

  it("keeps the shape of answers that are lists of one value, and names of truth values", () => {
    const single = { predict: () => ({ value: 0, probabilities: null }) };
    const column = fakeEstimator({ predict: () => numbers([6], [1, 1]), single });
    const truth = { kind: "array", shape: [1], type: "bool", data: [1] } as const;
    for (const [estimator, wanted] of [
      [column, [[6]]],
      [fakeEstimator({ predict: () => truth, single }), [true]],
    ] as const) {
      const plain = plainEstimator(estimator);
      for (let time = 0; time < 3; time++) expect(plain.predict?.([[1, 2, 3]])).toEqual(wanted);
    }
  });

  it("asks the methods for many rows where those for one know nothing", () => {
    const single = { predict: () => null };
    const plain = plainEstimator(fakeEstimator({ predict: rowSums, single }));
    for (let time = 0; time < 3; time++)
      expect(plain.predict?.([{ a: 1, b: 2, c: 3 }])).toEqual([6]);
  });
});

/** Undefined where the estimator refuses the rows. */
function answered<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof PicklejarError) return undefined;
    throw error;
  }
}
