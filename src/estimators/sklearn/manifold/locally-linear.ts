// LocallyLinearEmbedding: a row lies among the places of its neighbours as it lies among the neighbours.

import { choleskyRoot, choleskySolve } from "../../cholesky.ts";
import type { Estimator } from "../../estimator.ts";
import { denseRows, wrongKind } from "../../inputs.ts";
import { floatMatrix } from "../../results.ts";
import type { State } from "../../state.ts";
import { transformer } from "../../transformer.ts";
import { findNeighbors } from "../neighbors/neighbor-table.ts";
import { readEmbeddedPoints } from "./embedded-points.ts";

/** Neighbours whose weights come from one system of equations, solved for every row. */
const maxNeighbors = 2000;

/** @see sklearn/manifold/_locally_linear.py `LocallyLinearEmbedding.transform`: the same for all methods */
export function readLocallyLinearEmbedding(state: State): Estimator {
  const { points, rule, holder } = readEmbeddedPoints(state);
  const { count } = points;
  const { data: places, shape } = state.float64("embedding_", [count, null]);
  const [, width = 0] = shape;
  const fitted = holder.float64("_fit_X", [count, rule.inputs.width]).data;
  const k = state.integer("n_neighbors", 1, Math.min(count, maxNeighbors));
  const ridge = state.number("reg");
  return transformer(state, {
    inputs: rule.inputs,
    width,
    transform(samples) {
      const { data, rows, columns } = denseRows(samples, rule);
      const { indices } = findNeighbors(points, samples, k);
      const answers = new Float64Array(rows * width);
      for (let row = 0; row < rows; row++) {
        const near = indices.subarray(row * k, (row + 1) * k);
        const own = data.subarray(row * columns, (row + 1) * columns);
        const weights = barycenter(own, { near, fitted, ridge });
        if (weights === null) throw wrongKind(rule, "rows apart from training rows", `row ${row}`);
        for (const [i, neighbor] of near.entries()) {
          const weight = weights[i] ?? 0;
          for (let j = 0; j < width; j++) {
            const at = row * width + j;
            answers[at] = (answers[at] ?? 0) + (places[neighbor * width + j] ?? 0) * weight;
          }
        }
      }
      return floatMatrix(answers, rows, width);
    },
    hints: () => points.hints(),
  });
}

interface Neighbors {
  readonly near: Int32Array;
  /** All training rows. */
  readonly fitted: Float64Array;
  readonly ridge: number;
}

/**
 * How much of each neighbour makes up a row; null where the equations have no solution.
 *
 * @see sklearn/manifold/_locally_linear.py `barycenter_weights`
 */
function barycenter(row: Float64Array, { near, fitted, ridge }: Neighbors): Float64Array | null {
  const k = near.length;
  const width = row.length;
  const differences = new Float64Array(k * width);
  for (const [i, neighbor] of near.entries()) {
    for (let j = 0; j < width; j++) {
      differences[i * width + j] = (fitted[neighbor * width + j] ?? 0) - (row[j] ?? 0);
    }
  }
  const gram = new Float64Array(k * k);
  let trace = 0;
  for (let a = 0; a < k; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let j = 0; j < width; j++) {
        sum += (differences[a * width + j] ?? 0) * (differences[b * width + j] ?? 0);
      }
      gram[a * k + b] = sum;
      gram[b * k + a] = sum;
    }
    trace += gram[a * k + a] ?? 0;
  }
  const added = trace > 0 ? ridge * trace : ridge;
  for (let a = 0; a < k; a++) gram[a * k + a] = (gram[a * k + a] ?? 0) + added;
  const root = choleskyRoot(gram, k);
  if (root === null) return null;
  const weights = choleskySolve(root, new Float64Array(k).fill(1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
