// Objects of scikit-learn's compiled modules: trees, nearest-neighbour trees, distance metrics, losses.

import { BinaryTree } from "./binary-tree.ts";
import type { Builder, BuilderTable } from "./builders.ts";
import {
  binaryTreeClasses,
  binaryTreeModules,
  gradientLosses,
  gradientModules,
  losses,
  lossModules,
  metricClasses,
  metricModules,
  quadTrees,
} from "./cython-names.ts";
import { int32Values, NdArray } from "./ndarray.ts";
import {
  cythonObject,
  forbidden,
  invalidObject,
  isNamed,
  mergedTables,
  pathsOf,
  record,
  tableOf,
} from "./records.ts";
import { numberOf, type PyGlobal, PyObject, type PyValue, type Stateful } from "./values.ts";

const maxOutputs = 100_000;

/**
 * `sklearn.tree._tree.Tree`: its arrays, with shapes that agree. Whether the nodes form a tree is for the
 * estimator to check.
 *
 * @see sklearn/tree/_tree.pyx `Tree.__reduce__`, `Tree.__setstate__`
 */
export class SklearnTree implements Stateful {
  readonly kind = "sklearn-tree";
  readonly global: PyGlobal;
  /** Byte of the file that makes it. */
  readonly offset: number;
  readonly nFeatures: number;
  /** Number of classes of each output; 1 for regression. */
  readonly nClasses: Int32Array;
  readonly nOutputs: number;
  #nodeCount = 0;
  #maxDepth = 0;
  #nodes: NdArray;
  #values: NdArray;

  constructor(
    made: { readonly global: PyGlobal; readonly offset: number },
    sizes: { readonly nFeatures: number; readonly nClasses: Int32Array },
  ) {
    this.global = made.global;
    this.offset = made.offset;
    this.nFeatures = sizes.nFeatures;
    this.nClasses = sizes.nClasses;
    this.nOutputs = sizes.nClasses.length;
    this.#nodes = new NdArray(made.offset);
    this.#values = new NdArray(made.offset);
  }

  /** 0 before BUILD. */
  get nodeCount(): number {
    return this.#nodeCount;
  }
  get maxDepth(): number {
    return this.#maxDepth;
  }
  /** nodeCount structured items: left_child, right_child, feature, threshold, impurity, … */
  get nodes(): NdArray {
    return this.#nodes;
  }
  /** nodeCount × nOutputs × (most classes of an output), numbers. */
  get values(): NdArray {
    return this.#values;
  }

  /** @throws OBJECT_INVALID when counts and arrays do not agree */
  setState(state: PyValue, offset: number): void {
    const made = { global: this.global, offset };
    if (!(state instanceof Map)) throw invalidObject(made, "its state is not a dict");
    const nodes = state.get("nodes");
    const values = state.get("values");
    const count = numberOf(state.get("node_count"));
    const depth = numberOf(state.get("max_depth"));
    if (!(nodes instanceof NdArray) || !(values instanceof NdArray)) {
      throw invalidObject(made, "its nodes or values are missing");
    }
    if (this.#nodeCount > 0) throw invalidObject(made, "it is filled twice");
    if (nodes.dtype.fields === null || nodes.shape.length !== 1 || nodes.size !== count) {
      throw invalidObject(made, `it says ${count} nodes and has ${nodes.size}`);
    }
    const width = this.nClasses.reduce((most, n) => Math.max(most, n), 0);
    const shape = [count, this.nOutputs, width];
    if (values.shape.length !== 3 || values.shape.some((size, axis) => size !== shape[axis])) {
      const got = values.shape.join(" × ");
      throw invalidObject(made, `its values are ${got}, not ${shape.join(" × ")}`);
    }
    if (depth === undefined || !Number.isInteger(depth)) {
      throw invalidObject(made, "its depth is missing");
    }
    this.#nodeCount = count;
    this.#maxDepth = depth;
    this.#nodes = nodes;
    this.#values = values;
  }
}

/** `Tree(n_features, n_classes, n_outputs)`, whose BUILD brings the nodes. */
const treeOf: Builder = (call) => {
  const [features, classes, outputs] = call.args;
  const nFeatures = numberOf(features) ?? -1;
  const nOutputs = numberOf(outputs) ?? -1;
  if (!(classes instanceof NdArray) || call.args.length !== 3 || call.kwargs !== null) {
    throw forbidden(call, "a tree takes two numbers and an array");
  }
  if (!Number.isInteger(nFeatures) || nFeatures < 0 || nFeatures > 2 ** 31 - 1) {
    throw invalidObject(call, "its number of features is impossible");
  }
  if (nOutputs !== classes.size || nOutputs < 1 || nOutputs > maxOutputs) {
    throw invalidObject(call, "its numbers of outputs and classes do not agree");
  }
  const nClasses = int32Values(classes);
  if (nClasses.some((n) => n < 1)) throw invalidObject(call, "an output of it has no class");
  return new SklearnTree(call, { nFeatures, nClasses });
};

/** `newObj(EuclideanDistance)`. @see sklearn/metrics/_dist_metrics.pyx.tp `DistanceMetric.__reduce__` */
const newMetric: Builder = (call) => {
  const [made] = call.args;
  const isOwn = isNamed(made, metricClasses) && made.module === call.global.module;
  if (!isOwn || call.args.length !== 1) throw forbidden(call, "it makes distance metrics only");
  const metric = new PyObject(made, [], call.offset);
  metric.made = call;
  return metric;
};

/** `newObj(KDTree)`. @see sklearn/neighbors/_binary_tree.pxi.tp `BinaryTree.__reduce__` */
const newBinaryTree: Builder = (call) => {
  const [made] = call.args;
  const isOwn = isNamed(made, binaryTreeClasses) && made.module === call.global.module;
  if (!isOwn || call.args.length !== 1) throw forbidden(call, "it makes trees of neighbours only");
  return new BinaryTree(made, call.offset);
};

/** Losses take numbers only: thresholds and powers. */
const loss: Builder = (call) => {
  if (call.kwargs !== null || call.args.some((arg) => numberOf(arg) === undefined)) {
    throw forbidden(call, "a loss takes numbers only");
  }
  return record(call);
};

const quadTree: Builder = (call) => {
  if (call.args.length !== 2 || call.args.some((arg) => numberOf(arg) === undefined)) {
    throw invalidObject(call, "its arguments are not two numbers");
  }
  return record(call);
};

/** Builders for scikit-learn's compiled classes, under the module names of all versions. */
export const cythonGlobals: BuilderTable = mergedTables(
  tableOf(["sklearn.tree._tree.Tree"], treeOf),
  tableOf(pathsOf(lossModules, losses), loss),
  tableOf(
    pathsOf(
      lossModules,
      losses.map((name) => `__pyx_unpickle_${name}`),
    ),
    cythonObject(null),
  ),
  tableOf(pathsOf(gradientModules, gradientLosses), loss),
  tableOf([...metricClasses, ...binaryTreeClasses], null),
  tableOf(pathsOf(metricModules, ["newObj"]), newMetric),
  tableOf(pathsOf(binaryTreeModules, ["newObj"]), newBinaryTree),
  tableOf(quadTrees, quadTree),
);
