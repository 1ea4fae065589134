// Sums over the columns of a row and of many points, as kernels and distances are made of: in WebAssembly, else in plain
// JavaScript, which adds up in the same order and comes to the same numbers.

import type { Matrix } from "../samples.ts";
import { exponential } from "./exponential.ts";
import { lazyKernel } from "./kernel.ts";
import { ModelMemory } from "./model-memory.ts";
import { pairSumsKernel } from "./pair-sums.generated.ts";

/** Σ x·y, Σ (x − y)², Σ |x − y|. */
export type PairSum = "dots" | "squares" | "lengths";

type Sums = (points: number, groups: number, columns: number, x: number, out: number) => void;

interface PairSumFunctions extends Readonly<Record<PairSum, Sums>> {
  readonly exponentials: (values: number, count: number, factor: number) => void;
}

const kernel = lazyKernel<PairSumFunctions>(pairSumsKernel);

/** Points stand in groups of as many. */
const groupSize = 8;

/** Fewer points, or numbers, than these are added up before a kernel is ready. */
const leastPoints = 8;
const leastNumbers = 128;

/** Where a kernel finds the points, and room for a row and its sums. */
interface Laid {
  readonly functions: PairSumFunctions;
  readonly memory: ModelMemory;
  readonly points: number;
  readonly row: { readonly array: Float64Array; readonly address: number };
  readonly sums: { readonly array: Float64Array; readonly address: number };
}

/** Points that rows are compared with. */
export class PairSums {
  readonly #points: Matrix;
  readonly #usesKernel: boolean;
  #laid: Laid | null | undefined;
  #sums: Float64Array | undefined;

  /**
   * @param points      must not change any more
   * @param usesKernel  false adds up in JavaScript
   */
  constructor(points: Matrix, usesKernel: boolean = isWorth(points)) {
    this.#points = points;
    this.#usesKernel = usesKernel && points.columns > 0;
  }

  /**
   * The sums of a row with every point, valid until the next row.
   *
   * @param x      holds the row, as wide as the points, from `start` on
   * @param factor  ≤ 0: e^(factor·sum) in the place of each sum, which is not below 0; within 2⁻⁵¹ of it
   */
  add(sum: PairSum, x: Float64Array, start: number, factor: number | null = null): Float64Array {
    this.#laid ??= this.#usesKernel ? layOut(this.#points) : null;
    const { rows, columns } = this.#points;
    if (this.#laid === null) {
      this.#sums ??= new Float64Array(rows);
      addUp(sum, x.subarray(start, start + columns), this.#points.data, this.#sums);
      if (factor !== null) raise(this.#sums, factor);
      return this.#sums;
    }
    const { functions, points, row, sums } = this.#laid;
    this.#sums ??= sums.array.subarray(0, rows);
    const groups = sums.array.length / groupSize;
    for (let j = 0; j < columns; j++) row.array[j] = x[start + j] ?? 0;
    functions[sum](points, groups, columns, row.address, sums.address);
    if (factor !== null) functions.exponentials(sums.address, sums.array.length, factor);
    return this.#sums;
  }
}

function isWorth({ rows, data }: Matrix): boolean {
  return rows >= leastPoints && data.length >= leastNumbers;
}

function layOut({ data, rows, columns }: Matrix): Laid | null {
  const loaded = kernel();
  if (loaded === null) return null;
  const room = Math.ceil(rows / groupSize) * groupSize;
  const grouped = new Float64Array(room * columns);
  for (let i = 0; i < rows; i++) {
    const first = (i - (i % groupSize)) * columns + (i % groupSize);
    for (let j = 0; j < columns; j++) grouped[first + j * groupSize] = data[i * columns + j] ?? 0;
  }
  const memory = new ModelMemory();
  const { address: points } = memory.move(grouped);
  const row = memory.lay(columns);
  const sums = memory.lay(room);
  if (points === null || row === null || sums === null) return null;
  return { functions: loaded.functions, memory, points, row, sums };
}

function addUp(kind: PairSum, row: Float64Array, points: Float64Array, sums: Float64Array): void {
  for (let i = 0, start = 0; i < sums.length; i++, start += row.length) {
    let sum = 0;
    for (let j = 0; j < row.length; j++) {
      const [x, y] = [row[j] ?? 0, points[start + j] ?? 0];
      if (kind === "dots") sum += x * y;
      else if (kind === "lengths") sum += Math.abs(x - y);
      else sum += (x - y) * (x - y);
    }
    sums[i] = sum;
  }
}

function raise(sums: Float64Array, factor: number): void {
  for (let i = 0; i < sums.length; i++) sums[i] = exponential(factor * (sums[i] ?? 0));
}
