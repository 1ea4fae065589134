// Columns of a file that are called otherwise than the model's fields: who sends the file says which is which.

import { PicklejarError } from "../../errors.ts";
import { isRecord } from "../../signature/plan.ts";
import { nearestName, show } from "../../text.ts";

/** By the name of a field the column of the file that holds it. */
export type ColumnNames = ReadonlyMap<string, string>;

/**
 * The names in a header as the model's fields are matched with them: a column that was told stands for its field, and
 * one that merely has that field's name for nothing.
 *
 * @throws INPUT_INVALID with one issue per column that there is not
 */
export function renamedHeader(
  header: readonly string[],
  columns: ColumnNames | undefined,
): readonly string[] {
  if (columns === undefined || columns.size === 0) return header;
  const fieldOf = new Map([...columns].map(([field, column]) => [column, field]));
  const issues = [...columns].flatMap(([field, column]) => {
    if (header.includes(column)) return [];
    const nearest = nearestName(column.slice(0, 200), header.slice(0, 1000));
    const advice = nearest === null ? "" : `; did you mean "${show(nearest, 60)}"?`;
    const message = `No column is called "${show(column, 60)}", which was told for ${show(field, 60)}${advice}`;
    return [{ path: [field], code: "COLUMN_UNKNOWN", message }];
  });
  const [first] = issues;
  if (first !== undefined) {
    throw new PicklejarError("INPUT_INVALID", { summary: first.message }, { issues });
  }
  return header.map((name) => fieldOf.get(name) ?? spare(name, columns));
}

/** The same for a record; whatever else a row is, it has no names. */
export function renamedRecord(row: unknown, columns: ColumnNames): unknown {
  if (!isRecord(row)) return row;
  const fieldOf = new Map([...columns].map(([field, column]) => [column, field]));
  return new Map(
    Object.entries(row).map(([name, value]) => [fieldOf.get(name) ?? spare(name, columns), value]),
  );
}

// No field's name, and not like one.
function spare(name: string, columns: ColumnNames): string {
  return columns.has(name) ? `${name}\0` : name;
}
