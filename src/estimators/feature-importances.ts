// How much each input decided while trees were grown: what scikit-learn calls `feature_importances_`, told for the
// inputs of the whole model where they are the trees' own features.

import { PicklejarError } from "../errors.ts";
import { defaultLimits } from "../limits.ts";
import { PyObject, type PyValue } from "../objects/values.ts";
import { ReadContext } from "./read-context.ts";
import { readImportances } from "./sklearn/feature-selection/importances.ts";
import type { State } from "./state.ts";

const trees: ReadonlySet<string> = new Set([
  "DecisionTreeClassifier",
  "DecisionTreeRegressor",
  "ExtraTreeClassifier",
  "ExtraTreeRegressor",
  "ExtraTreesClassifier",
  "ExtraTreesRegressor",
  "GradientBoostingClassifier",
  "GradientBoostingRegressor",
  "RandomForestClassifier",
  "RandomForestRegressor",
]);

/** Steps that keep every column in its place. */
const scalers: ReadonlySet<string> = new Set([
  "MaxAbsScaler",
  "MinMaxScaler",
  "PowerTransformer",
  "QuantileTransformer",
  "RobustScaler",
  "StandardScaler",
]);

const searches: ReadonlySet<string> = new Set(["GridSearchCV", "RandomizedSearchCV"]);

const maxDepth = 8;

/**
 * The importances of a tree, a forest or boosted trees, by themselves, behind scalers or as the best of a search.
 *
 * @param value     of the model's file
 * @param features  how many inputs the model has
 * @returns shares of 1; null for other models, and where columns were chosen or made on the way
 */
export function featureImportances(value: PyValue, features: number): readonly number[] | null {
  try {
    const context = new ReadContext(new Map(), defaultLimits);
    const state = grownTrees(context.open(value, "", null), maxDepth);
    if (state === null) return null;
    const { data } = readImportances(state, "feature_importances_");
    const isWhole = data.length === features && data.every((share) => share >= 0 && share <= 1);
    return isWhole ? [...data] : null;
  } catch (error) {
    // A model without importances answers as well.
    if (error instanceof PicklejarError) return null;
    throw error;
  }
}

function grownTrees(state: State, depth: number): State | null {
  const { className } = state;
  if (depth === 0) return null;
  if (trees.has(className)) return state;
  if (searches.has(className)) {
    return grownTrees(state.member("best_estimator_", state.value("best_estimator_")), depth - 1);
  }
  if (className !== "Pipeline") return null;
  const steps = [...state.namedList("steps")];
  const last = steps.pop();
  if (last === undefined || !steps.every(({ value }) => keepsColumns(value))) return null;
  return grownTrees(state.member(last.name, last.value), depth - 1);
}

function keepsColumns(step: PyValue): boolean {
  if (step === null || step === "passthrough") return true;
  return step instanceof PyObject && scalers.has(step.global.name);
}
