import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../../../src/errors.ts";
import { readEstimator } from "../../../../src/estimators/read-estimator.ts";
import type { Samples } from "../../../../src/estimators/samples.ts";
import { BinaryTree } from "../../../../src/objects/binary-tree.ts";
import { float64Values, int32Values } from "../../../../src/objects/ndarray.ts";
import { PyGlobal, PyObject, PyTuple } from "../../../../src/objects/values.ts";
import { type Changes, damageError, readChanged } from "../../damage.ts";
import { loadGolden } from "../../golden-files.ts";
import { floats, goldenObject, stateOf } from "../../golden-objects.ts";

const file = "neighbors/1.9.0.json";
const damage = (changes: Changes, name = "KNeighborsClassifier brute") =>
  damageError(file, name, changes);
const inputs = loadGolden(file).inputs;
const few = inputs.get("few") as Samples;

describe("readTrainingPoints", () => {
  it("refuses training points of another shape or not finite", () => {
    expect(damage({ _fit_X: floats([2], [1, 2]) }).details).toMatchObject({ where: "_fit_X" });
    expect(damage({ _fit_X: floats([0, 3], []) }).code).toBe("ESTIMATOR_INVALID");
    expect(damage({ _fit_X: floats([40, 0], []) }).code).toBe("ESTIMATOR_INVALID");
    expect(damage({ _fit_X: floats([1, 3], [1, Number.NaN, 2]) }).code).toBe("ESTIMATOR_INVALID");
    expect(damage({ n_features_in_: 5 }).details).toMatchObject({ got: "5" });
    expect(damage({ _fit_method: "lsh" }).details).toMatchObject({ where: "_fit_method" });
    expect(damage({ _fit_method: "kd_tree", _tree: null }).details).toMatchObject({
      where: "_tree",
      got: "None",
    });
  });

  it("names a metric that is a Python function, and refuses one that is none", () => {
    const metric = new PyGlobal("__main__", "far", 0);
    expect(damage({ effective_metric_: metric })).toMatchObject({ code: "ESTIMATOR_UNSUPPORTED" });
    expect(damage({ effective_metric_: "straight" }).details).toMatchObject({
      where: "effective_metric_",
    });
    expect(damage({ effective_metric_: 5 }).code).toBe("ESTIMATOR_INVALID");
    expect(damage({ effective_metric_: "haversine" }).code).toBe("ESTIMATOR_INVALID");
  });

  it("refuses parameters of a metric that do not fit", () => {
    const seuclidean = (params: Changes) =>
      damage(
        { effective_metric_params_: new Map(Object.entries(params)) as never },
        "NearestNeighbors brute seuclidean",
      );
    expect(seuclidean({ V: floats([2], [1, 1]) }).code).toBe("ESTIMATOR_INVALID");
    expect(seuclidean({}).code).toBe("ESTIMATOR_INVALID");
    expect(seuclidean({ V: floats([3], [1, 1, Infinity]) }).code).toBe("ESTIMATOR_INVALID");
    const minkowski = { effective_metric_: "minkowski" };
    const p = new Map([["p", -1]]);
    expect(damage({ ...minkowski, effective_metric_params_: p }).code).toBe("ESTIMATOR_INVALID");
    expect(damage({ effective_metric_params_: 3 }).code).toBe("ESTIMATOR_INVALID");
  });

  it("takes a metric that is an object of scikit-learn", () => {
    const manhattan = new PyObject(
      new PyGlobal("sklearn.metrics._dist_metrics", "ManhattanDistance64", 0),
      [],
      0,
    );
    manhattan.state = new PyTuple([1, floats([0], []), floats([0, 0], [])]);
    const name = "KNeighborsClassifier brute";
    const changed = readChanged(file, name, { effective_metric_: manhattan });
    const word = readChanged(file, name, { effective_metric_: "l1" });
    expect(changed.kneighbors?.(few)).toEqual(word.kneighbors?.(few));
    manhattan.state = undefined;
    expect(damage({ effective_metric_: manhattan }).code).toBe("ESTIMATOR_INVALID");
  });

  it("refuses a number of neighbours that there are not", () => {
    expect(damage({ n_neighbors: 41 }).details).toMatchObject({ where: "n_neighbors", got: "41" });
    expect(damage({ n_neighbors: 0 }).code).toBe("ESTIMATOR_INVALID");
  });

  it("tells the range of the training points", () => {
    const hints = readChanged(file, "KNeighborsClassifier ball_tree ties 2", {}).hints();
    expect(hints?.[0]).toEqual({ low: 0, high: 2, typical: 1, integer: true });
    expect(readChanged(file, "KNeighborsClassifier brute", {}).hints()).toHaveLength(3);
    expect(readChanged(file, "KNeighborsClassifier sparse cosine", {}).hints()).toBeNull();
  });
});

