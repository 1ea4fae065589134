// What XGBoost's scikit-learn classes have in common: a booster inside, asked in the way of the version that
// wrote them.
// @see xgboost/python-package/xgboost/sklearn.py `XGBModel`

import type { PyValue } from "../../objects/values.ts";
import { scalarNumber } from "../attribute-values.ts";
import { encodeCategories } from "../category-codes.ts";
import type { Estimator, Library } from "../estimator.ts";
import { floatMatrix, floatVector } from "../results.ts";
import type { ArrayResult, Samples } from "../samples.ts";
import type { State } from "../state.ts";
import { makeBooster } from "./booster.ts";
import type { BoosterFile } from "./booster-file.ts";
import { type BoosterState, boosterInputs, readBoosterState } from "./booster-state.ts";
import type { FloatRule } from "./float-rows.ts";
import { boosterHints } from "./hints.ts";
import type { Objective } from "./objective.ts";
import { readSavedModel } from "./saved-model.ts";
import { isBefore, type Version } from "./version.ts";

/** A booster with the samples' checks before it. */
export interface Wrapped {
  readonly file: BoosterFile;
  readonly version: Version;
  readonly objective: Objective;
  /** Columns of `margins`. */
  readonly outputs: number;
  /** Columns of `predict`. */
  readonly width: number;
  margins(samples: Samples): Float32Array;
  predict(samples: Samples): Float32Array;
  /** The parts of an estimator that do not depend on what it predicts. */
  readonly common: Pick<
    Estimator,
    "className" | "path" | "writtenBy" | "library" | "params" | "inputs" | "children" | "hints"
  >;
}

/** A wrapper's booster, as its `predict` asks it. @throws as `readBoosterState` */
export function readWrapped(state: State): Wrapped {
  const booster = readBoosterState(state.member("_Booster", state.value("_Booster")));
  const { version, model } = booster.file;
  // Before 1.0 nobody looked for infinity; `inplace_predict` does not either.
  const inPlace = !isBefore(version, 1, 4) && model.kind === "trees";
  return wrap(state, booster, {
    trees: treesOf(state, booster),
    inPlace,
    infinite: inPlace || isBefore(version, 1, 0),
    missingValue: missingOf(state),
  });
}

/** A booster by itself, as `Booster.predict(DMatrix(X))` asks it. */
export function readBare(state: State): Wrapped {
  const booster = readBoosterState(state);
  const infinite = isBefore(booster.file.version, 1, 0);
  return wrap(state, booster, { trees: null, inPlace: false, infinite, missingValue: Number.NaN });
}

/**
 * A booster's own file, as what saved it asks it: a wrapper in place, a Booster by a DMatrix. The best iteration
 * counts where the file tells it.
 */
export function readSaved(state: State): Wrapped {
  const booster = readBoosterState(state);
  const { version, model } = booster.file;
  const inPlace = model.kind === "trees" && readSavedModel(booster.file).className !== null;
  return wrap(state, booster, {
    trees: bestTrees(booster),
    inPlace,
    infinite: inPlace || isBefore(version, 1, 0),
    missingValue: Number.NaN,
  });
}

interface Asking {
  readonly trees: number | null;
  readonly inPlace: boolean;
  readonly infinite: boolean;
  readonly missingValue: number;
}

function wrap(state: State, booster: BoosterState, asking: Asking): Wrapped {
  const { file, objective } = booster;
  const options = { ...asking, memory: state.memory };
  const made = makeBooster(file, objective, options, (reason) => booster.state.invalid(reason));
  const inputs = boosterInputs(booster);
  const rule: FloatRule = { className: state.className, inputs, ...asking };
  const prepared = (samples: Samples): Samples =>
    encodeCategories(samples, file.categories, rule, "refused");
  return {
    file,
    version: file.version,
    objective,
    outputs: file.outputs,
    width: made.width,
    margins: (samples) => made.margins(prepared(samples), rule),
    predict: (samples) => made.predict(prepared(samples), rule),
    common: {
      ...state.description(),
      library: libraryOf(file.version),
      params: parametersOf(state),
      inputs,
      children: [],
      hints: () => boosterHints(file),
    },
  };
}

/** Files from before 1.0 do not tell their version. */
function libraryOf([major, minor]: Version): Library {
  return { name: "xgboost", version: major === 0 ? "before 1.0" : `${major}.${minor}` };
}

/** What objects keep beside their parameters: a booster's parts, and what early stopping found. */
const noParameters = [
  "best_iteration",
  "best_ntree_limit",
  "best_score",
  "feature_names",
  "handle",
];

function parametersOf(state: State): ReadonlyMap<string, PyValue> {
  const params = new Map(state.description().params);
  for (const name of noParameters) params.delete(name);
  return params;
}

/** `missing`: None and NaN are the same. */
function missingOf(state: State): number {
  if (!state.isSet("missing")) return Number.NaN;
  return Math.fround(state.number("missing"));
}

/**
 * How many trees early stopping left in use; null for all.
 *
 * Until 1.2 the wrapper has `best_ntree_limit` when it stopped early; until 1.7 the booster always has it; from
 * 2.0 on the model's own attributes tell the best iteration. (Before 0.80 a wrapper used all trees unless told;
 * such files do not say their version.)
 */
function treesOf(state: State, { state: held, file }: BoosterState): number | null {
  const { model, version, outputs } = file;
  if (model.kind !== "trees") return null;
  if (isBefore(version, 2, 0)) {
    const holder = isBefore(version, 1, 3) ? state : held;
    const limit = scalarNumber(holder.optional("best_ntree_limit")) ?? 0;
    return limit > 0 ? limit * (model.forest.groups === null ? 1 : outputs) : null;
  }
  return bestTrees({ state: held, file });
}

/** Trees of the best iteration and those before it, as the model's own attributes tell; null for all. */
function bestTrees({ state, file }: Pick<BoosterState, "state" | "file">): number | null {
  const { model, attributes } = file;
  const best = attributes.get("best_iteration");
  if (best === undefined || model.kind !== "trees") return null;
  if (!/^\d{1,9}$/.test(best)) throw state.invalid(`its best_iteration is ${best}`);
  return model.iterations[Number(best) + 1] ?? null;
}

/** n numbers, or n × columns. Float32 becomes float64 without a change. */
export function floatAnswer(values: Float32Array, columns: number): ArrayResult {
  const wide = Float64Array.from(values);
  return columns === 1 ? floatVector(wide) : floatMatrix(wide, values.length / columns, columns);
}
