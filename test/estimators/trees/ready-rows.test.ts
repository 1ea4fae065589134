// Tiles of keys straight from float64 numbers, against those of rows that were written and rounded one by one.
import { describe, expect, it } from "vitest";
import { readyBlock, stagedOf } from "../../../src/estimators/trees/ready-rows.ts";
import type { RowSource } from "../../../src/estimators/trees/row-blocks.ts";
import { tileRows, treeKernels } from "../../../src/estimators/trees/tree-kernels.ts";
import { Workspace } from "../../../src/estimators/trees/workspace.ts";
import { randomNumbers } from "./random-trees.ts";

/** Halves between two float32, the smallest and the largest ones, and what is no longer one. */
const special = [
  0,
  -0,
  1 + 2 ** -24,
  1 + 3 * 2 ** -24,
  2 ** -149,
  2 ** -150,
  1e-320,
  -1e-46,
  3.4e38,
];
const odd = [Number.NaN, Infinity, -Infinity, 3.5e38, -1e300];

interface Tiles {
  readonly keys: Int32Array;
  readonly missing: boolean;
}

/** Keys by row and column, and whether one is missing. */
function tilesOf(source: RowSource, columns: number): Tiles {
  const kernels = treeKernels();
  if (kernels === null) throw new Error("There are no kernels.");
  const shape = { form: "keys", columns } as const;
  const padded = Math.ceil(source.count / tileRows) * tileRows;
  const space = new Workspace(kernels.memory).open({
    numbers: padded * columns,
    numberBytes: 4,
    staged: stagedOf(shape),
    leaves: 1,
    sums: 1,
    single: false,
  });
  if (space === null) throw new Error("There is no room.");
  const span = { start: 0, count: source.count };
  const missing = readyBlock(kernels, shape, source, span, space, 0);
  const tiles = new Int32Array(kernels.memory.buffer, space.rows.address, padded * columns);
  const keys = new Int32Array(source.count * columns);
  for (let row = 0; row < source.count; row++) {
    const tile = Math.floor(row / tileRows) * tileRows * columns;
    for (let column = 0; column < columns; column++) {
      keys[row * columns + column] = tiles[tile + column * tileRows + (row % tileRows)] ?? 0;
    }
  }
  return { keys, missing };
}

describe("readyBlock", () => {
  it.each([1, 2, 3, 4, 5, 7, 8, 30])("tiles float64 as rounded rows, of %i columns", (columns) => {
    const random = randomNumbers(columns);
    for (const rows of [1, 63, 64, 65, 200]) {
      for (const share of [0, 0.002]) {
        const data = Float64Array.from({ length: rows * columns }, () => {
          if (random() < share) return odd[Math.floor(random() * odd.length)] ?? 0;
          const exact = special[Math.floor(random() * 3 * special.length)];
          return exact ?? (random() - 0.5) * 10 ** Math.floor(random() * 60 - 30);
        });
        const source: RowSource = {
          count: rows,
          fill: (start, count, to) =>
            to.set(data.subarray(start * columns, (start + count) * columns)),
        };
        const expected = tilesOf(source, columns);
        expect(tilesOf({ ...source, doubles: data }, columns)).toEqual(expected);
        expect(expected.missing).toBe(data.some(Number.isNaN));
      }
    }
  });
});
