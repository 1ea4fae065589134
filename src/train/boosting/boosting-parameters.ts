// The parameters of histogram gradient boosting, checked.

import { checkChoice, checkValues, isCount } from "../tree/tree-parameters.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface BoostingParameters {
  /** What each tree adds is multiplied by it; 0.1 unless told. */
  readonly learningRate?: number;
  /** Rounds at most, of one tree each, or one per class; 100 unless told. */
  readonly maxIter?: number;
  /** Leaves of a tree at most; 31 unless told, null: no limit. */
  readonly maxLeafNodes?: number | null;
  /** Splits above a leaf at most; null (unless told): no limit. */
  readonly maxDepth?: number | null;
  /** Rows that a leaf must have; 20 unless told. */
  readonly minSamplesLeaf?: number;
  /** Draws leaves of few rows towards 0; 0 unless told. */
  readonly l2Regularization?: number;
  /** The share of columns that each split looks at, drawn at random, in (0, 1]; 1 unless told. Since 1.4. */
  readonly maxFeatures?: number;
  /** Bins of a column, 2 to 255; 255 unless told. */
  readonly maxBins?: number;
  /** Columns whose values are categories: names, positions, or a flag for each column. Texts are, too, since 1.4. */
  readonly categoricalFeatures?: readonly (string | number)[] | readonly boolean[] | null;
  /** Whether to stop when nothing gets better; "auto" (unless told): above 10,000 rows. */
  readonly earlyStopping?: boolean | "auto";
  /** The share or number of rows that early stopping asks; 0.1 unless told, null: those it learns from. */
  readonly validationFraction?: number | null;
  /** Rounds without a better loss before it stops; 10 unless told. */
  readonly nIterNoChange?: number;
  /** How much better counts; 1e-7 unless told. */
  readonly tol?: number;
  /** Seeds this library's own random numbers, which are not numpy's; 0 unless told. */
  readonly randomState?: number | null;
}

/** The names in `BoostingParameters`, for the check of the constructor. */
export const boostingNames = [
  "learningRate",
  "maxIter",
  "maxLeafNodes",
  "maxDepth",
  "minSamplesLeaf",
  "l2Regularization",
  "maxFeatures",
  "maxBins",
  "categoricalFeatures",
  "earlyStopping",
  "validationFraction",
  "nIterNoChange",
  "tol",
  "randomState",
] as const;

/** All of them with their values. */
export type Boosting = Required<Omit<BoostingParameters, "randomState">> & {
  readonly randomState: number;
};

/**
 * @throws TRAIN_PARAMETER for a value outside of its range
 * @see sklearn/ensemble/_hist_gradient_boosting/gradient_boosting.py `_parameter_constraints`
 */
export function boostingOf(params: BoostingParameters, className: string): Boosting {
  const { learningRate = 0.1, maxIter = 100, maxLeafNodes = 31, maxDepth = null } = params;
  const { minSamplesLeaf = 20, l2Regularization = 0, maxFeatures = 1, maxBins = 255 } = params;
  const { earlyStopping = "auto", validationFraction = 0.1, nIterNoChange = 10 } = params;
  const { tol = 1e-7, randomState = null, categoricalFeatures = null } = params;
  const counted = "Give a whole number of at least 1.";
  const isShareOrCount =
    validationFraction === null ||
    (validationFraction > 0 && validationFraction < 1) ||
    isCount(validationFraction, 1);
  checkChoice(className, "earlyStopping", earlyStopping, ["auto", true, false]);
  checkValues(className, [
    ["learningRate", learningRate, learningRate > 0, "Give a number above 0."],
    ["maxIter", maxIter, isCount(maxIter, 1) && maxIter <= 100_000, counted],
    ["maxLeafNodes", maxLeafNodes, isCount(maxLeafNodes, 2), "Give at least 2, or null."],
    ["maxDepth", maxDepth, isCount(maxDepth, 1), "Give a whole number of at least 1, or null."],
    ["minSamplesLeaf", minSamplesLeaf, isCount(minSamplesLeaf, 1), counted],
    ["l2Regularization", l2Regularization, l2Regularization >= 0, "Give a number of at least 0."],
    ["maxFeatures", maxFeatures, maxFeatures > 0 && maxFeatures <= 1, "Give a share in (0, 1]."],
    ["maxBins", maxBins, isCount(maxBins, 2) && maxBins <= 255, "Give a number from 2 to 255."],
    ["nIterNoChange", nIterNoChange, isCount(nIterNoChange, 1), counted],
    ["tol", tol, tol >= 0, "Give a number of at least 0."],
    ["randomState", randomState, isCount(randomState, 0), "Give a whole number of at least 0."],
    [
      "validationFraction",
      validationFraction,
      isShareOrCount,
      "Give a share in (0, 1), a number of rows, or null.",
    ],
  ]);
  return {
    learningRate,
    maxIter,
    maxLeafNodes,
    maxDepth,
    minSamplesLeaf,
    l2Regularization,
    maxFeatures,
    maxBins,
    categoricalFeatures,
    earlyStopping,
    validationFraction,
    nIterNoChange,
    tol,
    randomState: randomState ?? 0,
  };
}
