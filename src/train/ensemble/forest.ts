// Forests: many trees, each of other samples or other columns, whose answers are averaged.

import type { PyObject, PyValue } from "../../objects/values.ts";
import { type Dialect, since, sklearnVersion } from "../dialect.ts";
import { type PythonClass, pythonClass, pythonParameters } from "../parameters.ts";
import { floatArray, pyObject, pyTuple } from "../python.ts";
import { randomNumbers } from "../random.ts";
import type { Growth } from "../tree/grow.ts";
import type { GrownTree } from "../tree/grown-tree.ts";
import { treeObject } from "../tree/tree-objects.ts";
import {
  checkValues,
  type GrowthParameters,
  type GrowthStandard,
  growthNames,
  growthOf,
  isCount,
  withWholeFeatures,
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

/** Names of a tree's parameters that the forest passes on, as the object lists them. */
const passedOn = [
  "criterion",
  "max_depth",
  "min_samples_split",
  "min_samples_leaf",
  "min_weight_fraction_leaf",
  "max_features",
  "max_leaf_nodes",
  "min_impurity_decrease",
  "random_state",
  "ccp_alpha",
];

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
  const { rows } = samples.features;
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
  { features, weights }: TreeSamples,
  count: number,
  integer: (below: number) => number,
): Float64Array {
  const drawn = new Float64Array(features.rows);
  let weight = 0;
  while (weight === 0) {
    for (let k = 0; k < count; k++) {
      const i = integer(features.rows);
      drawn[i] = (drawn[i] ?? 0) + 1;
      weight += weights?.[i] ?? 1;
    }
  }
  return weights === null ? drawn : drawn.map((times, i) => times * (weights[i] ?? 0));
}

/** What a fitted forest holds beside its parameters. */
export function forestAttributes(
  forest: Forest,
  params: ForestParameters,
  standard: ForestStandard,
  labels: readonly [string, PyValue][],
  dialect: Dialect,
): [string, PyValue][] {
  const python = pythonClass(standard.tree);
  const { samples, trees, drawn } = forest;
  const isLater = since(dialect, "1.4");
  const latest: [string, PyValue][] = since(dialect, "1.9")
    ? [["_sample_weight", samples.weights === null ? null : floatArray(samples.weights)]]
    : [];
  const counted: [string, PyValue][] = [
    ["_n_samples", samples.features.rows],
    ["_n_samples_bootstrap", drawn],
  ];
  return [
    ["n_outputs_", 1],
    ...labels,
    ...(isLater ? counted : []),
    ...latest,
    [isLater ? "estimator_" : "_estimator", unfittedTree(python, dialect)],
    [
      "estimators_",
      trees.map(({ tree, seed }) => {
        const own = treeParameters(params, standard, dialect).set("random_state", seed);
        return fittedTree(python, own, tree, forest, dialect);
      }),
    ],
  ];
}

/** The parameters that a forest keeps beside those of its constructor. */
export function forestParameters(
  parameters: Map<string, PyValue>,
  params: ForestParameters,
  { tree }: ForestStandard,
  dialect: Dialect,
): Map<string, PyValue> {
  const names = since(dialect, "1.4") ? [...passedOn, "monotonic_cst"] : passedOn;
  parameters.set("estimator", unfittedTree(pythonClass(tree), dialect));
  parameters.set("estimator_params", pyTuple(...names));
  if (!since(dialect, "1.4")) parameters.set("base_estimator", "deprecated");
  if (!parameters.has("class_weight")) parameters.set("class_weight", null);
  return withWholeFeatures(parameters, params);
}

function unfittedTree(python: PythonClass, dialect: Dialect): PyObject {
  return pyObject(python.module, python.name, [
    ...unfittedParameters(python, dialect),
    ["_sklearn_version", sklearnVersion(dialect)],
  ]);
}

function fittedTree(
  python: PythonClass,
  parameters: ReadonlyMap<string, PyValue>,
  tree: GrownTree,
  { samples, growth }: Forest,
  dialect: Dialect,
): PyObject {
  const { columns } = samples;
  const classes = samples.classes?.values.length ?? null;
  return pyObject(python.module, python.name, [
    ...parameters,
    ["n_features_in_", columns],
    ["n_outputs_", 1],
    ...(classes === null ? [] : classNumbers(classes)),
    ["max_features_", growth.maxFeatures],
    ["tree_", treeObject(tree, { columns, classes }, dialect)],
    ["_sklearn_version", sklearnVersion(dialect)],
  ]);
}

/** A tree of a forest knows its classes by their numbers, as floats. */
function classNumbers(classes: number): [string, PyValue][] {
  return [
    ["classes_", floatArray(Float64Array.from({ length: classes }, (_, c) => c))],
    ["n_classes_", classes],
  ];
}

/** The parameters of a forest's trees: its own where it passes them on. */
function treeParameters(
  params: ForestParameters,
  { path, tree }: ForestStandard,
  dialect: Dialect,
): Map<string, PyValue> {
  const given = params as Readonly<Record<string, unknown>>;
  const own = pythonParameters(pythonClass(path), given, dialect, () => undefined);
  const parameters = unfittedParameters(pythonClass(tree), dialect);
  for (const name of passedOn) parameters.set(name, own.get(name) ?? null);
  return withWholeFeatures(parameters, params);
}

function unfittedParameters(python: PythonClass, dialect: Dialect): Map<string, PyValue> {
  return pythonParameters(python, {}, dialect, () => undefined).set("class_weight", null);
}
