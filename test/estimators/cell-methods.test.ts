import { describe, expect, it } from "vitest";
import { cellMethods } from "../../src/estimators/cell-methods.ts";

describe("cellMethods", () => {
  const methods = cellMethods(2, (cell, column) =>
    typeof cell === "number" ? 10 * cell + column : undefined,
  );

  it("change cells, write columns, and answer rows alike", () => {
    expect([methods.changeCell(1, 0), methods.changeCell(2, 1)]).toEqual([10, 21]);
    const data = new Float64Array(4);
    const target = { data, rows: 2, width: 2, start: 0 };
    expect(methods.writeColumns([Float64Array.of(1, 3), [2, 4]], target)).toBe(true);
    expect([...data]).toEqual([10, 21, 30, 41]);
    const out = new Float64Array(3);
    expect(methods.single.transform?.([1, 2], out, 1)).toBe(true);
    expect([...out]).toEqual([0, 10, 21]);
  });

  it("know nothing of other widths and other cells", () => {
    expect(methods.changeCell(1, 2)).toBeUndefined();
    const target = { data: new Float64Array(3), rows: 1, width: 3, start: 0 };
    const map = { features: 3, coefficients: new Float64Array(3), intercepts: new Float64Array(1) };
    const sums = { scores: new Float64Array(1), from: 0, to: 1, map, start: 0 };
    for (const cells of [[1], [1, 2, 3], [1, "2"]]) {
      const columns = cells.map((cell) => [cell]);
      expect(methods.writeColumns(columns, target)).toBe(false);
      expect(methods.addScores(columns, sums)).toBe(false);
      expect(methods.single.transform?.(cells, new Float64Array(3), 0)).toBe(false);
    }
  });
});
