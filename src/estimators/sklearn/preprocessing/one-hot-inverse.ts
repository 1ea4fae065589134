// From one-hot columns back to categories.

import type { Labels } from "../../estimator.ts";
import { denseNumbers, wrongKind } from "../../inputs.ts";
import { argmax } from "../../results.ts";
import type { ArrayResult, Cell, ElementType, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { cellsAnswer } from "../../table-columns.ts";
import { versionAtLeast } from "../../version.ts";
import type { HotColumn, UnknownHandling } from "./one-hot-columns.ts";

/** scikit-learn's name for the rare categories of a column, put together. */
export const rareCategory = "infrequent_sklearn";

/** @see sklearn/preprocessing/_encoders.py `OneHotEncoder.inverse_transform` */
export function oneHotInverse(
  state: State,
  encoder: {
    readonly columns: readonly HotColumn[];
    readonly width: number;
    readonly handling: UnknownHandling;
  },
): (samples: Samples) => ArrayResult {
  const { columns, width, handling } = encoder;
  const inputs = { kind: "numbers", width, names: null, allowsMissing: false } as const;
  const rule = { className: state.className, inputs };
  const refusesZeros = versionAtLeast(state.writtenBy, "0.24");
  const parts = columns.map((column) => ({ column, cells: groupCells(column) }));
  const type = commonType(columns);
  return (samples) => {
    const { data, rows } = denseNumbers(samples, rule);
    let unknown = false;
    const answers = parts.map(({ column, cells }) => {
      const zeros = zeroMeaning(column, cells, handling);
      return Array.from({ length: rows }, (_, row): Cell => {
        const at = row * width + column.start;
        if (data.subarray(at, at + column.width).some((value) => value !== 0)) {
          const place = argmax(data, at, column.width);
          return cells[place >= (column.dropped ?? cells.length) ? place + 1 : place] ?? null;
        }
        if (zeros === "first" && !refusesZeros) return cells[0] ?? null;
        if (zeros === "first") throw wrongKind(rule, "one category per feature", "zeros only");
        unknown ||= zeros === null;
        return zeros === null ? null : zeros.cell;
      });
    });
    return cellsAnswer(answers, rows, unknown ? "object" : type);
  };
}

/** The category of each group; the rare ones share a name. */
function groupCells({ categories, groups, groupCount }: HotColumn): readonly Cell[] {
  if (groups === null) return categories.values;
  const cells: Cell[] = new Array(groupCount).fill(rareCategory);
  for (const [category, group] of groups.entries()) {
    if (group < groupCount - 1) cells[group] = categories.values[category] ?? null;
  }
  return cells;
}

/** What a column of zeros stands for: the dropped category, an unknown one (null), or nothing at all. */
function zeroMeaning(
  column: HotColumn,
  cells: readonly Cell[],
  handling: UnknownHandling,
): { readonly cell: Cell } | "first" | null {
  if (column.dropped !== null) return { cell: cells[column.dropped] ?? null };
  const takesRare = handling === "infrequent_if_exist" || handling === "warn";
  if (handling === "ignore" || (takesRare && column.rareGroup === null)) return null;
  return "first";
}

/** numpy's common type of the columns' categories. */
function commonType(columns: readonly HotColumn[]): ElementType {
  const types = new Set(
    columns.map(({ groups, categories }: { groups: unknown; categories: Labels }) =>
      groups === null ? categories.type : "object",
    ),
  );
  const [only = "object"] = types;
  if (types.size <= 1) return only;
  return types.size === 2 && types.has("int") && types.has("float") ? "float" : "object";
}
