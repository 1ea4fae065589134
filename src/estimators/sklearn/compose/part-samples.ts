// From the samples of a ColumnTransformer to those of its parts.

import { checkWidth, type NumberRule, wrongKind } from "../../inputs.ts";
import type { Matrix, Samples, Table } from "../../samples.ts";
import { type Column, columnsOf } from "../../table-columns.ts";
import type { Selection } from "./column-selection.ts";

/**
 * Columns by their position in training. Where both sides have names, other columns may stand between them,
 * and those that no part uses may be absent (they are then empty).
 *
 * @param used  positions that some part takes
 * @throws INPUT_KIND for a column that is missing; INPUT_WIDTH
 */
export function trainingColumns(
  samples: Samples,
  used: ReadonlySet<number>,
  rule: NumberRule,
): readonly Column[] {
  const { names } = rule.inputs;
  if (samples.kind !== "table" || names === null) return columnsOf(samples, rule);
  if (samples.columns.some(({ name }) => name === null)) return columnsOf(samples, rule);
  if (names.every((name, j) => samples.columns[j]?.name === name)) {
    return names.map((_, j) => samples.columns[j]?.values ?? []);
  }
  return namedColumns(samples, names, used, rule);
}

function namedColumns(
  samples: Table,
  names: readonly string[],
  used: ReadonlySet<number>,
  rule: NumberRule,
): readonly Column[] {
  const byName = new Map(samples.columns.map(({ name, values }) => [name, values]));
  if (byName.size < samples.columns.length) {
    checkWidth(samples.columns.length, rule);
    throw wrongKind(rule, "columns in training order", "repeated names in another");
  }
  return names.map((name, j) => {
    const values = byName.get(name);
    if (values === undefined && used.has(j)) throw wrongKind(rule, `a column ${name}`, "none");
    return values ?? [];
  });
}

/** The samples of one part: numbers as a matrix, a single column as texts or labels, else a table. */
export function partSamples(
  columns: readonly Column[],
  rows: number,
  part: Selection & { readonly estimator: { readonly inputs: { readonly kind: string } } | null },
  rule: NumberRule,
): Samples {
  const chosen = part.columns.map((j) => columns[j] ?? []);
  const [only = []] = chosen;
  if (part.scalar) {
    if (part.estimator?.inputs.kind !== "texts") return { kind: "labels", values: [...only] };
    const texts = Array.from(only, (cell) => {
      if (typeof cell === "string") return cell;
      throw wrongKind(rule, "texts", String(cell));
    });
    return { kind: "texts", values: texts };
  }
  if (chosen.every((column) => column instanceof Float64Array)) return matrixOf(chosen, rows);
  const { names } = rule.inputs;
  return {
    kind: "table",
    rows,
    columns: chosen.map((values, k) => ({ name: names?.[part.columns[k] ?? 0] ?? null, values })),
  };
}

function matrixOf(columns: readonly Float64Array[], rows: number): Matrix {
  const width = columns.length;
  const data = new Float64Array(rows * width);
  for (const [j, column] of columns.entries()) {
    for (let row = 0; row < rows; row++) data[row * width + j] = column[row] ?? Number.NaN;
  }
  return { kind: "dense", data, rows, columns: width };
}
