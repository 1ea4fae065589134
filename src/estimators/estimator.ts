// A fitted estimator, read from inert objects and checked: its methods cannot loop or read outside.

import type { PyValue } from "../objects/values.ts";
import type { ChangeCell } from "./changed-cells.ts";
import type { WriteColumns } from "./columns-into.ts";
import type { AddScores } from "./columns-into-scores.ts";
import type { LinearMap } from "./linear-map.ts";
import type {
  ArrayResult,
  Cell,
  ElementType,
  ListResult,
  RecordResult,
  Result,
  Samples,
} from "./samples.ts";
import type { SingleRow } from "./single-row.ts";

/** What an estimator learned about one input, for the signature's ranges, choices and examples. */
export interface InputHint {
  /** Usual range, in the input's own unit: mean ± 2 standard deviations, or the thresholds' range. */
  readonly low?: number;
  readonly high?: number;
  /** A usual value: a mean, a median, the commonest category. */
  readonly typical?: Cell;
  /** Every value that was seen in training, for categories. */
  readonly choices?: readonly Cell[];
  /** Whether other values than the choices are taken. */
  readonly open?: boolean;
  /** Whether only whole numbers were seen. */
  readonly integer?: boolean;
  /** Whether a missing value is taken here, where columns differ from `InputSpec.allowsMissing`. */
  readonly missing?: boolean;
  /** Whether the value is never looked at, whatever it is; for tables. */
  readonly unused?: boolean;
}

/** What an estimator takes. */
export interface InputSpec {
  readonly kind: "numbers" | "table" | "texts" | "labels";
  /** Number of features; null when any width is taken. */
  readonly width: number | null;
  /** `feature_names_in_`, in training order; null when the file does not tell. */
  readonly names: readonly string[] | null;
  /** Whether NaN (or null in a table) is taken as "missing". */
  readonly allowsMissing: boolean;
  /** Whether code of the project decides what kinds of values are taken. */
  readonly openKind?: boolean;
  /** Sizes of one sample's tensor: a row may be an array of arrays of these sizes. */
  readonly shape?: readonly number[];
  /** Whether records may lack columns (then the value is missing) and have others (they are ignored). */
  readonly openRecords?: boolean;
}

/** The labels of one output of a classifier, in the order of `classes_`. */
export interface Labels {
  readonly type: ElementType;
  readonly values: readonly Cell[];
}

export type EstimatorRole =
  | "regressor"
  | "classifier"
  | "transformer"
  | "clusterer"
  | "anomaly-detector"
  | "neighbors";

/** A library besides scikit-learn, and which version of it made something. */
export interface Library {
  /** As Python's packages are called: `xgboost`. */
  readonly name: string;
  /** null where the file does not tell. */
  readonly version: string | null;
}

/** What `predict` and `predictProba` answer for the same samples. */
export interface BothAnswers {
  readonly labels: ArrayResult;
  readonly probabilities: ArrayResult | readonly ArrayResult[];
}

/**
 * A fitted estimator. A method is absent where scikit-learn's is absent (`predict_proba` of a LinearSVC).
 * All methods are synchronous and pure, take n samples and return n rows.
 *
 * @throws (every method) INPUT_WIDTH, INPUT_KIND, INPUT_NOT_FINITE where scikit-learn would raise
 */
export interface Estimator {
  /** As in scikit-learn: `LinearRegression`. */
  readonly className: string;
  /** Public path: `sklearn.linear_model.LinearRegression`. */
  readonly path: string;
  readonly role: EstimatorRole;
  /** scikit-learn's version that wrote it (`_sklearn_version`); null in files before 0.18. */
  readonly writtenBy: string | null;
  /** The library that fitted it where that is not scikit-learn, as far as the file tells. */
  readonly library?: Library;
  /** Constructor parameters as the file holds them, for display. */
  readonly params: ReadonlyMap<string, PyValue>;
  readonly inputs: InputSpec;
  /** One entry per output; null for other roles than classifier. */
  readonly classes: readonly Labels[] | null;
  /** Number of values that `predict` gives per row; 1 when it gives a plain vector. */
  readonly outputs: number;
  /** Number of columns that `transform` gives; absent without `transform` or where it depends on the input. */
  readonly transformWidth?: number;
  /** Whether `transform` gives as many columns as it takes; said where it takes any number of them. */
  readonly keepsWidth?: boolean;
  /**
   * Where `transform` leaves known values as they are, as imputers, selectors and the identity do: true = each in
   * its column; else for each column of the answer the column of the samples that it is, −1 = none of them.
   */
  readonly keepsColumns?: true | Int32Array;
  /** What a pipeline's last step takes: how many columns, and what the steps before call them. */
  readonly prepared?: {
    readonly width: number;
    names(given: readonly string[] | null): readonly string[];
  };
  /** Whether the rows of one call have a part in each other's answers, as in NMF: never exactly row by row. */
  readonly rowsTogether?: boolean;
  /** Estimators inside: steps of a pipeline, members of an ensemble that are shown (not a forest's trees). */
  readonly children: readonly { readonly name: string; readonly estimator: Estimator }[];
  /** One hint per feature, or null when nothing is known; computed when asked. */
  hints(): readonly InputHint[] | null;
  /** By row: what the answers should say besides. */
  remarks?(samples: Samples): ReadonlyMap<number, readonly string[]>;

  /** Where another estimator answers, as a pipeline's last step: that one, and the samples as it takes them. */
  handOver?(samples: Samples): { readonly estimator: Estimator; readonly samples: Samples };
  /** The methods for one row, where a row alone can be answered faster than as one of many. */
  readonly single?: SingleRow;

  predict?(samples: Samples): ArrayResult;
  /** `predict` and `predictProba` at once, where both come of the same sums. */
  predictBoth?(samples: Samples): BothAnswers;
  /** Standard deviations of what `predict` says (`return_std`): Gaussian processes, Bayesian regressions. */
  predictStd?(samples: Samples): ArrayResult;
  /** Covariances of all rows with each other (`return_cov`): n × n, or n × n × outputs. */
  predictCovariance?(samples: Samples): ArrayResult;
  predictProba?(samples: Samples): ArrayResult | readonly ArrayResult[];
  predictLogProba?(samples: Samples): ArrayResult | readonly ArrayResult[];
  decisionFunction?(samples: Samples): ArrayResult;
  transform?(samples: Samples): Result;
  /** Where `transform` changes cell by cell, as imputers do, and keeps every column; see changed-cells.ts. */
  readonly changeCell?: ChangeCell;
  /** Writes what `transform` gives beside other columns, where that is quicker; see columns-into.ts. */
  readonly writeColumns?: WriteColumns;
  /** Adds what `transform` gives to linear scores, where that is quicker; see columns-into-scores.ts. */
  readonly addScores?: AddScores;
  /** The linear scores of what `transform` gives; null where only `transform` can tell, or refuses. */
  scoresOf?(samples: Samples, map: LinearMap): Float64Array | null;
  /** What all methods multiply their samples with first, by `checkedScores`. */
  readonly linearMap?: LinearMap;
  /**
   * Names of the columns that `transform` gives (`get_feature_names_out`); absent where scikit-learn has none.
   *
   * @param given  names of the columns that come in; null = as in training
   * @throws INPUT_WIDTH, INPUT_KIND for other names than in training
   */
  outputNames?(given: readonly string[] | null): readonly string[];
  inverseTransform?(samples: Samples): Result | ListResult | RecordResult;
  scoreSamples?(samples: Samples): ArrayResult;
  kneighbors?(samples: Samples): { readonly distances: ArrayResult; readonly indices: ArrayResult };
}
