// The points that may be nearer to a row than some distance: |x − y|² = |y|² − 2·x·y + |x|² in float32 in WebAssembly,
// with a bound of what rounding can do, so that only points that are surely too far are passed over.

import type { Matrix } from "../samples.ts";
import { lazyKernel } from "./kernel.ts";
import { ModelMemory } from "./model-memory.ts";
import { nearPointsKernel } from "./near-points.generated.ts";

interface NearPointFunctions {
  readonly nearer: (
    points: number,
    group: number,
    groups: number,
    columns: number,
    x: number,
    norms: number,
    limit: number,
    out: number,
  ) => number;
}

const kernel = lazyKernel<NearPointFunctions>(nearPointsKernel);

const groupSize = 16;

/** Of fewer numbers than these all distances are as soon computed. */
const leastNumbers = 2048;

/** Squares beyond this could overflow in float32, sums of them included. */
const largestSquare = 1e30;

/** Float32 rounds by at most this share; below the smallest normal number by at most that number. */
const rounding = 2 ** -24;
const smallest = 2 ** -126;

interface Room<A extends Float32Array | Float64Array> {
  readonly array: A;
  readonly address: number;
}

interface Laid {
  readonly nearer: NearPointFunctions["nearer"];
  readonly memory: ModelMemory;
  readonly groups: number;
  readonly points: number;
  readonly norms: number;
  readonly row: Room<Float32Array>;
  readonly sums: Room<Float32Array>;
}

/** Finds near points among many. */
export class NearPoints {
  readonly #points: Matrix;
  readonly #center: Float64Array;
  /** What share of |x|² and of |y|² all roundings of one sum stay under. */
  readonly #share: number;
  #laid: Laid | null | undefined;

  /** @param points  finite, and not to change any more */
  constructor(points: Matrix) {
    this.#points = points;
    this.#center = meanOf(points);
    this.#share = (2 * points.columns + 32) * rounding;
  }

  /** Null where looking at all points is as quick, or all there is. */
  static among(points: Matrix): NearPoints | null {
    return points.data.length < leastNumbers ? null : new NearPoints(points);
  }

  /**
   * Visits points in their order, all whose squared distance from the row is below the limit, and few others.
   *
   * @param x      holds the row from `start` on
   * @param limit  a squared distance
   * @param visit  gives the limit from there on, which must not grow
   * @returns      false, and nothing was visited, where only the distances themselves can tell
   */
  visit(x: Float64Array, start: number, limit: number, visit: (point: number) => number): boolean {
    if (this.#laid === undefined) this.#laid = this.#layOut();
    if (this.#laid === null) return false;
    const { nearer, groups, points, norms, row, sums } = this.#laid;
    const { rows, columns } = this.#points;
    let square = 0;
    for (let j = 0; j < columns; j++) {
      const value = (x[start + j] ?? 0) - (this.#center[j] ?? 0);
      square += value * value;
      row.array[j] = -2 * value;
    }
    if (!(square < largestSquare)) return false;
    const slack = square * this.#share - square + columns * smallest;
    let bound = above(limit + slack);
    for (let group = 0; ; group++) {
      group = nearer(points, group, groups, columns, row.address, norms, bound, sums.address);
      if (group >= groups) return true;
      const first = group * groupSize;
      const count = Math.min(groupSize, rows - first);
      for (let i = 0; i < count; i++) {
        if ((sums.array[i] ?? 0) >= bound) continue;
        bound = above(visit(first + i) + slack);
      }
    }
  }

  #layOut(): Laid | null {
    const loaded = kernel();
    if (loaded === null) return null;
    const { data, rows, columns } = this.#points;
    const groups = Math.ceil(rows / groupSize);
    const grouped = new Float32Array(groups * groupSize * columns);
    const starts = new Float32Array(groups * groupSize).fill(Infinity);
    for (let i = 0; i < rows; i++) {
      const first = (i - (i % groupSize)) * columns + (i % groupSize);
      let square = 0;
      for (let j = 0; j < columns; j++) {
        const value = (data[i * columns + j] ?? 0) - (this.#center[j] ?? 0);
        square += value * value;
        grouped[first + j * groupSize] = value;
      }
      if (!(square < largestSquare)) return null;
      starts[i] = below(square * (1 - this.#share));
    }
    const memory = new ModelMemory();
    const { address: points } = memory.move(grouped);
    const { address: norms } = memory.move(starts);
    const row = singles(memory.lay(columns));
    const sums = singles(memory.lay(groupSize));
    if (points === null || norms === null || row === null || sums === null) return null;
    const { nearer } = loaded.functions;
    return { nearer, memory, groups, points, norms, row, sums };
  }
}

/** The first half of a room, as float32. */
function singles(room: Room<Float64Array> | null): Room<Float32Array> | null {
  if (room === null) return null;
  const { array, address } = room;
  return { array: new Float32Array(array.buffer, address, array.length), address };
}

function meanOf({ data, rows, columns }: Matrix): Float64Array {
  const means = new Float64Array(columns);
  for (let i = 0; i < data.length; i++) {
    means[i % columns] = (means[i % columns] ?? 0) + (data[i] ?? 0) / rows;
  }
  return means;
}

/** A float32 that is not below the value. */
function above(value: number): number {
  return Math.fround(value + Math.abs(value) * 2 * rounding + smallest);
}

/** A float32 that is not above the value. */
function below(value: number): number {
  return Math.fround(value - Math.abs(value) * 2 * rounding - smallest);
}
