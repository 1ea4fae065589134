// The shorter ways through a transformer that makes a number of every cell, whatever stands beside it.

import { addChanged, type ChangeCell, writeChanged } from "./changed-cells.ts";
import { writeNumbers } from "./columns-into.ts";
import { addNumbers } from "./columns-into-scores.ts";
import type { Estimator } from "./estimator.ts";

/**
 * @param width   number of columns
 * @param change  what `transform` makes of a cell of these columns
 */
export function cellMethods(
  width: number,
  change: ChangeCell,
): Required<Pick<Estimator, "changeCell" | "writeColumns" | "addScores" | "single">> {
  const changeCell: ChangeCell = (cell, j) => (j < width ? change(cell, j) : undefined);
  const write = writeChanged(changeCell, writeNumbers);
  const add = addChanged(changeCell, addNumbers);
  return {
    changeCell,
    writeColumns: (columns, target) => columns.length === width && write(columns, target),
    addScores: (columns, target) => columns.length === width && add(columns, target),
    single: {
      transform(row, out, at) {
        if (row.length !== width) return false;
        for (let j = 0; j < width; j++) {
          const value = change(row[j], j);
          if (typeof value !== "number") return false;
          out[at + j] = value;
        }
        return true;
      },
    },
  };
}
