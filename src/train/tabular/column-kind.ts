// What a column holds: numbers, categories, texts, dates, names of rows, or nothing to learn from. A guess, told with its
// reason; `--as` overrules it.

import { PicklejarError } from "../../errors.ts";
import type { Cell } from "../../estimators/samples.ts";
import { show } from "../../text.ts";
import {
  type CellNumber,
  type DecimalMark,
  decimalMark,
  type NumberForm,
  parseCellNumber,
} from "./cell-number.ts";
import { cellText, holdsNumbersOnly, type RawColumn, truths } from "./raw-column.ts";

/** `boolean` is a category of two, true and false. The last four are not learned from. */
export type ColumnKind =
  | "number"
  | "category"
  | "boolean"
  | "text"
  | "date"
  | "id"
  | "constant"
  | "empty";

/** The kinds that a user may name. */
export const chosenKinds: readonly ColumnKind[] = ["number", "category", "text", "date", "id"];

/** What was changed so that cells are numbers. */
export interface Cleaning {
  /** null for cells that are no number, and are missing now. */
  readonly form: NumberForm | null;
  readonly count: number;
  /** A cell as it stands in the file. */
  readonly example: string;
}

/** A column of which the kind is known. */
export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Why it is taken for that, where it is not plain to see. */
  readonly reason: string | null;
  /** Whether the user said so. */
  readonly isChosen: boolean;
  /** Numbers with NaN for missing; else cells with null for missing. */
  readonly values: Float64Array | readonly Cell[];
  readonly missing: number;
  /** Different values. */
  readonly distinct: number;
  readonly cleanings: readonly Cleaning[];
}

// From this share of cells on that are numbers, a column is one of numbers with some that are not known.
const numberShare = 0.9;
// A column of so few different texts is a category, however few rows there are.
const fewCategories = 50;
const manyCategories = 1000;
const categoryShare = 0.05;
/** Where so many cells are missing, that one is missing may tell something. */
export const tellingShare = 0.05;
/** Gaps beside one single value: fewer are taken for mistakes. */
const fewestGaps = 5;
const idShare = 0.9;

/**
 * The kind of a column, and its cells as that kind has them.
 *
 * @param chosen  the user's word; null = guess
 * @throws TRAIN_TABLE where the user calls numbers what holds none
 */
export function readColumn(raw: RawColumn, chosen: ColumnKind | null): Column {
  const known = raw.rows - raw.missing;
  const mark = decimalMark(raw.texts);
  const parsed = raw.texts.map((text) => parseCellNumber(text, mark));
  const facts: Facts = { raw, known, mark, parsed, words: wordCells(raw, parsed) };
  const [kind, reason] = chosen === null ? guess(facts) : [chosen, null];
  const column = { name: raw.name, kind, reason, isChosen: chosen !== null };
  if (kind === "number") return { ...column, ...asNumbers(facts) };
  if (kind === "boolean") return { ...column, ...asBooleans(raw), cleanings: [] };
  if (kind === "category" && holdsNumbersOnly(raw)) {
    return { ...column, ...asPlainNumbers(raw), cleanings: [] };
  }
  return { ...column, ...asTexts(raw), cleanings: [] };
}

interface Facts {
  readonly raw: RawColumn;
  /** Cells that are there. */
  readonly known: number;
  readonly mark: DecimalMark;
  /** By text. */
  readonly parsed: readonly (CellNumber | null)[];
  /** Cells that are no numbers. */
  readonly words: number;
}

function wordCells({ counts }: RawColumn, parsed: readonly (CellNumber | null)[]): number {
  return parsed.reduce((sum, number, i) => sum + (number === null ? (counts[i] ?? 0) : 0), 0);
}

type Guess = readonly [kind: ColumnKind, reason: string | null];

function guess(facts: Facts): Guess {
  const { raw, known, words } = facts;
  if (known === 0)
    return ["empty", raw.nested > 0 ? "it holds lists or objects" : "every cell is missing"];
  const distinct = distinctValues(raw);
  if (distinct === 1) return guessOneValue(facts);
  if (raw.texts.length > 0 && words === known && raw.texts.every((text) => truths.has(text))) {
    return ["boolean", null];
  }
  if (known - words >= numberShare * known) return guessNumber(facts, distinct);
  return guessText(facts, distinct);
}

/** One value and gaps may tell as much as two values; pandas reads a lone True or a date as something else. */
function guessOneValue({ raw, known, words }: Facts): Guess {
  const text = firstText(raw);
  const isWord = words === known && !truths.has(text) && !isDate(text);
  const isTelling = raw.missing >= Math.max(fewestGaps, tellingShare * raw.rows);
  if (isWord && isTelling) return ["category", null];
  const which = raw.missing === 0 ? "every cell" : "every cell that is there";
  return ["constant", `${which} is ${show(text, 40)}`];
}

const idName = /^(id|index|row|key|uuid|guid|unnamed: \d+)$|[_ -]id$/i;

/** `customer_id`, `customerId`, but not `paid`. */
function isIdName(name: string): boolean {
  return idName.test(name) || /[a-z]I[dD]$/.test(name);
}

function guessNumber({ raw, known }: Facts, distinct: number): Guess {
  const { numbers, name } = raw;
  const isWhole = raw.codes === null && numbers.every(Number.isInteger);
  if (!isWhole || distinct < known || known < 5) return ["number", null];
  const isCounted = numbers.every((value, i) => i === 0 || value === (numbers[i - 1] ?? 0) + 1);
  if (isCounted && (known >= 20 || isIdName(name))) return ["id", "it counts the rows"];
  if (isIdName(name)) return ["id", "each row has another, and its name says so"];
  return ["number", null];
}

