// One column of a file as it came: plain numbers as numbers, everything else as texts, each different text kept once.

import { isMissingNumber } from "../../signature/decimal.ts";

/** What stands in a cell of `codes` instead of a text's number. */
const plainNumber = -1;
const missing = -2;

// A number that is written otherwise than we would write it keeps its text in the first rows and beside other texts:
// should the column be one of words, "007" and "12.50" are two of them.
const spelledRows = 4096;

/** A column, once all of it was read. */
export interface RawColumn {
  readonly name: string;
  readonly rows: number;
  /** The number in each row that a cell plainly is, NaN elsewhere. */
  readonly numbers: Float64Array;
  /** Every different text, in the order of appearance; true and false of JSON are "True" and "False". */
  readonly texts: readonly string[];
  /** How many cells hold each text. */
  readonly counts: readonly number[];
  /** The text's number of a cell; −1 for a plain number, −2 for a missing cell. null where all are plain numbers. */
  readonly codes: Int32Array | null;
  readonly missing: number;
  /** Lists and objects of JSON, which are no cells; they count as missing. */
  readonly nested: number;
}

/** A column that grows by a cell at a time. */
export class ColumnBuilder {
  readonly name: string;
  #numbers = new Float64Array(1024);
  #codes: Int32Array | null = null;
  #rows = 0;
  #missing = 0;
  #nested = 0;
  readonly #codeOf = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #counts: number[] = [];
  #hasWords = false;
  #characters = 0;

  /** @param rows  cells before the first one, all missing */
  constructor(name: string, rows = 0) {
    this.name = name;
    for (let i = 0; i < rows; i++) this.addMissing();
  }

  get rows(): number {
    return this.#rows;
  }

  /** Characters of all different texts. */
  get characters(): number {
    return this.#characters;
  }

  /** Whether a number's text is wanted, too. */
  get wantsSpelling(): boolean {
    return this.#hasWords || this.#rows < spelledRows;
  }

  addNumber(value: number, spelled: string | null = null): void {
    const isOwn = spelled !== null && spelled !== String(value);
    if (!Number.isFinite(value)) this.addText(String(value));
    else this.#add(value, isOwn ? this.#codeFor(spelled) : plainNumber);
  }

  addText(text: string): void {
    const trimmed = text.trim();
    if (isMissingNumber(trimmed)) {
      this.addMissing();
      return;
    }
    this.#hasWords = true;
    this.#add(Number.NaN, this.#codeFor(trimmed));
  }

  addMissing(): void {
    this.#missing++;
    this.#add(Number.NaN, missing);
  }

  addNested(): void {
    this.#nested++;
    this.addMissing();
  }

  finish(): RawColumn {
    return {
      name: this.name,
      rows: this.#rows,
      numbers: this.#numbers.subarray(0, this.#rows),
      texts: this.#texts,
      counts: this.#counts,
      codes: this.#codes?.subarray(0, this.#rows) ?? null,
      missing: this.#missing,
      nested: this.#nested,
    };
  }

  #codeFor(text: string): number {
    const known = this.#codeOf.get(text);
    const code = known ?? this.#texts.length;
    if (known === undefined) {
      this.#codeOf.set(text, code);
      this.#texts.push(text);
      this.#counts.push(0);
      this.#characters += text.length;
    }
    this.#counts[code] = (this.#counts[code] ?? 0) + 1;
    return code;
  }

  #add(value: number, code: number): void {
    const row = this.#rows++;
    if (row === this.#numbers.length) {
      this.#numbers = grown(this.#numbers, new Float64Array(2 * row));
      if (this.#codes !== null) this.#codes = grown(this.#codes, new Int32Array(2 * row));
    }
    this.#numbers[row] = value;
    if (code === plainNumber && this.#codes === null) return;
    this.#codes ??= new Int32Array(this.#numbers.length).fill(plainNumber);
    this.#codes[row] = code;
  }
}

function grown<T extends Float64Array | Int32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}

/** A cell as the file has it; null where it is missing. */
export function cellText({ numbers, codes, texts }: RawColumn, row: number): string | null {
  const code = codes?.[row] ?? plainNumber;
  if (code === missing) return null;
  return code === plainNumber ? String(numbers[row]) : (texts[code] ?? "");
}

/** Whether every cell is a plain number, however it is spelled: pandas would read such a column as numbers, too. */
export function holdsNumbersOnly({ numbers, rows, missing }: RawColumn): boolean {
  let known = 0;
  for (const number of numbers) if (!Number.isNaN(number)) known++;
  return known === rows - missing;
}

/** What pandas reads as booleans, where a column holds nothing else. */
export const truths: ReadonlyMap<string, boolean> = new Map([
  ["True", true],
  ["TRUE", true],
  ["true", true],
  ["False", false],
  ["FALSE", false],
  ["false", false],
]);
