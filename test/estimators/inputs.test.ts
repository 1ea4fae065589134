import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import { denseNumbers, type NumberRule, numbers } from "../../src/estimators/inputs.ts";
import type { Cell, Samples, Table } from "../../src/estimators/samples.ts";

const rule = (more: Partial<NumberRule["inputs"]> = {}): NumberRule => ({
  className: "Ridge",
  inputs: { kind: "numbers", width: 2, names: null, allowsMissing: false, ...more },
});

describe("denseNumbers", () => {
  it("gives the caller's own matrix, unchanged", () => {
    const matrix = { kind: "dense", data: Float64Array.of(1, 2), rows: 1, columns: 2 } as const;
    expect(denseNumbers(matrix, rule())).toBe(matrix);
  });

  it("refuses another width, saying both", () => {
    const matrix = { kind: "dense", data: Float64Array.of(1, 2, 3), rows: 1, columns: 3 } as const;
    expect(errorOf(matrix, rule())).toMatchObject({
      code: "INPUT_WIDTH",
      details: { className: "Ridge", expected: 2, got: 3 },
    });
  });

  it("refuses numbers that are not finite, saying row and feature", () => {
    const data = Float64Array.of(1, 2, 3, Number.NaN);
    const matrix = { kind: "dense", data, rows: 2, columns: 2 } as const;
    expect(errorOf(matrix, rule({ names: ["age", "income"] }))).toMatchObject({
      code: "INPUT_NOT_FINITE",
      details: { row: 1, feature: "income" },
    });
    expect(denseNumbers(matrix, rule({ allowsMissing: true }))).toBe(matrix);
    const infinite = { ...matrix, data: Float64Array.of(1, 2, -Infinity, 4) };
    expect(errorOf(infinite, rule({ allowsMissing: true }))).toMatchObject({
      code: "INPUT_NOT_FINITE",
      details: { row: 1, feature: 0, value: "-Infinity" },
    });
  });

  it("takes a table's columns by name where both sides have names", () => {
    const names = rule({ names: ["a", "b"] });
    expect(denseNumbers(table({ b: [1, 2], a: [3, 4] }), names).data).toEqual(
      Float64Array.of(3, 1, 4, 2),
    );
    expect(errorOf(table({ a: [1], c: [2] }), names).code).toBe("INPUT_KIND");
    expect(denseNumbers(table({ x: [1], y: [2] }), rule()).data).toEqual(Float64Array.of(1, 2));
  });

  it("takes repeated names by position, and only in training order", () => {
    const names = rule({ names: ["a", "a"] });
    const twice = (values: readonly number[]): Table => ({
      kind: "table",
      rows: 1,
      columns: values.map((value) => ({ name: "a", values: [value] })),
    });
    expect(denseNumbers(twice([1, 2]), names).data).toEqual(Float64Array.of(1, 2));
    const mixed = rule({ names: ["a", "b"] });
    expect(errorOf(twice([1, 2]), mixed).code).toBe("INPUT_KIND");
  });

  it("reads bools, big integers and missing cells as numbers, and refuses text", () => {
    const missing = rule({ allowsMissing: true });
    const { data } = denseNumbers(table({ a: [true, null], b: [12n, 0.5] }), missing);
    expect([...data]).toEqual([1, 12, Number.NaN, 0.5]);
    expect(errorOf(table({ a: ["1"], b: [2] }), missing).code).toBe("INPUT_KIND");
    expect(errorOf({ kind: "texts", values: ["a"] }, missing).code).toBe("INPUT_KIND");
  });

  it("makes sparse rows dense, and refuses giants and columns outside", () => {
    const sparse = {
      kind: "sparse",
      rows: 2,
      columns: 2,
      indptr: Int32Array.of(0, 1, 2),
      indices: Int32Array.of(1, 0),
      values: Float64Array.of(5, 6),
    } as const;
    expect(denseNumbers(sparse, rule()).data).toEqual(Float64Array.of(0, 5, 6, 0));
    const outside = { ...sparse, indices: Int32Array.of(1, 2) };
    expect(errorOf(outside, rule()).code).toBe("INPUT_KIND");
    const wide = rule({ width: 2 ** 30 });
    expect(errorOf({ ...sparse, columns: 2 ** 30 }, wide).code).toBe("INPUT_KIND");
    expect(numbers(sparse, rule())).toBe(sparse);
  });
});

function table(columns: Record<string, readonly Cell[]>): Table {
  const entries = Object.entries(columns);
  return {
    kind: "table",
    rows: entries[0]?.[1].length ?? 0,
    columns: entries.map(([name, values]) => ({ name, values })),
  };
}

function errorOf(samples: Samples, asked: NumberRule): PicklejarError {
  try {
    denseNumbers(samples, asked);
  } catch (error) {
    if (error instanceof PicklejarError) return error;
    throw error;
  }
  return new PicklejarError("INTERNAL");
}
