// The classes of sklearn.manifold. Some only find places for the rows that they were fitted on.

import type { Estimator } from "../../estimator.ts";
import { fittedOnly } from "../../fitted-only.ts";
import type { EstimatorReader } from "../../read-context.ts";
import type { State } from "../../state.ts";
import { readIsomap } from "./isomap.ts";
import { readLocallyLinearEmbedding } from "./locally-linear.ts";

function readEmbedding(state: State): Estimator {
  state.float64("embedding_", [null, null]);
  return fittedOnly(state, "transformer", null);
}

export const readers: ReadonlyMap<string, EstimatorReader> = new Map([
  ["sklearn.manifold.ClassicalMDS", readEmbedding],
  ["sklearn.manifold.Isomap", readIsomap],
  ["sklearn.manifold.LocallyLinearEmbedding", readLocallyLinearEmbedding],
  ["sklearn.manifold.MDS", readEmbedding],
  ["sklearn.manifold.SpectralEmbedding", readEmbedding],
  ["sklearn.manifold.TSNE", readEmbedding],
]);
