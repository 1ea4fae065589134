// Categories by value, as Python compares them: 1, 1.0 and True are the same, 1 and "1" are not.
//
// Numbers are found by bisection and not by a Map: V8's hash of a number is public, so that a file with chosen
// categories could make a Map of them as slow as a list.

import { PicklejarError } from "../errors.ts";
import type { NumberRule } from "./inputs.ts";
import type { Cell } from "./samples.ts";

/** Room for the texts that are found without the Map. */
const mostSlots = 2 ** 12;

export class CategoryIndex {
  /** Texts, null, and integers beyond 2^53 under their decimal text after a NUL. */
  readonly #others = new Map<string | null, number>();
  /** Numbers in rising order, and the position of each among the categories. */
  readonly #numbers: Float64Array;
  readonly #positions: Int32Array;
  #notANumber = -1;
  /** Some of the texts, each where its length and letters say, and their positions; as many as a power of two. */
  readonly #slots: string[];
  readonly #slotPositions: Int32Array;

  /** Where a category repeats, its first position counts. */
  constructor(categories: readonly Cell[]) {
    const found: { readonly value: number; readonly position: number }[] = [];
    for (const [position, category] of categories.entries()) {
      const key = keyOf(category);
      if (typeof key !== "number") {
        if (!this.#others.has(key)) this.#others.set(key, position);
      } else if (!Number.isNaN(key)) {
        found.push({ value: key, position });
      } else if (this.#notANumber < 0) {
        this.#notANumber = position;
      }
    }
    found.sort((a, b) => a.value - b.value || a.position - b.position);
    this.#numbers = Float64Array.from(found, ({ value }) => value);
    this.#positions = Int32Array.from(found, ({ position }) => position);
    const size = Math.min(2 ** Math.ceil(Math.log2(8 * this.#others.size + 1)), mostSlots);
    // An empty text is found where nothing stands, or in the Map.
    this.#slots = new Array<string>(size).fill("");
    this.#slotPositions = new Int32Array(size).fill(this.#others.get("") ?? -1);
    for (const [text, position] of this.#others) {
      if (typeof text !== "string") continue;
      const slot = slotOf(text) & (size - 1);
      if (this.#slots[slot] !== "") continue;
      this.#slots[slot] = text;
      this.#slotPositions[slot] = position;
    }
  }

  /**
   * The category's number; −1 when it is not known. A null, which is all that JSON has for "missing", stands
   * for NaN where training data held NaN.
   */
  numberOf(cell: Cell): number {
    if (typeof cell === "string") {
      const slot = slotOf(cell) & (this.#slots.length - 1);
      if (this.#slots[slot] === cell) return this.#slotPositions[slot] ?? -1;
      return this.#others.get(cell) ?? -1;
    }
    const key = keyOf(cell);
    if (typeof key === "number") {
      return Number.isNaN(key) ? this.#notANumber : this.#positionOf(key);
    }
    const position = this.#others.get(key);
    if (position !== undefined) return position;
    return key === null ? this.#notANumber : -1;
  }

  /** How many categories are numbers. */
  get numberCount(): number {
    return this.#numbers.length;
  }

  /** The leftmost equal number's position. */
  #positionOf(value: number): number {
    let low = 0;
    let high = this.#numbers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#numbers[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    return this.#numbers[low] === value ? (this.#positions[low] ?? -1) : -1;
  }
}

/** Equal for equal texts, and seldom for others. */
function slotOf(text: string): number {
  const { length } = text;
  if (length === 0) return 0;
  const first = text.charCodeAt(0);
  const middle = text.charCodeAt(length >> 1);
  return first * 5 + middle * 11 + text.charCodeAt(length - 1) * 3 + length;
}

function keyOf(cell: Cell): string | number | null {
  if (typeof cell === "boolean") return Number(cell);
  return typeof cell === "bigint" ? `\0${cell}` : cell;
}

/** The refusal of a category that was not seen in training. @param feature  its position */
export function unknownCategory(rule: NumberRule, feature: number, cell: Cell): PicklejarError {
  return new PicklejarError("INPUT_CATEGORY", {
    className: rule.className,
    feature: rule.inputs.names?.[feature] ?? feature,
    category: typeof cell === "bigint" ? String(cell) : JSON.stringify(cell),
  });
}
