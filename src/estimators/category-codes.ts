// Categories by their names: a table's cells become the codes that boosted trees know.
// @see xgboost/src/encoder/ordinal.h `Recode`, lightgbm/python-package/lightgbm/basic.py `_data_from_pandas`

import { PicklejarError } from "../errors.ts";
import { CategoryIndex } from "./category-index.ts";
import { type NumberRule, orderedColumns } from "./inputs.ts";
import type { Cell, Samples } from "./samples.ts";

/** What a category that was not there in training is. */
export type Unseen = "refused" | "missing";

/**
 * Samples with codes in the place of categories, where the model knows their names and the samples are a table.
 * Rows of plain numbers hold codes already.
 *
 * @throws INPUT_KIND for a category that was not there in training, where it is refused
 */
export function encodeCategories(
  samples: Samples,
  categories: readonly (readonly Cell[] | null)[],
  rule: NumberRule,
  unseen: Unseen,
): Samples {
  if (samples.kind !== "table" || categories.length === 0) return samples;
  const columns = orderedColumns(samples, rule).map(({ name, values }, j) => {
    const names = categories[j] ?? null;
    if (names === null) return { name, values };
    const codes = indexOf(names);
    const encoded = Float64Array.from(values, (cell) => {
      const code = codeOf(cell, codes);
      if (code >= 0 || Number.isNaN(code)) return code;
      if (unseen === "missing") return Number.NaN;
      throw unknownName(cell, name ?? j, rule);
    });
    return { name, values: encoded };
  });
  return { ...samples, columns };
}

/** By the names that were asked before. */
const indexes = new WeakMap<readonly Cell[], CategoryIndex>();

function indexOf(names: readonly Cell[]): CategoryIndex {
  const index = indexes.get(names) ?? new CategoryIndex(names);
  indexes.set(names, index);
  return index;
}

/** NaN for a missing cell, −1 for one that is not known. */
function codeOf(cell: Cell, codes: CategoryIndex): number {
  if (cell === null || Number.isNaN(cell)) return Number.NaN;
  return codes.numberOf(typeof cell === "bigint" ? Number(cell) : cell);
}

function unknownName(cell: Cell, column: string | number, rule: NumberRule): PicklejarError {
  return new PicklejarError("INPUT_KIND", {
    className: rule.className,
    expected: `a category of ${column} that was there in training`,
    got: JSON.stringify(String(cell)),
  });
}
