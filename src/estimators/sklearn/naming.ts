// How classes name the columns that they transform into, where a scheme says it all. The others say it themselves.

/** Classes whose columns stay what they were. */
const same: readonly string[] = [
  "sklearn.feature_extraction.text.TfidfTransformer",
  ...[
    "Binarizer",
    "MaxAbsScaler",
    "MinMaxScaler",
    "Normalizer",
    "OrdinalEncoder",
    "PowerTransformer",
    "QuantileTransformer",
    "RobustScaler",
    "StandardScaler",
  ].map((name) => `sklearn.preprocessing.${name}`),
];

/** Modules whose classes number their columns. */
const numbering: ReadonlySet<string> = new Set([
  "sklearn.cluster",
  "sklearn.cross_decomposition",
  "sklearn.decomposition",
  "sklearn.discriminant_analysis",
  "sklearn.isotonic",
  "sklearn.kernel_approximation",
  "sklearn.manifold",
  "sklearn.neighbors",
  "sklearn.neural_network",
  "sklearn.random_projection",
]);

const schemes: ReadonlyMap<string, "same" | "numbered"> = new Map([
  ...same.map((path) => [path, "same"] as const),
  ["sklearn.preprocessing.KernelCenterer", "numbered"],
]);

/** @param path  a class's public path; undefined = no scheme */
export function namingOf(path: string): "same" | "numbered" | undefined {
  const module = path.slice(0, path.lastIndexOf("."));
  return schemes.get(path) ?? (numbering.has(module) ? "numbered" : undefined);
}
