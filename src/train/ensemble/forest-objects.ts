// A grown forest as scikit-learn's object holds it: its trees as estimators, and what else each version keeps.

import type { PyObject, PyValue } from "../../objects/values.ts";
import { type Dialect, since, sklearnVersion } from "../dialect.ts";
import { type PythonClass, pythonClass, pythonParameters } from "../parameters.ts";
import { floatArray, pyObject, pyTuple } from "../python.ts";
import type { GrownTree } from "../tree/grown-tree.ts";
import { treeObject } from "../tree/tree-objects.ts";
import { withWholeFeatures } from "../tree/tree-parameters.ts";
import type { Forest, ForestParameters, ForestStandard } from "./forest.ts";

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
    ["_n_samples", samples.rows],
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
