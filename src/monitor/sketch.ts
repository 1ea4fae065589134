// What many values of one field look like, in a few cells that are only ever added to: a histogram for numbers, shares
// for categories. The cells of all fields lie in one row of numbers, one row for each bucket of time.

import type { Cell } from "../estimators/samples.ts";
import { show } from "../text.ts";

/** Bins between the ends of a numeric field's range; values outside of it fall into one more bin at each end. */
export const numericBins = 20;

/** Values of a field that are told apart; the others are counted together. */
export const namedValues: number = numericBins + 1;

// A field's cells: 22 bins, then how many values, how many of them missing, outside of what is usual, and their sum.
const bins = numericBins + 2;
const total = bins;
const missing = bins + 1;
const outside = bins + 2;
const sum = bins + 3;

/** Cells of one field. */
export const cellsPerField: number = bins + 4;

/** From so many values on, a field's range is what they span, and its reference is what they look like. */
export const referenceSize = 1000;

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** How the values of a field are counted. */
export interface SketchOptions {
  readonly name: string;
  readonly label: string;
  readonly unit?: string | undefined;
  /** Numbers; texts by their lengths; categories by their values. */
  readonly kind: "number" | "length" | "category";
  /** What is usual for numbers, where it is known. */
  readonly usual?: Range | undefined;
  /** For categories: what is known from training. Other values are outside. */
  readonly known?: readonly string[] | undefined;
  /** For categories: other words for known values, as requests may send them. */
  readonly aliases?: ReadonlyMap<string, string> | undefined;
  /** For categories: whether values that are not known are called by their names. */
  readonly namesValues: boolean;
}

/** What one field's cells say. */
export interface SketchSummary {
  readonly count: number;
  readonly missing: number;
  readonly outside: number;
  /** Of numbers; null where there is none. */
  readonly mean: number | null;
  /** Counts by bin; the first and the last are below and above the range. For categories by the position of their names. */
  readonly counts: readonly number[];
}

/** A number that waits for its bin, and the rows of cells that it counts in. */
interface Waiting {
  readonly rows: readonly Float64Array[];
  readonly value: number;
}

/** One field: where its values fall, and what it has learned of them. */
export class Sketch {
  readonly options: SketchOptions;
  readonly #offset: number;
  readonly #known: ReadonlySet<string> | null;
  readonly #names = new Map<string, number>();
  // Until the range is known, values wait for their bins.
  #isLearning = false;
  #range: Range | null = null;
  #waiting: Waiting[] = [];
  readonly #reference = new Float64Array(cellsPerField);

  /** @param offset  where the field's cells begin in a row */
  constructor(options: SketchOptions, offset: number) {
    this.options = options;
    this.#offset = offset;
    const { kind, usual, known } = options;
    this.#known = known === undefined ? null : new Set(known);
    for (const name of known?.slice(0, namedValues) ?? []) this.#names.set(name, this.#names.size);
    if (kind === "category") return;
    if (usual === undefined) this.#isLearning = true;
    else this.#range = widened(usual);
  }

  /** The range between the ends' bins; null while it is being learned, and for categories. */
  get range(): Range | null {
    return this.#range;
  }

