import { describe, expect, it } from "vitest";
import {
  addChanged,
  type ChangeCell,
  inTurn,
  writeChanged,
} from "../../src/estimators/changed-cells.ts";
import { writeNumbers } from "../../src/estimators/columns-into.ts";
import { addNumbers } from "../../src/estimators/columns-into-scores.ts";
import type { Cell } from "../../src/estimators/samples.ts";

/** Fills with the number of the column; knows nothing of texts. */
const fill: ChangeCell = (cell, column) => {
  if (typeof cell === "string") return undefined;
  return cell === null || Number.isNaN(cell) ? column : cell;
};

const columns = [Float64Array.of(1, Number.NaN, 3), [null, 5, 6]];

describe("inTurn", () => {
  it("changes a cell by one after the other, until one knows nothing", () => {
    const half: ChangeCell = (cell) => (typeof cell === "number" ? cell / 2 : undefined);
    const both = inTurn([fill, half]);
    expect([both(8, 0), both(null, 3), both("x", 0)]).toEqual([4, 1.5, undefined]);
    expect(inTurn([fill])).toBe(fill);
    expect(inTurn([])("x", 0)).toBe("x");
  });
});

describe("writeChanged", () => {
  const write = (given: readonly (Float64Array | readonly Cell[])[], rows: number) => {
    const data = new Float64Array(rows * 3);
    const isWritten = writeChanged(fill, writeNumbers)(given, { data, rows, width: 3, start: 1 });
    return isWritten ? [...data] : null;
  };

  it("writes what the cells become", () => {
    expect(write(columns, 3)).toEqual([0, 1, 1, 0, 0, 5, 0, 3, 6]);
  });

  it("leaves columns that are too short, and cells of which the change knows nothing", () => {
    expect(write(columns, 4)).toBeNull();
    expect(write([[1, "x"]], 2)).toBeNull();
  });

  it("hands on what are no numbers", () => {
    const given: unknown[] = [];
    const through = writeChanged(
      (cell) => cell,
      (changed) => given.push(...changed) > 0,
    );
    const target = { data: new Float64Array(0), rows: 2, width: 1, start: 0 };
    expect(through([["x", null, "cut"], Float64Array.of(1, 2), [3, 4]], target)).toBe(true);
    expect(given).toEqual([["x", null], Float64Array.of(1, 2), Float64Array.of(3, 4)]);
  });
});

describe("addChanged", () => {
  it("adds to the rows that are meant, and to them alone", () => {
    const map = {
      features: 2,
      coefficients: Float64Array.of(1, 10, 100, 1000),
      intercepts: new Float64Array(2),
    };
    const scores = new Float64Array(6);
    const add = addChanged(fill, addNumbers);
    expect(add(columns, { scores, from: 1, to: 3, map, start: 0 })).toBe(true);
    expect([...scores]).toEqual([0, 0, 50, 5000, 63, 6300]);
    expect(add(columns, { scores, from: 2, to: 4, map, start: 0 })).toBe(false);
    expect(add([["x"]], { scores, from: 0, to: 1, map, start: 0 })).toBe(false);
  });
});
