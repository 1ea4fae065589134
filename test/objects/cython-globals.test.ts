import { describe, expect, it } from "vitest";
import { BinaryTree } from "../../src/objects/binary-tree.ts";
import { SklearnTree } from "../../src/objects/cython-globals.ts";
import { parseDtype } from "../../src/objects/dtype.ts";
import { fieldOf, float64Values, int32Values, NdArray } from "../../src/objects/ndarray.ts";
import { PyFloat, PyGlobal, PyObject, PyTuple, type PyValue } from "../../src/objects/values.ts";
import { call } from "./calls.ts";
import { errorOf } from "./errors-of.ts";
import { fixturesOf, unpickled } from "./fixture-files.ts";

interface Case {
  readonly name: string;
  readonly protocol: number;
  readonly pickle: string;
}

interface Fixture {
  readonly sklearn: string;
  readonly trees: readonly (Case & {
    readonly features: number;
    readonly classes: readonly number[];
    readonly nodes: number;
    readonly depth: number;
    readonly left: readonly number[];
    readonly right: readonly number[];
    readonly feature: readonly number[];
    readonly threshold: readonly number[];
    readonly shape: readonly number[];
    readonly value: readonly number[];
  })[];
  readonly neighbours: readonly (Case & {
    readonly data: readonly number[];
    readonly index: readonly number[];
    readonly start: readonly number[];
    readonly leaf: readonly number[];
    readonly radius: readonly number[];
    readonly bounds: readonly number[];
    readonly metric: string;
  })[];
  readonly others: readonly (Case & { readonly class: string })[];
}

function field(array: NdArray, name: string): NdArray {
  const found = fieldOf(array, name);
  if (found === null) throw new Error(`no field ${name}`);
  return found;
}

describe.each(fixturesOf<Fixture>("compiled"))("scikit-learn $sklearn", (fixture) => {
  it.each(fixture.trees)("SklearnTree reads a $name of protocol $protocol", (expected) => {
    const tree = unpickled(expected.pickle);
    if (!(tree instanceof SklearnTree)) throw new Error("not a tree");
    expect(tree.nFeatures).toBe(expected.features);
    expect([...tree.nClasses]).toEqual(expected.classes);
    expect(tree.nOutputs).toBe(expected.classes.length);
    expect(tree.nodeCount).toBe(expected.nodes);
    expect(tree.maxDepth).toBe(expected.depth);
    expect([...int32Values(field(tree.nodes, "left_child"))]).toEqual(expected.left);
    expect([...int32Values(field(tree.nodes, "right_child"))]).toEqual(expected.right);
    expect([...int32Values(field(tree.nodes, "feature"))]).toEqual(expected.feature);
    expect([...float64Values(field(tree.nodes, "threshold"))]).toEqual(expected.threshold);
    expect(tree.values.shape).toEqual(expected.shape);
    expect([...float64Values(tree.values)]).toEqual(expected.value);
  });

  it.each(fixture.neighbours)("BinaryTree reads a $name of protocol $protocol", (expected) => {
    const tree = unpickled(expected.pickle);
    if (!(tree instanceof BinaryTree)) throw new Error("not a tree of neighbours");
    const { data, indices, nodes, bounds, metric } = tree.parts;
    expect([...float64Values(data)]).toEqual(expected.data);
    expect([...int32Values(indices)]).toEqual(expected.index);
    expect([...int32Values(field(nodes, "idx_start"))]).toEqual(expected.start);
    expect([...int32Values(field(nodes, "is_leaf"))]).toEqual(expected.leaf);
    expect([...float64Values(field(nodes, "radius"))]).toEqual(expected.radius);
    expect(bounds.shape).toEqual(expected.bounds);
    expect(metric.global.name).toBe(expected.metric);
  });

  it.each(fixture.others)("keeps $name of protocol $protocol as a record", (expected) => {
    const value = unpickled(expected.pickle);
    expect(value instanceof PyObject && value.global.path).toBe(expected.class);
  });
});

const classes = int32(1, [2]);

function int32(count: number, values: number[], dtype = "<i4"): NdArray {
  const data = new Uint8Array(new Int32Array(values).buffer);
  return NdArray.from({ dtype: parseDtype(dtype, 0), shape: [count], data, offset: 0 });
}

const tree = "sklearn.tree._tree.Tree";

