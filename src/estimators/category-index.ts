// Categories by value, as Python compares them: 1, 1.0 and True are the same, 1 and "1" are not.

import { PicklejarError } from "../errors.ts";
import type { NumberRule } from "./inputs.ts";
import type { Cell } from "./samples.ts";

export class CategoryIndex {
  readonly #numbers = new Map<Cell, number>();

  constructor(categories: readonly Cell[]) {
    for (const [i, category] of categories.entries()) {
      if (!this.#numbers.has(keyOf(category))) this.#numbers.set(keyOf(category), i);
    }
  }

  /**
   * The category's number; −1 when it is not known. A null, which is all that JSON has for "missing", stands
   * for NaN where training data held NaN.
   */
  numberOf(cell: Cell): number {
    const number = this.#numbers.get(keyOf(cell));
    if (number !== undefined) return number;
    return (cell === null ? this.#numbers.get(Number.NaN) : undefined) ?? -1;
  }
}

function keyOf(cell: Cell): Cell {
  return typeof cell === "boolean" ? Number(cell) : cell;
}

/** The refusal of a category that was not seen in training. @param feature  its position */
export function unknownCategory(rule: NumberRule, feature: number, cell: Cell): PicklejarError {
  return new PicklejarError("INPUT_CATEGORY", {
    className: rule.className,
    feature: rule.inputs.names?.[feature] ?? feature,
    category: typeof cell === "bigint" ? String(cell) : JSON.stringify(cell),
  });
}
