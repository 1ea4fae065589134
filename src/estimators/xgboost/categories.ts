// Categories by their names: a table's cells become the codes that the trees know.
// @see xgboost/src/encoder/ordinal.h `Recode`

import { PicklejarError } from "../../errors.ts";
import { CategoryIndex } from "../category-index.ts";
import { type NumberRule, orderedColumns } from "../inputs.ts";
import type { Cell, Samples } from "../samples.ts";
import type { CategoryNames } from "./booster-file.ts";

/**
 * Samples with codes in the place of categories, where the model knows their names and the samples are a table.
 * Rows of plain numbers hold codes already.
 *
 * @throws INPUT_KIND for a category that was not there in training
 */
export function encodeCategories(
  samples: Samples,
  categories: readonly CategoryNames[],
  rule: NumberRule,
): Samples {
  if (samples.kind !== "table" || categories.length === 0) return samples;
  const columns = orderedColumns(samples, rule).map(({ name, values }, j) => {
    const names = categories[j] ?? null;
    if (names === null) return { name, values };
    const codes = new CategoryIndex(names);
    const encoded = Float64Array.from(values, (cell) => codeOf(cell, codes, name ?? j, rule));
    return { name, values: encoded };
  });
  return { ...samples, columns };
}

function codeOf(
  cell: Cell,
  codes: CategoryIndex,
  column: string | number,
  rule: NumberRule,
): number {
  if (cell === null || Number.isNaN(cell)) return Number.NaN;
  const code = codes.numberOf(typeof cell === "bigint" ? Number(cell) : cell);
  if (code >= 0) return code;
  throw new PicklejarError("INPUT_KIND", {
    className: rule.className,
    expected: `a category of ${column} that was there in training`,
    got: JSON.stringify(String(cell)),
  });
}
