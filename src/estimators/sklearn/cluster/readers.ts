// The classes of sklearn.cluster that answer for new rows.

import type { EstimatorReader } from "../../read-context.ts";
import { readBisectingKMeans } from "./bisecting-k-means.ts";
import { readAffinityPropagation, readBirch, readKMeans, readMeanShift } from "./clusterer.ts";
import { readFeatureAgglomeration } from "./feature-agglomeration.ts";

export const clusterReaders: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.cluster.AffinityPropagation", readAffinityPropagation],
  ["sklearn.cluster.Birch", readBirch],
  ["sklearn.cluster.BisectingKMeans", readBisectingKMeans],
  ["sklearn.cluster.FeatureAgglomeration", readFeatureAgglomeration],
  ["sklearn.cluster.KMeans", readKMeans],
  ["sklearn.cluster.MeanShift", readMeanShift],
  ["sklearn.cluster.MiniBatchKMeans", readKMeans],
];
