// Transformers that change cell by cell and keep every column, as imputers do: what comes behind them takes the changed
// cells as they come, without an answer between.

import type { WriteColumns } from "./columns-into.ts";
import type { AddScores } from "./columns-into-scores.ts";
import type { Cell } from "./samples.ts";

/** What `transform` makes of a cell of a column; undefined where only `transform` can tell, or refuses. */
export type ChangeCell = (cell: Cell | undefined, column: number) => Cell | undefined;

type Column = Float64Array | readonly Cell[];

/** Changes one after the other. */
export function inTurn(changes: readonly ChangeCell[]): ChangeCell {
  const [only, ...others] = changes;
  if (only !== undefined && others.length === 0) return only;
  return (cell, column) => {
    let changed = cell;
    for (let i = 0; i < changes.length; i++) changed = changes[i]?.(changed, column);
    return changed;
  };
}

/** `writeColumns` of what comes behind the change. */
export function writeChanged(change: ChangeCell, write: WriteColumns): WriteColumns {
  return (columns, target) => {
    const changed = changedColumns(columns, change, 0, target.rows);
    return changed !== null && write(changed, target);
  };
}

/** `addScores` of what comes behind the change. */
export function addChanged(change: ChangeCell, add: AddScores): AddScores {
  return (columns, target) => {
    const { from, to, map } = target;
    const changed = changedColumns(columns, change, from, to);
    if (changed === null) return false;
    const outputs = map.intercepts.length;
    const scores = target.scores.subarray(from * outputs, to * outputs);
    return add(changed, { ...target, scores, from: 0, to: to - from });
  };
}

/** The rows `from` to before `to`. */
function changedColumns(
  columns: readonly Column[],
  change: ChangeCell,
  from: number,
  to: number,
): readonly Column[] | null {
  const changed: Column[] = [];
  for (let j = 0; j < columns.length; j++) {
    const cells = columns[j] ?? [];
    if (cells.length < to) return null;
    const part = cells instanceof Float64Array ? cells.subarray(from, to) : cells.slice(from, to);
    const column = changedNumbers(part, change, j) ?? changedCells(part, change, j);
    if (column === null) return null;
    changed.push(column);
  }
  return changed;
}

/** Null where not all become numbers. */
function changedNumbers(cells: Column, change: ChangeCell, column: number): Float64Array | null {
  const changed = new Float64Array(cells.length);
  for (let row = 0; row < changed.length; row++) {
    const value = change(cells[row], column);
    if (typeof value !== "number") return null;
    changed[row] = value;
  }
  return changed;
}

function changedCells(cells: Column, change: ChangeCell, column: number): readonly Cell[] | null {
  const changed = new Array<Cell>(cells.length);
  for (let row = 0; row < changed.length; row++) {
    const value = change(cells[row], column);
    if (value === undefined) return null;
    changed[row] = value;
  }
  return changed;
}
