// What a fitted model of histogram gradient boosting holds, as each version of scikit-learn keeps it.

import { PicklejarError } from "../../errors.ts";
import { NdArray } from "../../objects/ndarray.ts";
import { PyObject, type PyValue } from "../../objects/values.ts";
import { type Dialect, since, sklearnVersion } from "../dialect.ts";
import { boolArray, floatArray, pyGlobal, pyObject } from "../python.ts";
import type { Boosted } from "./boost.ts";
import { predictorObject } from "./boosted-tree-objects.ts";
import type { BoostingColumns } from "./boosting-columns.ts";
import type { Boosting } from "./boosting-parameters.ts";
import { type CategoryColumns, categoryPreprocessor } from "./category-objects.ts";
import { type LossFacts, lossObject } from "./loss-objects.ts";

/** All that the attributes are made from. */
export interface BoostedModel {
  readonly className: string;
  readonly boosted: Boosted;
  readonly boosting: Boosting;
  readonly columns: BoostingColumns;
  /** null: no column holds categories. */
  readonly categories: CategoryColumns | null;
  readonly loss: LossFacts;
}

/** @see sklearn/ensemble/_hist_gradient_boosting/gradient_boosting.py `BaseHistGradientBoosting.fit` */
export function boostingAttributes(model: BoostedModel, dialect: Dialect): [string, PyValue][] {
  const { boosted, boosting, columns, categories, loss } = model;
  const width = columns.order.length;
  // Before 1.4 trees see columns as they are given, and categories by their own numbers.
  const isEncoded = since(dialect, "1.4");
  const position = isEncoded ? columns.order.map((_, feature) => feature) : columns.order;
  const thresholds = isEncoded ? boosted.thresholds : plainThresholds(model);
  const view = { position, thresholds };
  const isCategorical = flags(columns.order.slice(0, columns.categories.length), width);
  const remapped = flags(position.slice(0, columns.categories.length), width);
  const encoding: [string, PyValue][] = isEncoded
    ? [
        ["_preprocessor", categories === null ? null : categoryPreprocessor(categories, dialect)],
        ["_is_categorical_remapped", categories === null ? null : boolArray(remapped)],
        ["_feature_subsample_rng", freshGenerator()],
      ]
    : [];
  return [
    ["is_categorical_", categories === null ? null : boolArray(isCategorical)],
    ...encoding,
    ["n_trees_per_iteration_", boosted.baseline.length],
    ["_random_seed", boosting.randomState],
    ["_n_features", width],
    ["_loss", lossObject(loss, dialect)],
    ["do_early_stopping_", boosted.isEarlyStopped],
    ["_use_validation_data", boosting.validationFraction !== null],
    ["_bin_mapper", binMapper(model, view, categories === null ? null : remapped, dialect)],
    ["_baseline_prediction", floatArray(boosted.baseline, [1, boosted.baseline.length])],
    [
      "_predictors",
      boosted.rounds.map((trees) => trees.map((tree) => predictorObject(tree, view, dialect))),
    ],
    ["_scorer", null],
    ["train_score_", floatArray(boosted.trainScores)],
    ["validation_score_", floatArray(boosted.validationScores)],
  ];
}

/** Thresholds where categories stand for themselves. @throws TRAIN_PARAMETER for others than small whole numbers */
function plainThresholds({ className, boosted, columns }: BoostedModel): readonly Float64Array[] {
  return boosted.thresholds.map((thresholds, feature) => {
    const known = columns.categories[feature];
    if (known === undefined) return thresholds;
    const values = known.values.filter((value) => value !== null);
    const isPlain = values.every((value) => {
      return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 255;
    });
    if (isPlain) return Float64Array.from(values, Number);
    throw new PicklejarError("TRAIN_PARAMETER", {
      className,
      parameter: "categoricalFeatures",
      reason: "scikit-learn 1.2 knows categories as whole numbers from 0 to 254 only",
      advice: "Save for 1.4 or later, or encode them before, with OrdinalEncoder in a Pipeline.",
    });
  });
}

/** `_bin_mapper`. @see sklearn/ensemble/_hist_gradient_boosting/binning.py `_BinMapper.fit` */
function binMapper(
  { boosted, boosting, columns }: BoostedModel,
  view: { readonly position: readonly number[]; readonly thresholds: readonly Float64Array[] },
  isCategorical: readonly boolean[] | null,
  dialect: Dialect,
): PyObject {
  const placed: Float64Array[] = [];
  const counts = new Uint32Array(view.position.length);
  const known: PyValue[] = view.position.map(() => null);
  for (const [feature, at] of view.position.entries()) {
    const thresholds = view.thresholds[feature] ?? new Float64Array(0);
    const isNumber = columns.categories[feature] === undefined;
    placed[at] = thresholds;
    counts[at] = thresholds.length + (isNumber ? 1 : 0);
    if (!isNumber) known[at] = floatArray(thresholds);
  }
  const marks = isCategorical ?? boosted.thresholds.map(() => false);
  return pyObject("sklearn.ensemble._hist_gradient_boosting.binning", "_BinMapper", [
    ["n_bins", boosting.maxBins + 1],
    ["subsample", 200_000],
    ["is_categorical", isCategorical === null ? null : boolArray(isCategorical)],
    ["known_categories", isCategorical === null ? null : known],
    ["random_state", boosting.randomState],
    ["n_threads", 1],
    ["is_categorical_", NdArray.of(Uint8Array.from(marks, Number))],
    ["missing_values_bin_idx_", boosting.maxBins],
    ["bin_thresholds_", placed.map((thresholds) => floatArray(thresholds))],
    ["n_bins_non_missing_", NdArray.of(counts)],
    ["_sklearn_version", sklearnVersion(dialect)],
  ]);
}

/** Draws columns should scikit-learn go on with the model (`warm_start`): any generator of numpy's serves. */
function freshGenerator(): PyObject {
  const generator = new PyObject(
    pyGlobal("numpy.random._pickle", "__generator_ctor"),
    ["PCG64"],
    0,
  );
  generator.made = "call";
  return generator;
}

function flags(positions: readonly number[], width: number): boolean[] {
  return Array.from({ length: width }, (_, j) => positions.includes(j));
}
