// Columns of samples one by one, as encoders and imputers learn them.

import { PicklejarError } from "../errors.ts";
import type { Cell, ElementType, Samples } from "../estimators/samples.ts";

/** The values of each column; missing ones are null. @throws TRAIN_DATA for texts and sparse samples */
export function columnsOf(samples: Samples, className: string): readonly (readonly Cell[])[] {
  if (samples.kind === "table") {
    return samples.columns.map(({ values }) => Array.from(values as ArrayLike<Cell>, known));
  }
  if (samples.kind !== "dense") {
    throw new PicklejarError("TRAIN_DATA", {
      className,
      reason: samples.kind === "sparse" ? "its columns are sparse" : "it is texts, not columns",
      advice: "Give rows of values: arrays or records.",
    });
  }
  const { data, rows, columns } = samples;
  return Array.from({ length: columns }, (_, j) => {
    return Array.from({ length: rows }, (_, i) => known(data[i * columns + j] ?? null));
  });
}

function known(cell: Cell): Cell {
  return typeof cell === "number" && Number.isNaN(cell) ? null : cell;
}

/** The distinct values of a column. */
export interface Categories {
  readonly type: ElementType;
  /** Sorted as numpy and scikit-learn sort them, a missing value last. */
  readonly values: readonly Cell[];
  readonly hasMissing: boolean;
}

/**
 * @throws TRAIN_DATA for a column that mixes texts with numbers
 * @see sklearn/utils/_encode.py `_unique`
 */
export function categoriesOf(cells: readonly Cell[], name: string, className: string): Categories {
  const distinct = new Set(cells);
  const hasMissing = distinct.delete(null);
  const values = [...distinct];
  const kinds = new Set(
    values.map((value) => (typeof value === "bigint" ? "number" : typeof value)),
  );
  if (kinds.size > 1) {
    throw new PicklejarError("TRAIN_DATA", {
      className,
      reason: `column ${name} holds ${[...kinds].join(" and ")} values`,
      advice: "Give every value of a column as one kind: all texts, or all numbers.",
    });
  }
  const [kind] = kinds;
  values.sort(kind === "string" ? byCodePoint : (a, b) => Number(a) - Number(b));
  const type = typeOf(kind, values, hasMissing);
  return { type, values: hasMissing ? [...values, null] : values, hasMissing };
}

/** Without a value a column is of numbers, as pandas reads it: Python finds NaN only where it may look for it. */
function typeOf(
  kind: string | undefined,
  values: readonly Cell[],
  hasMissing: boolean,
): ElementType {
  if (kind === "string") return "object";
  if (kind === "boolean") return hasMissing ? "object" : "bool";
  return !hasMissing && values.every((value) => Number.isSafeInteger(value)) ? "int" : "float";
}

/** Python's order of strings, which is not that of UTF-16 units beyond the basic plane. */
export function byCodePoint(a: Cell, b: Cell): number {
  const left = String(a);
  const right = String(b);
  if (left === right) return 0;
  let i = 0;
  while (i < left.length && left.charCodeAt(i) === right.charCodeAt(i)) i++;
  // A lone half of a pair that differs must be compared as the whole character.
  const isTail = i > 0 && (left.charCodeAt(i) & 0xfc00) === 0xdc00;
  const at = isTail || (right.charCodeAt(i) & 0xfc00) === 0xdc00 ? Math.max(0, i - 1) : i;
  return (left.codePointAt(at) ?? -1) - (right.codePointAt(at) ?? -1) || left.length - right.length;
}
