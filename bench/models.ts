// What is measured: the models, what they are asked, and how far ahead of each peer they must be.

export interface BenchModel {
  /** The file that train.py makes. */
  readonly name: string;
  readonly title: string;
  /** The samples of samples.py. */
  readonly samples: string;
  readonly rows: readonly number[];
  /** How its users ask for one row: by `estimator.predict`, or with a record. */
  readonly variant: "rows" | "record";
  /** Largest relative difference that is no error; 0 where upstream's arithmetic is exact. */
  readonly tolerance: number;
  readonly peers: readonly PeerKind[];
}

/** scikit-learn on one thread or two, ONNX Runtime, and XGBoost's C++. */
export type PeerKind = "sklearn" | "sklearn-2" | "onnx" | "onnx-2" | "xgboost" | "xgboost-2";

const all = [1, 100, 10_000, 100_000];
const forest = { peers: ["sklearn", "onnx", "onnx-2"], variant: "rows", tolerance: 0 } as const;
const plain = { peers: ["sklearn"], variant: "rows" } as const;
const xgboost = { peers: ["xgboost", "xgboost-2"], variant: "rows", tolerance: 0 } as const;

export const benchModels: readonly BenchModel[] = [
  {
    ...plain,
    name: "linear",
    title: "LinearRegression, 3 features",
    samples: "linear",
    rows: all,
    tolerance: 1e-12,
  },
  {
    ...plain,
    name: "logistic",
    title: "LogisticRegression, 30 features",
    samples: "logistic",
    rows: all,
    tolerance: 0,
  },
  {
    ...forest,
    name: "forest-cancer",
    title: "RandomForestClassifier, 100 trees × 30 features",
    samples: "cancer",
    rows: all,
  },
  {
    ...forest,
    name: "forest-diabetes",
    title: "RandomForestRegressor, 100 trees × 10 features",
    samples: "diabetes",
    rows: all,
  },
  {
    ...forest,
    name: "forest-houses",
    title: "RandomForestRegressor, 100 deep trees, 162 MB",
    samples: "houses",
    rows: all,
  },
  {
    ...plain,
    name: "hist-boosting",
    title: "HistGradientBoostingClassifier, 100 iterations",
    samples: "boosted",
    rows: all,
    tolerance: 0,
  },
  {
    ...plain,
    name: "pipeline",
    title: "ColumnTransformer + LogisticRegression, 7 mixed columns",
    samples: "mixed",
    rows: all,
    variant: "record",
    tolerance: 0,
  },
  {
    ...plain,
    name: "text",
    title: "TfidfVectorizer (27,000 terms) + MultinomialNB",
    samples: "texts",
    rows: all,
    tolerance: 0,
  },
  // 100,000 rows take scikit-learn ten seconds a call.
  {
    ...plain,
    name: "svc",
    title: "SVC, RBF kernel, 30 features",
    samples: "vectors",
    rows: [1, 100, 10_000],
    tolerance: 0,
  },
  {
    ...plain,
    name: "knn",
    title: "KNeighborsClassifier, brute force, 5,000 × 30",
    samples: "neighbors",
    rows: all,
    tolerance: 0,
  },
  {
    ...xgboost,
    name: "xgb-100",
    title: "XGBRegressor, 100 trees × 20 features",
    samples: "boosted",
    rows: all,
  },
  {
    ...xgboost,
    name: "xgb-500",
    title: "XGBRegressor, 500 trees × 20 features",
    samples: "boosted",
    rows: all,
  },
];

/**
 * How many times faster one thread of ours must be: the floors of the project; null where there is none.
 *
 * @param version  of the peer
 */
export function floorOf(
  model: string,
  peer: PeerKind,
  version: string,
  rows: number,
): number | null {
  const isOne = rows === 1;
  if (model.startsWith("forest")) {
    if (peer === "onnx") return 2;
    if (peer !== "sklearn") return null;
    if (isOne) return 100;
    return isOlder(version) ? 2.5 : 1.4;
  }
  if (peer === "xgboost") return isOne ? null : 2;
  if (peer === "xgboost-2") return isOne ? null : 1.1;
  if (peer !== "sklearn") return null;
  switch (model) {
    case "hist-boosting":
    case "svc":
      return 2.5;
    case "text":
      return 3;
    case "pipeline":
      return isOne ? 1000 : 4;
    case "knn":
      return isOne ? 8 : 1;
    default:
      return null;
  }
}

/** Forests of scikit-learn before 1.3 keep a slower layout. */
function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major === 1 && minor < 3;
}