  /** Names of categories in the order of their counts; what comes later is counted in the bin after them. */
  get names(): readonly string[] {
    return [...this.#names.keys()];
  }

  /** The first values, for comparison; null while there are fewer than 1,000. */
  get reference(): SketchSummary | null {
    const count = this.#reference[total] ?? 0;
    return count < referenceSize ? null : summaryOf(this.#reference, 0, this.options.kind);
  }

  /** How many of the values that make the reference are there. */
  get referenceCount(): number {
    return this.#reference[total] ?? 0;
  }

  /** Counts a value in some rows of cells. */
  add(rows: readonly Float64Array[], value: unknown): void {
    const { kind } = this.options;
    const isGone = isMissing(value);
    const number = isGone || kind === "category" ? Number.NaN : this.#numberOf(value);
    const name = isGone || kind !== "category" ? null : this.#nameOf(value);
    const bin = name === null ? this.#binOf(number) : this.#place(name);
    const isOutside = !isGone && (name === null ? this.#isStray(number) : this.#isUnknown(name));
    const isReference = (this.#reference[total] ?? 0) < referenceSize;
    if (isReference) count(this.#reference, 0, isGone, isOutside, bin, number);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      if (row !== undefined) count(row, this.#offset, isGone, isOutside, bin, number);
    }
    if (isReference && this.#isLearning) this.#learn(rows, number);
  }

  /** What some rows of cells say together. */
  summary(row: Float64Array): SketchSummary {
    return summaryOf(row, this.#offset, this.options.kind);
  }

  #numberOf(value: unknown): number {
    return this.options.kind === "length" ? String(value).length : toNumber(value);
  }

  #nameOf(value: unknown): string {
    const sent = typeof value === "string" && this.#names.has(value) ? value : nameOf(value);
    return this.options.aliases?.get(sent) ?? sent;
  }

  #isStray(number: number): boolean {
    const { usual } = this.options;
    return (
      Number.isNaN(number) || (usual !== undefined && (number < usual.low || number > usual.high))
    );
  }

  #isUnknown(name: string): boolean {
    return this.#known !== null && !this.#known.has(name);
  }

  /** -1 for what is no number, and while the range is being learned. */
  #binOf(number: number): number {
    return this.#range === null || Number.isNaN(number) ? -1 : binOf(number, this.#range);
  }

  /** The bin of a category. */
  #place(name: string): number {
    const place = this.#names.get(name);
    if (place !== undefined) return place;
    if (this.#names.size >= namedValues || !this.options.namesValues) return namedValues;
    this.#names.set(name, this.#names.size);
    return this.#names.size - 1;
  }

  #learn(rows: readonly Float64Array[], number: number): void {
    if (!Number.isNaN(number)) this.#waiting.push({ rows, value: number });
    if ((this.#reference[total] ?? 0) >= referenceSize) this.#settle(this.#waiting);
  }

  /** Bins for what was seen so far, where no range is known: for who looks before 1,000 values are there. */
  preview(
    rows: readonly Float64Array[],
  ): { readonly range: Range; readonly counts: readonly number[] } | null {
    if (!this.#isLearning || this.#waiting.length === 0) return null;
    const range = rangeOf(this.#waiting.map(({ value }) => value));
    const counts = new Array<number>(bins).fill(0);
    const wanted = new Set(rows);
    for (const { rows, value } of this.#waiting) {
      if (!rows.some((row) => wanted.has(row))) continue;
      const bin = binOf(value, range);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return { range, counts };
  }

  #settle(values: readonly Waiting[]): void {
    const range = rangeOf(values.map(({ value }) => value));
    this.#range = range;
    for (const { rows, value } of values) {
      const bin = binOf(value, range);
      increment(this.#reference, bin);
      for (const row of rows) increment(row, this.#offset + bin);
    }
    this.#isLearning = false;
    this.#waiting = [];
  }
}

function summaryOf(row: Float64Array, offset: number, kind: SketchOptions["kind"]): SketchSummary {
  const cell = (i: number): number => row[offset + i] ?? 0;
  const count = cell(total);
  const present = count - cell(missing);
  return {
    count,
    missing: cell(missing),
    outside: cell(outside),
    mean: kind === "category" || present === 0 ? null : cell(sum) / present,
    counts: Array.from({ length: bins }, (_, i) => cell(i)),
  };
}

/** @param bin  -1 = none  @param number  NaN = none */
function count(
  cells: Float64Array,
  offset: number,
  isMissing: boolean,
  isOutside: boolean,
  bin: number,
  number: number,
): void {
  increment(cells, offset + total);
  if (isMissing) increment(cells, offset + missing);
  if (isOutside) increment(cells, offset + outside);
  if (bin >= 0) increment(cells, offset + bin);
  const place = offset + sum;
  if (!Number.isNaN(number)) cells[place] = (cells[place] ?? 0) + number;
}

function increment(cells: Float64Array, i: number): void {
  cells[i] = (cells[i] ?? 0) + 1;
}

/** 0 below the range, `numericBins + 1` above it. */
function binOf(value: number, { low, high }: Range): number {
  if (value < low) return 0;
  if (value > high) return numericBins + 1;
  const bin = 1 + Math.floor(((value - low) / (high - low)) * numericBins);
  return Math.min(bin, numericBins);
}

/** A range that bins can be made of. */
function widened({ low, high }: Range): Range {
  return high > low ? { low, high } : { low: low - 0.5, high: low + 0.5 };
}

/** What values span, single strange ones left out. */
function rangeOf(values: readonly number[]): Range {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return widened({ low: at(0.005), high: at(0.995) });
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === "" || Number.isNaN(value);
}

/** What an accepted value says as a number: requests may write numbers as texts. */
function toNumber(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "string") return value.trim() === "" ? Number.NaN : Number(value);
  return typeof value === "boolean" || typeof value === "bigint" ? Number(value) : Number.NaN;
}

/** A category as it is named: forms send `true` for true, and `3` for 3. */
export function nameOf(value: unknown): string {
  return show(String(value as Cell), 60);
}