describe("Tree", () => {
  it.each<[string, PyValue[]]>([
    ["no arguments", []],
    ["a list of classes", [3, [2], 1]],
    ["a negative number of features", [-1, classes, 1]],
    ["half a feature", [new PyFloat(0.5), classes, 1]],
    ["two outputs and one number of classes", [3, classes, 2]],
    ["no output", [3, int32(0, []), 0]],
    ["no class", [3, int32(1, [0]), 1]],
  ])("refuses %s", (_, args) => {
    expect(errorOf(() => call(tree, args)).code).toMatch(
      /^(OBJECT_INVALID|PICKLE_FORBIDDEN_CALL)$/,
    );
  });

  function filled(change: readonly (readonly [string, PyValue])[]): SklearnTree {
    const made = call(tree, [3, classes, 1]);
    if (!(made instanceof SklearnTree)) throw new Error("not a tree");
    const parts = parseDtype("V8", 0);
    const fields = new Map<PyValue, PyValue>([
      ["left_child", new PyTuple([parseDtype("i8", 0), 0])],
    ]);
    const names = new PyTuple(["left_child"]);
    parts.setState(new PyTuple([3, "|", null, names, fields, 8, 1, 16]), 0);
    const nodes = NdArray.from({ dtype: parts, shape: [1], data: new Uint8Array(8), offset: 0 });
    made.setState(
      new Map<PyValue, PyValue>([
        ["max_depth", 0],
        ["node_count", 1],
        ["nodes", nodes],
        ["values", values([1, 1, 2])],
        ...change,
      ]),
      7,
    );
    return made;
  }

  function values(shape: number[]): NdArray {
    const size = shape.reduce((a, b) => a * b, 1);
    const data = new Uint8Array(8 * size);
    return NdArray.from({ dtype: parseDtype("<f8", 0), shape, data, offset: 0 });
  }

  it("takes a state whose arrays agree, once", () => {
    const made = filled([]);
    expect(made.nodeCount).toBe(1);
    expect(errorOf(() => made.setState(new Map(), 8)).code).toBe("OBJECT_INVALID");
  });

  it.each<[string, PyValue]>([
    ["node_count", 2],
    ["node_count", -1],
    ["node_count", null],
    ["nodes", null],
    ["nodes", values([1])],
    ["values", values([1, 2, 1])],
    ["values", values([2])],
    ["max_depth", new PyFloat(0.5)],
    ["max_depth", "1"],
  ])("refuses a wrong %s", (name, value) => {
    const error = errorOf(() => filled([[name, value]]));
    expect(error.code).toBe("OBJECT_INVALID");
    expect(error.details["offset"]).toBe(7);
  });
});

const system = new PyGlobal("os", "system", 0);
const kdTree = new PyGlobal("sklearn.neighbors._kd_tree", "KDTree", 0);
const euclidean = new PyGlobal("sklearn.metrics._dist_metrics", "EuclideanDistance", 0);
const loss = new PyGlobal("sklearn._loss._loss", "CyHalfBinomialLoss", 0);

describe("helpers of compiled classes", () => {
  it.each<[string, PyValue[]]>([
    ["sklearn.neighbors._kd_tree.newObj", [system]],
    ["sklearn.neighbors._kd_tree.newObj", [euclidean]],
    ["sklearn.neighbors._ball_tree.newObj", [kdTree]],
    ["sklearn.neighbors._kd_tree.newObj", [kdTree, kdTree]],
    ["sklearn.metrics._dist_metrics.newObj", [system]],
    ["sklearn.metrics._dist_metrics.newObj", [kdTree]],
    ["sklearn._loss._loss.__pyx_unpickle_CyHalfBinomialLoss", [system, 1, null]],
    ["sklearn._loss._loss.__pyx_unpickle_CyHalfSquaredError", [loss, 1, null]],
    ["sklearn._loss._loss.__pyx_unpickle_CyHalfBinomialLoss", [loss, null, null]],
    ["sklearn._loss._loss.__pyx_unpickle_CyHalfBinomialLoss", [loss, 1]],
    ["_loss.__pyx_unpickle_CyHalfBinomialLoss", [loss, 1, null]],
    ["sklearn._loss._loss.CyPinballLoss", [system]],
    ["sklearn.linear_model._sgd_fast.Hinge", ["x"]],
  ])("%s refuses other arguments", (path, args) => {
    expect(errorOf(() => call(path, args)).code).toBe("PICKLE_FORBIDDEN_CALL");
  });

  it("keep the state that __pyx_unpickle is given", () => {
    const state = new PyTuple([]);
    const value = call("sklearn._loss._loss.__pyx_unpickle_CyHalfBinomialLoss", [loss, 1, state]);
    expect(value instanceof PyObject && value.state).toBe(state);
  });
});

describe("BinaryTree", () => {
  it("says when it was never filled", () => {
    expect(errorOf(() => new BinaryTree(kdTree, 0).parts).code).toBe("OBJECT_INVALID");
  });

  it("refuses a state of another form", () => {
    for (const state of [null, new PyTuple([]), new PyTuple(new Array(12).fill(null))]) {
      expect(errorOf(() => new BinaryTree(kdTree, 0).setState(state, 0)).code).toBe(
        "OBJECT_INVALID",
      );
    }
  });
});
