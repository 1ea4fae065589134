import { describe, expect, it } from "vitest";
import type { Samples } from "../../../../src/estimators/samples.ts";
import { PyGlobal } from "../../../../src/objects/values.ts";
import { type Changes, damageError, readChanged } from "../../damage.ts";
import { loadGolden } from "../../golden-files.ts";
import { floats } from "../../golden-objects.ts";

const file = "neighbors/1.9.0.json";
const inputs = loadGolden(file).inputs;
const far = inputs.get("far") as Samples;

describe("readLabelTargets", () => {
  const damage = (changes: Changes, name = "KNeighborsClassifier auto") =>
    damageError(file, name, changes);

  it("refuses numbers of labels that there are not", () => {
    const wrong = new Array(40).fill(0);
    for (const code of [3, -1, 0.5]) {
      wrong[7] = code;
      expect(damage({ _y: floats([40], wrong) }).details).toMatchObject({ where: "_y" });
    }
    expect(damage({ classes_: ["only"] }).code).toBe("ESTIMATOR_INVALID");
  });

  it("refuses another number of targets than training points", () => {
    expect(damage({ _y: floats([3], [0, 1, 2]) }).details).toMatchObject({ where: "_y" });
    expect(damage({ outputs_2d_: true }).code).toBe("ESTIMATOR_INVALID");
    const name = "KNeighborsClassifier outputs";
    expect(damage({ classes_: [floats([2], [0, 1])] }, name).code).toBe("ESTIMATOR_INVALID");
    expect(damage({ _y: floats([40, 0], []) }, name).code).toBe("ESTIMATOR_INVALID");
  });

  it("names weights that are a Python function", () => {
    const weights = new PyGlobal("__main__", "weigh", 0);
    expect(damage({ weights })).toMatchObject({ code: "ESTIMATOR_UNSUPPORTED" });
    expect(damage({ weights: "heavy" }).code).toBe("ESTIMATOR_INVALID");
    expect(readChanged(file, "KNeighborsClassifier auto", { weights: null }).className).toBe(
      "KNeighborsClassifier",
    );
  });
});

describe("readNumberTargets", () => {
  it("refuses another number of targets than training points", () => {
    const name = "KNeighborsRegressor uniform";
    expect(damageError(file, name, { _y: floats([3], [0, 1, 2]) }).details).toMatchObject({
      where: "_y",
    });
    expect(damageError(file, name, { _y: floats([40, 0], []) }).code).toBe("ESTIMATOR_INVALID");
    expect(damageError(file, name, { _y: 5 }).code).toBe("ESTIMATOR_INVALID");
  });
});

