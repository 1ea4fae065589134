// Isomap: how far it is from a row to every training point along their neighbours, and the principal
// components of these ways.

import type { Estimator } from "../../estimator.ts";
import { wrongKind } from "../../inputs.ts";
import type { Matrix } from "../../samples.ts";
import type { State } from "../../state.ts";
import { checkAnswerSize, transformer } from "../../transformer.ts";
import { readNeighborCount, readRadius } from "../neighbors/neighbor-table.ts";
import { Neighborhood } from "../neighbors/neighborhood.ts";
import type { TrainingPoints } from "../neighbors/point-search.ts";
import { readEmbeddedPoints } from "./embedded-points.ts";

/** Writes the neighbours of one row. */
type Search = (
  x: ReturnType<TrainingPoints["take"]>,
  row: number,
) => { readonly distances: Float64Array; readonly indices: Int32Array };

/** @see sklearn/manifold/_isomap.py `Isomap.transform` */
export function readIsomap(state: State): Estimator {
  const { points, rule, holder } = readEmbeddedPoints(state);
  const { count } = points;
  // Ways between parts of the graph that no neighbours join were infinite until 0.24.
  const ways = state.rawFloat64("dist_matrix_", [count, count]).data;
  const { transform, transformWidth, inputs } = state.estimator("kernel_pca_");
  if (transform === undefined || transformWidth === undefined || inputs.width !== count) {
    throw state.mismatch("kernel_pca_", `a KernelPCA of ${count} columns`, "another");
  }
  const find = readSearch(state, holder, points);
  return transformer(state, {
    inputs: rule.inputs,
    width: transformWidth,
    transform(samples) {
      const x = points.take(samples);
      checkAnswerSize(x.rows, count, rule);
      const search = find();
      const data = new Float64Array(x.rows * count).fill(Infinity);
      for (let row = 0; row < x.rows; row++) {
        const { distances, indices } = search(x, row);
        if (indices.length === 0) {
          const wanted = "rows with a training point within its radius";
          throw wrongKind(rule, wanted, `row ${row}, which has none`);
        }
        const own = data.subarray(row * count, (row + 1) * count);
        for (const [i, neighbor] of indices.entries()) {
          const distance = distances[i] ?? 0;
          for (let j = 0; j < count; j++) {
            own[j] = Math.min(own[j] ?? 0, (ways[neighbor * count + j] ?? 0) + distance);
          }
        }
        for (let j = 0; j < count; j++) own[j] = (own[j] ?? 0) ** 2 * -0.5;
      }
      const compared: Matrix = { kind: "dense", data, rows: x.rows, columns: count };
      return transform(compared);
    },
    hints: () => points.hints(),
  });
}

/** The nearest `n_neighbors`, or all within `radius`, as the search among the training points was made for. */
function readSearch(state: State, holder: State, points: TrainingPoints): () => Search {
  if (state.isSet("n_neighbors")) {
    const k = readNeighborCount(holder, points);
    return () => {
      const heap = points.heap(k);
      return (x, row) => {
        points.nearest(x, row, heap);
        return heap;
      };
    };
  }
  const radius = readRadius(holder);
  return () => {
    const found = new Neighborhood(points.count);
    return (x, row) => {
      points.within(x, row, { radius, found });
      return found;
    };
  };
}
