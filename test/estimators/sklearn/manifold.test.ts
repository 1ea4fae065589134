import { describe, expect, it } from "vitest";
import type { PyValue } from "../../../src/objects/values.ts";
import { readChanged, refusalOf } from "../damage.ts";
import { floats, goldenObject } from "../golden-objects.ts";

const file = "manifold/1.9.0.json";
type Changes = Record<string, PyValue | undefined>;

describe("readIsomap", () => {
  const refusal = (changes: Changes) => refusalOf(file, "isomap default", changes);

  it("refuses ways between another number of training rows", () => {
    expect(refusal({ dist_matrix_: floats([23, 23], new Array(529).fill(1)) })).toBe(
      "ESTIMATOR_INVALID dist_matrix_",
    );
    expect(refusal({ nbrs_: null })).not.toBe("no error");
    expect(refusal({ n_features_in_: 2 })).toBe("ESTIMATOR_INVALID n_features_in_");
  });

  it("refuses components of something else", () => {
    const other = goldenObject("kernel-ridge/1.9.0.json", "KernelPCA process kernel");
    expect(refusal({ kernel_pca_: other })).toBe("ESTIMATOR_INVALID kernel_pca_");
    const line = goldenObject("kernel-ridge/1.9.0.json", "ridge rbf");
    expect(refusal({ kernel_pca_: line })).toBe("ESTIMATOR_INVALID kernel_pca_");
  });
});

describe("readLocallyLinearEmbedding", () => {
  const refusal = (changes: Changes) => refusalOf(file, "locally linear default", changes);

  it("refuses places for another number of training rows", () => {
    expect(refusal({ embedding_: floats([23, 2], new Array(46).fill(1)) })).toBe(
      "ESTIMATOR_INVALID embedding_",
    );
    expect(refusal({ n_neighbors: 25 })).toBe("ESTIMATOR_INVALID n_neighbors");
    expect(refusal({ n_neighbors: 0 })).toBe("ESTIMATOR_INVALID n_neighbors");
  });

  it("refuses rows whose neighbours say nothing", () => {
    const flat = readChanged(file, "locally linear default", { reg: 0 });
    const data = Float64Array.of(0, 0, 0);
    expect(() => flat.transform?.({ kind: "dense", rows: 1, columns: 3, data })).toThrow(
      expect.objectContaining({ code: "INPUT_KIND" }),
    );
  });
});
