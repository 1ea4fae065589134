// What a search among training points can be asked.

import type { InputHint, InputSpec } from "../../estimator.ts";
import type { Matrix, Samples, SparseMatrix } from "../../samples.ts";
import type { NeighborHeap } from "./neighbor-heap.ts";
import type { Neighborhood } from "./neighborhood.ts";

export interface PointSearch {
  /** The nearest to a row, by true distances, nearest first. */
  nearest(x: Matrix | SparseMatrix, row: number, heap: NeighborHeap): void;
  /** All within a true distance, in scikit-learn's order. */
  within(x: Matrix | SparseMatrix, row: number, query: RadiusQuery): void;
}

export interface RadiusQuery {
  readonly radius: number;
  /** Cleared first. */
  readonly found: Neighborhood;
}

/** Training points that can be searched. */
export interface TrainingPoints extends PointSearch {
  /** Number of points. */
  readonly count: number;
  readonly inputs: InputSpec;
  /** Samples as the search takes them, checked. */
  take(samples: Samples): Matrix | SparseMatrix;
  /** A heap for the k nearest. */
  heap(k: number): NeighborHeap;
  hints(): readonly InputHint[] | null;
}
