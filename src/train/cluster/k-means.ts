// k-means: clusters of rows around their means.

import { PicklejarError } from "../../errors.ts";
import type { PyValue } from "../../objects/values.ts";
import type { PlainValue } from "../../predict/plain-results.ts";
import { columnMeans, denseSamples } from "../dense.ts";
import type { Dialect } from "../dialect.ts";
import { Transformer } from "../kinds.ts";
import { pythonClass } from "../parameters.ts";
import { moments } from "../preprocessing/scalers.ts";
import { floatArray, int32Array, pyFloat } from "../python.ts";
import { permutation, type RandomNumbers, randomNumbers } from "../random.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData, TrainingRows } from "../training-data.ts";
import { farApart } from "./first-centers.ts";
import { type Clustering, lloyd, type WeighedPoints } from "./lloyd.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface KMeansParameters {
  /** 8 unless told. */
  readonly nClusters?: number;
  /** How the first centers are found: "k-means++" (unless told), any rows ("random"), or the centers themselves. */
  readonly init?: "k-means++" | "random" | readonly (readonly number[])[];
  /** How often it begins anew, the best being kept; "auto": 10 times with "random", else once. */
  readonly nInit?: "auto" | number;
  /** The most steps of each; 300 unless told. */
  readonly maxIter?: number;
  /** The way of the centers that is taken for none, by the mean variance; 1e-4 unless told. */
  readonly tol?: number;
  /** Seed of the first centers, which are not numpy's; 0 unless told. */
  readonly randomState?: number;
}

const honoured = ["nClusters", "init", "nInit", "maxIter", "tol", "randomState"] as const;

/**
 * Rows in clusters: `predict` says which, `transform` how far from the center of each.
 *
 * @example
 * new KMeans({ nClusters: 2 }).fitPredict([[1], [1.2], [8], [8.1]]);
 */
export class KMeans extends Transformer<KMeansParameters> {
  constructor(params: KMeansParameters = {}) {
    super(pythonClass("cluster.KMeans"), params, honoured);
    const { nClusters = 8, nInit = "auto", maxIter = 300, tol = 1e-4, init = "" } = params;
    const counts = nInit === "auto" ? [nClusters, maxIter] : [nClusters, maxIter, nInit];
    const isSound = counts.every((count) => Number.isSafeInteger(count) && count >= 1) && tol >= 0;
    if (!isSound || (typeof init === "string" && !["", "k-means++", "random"].includes(init))) {
      const advice =
        'nClusters, nInit and maxIter from 1 on, tol ≥ 0, init "k-means++" or "random".';
      throw this.#refused("nClusters, init, nInit, maxIter, tol", "one is out of range", advice);
    }
  }

  /** The number of each row's cluster. */
  predict(X: TrainingRows): readonly PlainValue[] {
    return this.estimator.predict?.(this.plainRows(X)) ?? [];
  }

  /** Learns from rows and tells their clusters. */
  fitPredict(X: TrainingRows): readonly PlainValue[] {
    return this.fit(X).predict(X);
  }

  /** The sum of squared distances to the nearest centers, negative: more is better. */
  score(X: TrainingRows): number {
    const distances = this.transform(X) as readonly (readonly number[])[];
    return -distances.reduce((sum, row) => sum + Math.min(...row) ** 2, 0);
  }

  /** @see sklearn/cluster/_kmeans.py `KMeans.fit` */
  protected learn(data: TrainingData): Learned {
    const { nClusters = 8, maxIter = 300, tol = 1e-4, randomState = 0 } = this.params;
    const matrix = denseSamples(data, this.className);
    const { rows, columns } = matrix;
    if (rows < nClusters) {
      const reason = `${rows} rows have not ${nClusters} clusters`;
      throw this.#refused("nClusters", reason, `Give at most ${rows}.`);
    }
    const means = columnMeans(matrix, null);
    const points = {
      ...matrix,
      data: matrix.data.map((x, i) => x - (means[i % columns] ?? 0)),
      weights: data.weights ?? new Float64Array(rows).fill(1),
    };
    const variance = moments(matrix, null).variances.reduce((a, b) => a + b, 0) / columns;
    const tolerance = tol * variance;
    const random = randomNumbers(randomState);
    const runs = this.#runs();
    let best: Clustering | null = null;
    for (let run = 0; run < runs; run++) {
      const start = this.#start(points, means, random);
      const found = lloyd(points, start, { tolerance, maxIterations: maxIter });
      if (best === null || found.inertia < best.inertia) best = found;
    }
    if (best === null) throw new TypeError("there is at least one run");
    const { centers, labels, inertia, iterations } = best;
    const placed = centers.map((center, k) => center + (means[k % columns] ?? 0));
    return () => [
      ["_tol", tol === 0 ? 0 : pyFloat(tolerance)],
      ["_n_init", runs],
      ["_algorithm", "lloyd"],
      ["_n_threads", 1],
      ["cluster_centers_", floatArray(placed, [nClusters, columns])],
      ["_n_features_out", nClusters],
      ["labels_", int32Array(labels)],
      ["inertia_", pyFloat(inertia)],
      ["n_iter_", iterations],
    ];
  }

  /** Centers to begin with are an array; how often it begins is said as it was done, whatever the version's default. */
  protected override parameters(dialect: Dialect, fitted: boolean): Map<string, PyValue> {
    const parameters = super.parameters(dialect, fitted);
    const { init, nInit = "auto" } = this.params;
    parameters.set("n_init", nInit);
    if (typeof init === "object") {
      parameters.set("init", floatArray(init.flat(), [init.length, init[0]?.length ?? 0]));
    }
    return parameters;
  }

  #runs(): number {
    const { init = "k-means++", nInit = "auto" } = this.params;
    if (typeof init !== "string") return 1;
    if (nInit !== "auto") return nInit;
    return init === "random" ? 10 : 1;
  }

  #start(points: WeighedPoints, means: Float64Array, random: RandomNumbers): Float64Array {
    const { nClusters = 8, init = "k-means++" } = this.params;
    const { data, rows, columns } = points;
    if (init === "k-means++") return farApart(points, nClusters, random);
    const centers = new Float64Array(nClusters * columns);
    if (init === "random") {
      for (const [c, row] of permutation(rows, random).subarray(0, nClusters).entries()) {
        centers.set(data.subarray(row * columns, (row + 1) * columns), c * columns);
      }
      return centers;
    }
    const isSound = init.every((row) => row.length === columns && row.every(Number.isFinite));
    if (init.length !== nClusters || !isSound) {
      const reason = `it is not ${nClusters} centers of ${columns} numbers`;
      throw this.#refused("init", reason, "Give a row per cluster.");
    }
    return centers.map((_, k) => {
      return (init[Math.floor(k / columns)]?.[k % columns] ?? 0) - (means[k % columns] ?? 0);
    });
  }

  #refused(parameter: string, reason: string, advice: string): PicklejarError {
    return new PicklejarError("TRAIN_PARAMETER", {
      className: this.className,
      parameter,
      reason,
      advice,
    });
  }
}
