// How a batch's answers are distributed: numbers in bins that widen as larger numbers come, labels by how often each
// occurs. One pass, constant memory.

import type { OutputField } from "../../signature/signature.ts";
import type { PredictedValue } from "../prediction.ts";

export type AnswerDistribution =
  | {
      readonly kind: "numbers";
      readonly output: string;
      readonly count: number;
      readonly minimum: number;
      readonly maximum: number;
      readonly mean: number;
      /** The lower end of the first bin, and the width of each. */
      readonly low: number;
      readonly width: number;
      readonly bins: readonly number[];
    }
  | {
      readonly kind: "labels";
      readonly output: string;
      readonly count: number;
      /** Labels as answers name them, the most frequent first. */
      readonly labels: readonly (readonly [label: string, count: number])[];
      /** Answers with labels beyond those that are counted apart. */
      readonly others: number;
    };

/** Counts the answers of one output. */
export interface AnswerCounter {
  add(value: PredictedValue): void;
  /** null where nothing was counted. */
  distribution(): AnswerDistribution | null;
}

/** What counts the answers of an output; null for rows of numbers, which have no single distribution. */
export function answerCounter(output: OutputField): AnswerCounter | null {
  if (output.kind === "vector") return null;
  return output.kind === "number" ? new NumberCounter(output.name) : new LabelCounter(output);
}

const binCount = 64;

// So many numbers are kept until the range of the bins is chosen.
const firstNumbers = 256;

class NumberCounter implements AnswerCounter {
  readonly #output: string;
  #first: number[] | null = [];
  readonly #bins = new Float64Array(binCount);
  #low = 0;
  #width = 0;
  #count = 0;
  #sum = 0;
  #minimum = Number.POSITIVE_INFINITY;
  #maximum = Number.NEGATIVE_INFINITY;

  constructor(output: string) {
    this.#output = output;
  }

  add(value: PredictedValue): void {
    if (typeof value !== "number" || !Number.isFinite(value)) return;
    this.#count++;
    this.#sum += value;
    this.#minimum = Math.min(this.#minimum, value);
    this.#maximum = Math.max(this.#maximum, value);
    if (this.#first === null) this.#put(value);
    else if (this.#first.push(value) === firstNumbers) this.#choose();
  }

  distribution(): AnswerDistribution | null {
    if (this.#count === 0) return null;
    if (this.#first !== null) this.#choose();
    const [minimum, maximum] = [this.#minimum, this.#maximum];
    return {
      kind: "numbers",
      output: this.#output,
      count: this.#count,
      minimum,
      maximum,
      mean: this.#sum / this.#count,
      low: this.#low,
      width: this.#width,
      bins: [...this.#bins],
    };
  }

  #choose(): void {
    const first = this.#first ?? [];
    this.#first = null;
    const range = this.#maximum - this.#minimum;
    const scale = Math.max(Math.abs(this.#minimum), Math.abs(this.#maximum), 1e-300);
    // Equal answers stand in the middle of a bin.
    this.#width = range > scale * 1e-12 ? (range * 1.0001) / binCount : scale / 32;
    this.#low =
      range > scale * 1e-12 ? this.#minimum : this.#minimum - this.#width * (binCount / 2 + 0.5);
    if (!Number.isFinite(this.#width)) this.#width = Number.MAX_VALUE / binCount;
    for (const value of first) this.#put(value);
  }

  #put(value: number): void {
    while (value < this.#low) this.#widen(true);
    while (value >= this.#low + this.#width * binCount && Number.isFinite(this.#width)) {
      this.#widen(false);
    }
    const bin = Math.floor((value - this.#low) / this.#width);
    const place = Math.min(Math.max(bin, 0), binCount - 1);
    this.#bins[place] = (this.#bins[place] ?? 0) + 1;
  }

  /** Bins of twice the width: two become one, at the upper or the lower end. */
  #widen(isDownward: boolean): void {
    const old = this.#bins.slice();
    this.#bins.fill(0);
    const half = binCount / 2;
    for (let i = 0; i < half; i++) {
      this.#bins[isDownward ? half + i : i] = (old[2 * i] ?? 0) + (old[2 * i + 1] ?? 0);
    }
    if (isDownward) this.#low -= this.#width * binCount;
    this.#width *= 2;
  }
}

const maxLabels = 200;

class LabelCounter implements AnswerCounter {
  readonly #output: OutputField;
  readonly #names: ReadonlyMap<PredictedValue, string>;
  readonly #counts = new Map<string, number>();
  #others = 0;
  #count = 0;

  constructor(output: OutputField) {
    this.#output = output;
    const { classes = [], classNames } = output;
    this.#names = new Map(classes.map((label, i) => [label, classNames?.[i] ?? String(label)]));
  }

  add(value: PredictedValue): void {
    this.#count++;
    const name = this.#names.get(value) ?? String(value);
    const known = this.#counts.get(name);
    if (known === undefined && this.#counts.size === maxLabels) this.#others++;
    else this.#counts.set(name, (known ?? 0) + 1);
  }

  distribution(): AnswerDistribution | null {
    if (this.#count === 0) return null;
    const labels = [...this.#counts].sort(([, a], [, b]) => b - a);
    const { name: output } = this.#output;
    return { kind: "labels", output, count: this.#count, labels, others: this.#others };
  }
}
