// The classes of sklearn.tree.

import type { EstimatorReader } from "../../read-context.ts";
import { readTreeClassifier, readTreeRegressor } from "./decision-tree.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.tree.DecisionTreeClassifier", readTreeClassifier],
  ["sklearn.tree.DecisionTreeRegressor", readTreeRegressor],
  ["sklearn.tree.ExtraTreeClassifier", readTreeClassifier],
  ["sklearn.tree.ExtraTreeRegressor", readTreeRegressor],
];
