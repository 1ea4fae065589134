// Names of scikit-learn's compiled classes, under the modules of all versions.

import { pathsOf } from "./records.ts";

export const losses: readonly string[] = [
  "CyAbsoluteError",
  "CyExponentialLoss",
  "CyHalfBinomialLoss",
  "CyHalfGammaLoss",
  "CyHalfMultinomialLoss",
  "CyHalfPoissonLoss",
  "CyHalfSquaredError",
  "CyHalfTweedieLoss",
  "CyHalfTweedieLossIdentity",
  "CyHuberLoss",
  "CyPinballLoss",
];

export const gradientLosses: readonly string[] = [
  "EpsilonInsensitive",
  "Hinge",
  "Huber",
  "Log",
  "ModifiedHuber",
  "SquaredEpsilonInsensitive",
  "SquaredHinge",
  "SquaredLoss",
];

const metrics = [
  "BrayCurtisDistance",
  "CanberraDistance",
  "ChebyshevDistance",
  "DiceDistance",
  "EuclideanDistance",
  "HammingDistance",
  "HaversineDistance",
  "JaccardDistance",
  "KulsinskiDistance",
  "MahalanobisDistance",
  "ManhattanDistance",
  "MatchingDistance",
  "MinkowskiDistance",
  "PyFuncDistance",
  "RogersTanimotoDistance",
  "RussellRaoDistance",
  "SEuclideanDistance",
  "SokalMichenerDistance",
  "SokalSneathDistance",
  "WMinkowskiDistance",
].flatMap((name) => [name, `${name}32`, `${name}64`]);

// `_loss` alone is how the compiled module calls itself in scikit-learn 1.5 to 1.7.
export const lossModules: readonly string[] = ["sklearn._loss._loss", "_loss"];
export const gradientModules: readonly string[] = [
  "sklearn.linear_model.sgd_fast",
  "sklearn.linear_model._sgd_fast",
];
export const metricModules: readonly string[] = [
  "sklearn.neighbors.dist_metrics",
  "sklearn.neighbors._dist_metrics",
  "sklearn.metrics._dist_metrics",
];
const kdTreeModules = ["sklearn.neighbors.kd_tree", "sklearn.neighbors._kd_tree"];
const ballTreeModules = ["sklearn.neighbors.ball_tree", "sklearn.neighbors._ball_tree"];
export const binaryTreeModules: readonly string[] = [...kdTreeModules, ...ballTreeModules];
export const quadTrees: readonly string[] = [
  "sklearn.neighbors.quad_tree._QuadTree",
  "sklearn.neighbors._quad_tree._QuadTree",
];

export const metricClasses: ReadonlySet<string> = new Set(pathsOf(metricModules, metrics));
export const binaryTreeClasses: ReadonlySet<string> = new Set([
  ...pathsOf(kdTreeModules, ["KDTree", "KDTree32", "KDTree64"]),
  ...pathsOf(ballTreeModules, ["BallTree", "BallTree32", "BallTree64"]),
]);
