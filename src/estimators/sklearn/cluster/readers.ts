// The classes of sklearn.cluster.

import type { EstimatorReader } from "../../read-context.ts";
import { readBisectingKMeans } from "./bisecting-k-means.ts";
import { readAffinityPropagation, readBirch, readKMeans, readMeanShift } from "./clusterer.ts";
import { readFeatureAgglomeration } from "./feature-agglomeration.ts";
import { readBiclusters, readFittedOnly } from "./fitted-only.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.cluster.AffinityPropagation", readAffinityPropagation],
  ["sklearn.cluster.AgglomerativeClustering", readFittedOnly],
  ["sklearn.cluster.Birch", readBirch],
  ["sklearn.cluster.BisectingKMeans", readBisectingKMeans],
  ["sklearn.cluster.DBSCAN", readFittedOnly],
  ["sklearn.cluster.FeatureAgglomeration", readFeatureAgglomeration],
  ["sklearn.cluster.HDBSCAN", readFittedOnly],
  ["sklearn.cluster.KMeans", readKMeans],
  ["sklearn.cluster.MeanShift", readMeanShift],
  ["sklearn.cluster.MiniBatchKMeans", readKMeans],
  ["sklearn.cluster.OPTICS", readFittedOnly],
  ["sklearn.cluster.SpectralBiclustering", readBiclusters],
  ["sklearn.cluster.SpectralClustering", readFittedOnly],
  ["sklearn.cluster.SpectralCoclustering", readBiclusters],
];