describe("readRadiusNeighborsClassifier", () => {
  const name = "RadiusNeighborsClassifier other label";

  it("gives outliers a label that no training point has, and no probability", () => {
    const { predict, predictProba } = readChanged(file, name, {});
    expect(predict?.(far).data).toEqual([9, 9]);
    const shares = predictProba?.(far);
    expect(shares && "data" in shares && [...shares.data]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it("takes the one label of versions before 0.22, which had no probabilities", () => {
    const old = readChanged(file, name, { outlier_label_: undefined, outlier_label: 7 });
    expect(old.predict?.(far).data).toEqual([7, 7]);
    expect(old.predictProba).toBeUndefined();
  });

  it("refuses labels for another number of outputs, and a radius below 0", () => {
    expect(damageError(file, name, { outlier_label_: [1, 2] }).details).toMatchObject({
      where: "outlier_label_",
    });
    expect(damageError(file, name, { radius: -1 }).details).toMatchObject({ where: "radius" });
    expect(damageError(file, name, { radius: Number.NaN }).code).toBe("ESTIMATOR_INVALID");
  });
});

describe("readNearestNeighbors", () => {
  it("has no kneighbors where only a radius is known", () => {
    const plain = readChanged(file, "NearestNeighbors three", { n_neighbors: null });
    expect(plain.kneighbors).toBeUndefined();
  });
});

describe("readKNeighborsTransformer", () => {
  it("refuses to write more neighbours than there are", () => {
    const name = "KNeighborsTransformer distance";
    expect(damageError(file, name, { n_neighbors: 40 }).details).toMatchObject({
      where: "n_neighbors",
    });
  });
});

describe("readLocalOutlierFactor", () => {
  const name = "LocalOutlierFactor novelty";

  it("refuses densities and distances of other shapes", () => {
    expect(damageError(file, name, { _lrd: floats([2], [1, 2]) }).details).toMatchObject({
      where: "_lrd",
    });
    const narrow = { _distances_fit_X_: floats([40, 1], new Array(40).fill(1)) };
    expect(damageError(file, name, narrow).details).toMatchObject({ where: "_distances_fit_X_" });
    expect(damageError(file, name, { offset_: Number.NaN }).code).toBe("ESTIMATOR_INVALID");
    expect(damageError(file, name, { n_neighbors_: 41 }).code).toBe("ESTIMATOR_INVALID");
  });

  it("has no answers for new samples without novelty=True", () => {
    const plain = readChanged(file, name, { novelty: false });
    expect(plain.predict).toBeUndefined();
    expect(plain.scoreSamples).toBeUndefined();
    expect(plain.kneighbors).toBeDefined();
  });
});

describe("readKernelDensity", () => {
  const name = "KernelDensity gaussian";

  it("names tolerances, which make scikit-learn's answers approximate", () => {
    expect(damageError(file, name, { rtol: 1e-4 }).code).toBe("ESTIMATOR_UNSUPPORTED");
    expect(damageError(file, name, { atol: 1e-4 }).code).toBe("ESTIMATOR_UNSUPPORTED");
  });

  it("refuses a bandwidth or kernel that is none", () => {
    expect(damageError(file, name, { bandwidth_: 0 }).code).toBe("ESTIMATOR_INVALID");
    expect(damageError(file, name, { kernel: "soft" }).code).toBe("ESTIMATOR_INVALID");
    expect(damageError(file, name, { tree_: null }).details).toMatchObject({ where: "tree_" });
  });
});

describe("readLocalOutlierFactor", () => {
  it("finds neighbours of rows with missing numbers by a metric that knows them, and scores none", () => {
    const path = "neighbors/1.9.0.json";
    const name = loadGolden(path).cases.find(
      (golden) =>
        golden.class === "LocalOutlierFactor" &&
        golden.answers.some(({ method }) => method === "predict"),
    )?.name;
    const model = readChanged(path, name ?? "", {
      _fit_method: "brute",
      effective_metric_: "nan_euclidean",
      effective_metric_params_: new Map(),
    });
    const columns = model.inputs.width ?? 0;
    const data = new Float64Array(columns);
    data[0] = Number.NaN;
    const rows = { kind: "dense", rows: 1, columns, data } as const;
    expect(model.inputs.allowsMissing).toBe(false);
    expect(model.kneighbors?.(rows).indices.shape[0]).toBe(1);
    expect(() => model.predict?.(rows)).toThrow(
      expect.objectContaining({ code: "INPUT_NOT_FINITE" }),
    );
  });
});

describe("readNearestCentroid", () => {
  it("refuses centroids and priors for other classes", () => {
    const name = "NearestCentroid priors";
    expect(damageError(file, name, { classes_: ["a", "b"] }).details).toMatchObject({
      where: "centroids_",
    });
    expect(damageError(file, name, { class_prior_: floats([2], [0.5, 0.5]) }).code).toBe(
      "ESTIMATOR_INVALID",
    );
    expect(damageError(file, name, { class_prior_: floats([3], [-1, 1, 1]) }).code).toBe(
      "ESTIMATOR_INVALID",
    );
    expect(damageError(file, name, { metric: "precomputed" }).code).toBe("ESTIMATOR_UNSUPPORTED");
  });

  it("takes |x| + |y| for braycurtis since 1.1, and |x + y| before", () => {
    const path = "neighbors/1.2.1.json";
    const width = readChanged(path, "NearestCentroid two", {}).inputs.width ?? 0;
    const wide = (x: number, y: number) => [x, y, ...new Array(width - 2).fill(0)];
    const centroids_ = floats([2, width], [...wide(-0.5, 4), ...wide(1, 2.571)]);
    const rows = {
      kind: "dense",
      rows: 1,
      columns: width,
      data: Float64Array.from(wide(1, 4)),
    } as const;
    const nearest = (version: string) => {
      const changes = { metric: "braycurtis", centroids_, classes_: [7, 9] };
      const model = readChanged(path, "NearestCentroid two", {
        ...changes,
        _sklearn_version: version,
      });
      return model.predict?.(rows).data[0];
    };
    expect([nearest("1.2.1"), nearest("1.0.2")]).toEqual([7, 9]);
  });
});
