// Forests: many trees, each of other samples or other columns, whose answers are averaged.

import { randomNumbers } from "../random.ts";
import type { Growth } from "../tree/grow.ts";
import type { GrownTree } from "../tree/grown-tree.ts";
import {
  checkValues,
  type GrowthParameters,
  type GrowthStandard,
  growthNames,
  growthOf,
  isCount,
} from "../tree/tree-parameters.ts";
import { sizeOf, type TreeSamples, treeOf } from "../tree/tree-samples.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface ForestParameters extends GrowthParameters {
  /** How many trees; 100 unless told. */
  readonly nEstimators?: number;
  /** Whether each tree learns from rows drawn with replacement. */
  readonly bootstrap?: boolean;
  /** How many rows are drawn for each tree: a number, a share in (0, 1), or null: as many as there are. */
  readonly maxSamples?: number | null;
}

export const forestNames: readonly (keyof ForestParameters | "criterion")[] = [
  ...growthNames,
  "nEstimators",
  "bootstrap",
  "maxSamples",
];

/** What a class does unless told. */
export interface ForestStandard extends GrowthStandard {
  readonly bootstrap: boolean;
  /** `ensemble.RandomForestClassifier`. */
  readonly path: string;
  /** `tree.DecisionTreeClassifier`: its trees. */
  readonly tree: string;
}

/** A forest that has grown. */
export interface Forest {
  readonly samples: TreeSamples;
  readonly trees: readonly { readonly tree: GrownTree; readonly seed: number }[];
  readonly growth: Growth;
  /** Rows drawn for each tree; null where all take part. */
  readonly drawn: number | null;
}

/**
 * @throws TRAIN_PARAMETER
 * @see sklearn/ensemble/_forest.py `BaseForest.fit`, `_parallel_build_trees`
 */
export function growForest(
  samples: TreeSamples,
  params: ForestParameters,
  standard: ForestStandard,
  className: string,
): Forest {
  const { nEstimators = 100, bootstrap = standard.bootstrap, maxSamples = null } = params;
  const { rows } = samples;
  const isShare = maxSamples !== null && maxSamples > 0 && maxSamples < 1;
  const isNumber = isCount(maxSamples, 1) && (maxSamples ?? 1) <= rows;
  checkValues(className, [
    [
      "nEstimators",
      nEstimators,
      isCount(nEstimators, 1) && nEstimators <= 100_000,
      "Give a whole number from 1 to 100000.",
    ],
    ["bootstrap", bootstrap, typeof bootstrap === "boolean", "Give true or false."],
    [
      "maxSamples",
      maxSamples,
      (isShare || isNumber) && (bootstrap || maxSamples === null),
      `Give a number of rows up to ${rows}, or a share in (0, 1), where bootstrap is true.`,
    ],
  ]);
  const count = isShare ? Math.max(1, Math.round(rows * maxSamples)) : (maxSamples ?? rows);
  const drawn = bootstrap ? count : null;
  const random = randomNumbers(params.randomState ?? 0);
  let growth = growthOf(params, sizeOf(samples, samples.weights), standard, className);
  const trees = Array.from({ length: nEstimators }, () => {
    const seed = random.integer(2 ** 31 - 1);
    const own = randomNumbers(seed);
    const weights = drawn === null ? samples.weights : drawnWeights(samples, drawn, own.integer);
    growth = growthOf(params, sizeOf(samples, weights), standard, className);
    return { seed, tree: treeOf(samples, weights, growth, own) };
  });
  return { samples, trees, growth, drawn };
}

/** How often each row was drawn, times its weight; at least one that weighs something. */
function drawnWeights(
  { rows, weights }: TreeSamples,
  count: number,
  integer: (below: number) => number,
): Float64Array {
  const drawn = new Float64Array(rows);
  let weight = 0;
  while (weight === 0) {
    for (let k = 0; k < count; k++) {
      const i = integer(rows);
      drawn[i] = (drawn[i] ?? 0) + 1;
      weight += weights?.[i] ?? 1;
    }
  }
  return weights === null ? drawn : drawn.map((times, i) => times * (weights[i] ?? 0));
}
