import { describe, expect, it } from "vitest";
import { readEstimator } from "../../../src/estimators/read-estimator.ts";
import { PyGlobal, PyObject, type PyValue } from "../../../src/objects/values.ts";
import { canPredict } from "../../../src/predict/predict.ts";
import { readChanged, refusalOf } from "../damage.ts";
import { floats, goldenObject, stateOf } from "../golden-objects.ts";

const file = "cluster/1.9.0.json";

describe("readKMeans", () => {
  const refusal = (changes: Record<string, PyValue>) => refusalOf(file, "KMeans default", changes);

  it("refuses centers that are no matrix of finite numbers", () => {
    const place = "ESTIMATOR_INVALID cluster_centers_";
    expect(refusal({ cluster_centers_: floats([4], [1, 2, 3, 4]) })).toBe(place);
    expect(refusal({ cluster_centers_: floats([0, 4], []) })).toBe(place);
    expect(refusal({ cluster_centers_: floats([1, 4], [1, 2, Infinity, 4]) })).toBe(place);
  });

  it("refuses centers of another width", () => {
    expect(refusal({ cluster_centers_: floats([1, 3], [1, 2, 3]) })).toBe(
      "ESTIMATOR_INVALID n_features_in_",
    );
  });

  it("reads a file from before the width was kept", () => {
    const object = goldenObject(file, "KMeans default");
    for (const name of ["n_features_in_", "_n_threads", "_n_features_out"]) {
      stateOf(object).delete(name);
    }
    expect(readEstimator(object).inputs.width).toBe(4);
  });
});

describe("readBirch", () => {
  it("refuses labels for another number of subclusters", () => {
    expect(refusalOf(file, "Birch default", { subcluster_labels_: floats([1], [0]) })).toBe(
      "ESTIMATOR_INVALID subcluster_labels_",
    );
  });
});

describe("readAffinityPropagation", () => {
  it("has no answer where it was fitted on distances", () => {
    const changes = { cluster_centers_: undefined };
    expect(readChanged(file, "AffinityPropagation default", changes).predict).toBeUndefined();
    expect(refusalOf(file, "AffinityPropagation default", { ...changes, labels_: 1 })).toBe(
      "ESTIMATOR_INVALID labels_",
    );
  });
});

describe("readBisectingKMeans", () => {
  const name = "BisectingKMeans default";
  const treeOf = (object: PyObject): PyObject => inner(object, "_bisecting_tree");

  it("refuses a tree that leads back to itself", () => {
    const object = goldenObject(file, name);
    const tree = treeOf(object);
    stateOf(tree).set("left", tree);
    expect(refusalOf(file, name, { _bisecting_tree: tree })).toBe(
      "ESTIMATOR_INVALID _bisecting_tree.left",
    );
  });

  it("refuses a fork with one child", () => {
    const tree = treeOf(goldenObject(file, name));
    stateOf(tree).set("right", null);
    expect(refusalOf(file, name, { _bisecting_tree: tree })).toBe(
      "ESTIMATOR_INVALID _bisecting_tree.right",
    );
    expect(refusalOf(file, name, { _bisecting_tree: "a tree" })).toBe(
      "ESTIMATOR_INVALID _bisecting_tree",
    );
  });

  it("refuses labels beyond the clusters and centers of another width, saying where", () => {
    expect(damagedLeaf("label", 5)).toMatch(/^ESTIMATOR_INVALID _bisecting_tree(\.left)+\.label$/);
    expect(damagedLeaf("center", floats([3], [1, 2, 3]))).toMatch(/(\.left)+\.center$/);
  });

  const damagedLeaf = (attribute: string, value: PyValue): string => {
    const tree = treeOf(goldenObject(file, "BisectingKMeans largest"));
    let leaf = tree;
    while (stateOf(leaf).get("left") instanceof PyObject) leaf = inner(leaf, "left");
    stateOf(leaf).set(attribute, value);
    return refusalOf(file, "BisectingKMeans largest", { _bisecting_tree: tree });
  };
});

describe("readFeatureAgglomeration", () => {
  const name = "FeatureAgglomeration default";

  it("refuses labels that are no numbers of clusters", () => {
    const refusal = (labels: readonly number[]) =>
      refusalOf(file, name, { labels_: floats([4], labels) });
    expect(refusal([0, 1, 2, 3])).toBe("no error");
    expect(refusal([0, 0, 5, 1])).toBe("ESTIMATOR_INVALID labels_");
    expect(refusal([0, -1, 0, 1])).toBe("ESTIMATOR_INVALID labels_");
    expect(refusal([0, 0.5, 0, 1])).toBe("ESTIMATOR_INVALID labels_");
  });

  it("names a pooling function that it does not know", () => {
    const pooling_func = new PyGlobal("numpy", "ptp", 0);
    expect(refusalOf(file, name, { pooling_func })).toBe("ESTIMATOR_UNSUPPORTED ");
    expect(refusalOf(file, name, { pooling_func: new PyGlobal("__main__", "mean", 0) })).toBe(
      "ESTIMATOR_UNSUPPORTED ",
    );
  });
});

describe("readFittedOnly", () => {
  const dbscan = (state: ReadonlyMap<PyValue, PyValue>) => {
    const object = new PyObject(new PyGlobal("sklearn.cluster._dbscan", "DBSCAN", 0), [], 0);
    object.state = new Map(state);
    return object;
  };

  it("knows a clusterer that has no answer for new rows", () => {
    const estimator = readEstimator(dbscan(new Map([["labels_", floats([3], [0, 1, -1])]])));
    expect(estimator).toMatchObject({ className: "DBSCAN", role: "clusterer" });
    expect(canPredict(estimator)).toBe(false);
  });

  it("refuses one that was not fitted", () => {
    expect(() => readEstimator(dbscan(new Map([["eps", 1]])))).toThrow(
      expect.objectContaining({
        code: "ESTIMATOR_INVALID",
        details: expect.objectContaining({ where: "labels_" }),
      }),
    );
  });
});

function inner(object: PyObject, name: string): PyObject {
  const value = stateOf(object).get(name);
  if (value instanceof PyObject) return value;
  throw new Error(`no ${name}`);
}
