// The one table of families of estimators, by the beginning of their classes' public paths. A family's code is loaded
// when a file names one of its classes: most files name two or three of them, and start in a fraction of the time.

import type { ModelFile } from "../objects/model-file.ts";
import { knownName } from "../objects/names.ts";
import { PyObject } from "../objects/values.ts";
import { withOutputNames } from "./output-names.ts";
import type { EstimatorReader, ReaderTable } from "./read-context.ts";
import { namingOf } from "./sklearn/naming.ts";

/** The classes of one module, by public path. */
export type Family = Iterable<readonly [path: string, read: EstimatorReader]>;

type FamilyLoader = () => Promise<{ readonly readers: Family }>;

const families: ReadonlyMap<string, FamilyLoader> = new Map<string, FamilyLoader>([
  ["imblearn", () => import("./imblearn/readers.ts")],
  ["lightgbm", () => import("./lightgbm/readers.ts")],
  ["sklearn.calibration", () => import("./sklearn/calibration/readers.ts")],
  ["sklearn.cluster", () => import("./sklearn/cluster/readers.ts")],
  ["sklearn.compose", () => import("./sklearn/compose/readers.ts")],
  ["sklearn.covariance", () => import("./sklearn/covariance/readers.ts")],
  ["sklearn.cross_decomposition", () => import("./sklearn/cross-decomposition/readers.ts")],
  ["sklearn.decomposition", () => import("./sklearn/decomposition/readers.ts")],
  ["sklearn.discriminant_analysis", () => import("./sklearn/discriminant-analysis/readers.ts")],
  ["sklearn.dummy", () => import("./sklearn/dummy/readers.ts")],
  ["sklearn.ensemble", () => import("./sklearn/ensemble/readers.ts")],
  ["sklearn.feature_extraction", () => import("./sklearn/feature-extraction/readers.ts")],
  ["sklearn.feature_selection", () => import("./sklearn/feature-selection/readers.ts")],
  ["sklearn.frozen", () => import("./sklearn/frozen/readers.ts")],
  ["sklearn.gaussian_process", () => import("./sklearn/gaussian-process/readers.ts")],
  ["sklearn.impute", () => import("./sklearn/impute/readers.ts")],
  ["sklearn.isotonic", () => import("./sklearn/isotonic/readers.ts")],
  ["sklearn.kernel_approximation", () => import("./sklearn/kernel-approximation/readers.ts")],
  ["sklearn.kernel_ridge", () => import("./sklearn/kernel-ridge/readers.ts")],
  ["sklearn.linear_model", () => import("./sklearn/linear-model/readers.ts")],
  ["sklearn.manifold", () => import("./sklearn/manifold/readers.ts")],
  ["sklearn.mixture", () => import("./sklearn/mixture/readers.ts")],
  ["sklearn.model_selection", () => import("./sklearn/model-selection/readers.ts")],
  ["sklearn.multiclass", () => import("./sklearn/multiclass/readers.ts")],
  ["sklearn.multioutput", () => import("./sklearn/multioutput/readers.ts")],
  ["sklearn.naive_bayes", () => import("./sklearn/naive-bayes/readers.ts")],
  ["sklearn.neighbors", () => import("./sklearn/neighbors/readers.ts")],
  ["sklearn.neural_network", () => import("./sklearn/neural-network/readers.ts")],
  ["sklearn.pipeline", () => import("./sklearn/pipeline/readers.ts")],
  ["sklearn.preprocessing", () => import("./sklearn/preprocessing/readers.ts")],
  ["sklearn.random_projection", () => import("./sklearn/random-projection/readers.ts")],
  ["sklearn.semi_supervised", () => import("./sklearn/semi-supervised/readers.ts")],
  ["sklearn.svm", () => import("./sklearn/svm/readers.ts")],
  ["sklearn.tree", () => import("./sklearn/tree/readers.ts")],
  ["statsmodels", () => import("./statsmodels/readers.ts")],
  ["xgboost", () => import("./xgboost/readers.ts")],
]);

/** What a file says of the classes in it. */
export type NamedClasses = Pick<ModelFile, "names" | "value">;

/** Readers for all classes that files name. */
export function loadReaders(files: readonly NamedClasses[]): Promise<ReaderTable> {
  const named = files.flatMap(({ names, value }) => [
    ...names.map(({ trust }) => trust),
    // The own file of another library names nothing, and is a record of its only class.
    names.length === 0 && value instanceof PyObject
      ? knownName(value.global.module, value.global.name)
      : null,
  ]);
  const paths = named.flatMap((name) => (name?.kind === "estimator" ? [name.publicPath] : []));
  return loadFamilies([...new Set(paths.map(familyOf))]);
}

/** Readers for every class that is served. */
export function loadEveryReader(): Promise<ReaderTable> {
  return loadFamilies([...families.keys()]);
}

/** The table of families that are there already. */
export function readerTable(loaded: readonly Family[]): ReaderTable {
  return new Map(
    loaded
      .flatMap((family) => [...family])
      .map(([path, read]): readonly [string, EstimatorReader] => {
        const scheme = namingOf(path);
        return [path, (state) => withOutputNames(read(state), scheme)];
      }),
  );
}

async function loadFamilies(names: readonly string[]): Promise<ReaderTable> {
  const loaded = names.map(
    async (name): Promise<Family> => (await families.get(name)?.())?.readers ?? [],
  );
  return readerTable(await Promise.all(loaded));
}

/** `sklearn.linear_model`, `xgboost`. */
function familyOf(publicPath: string): string {
  const [library = "", part = ""] = publicPath.split(".");
  return library === "sklearn" ? `${library}.${part}` : library;
}