describe("readTrainingPoints of a damaged tree", () => {
  const name = "KNeighborsClassifier kd_tree";

  /** The error after a change of the tree's parts. */
  function treeError(change: (tree: BinaryTree) => void, of = name): string {
    const object = goldenObject(file, of);
    const tree = stateOf(object).get("_tree");
    if (!(tree instanceof BinaryTree)) throw new Error("no tree");
    change(tree);
    try {
      readEstimator(object);
    } catch (error) {
      if (error instanceof PicklejarError) return `${error.code} ${String(error.details["where"])}`;
      throw error;
    }
    return "no error";
  }

  function setNode({ parts: { nodes } }: BinaryTree, node: number, [field, to]: [string, number]) {
    const place = nodes.dtype.fields?.find(({ name: key }) => key === field);
    const { bytes } = nodes;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const at = node * nodes.dtype.itemSize + (place?.offset ?? 0);
    if (field === "radius") view.setFloat64(at, to, true);
    else view.setBigInt64(at, BigInt(to), true);
  }

  it("takes the tree as it is", () => {
    expect(treeError(() => undefined)).toBe("no error");
  });

  it("refuses nodes that do not part the points", () => {
    const changes: readonly (readonly [number, [string, number]])[] = [
      [0, ["idx_start", 1]],
      [0, ["idx_end", 1_000_000]],
      [1, ["idx_end", 39]],
      [2, ["idx_start", 0]],
      [1, ["idx_start", -4]],
      [7, ["is_leaf", 0]],
    ];
    for (const [node, change] of changes) {
      expect(
        treeError((tree) => setNode(tree, node, change)),
        change.join(" "),
      ).toBe("ESTIMATOR_INVALID _tree");
    }
  });

  it("refuses an order that leaves points out or lies outside", () => {
    for (const index of [3, -1, 40]) {
      const error = treeError(({ parts }) => {
        const order = parts.indices.numbers();
        order[order[0] === 3 ? 1 : 0] = index;
      });
      expect(error, String(index)).toBe("ESTIMATOR_INVALID _tree");
    }
  });

  it("refuses numbers that are not finite", () => {
    const broken = "ESTIMATOR_INVALID _tree";
    expect(treeError(({ parts }) => float64Values(parts.data).fill(Number.NaN))).toBe(broken);
    expect(treeError(({ parts }) => float64Values(parts.bounds).fill(Infinity))).toBe(broken);
    expect(treeError((tree) => setNode(tree, 0, ["radius", Number.NaN]))).toBe(broken);
  });

  it("refuses a metric without boxes in a KDTree", () => {
    const error = treeError(({ parts }) => {
      const global = new PyGlobal("sklearn.metrics._dist_metrics", "CanberraDistance64", 0);
      Object.assign(parts.metric, { global });
    });
    expect(error).toBe("ESTIMATOR_INVALID _tree");
  });

  it("names a metric that is a Python function", () => {
    const error = treeError(({ parts }) => {
      const global = new PyGlobal("sklearn.metrics._dist_metrics", "PyFuncDistance64", 0);
      Object.assign(parts.metric, { global });
    }, "KNeighborsClassifier ball_tree");
    expect(error).toBe("ESTIMATOR_UNSUPPORTED ");
  });

  it("leaves the order of the points to the file", () => {
    const tree = stateOf(goldenObject(file, name)).get("_tree");
    if (!(tree instanceof BinaryTree)) throw new Error("no tree");
    expect(new Set(int32Values(tree.parts.indices)).size).toBe(40);
  });
});

describe("distances that come with the rows", () => {
  const name = "KNeighborsClassifier precomputed";

  it("are as many as there are training points", () => {
    expect(readChanged(file, name, {}).inputs.width).toBe(40);
    expect(damage({ _fit_X: floats([2, 1], [1, 2]) }, name).details).toMatchObject({
      where: "_fit_X",
    });
    expect(damage({ _fit_X: null }, name).code).toBe("ESTIMATOR_INVALID");
  });
});
