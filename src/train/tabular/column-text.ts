// Columns in words: what they hold, what was changed in them, what is done about missing cells.

import { show } from "../../text.ts";
import type { Cleaning, Column } from "./column-kind.ts";
import { isOwnCategory } from "./preparation.ts";

/** A count with its noun: `1 row`, `1,200 rows`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}

/** A number as people read it: at most five significant digits. */
export function readable(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e15 || size < 1e-4)) return value.toExponential(2);
  if (size >= 10_000) return Math.round(value).toLocaleString("en-US");
  return Number(value.toPrecision(4)).toLocaleString("en-US", { maximumFractionDigits: 8 });
}

/** What a column holds: `0.5 to 11`, `4 different: Oslo, Bergen, …`. */
export function contentText({ kind, values, distinct }: Column): string {
  if (values instanceof Float64Array && kind === "number") {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of values) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
    return `${readable(least)} to ${readable(most)}`;
  }
  if (kind === "text") return `${counted(distinct, "different text")}`;
  if (kind === "boolean") return "true or false";
  return `${counted(distinct, "category").replace("categorys", "categories")}: ${commonest(values)}`;
}

// Rare categories may tell who someone is.
const fewestTold = 5;

function commonest(values: Column["values"]): string {
  const counts = new Map<unknown, number>();
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? null;
    if (value !== null && !Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  const told = sorted.filter(([, count]) => count >= fewestTold).slice(0, 4);
  const names = told.map(([value]) => show(String(value), 24));
  return names.length === 0
    ? "none of them common"
    : names.join(", ") + (told.length < sorted.length ? ", …" : "");
}

/** What is done about missing cells; null where none is missing. */
export function missingText(column: Column): string | null {
  const { kind, missing } = column;
  if (missing === 0) return null;
  const share = `${counted(missing, "cell")} missing`;
  if (kind === "number") return `${share}, filled with the mean`;
  if (kind === "text") return `${share}, taken as empty texts`;
  return isOwnCategory(column)
    ? `${share}, taken as a category of their own`
    : `${share}, filled with the commonest`;
}

/**
 * What was changed in the cells so that they are numbers.
 *
 * @param quoting  whether a cell is shown for each; a card that goes elsewhere quotes none
 */
export function cleaningTexts(
  cleanings: readonly Cleaning[],
  quoting: "quoted" | "unquoted" = "quoted",
): readonly string[] {
  return cleanings.map(({ form, count, example }) => {
    const shown = quoting === "quoted" ? ` (${JSON.stringify(show(example, 30))})` : "";
    return form === null
      ? `${counted(count, "cell")} that ${count === 1 ? "is" : "are"} no number taken as missing${shown}`
      : `${form} read in ${counted(count, "cell")}${shown}`;
  });
}