function guessText({ raw, known }: Facts, distinct: number): Guess {
  const dates = cellsWhere(raw, (text) => isDate(text));
  if (dates >= 0.95 * known) return ["date", null];
  const share = distinct / known;
  const words = meanOver(raw, (text) => text.split(/\s+/).length);
  if (words >= 3 && share > 0.3 && distinct > 5) return ["text", null];
  if (share >= idShare && distinct >= 5) {
    return ["id", `${distinct} different values in ${known} cells`];
  }
  const most = Math.min(manyCategories, Math.max(fewCategories, categoryShare * known));
  if (distinct <= most) return ["category", null];
  if (words >= 3) return ["text", null];
  return ["id", `${distinct} different values in ${known} cells are too many for categories`];
}

const months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
const dates: readonly RegExp[] = [
  /^\d{4}-\d{1,2}-\d{1,2}([ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/,
  /^\d{1,4}[/.]\d{1,2}[/.]\d{1,4}( \d{1,2}:\d{2}(:\d{2})?( ?[ap]m)?)?$/i,
  /^\d{1,2}-\d{1,2}-\d{4}$/,
  new RegExp(`^\\d{1,2}[ -](${months})[a-z]*\\.?[ -]\\d{2,4}$`, "i"),
  new RegExp(`^(${months})[a-z]*\\.? \\d{1,2},? \\d{4}$`, "i"),
  /^\d{1,2}:\d{2}(:\d{2})?( ?[ap]m)?$/i,
];

function isDate(text: string): boolean {
  return text.length <= 40 && dates.some((pattern) => pattern.test(text));
}

function cellsWhere({ texts, counts }: RawColumn, holds: (text: string) => boolean): number {
  return texts.reduce((sum, text, i) => sum + (holds(text) ? (counts[i] ?? 0) : 0), 0);
}

function meanOver({ texts, counts }: RawColumn, measure: (text: string) => number): number {
  let sum = 0;
  let cells = 0;
  for (const [i, text] of texts.entries()) {
    sum += measure(text) * (counts[i] ?? 0);
    cells += counts[i] ?? 0;
  }
  return cells === 0 ? 0 : sum / cells;
}

/** Different values, spelled differently or not. */
function distinctValues({ numbers, codes, texts }: RawColumn): number {
  if (codes === null) return new Set(numbers).size;
  const plain = new Set(numbers.filter((_, row) => codes[row] === -1));
  return plain.size + texts.length;
}

function firstText(raw: RawColumn): string {
  for (let row = 0; row < raw.rows; row++) {
    const text = cellText(raw, row);
    if (text !== null) return text;
  }
  return "";
}

type Values = Pick<Column, "values" | "missing" | "distinct" | "cleanings">;

function asNumbers({ raw, mark, parsed, words, known }: Facts): Values {
  if (words === known) {
    throw new PicklejarError("TRAIN_TABLE", {
      file: raw.name,
      reason: `no cell of it is a number; the first is ${show(firstText(raw), 40)}`,
      advice: "Leave out --as, or say --as with another kind.",
    });
  }
  const { codes } = raw;
  if (codes === null) return { ...asPlainNumbers(raw), cleanings: [] };
  const values = new Float64Array(raw.rows);
  let missing = 0;
  let commas = 0;
  for (let row = 0; row < raw.rows; row++) {
    const code = codes[row] ?? -1;
    let value = raw.numbers[row] ?? Number.NaN;
    if (code >= 0) value = parsed[code]?.value ?? Number.NaN;
    else if (mark === "," && !Number.isInteger(value) && !Number.isNaN(value)) {
      // Where a comma is the decimal mark, "1.234" is a thousand and more.
      value = parseCellNumber(String(value), mark)?.value ?? Number.NaN;
      commas++;
    }
    values[row] = value;
    if (Number.isNaN(value)) missing++;
  }
  const cleanings = cleaningsOf(raw, parsed);
  if (commas > 0) cleanings.push({ form: "thousands separators", count: commas, example: "1.234" });
  return { values, missing, distinct: new Set(values).size - (missing > 0 ? 1 : 0), cleanings };
}

function cleaningsOf(raw: RawColumn, parsed: readonly (CellNumber | null)[]): Cleaning[] {
  const found = new Map<NumberForm | null, Cleaning>();
  for (const [i, number] of parsed.entries()) {
    if (number !== null && number.form === null) continue;
    const form = number?.form ?? null;
    const known = found.get(form);
    const count = (known?.count ?? 0) + (raw.counts[i] ?? 0);
    found.set(form, { form, count, example: known?.example ?? raw.texts[i] ?? "" });
  }
  return [...found.values()];
}

function asPlainNumbers({ numbers, missing }: RawColumn): Omit<Values, "cleanings"> {
  const distinct = new Set(numbers).size - (missing > 0 ? 1 : 0);
  return { values: numbers, missing, distinct };
}

function asBooleans(raw: RawColumn): Omit<Values, "cleanings"> {
  const values = Array.from({ length: raw.rows }, (_, row): Cell => {
    return truths.get(cellText(raw, row) ?? "") ?? null;
  });
  return {
    values,
    missing: raw.missing,
    distinct: new Set(values).size - (raw.missing > 0 ? 1 : 0),
  };
}

function asTexts(raw: RawColumn): Omit<Values, "cleanings"> {
  const values = Array.from({ length: raw.rows }, (_, row) => cellText(raw, row));
  return { values, missing: raw.missing, distinct: distinctValues(raw) };
}
