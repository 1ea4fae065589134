// The classes of sklearn.ensemble.

import type { EstimatorReader } from "../../read-context.ts";
import { readAdaBoostClassifier } from "./adaboost-classifier.ts";
import { readAdaBoostRegressor } from "./adaboost-regressor.ts";
import { readBaggingClassifier, readBaggingRegressor } from "./bagging.ts";
import { readForestClassifier, readForestRegressor } from "./forest.ts";
import {
  readGradientBoostingClassifier,
  readGradientBoostingRegressor,
} from "./gradient-boosting.ts";
import { readHistClassifier, readHistRegressor } from "./hist-gradient-boosting.ts";
import { readIsolationForest } from "./isolation-forest.ts";
import { readRandomTreesEmbedding } from "./random-trees-embedding.ts";
import { readStackingClassifier, readStackingRegressor } from "./stacking.ts";
import { readVotingClassifier, readVotingRegressor } from "./voting.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.ensemble.AdaBoostClassifier", readAdaBoostClassifier],
  ["sklearn.ensemble.AdaBoostRegressor", readAdaBoostRegressor],
  ["sklearn.ensemble.BaggingClassifier", readBaggingClassifier],
  ["sklearn.ensemble.BaggingRegressor", readBaggingRegressor],
  ["sklearn.ensemble.ExtraTreesClassifier", readForestClassifier],
  ["sklearn.ensemble.ExtraTreesRegressor", readForestRegressor],
  ["sklearn.ensemble.GradientBoostingClassifier", readGradientBoostingClassifier],
  ["sklearn.ensemble.GradientBoostingRegressor", readGradientBoostingRegressor],
  ["sklearn.ensemble.HistGradientBoostingClassifier", readHistClassifier],
  ["sklearn.ensemble.HistGradientBoostingRegressor", readHistRegressor],
  ["sklearn.ensemble.IsolationForest", readIsolationForest],
  ["sklearn.ensemble.RandomForestClassifier", readForestClassifier],
  ["sklearn.ensemble.RandomForestRegressor", readForestRegressor],
  ["sklearn.ensemble.RandomTreesEmbedding", readRandomTreesEmbedding],
  ["sklearn.ensemble.StackingClassifier", readStackingClassifier],
  ["sklearn.ensemble.StackingRegressor", readStackingRegressor],
  ["sklearn.ensemble.VotingClassifier", readVotingClassifier],
  ["sklearn.ensemble.VotingRegressor", readVotingRegressor],
];
