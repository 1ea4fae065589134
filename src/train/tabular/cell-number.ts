// Numbers as people write them in tables: "1,234", "$5", "5 %", "1.234,5", "two". Requests to a served model are never read
// so: there a number is a plain decimal. Here a whole column tells what its commas mean.

import { parseDecimal } from "../../signature/decimal.ts";

/** What was taken away from a cell to read a number: for people. */
export type NumberForm =
  | "number words"
  | "currency signs"
  | "percent signs"
  | "thousands separators"
  | "decimal commas"
  | "parentheses for minus";

export interface CellNumber {
  readonly value: number;
  /** The most telling of what was taken away; null for a plain decimal. */
  readonly form: NumberForm | null;
}

/** What divides whole from fraction. */
export type DecimalMark = "." | ",";

const words: ReadonlyMap<string, number> = new Map([
  ...[
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen",
    "eighteen nineteen",
  ]
    .join(" ")
    .split(" ")
    .map((word, value): [string, number] => [word, value]),
  ...["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred"].map(
    (word, i): [string, number] => [word, 20 + 10 * i],
  ),
]);

const currency = "(?:\\p{Sc}|USD|EUR|GBP|CHF|JPY|CNY|INR|CAD|AUD|SEK|NOK|DKK|PLN|Rs\\.?)";
const amount = new RegExp(
  `^(\\()?([+-]?)\\s?(${currency})?\\s?([+-]?)([\\d.,'’_\\s\\u00a0\\u202f]+?)\\s?(%|${currency})?(\\))?$`,
  "iu",
);

/** @returns null for what is no number */
export function parseCellNumber(text: string, mark: DecimalMark): CellNumber | null {
  const trimmed = text.trim();
  if (mark === ".") {
    const plain = parseDecimal(trimmed);
    if (plain !== null) return Number.isFinite(plain) ? { value: plain, form: null } : null;
  }
  const word = wordValue(trimmed.toLowerCase());
  if (word !== null) return { value: word, form: "number words" };
  const match = amount.exec(trimmed.replaceAll("−", "-"));
  if (match === null || trimmed.length > 60) return null;
  const [, open, sign, money, innerSign, digits = "", unit, close] = match;
  if ((open === undefined) !== (close === undefined) || (sign !== "" && innerSign !== ""))
    return null;
  const read = parseDigits(digits.trim(), mark);
  if (read === null) return null;
  const isMinus = sign === "-" || innerSign === "-" || open !== undefined;
  const value = isMinus ? -read.value : read.value;
  if (unit === "%") return { value, form: "percent signs" };
  if (money !== undefined || unit !== undefined) return { value, form: "currency signs" };
  if (open !== undefined) return { value, form: "parentheses for minus" };
  return { value, form: read.form };
}

function wordValue(text: string): number | null {
  const known = words.get(text);
  if (known !== undefined) return known;
  const [, tens = "", ones = ""] = /^([a-z]+ty)[- ]([a-z]+)$/.exec(text) ?? [];
  const [high, low] = [words.get(tens), words.get(ones)];
  return high === undefined || low === undefined || low > 9 || low === 0 ? null : high + low;
}

const grouped: Readonly<Record<DecimalMark, RegExp>> = {
  ".": /^(\d{1,3}(?:[,'’_\s]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})(\.\d+)?$/,
  ",": /^(\d{1,3}(?:[.'’_\s]\d{3})+)(,\d+)?$/,
};

function parseDigits(digits: string, mark: DecimalMark): CellNumber | null {
  const [, whole, fraction = ""] = grouped[mark].exec(digits) ?? [];
  if (whole !== undefined) {
    const value = Number(whole.replace(/\D/g, "") + fraction.replace(",", "."));
    return { value, form: "thousands separators" };
  }
  if (mark === "," && /^\d+,\d+$/.test(digits)) {
    return { value: Number(digits.replace(",", ".")), form: "decimal commas" };
  }
  const plain = mark === "," && digits.includes(".") ? null : parseDecimal(digits);
  return plain === null ? null : { value: plain, form: null };
}

/**
 * What divides whole from fraction in a column: a comma where some cell can only be read so ("3,5", "1.234,50",
 * "1.234.567"), and none only the other way ("1,234.50", "1,234,567").
 */
export function decimalMark(texts: readonly string[]): DecimalMark {
  let commas = 0;
  for (const text of texts) {
    const [digits = ""] = /\d[\d.,]*\d/.exec(text) ?? [];
    if (/,\d{3}\.\d|,\d{3},\d{3}/.test(digits)) return ".";
    if (/^\d+,(\d{1,2}|\d{4,})$|\.\d{3},\d|\.\d{3}\.\d{3}/.test(digits)) commas++;
  }
  return commas > 0 ? "," : ".";
}
