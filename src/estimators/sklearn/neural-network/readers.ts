// The classes of sklearn.neural_network.

import type { EstimatorReader } from "../../read-context.ts";
import { readMlpClassifier, readMlpRegressor } from "./multilayer-perceptron.ts";
import { readBernoulliRbm } from "./restricted-boltzmann-machine.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.neural_network.BernoulliRBM", readBernoulliRbm],
  ["sklearn.neural_network.MLPClassifier", readMlpClassifier],
  ["sklearn.neural_network.MLPRegressor", readMlpRegressor],
];
