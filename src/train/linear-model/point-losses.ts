// Losses of one row: y against w·x + b, and their slopes, for stochastic gradient descent.

/** A loss and how scikit-learn's object keeps it. */
export interface PointLoss {
  /** y is −1 or 1 for classifiers, a number for regressors; 0 or 1 where `isShare`. */
  loss(y: number, p: number): number;
  /** The derivative by p. */
  slope(y: number, p: number): number;
  readonly isShare: boolean;
  /** `sklearn.linear_model._sgd_fast.Hinge`, with the numbers that it is made with. */
  readonly compiled: string;
  readonly numbers: readonly number[];
}

const module = "sklearn.linear_model._sgd_fast";

/** @see sklearn/linear_model/_sgd_fast.pyx `Hinge`; threshold 0 is the perceptron's */
export function hinge(threshold: number): PointLoss {
  return {
    loss: (y, p) => Math.max(0, threshold - y * p),
    slope: (y, p) => (p * y <= threshold ? -y : 0),
    isShare: false,
    compiled: `${module}.Hinge`,
    numbers: [threshold],
  };
}

/** @see sklearn/linear_model/_sgd_fast.pyx `SquaredHinge` */
export const squaredHinge: PointLoss = {
  loss: (y, p) => Math.max(0, 1 - p * y) ** 2,
  slope: (y, p) => (1 - p * y > 0 ? -2 * y * (1 - p * y) : 0),
  isShare: false,
  compiled: `${module}.SquaredHinge`,
  numbers: [1],
};

/** @see Zhang 2004, Solving Large Scale Linear Prediction Problems Using Stochastic Gradient Descent */
export const modifiedHuber: PointLoss = {
  loss(y, p) {
    const z = p * y;
    if (z >= 1) return 0;
    return z >= -1 ? (1 - z) * (1 - z) : -4 * z;
  },
  slope(y, p) {
    const z = p * y;
    if (z >= 1) return 0;
    return z >= -1 ? 2 * (1 - z) * -y : -4 * y;
  },
  isShare: false,
  compiled: `${module}.ModifiedHuber`,
  numbers: [],
};

/** Beyond it, exp(−p) adds nothing to 1. */
const largeNegative = -37;

/** @see sklearn/_loss/_loss.pyx `CyHalfBinomialLoss`; before 1.6 `Log`, the same for y of −1 and 1 */
export const logLoss: PointLoss = {
  loss(y, p) {
    if (p <= largeNegative) return Math.exp(p) - y * p;
    if (p <= 18) return Math.log1p(Math.exp(p)) - y * p;
    return (p <= 33.3 ? p + Math.exp(-p) : p) - y * p;
  },
  slope(y, p) {
    if (p <= largeNegative) return Math.exp(p) - y;
    const inverse = Math.exp(-p);
    return (1 - y - y * inverse) / (1 + inverse);
  },
  isShare: true,
  compiled: "sklearn._loss._loss.CyHalfBinomialLoss",
  numbers: [],
};

/** ½ (p − y)². */
export const halfSquared: PointLoss = {
  loss: (y, p) => 0.5 * (p - y) * (p - y),
  slope: (y, p) => p - y,
  isShare: false,
  compiled: "sklearn._loss._loss.CyHalfSquaredError",
  numbers: [],
};

/** Squared up to `delta`, beyond it the distance. @see sklearn/_loss/_loss.pyx `CyHuberLoss` */
export function huber(delta: number): PointLoss {
  return {
    loss(y, p) {
      const distance = Math.abs(y - p);
      return distance <= delta ? 0.5 * distance * distance : delta * (distance - 0.5 * delta);
    },
    slope(y, p) {
      const distance = p - y;
      if (Math.abs(distance) <= delta) return distance;
      return distance >= 0 ? delta : -delta;
    },
    isShare: false,
    compiled: "sklearn._loss._loss.CyHuberLoss",
    numbers: [delta],
  };
}

/** The distance beyond `epsilon`. @see sklearn/linear_model/_sgd_fast.pyx `EpsilonInsensitive` */
export function epsilonInsensitive(epsilon: number): PointLoss {
  return {
    loss: (y, p) => Math.max(0, Math.abs(y - p) - epsilon),
    slope(y, p) {
      if (y - p > epsilon) return -1;
      return p - y > epsilon ? 1 : 0;
    },
    isShare: false,
    compiled: `${module}.EpsilonInsensitive`,
    numbers: [epsilon],
  };
}

/** Its square. @see sklearn/linear_model/_sgd_fast.pyx `SquaredEpsilonInsensitive` */
export function squaredEpsilonInsensitive(epsilon: number): PointLoss {
  return {
    loss: (y, p) => Math.max(0, Math.abs(y - p) - epsilon) ** 2,
    slope(y, p) {
      const z = y - p;
      if (z > epsilon) return -2 * (z - epsilon);
      return z < -epsilon ? 2 * (-z - epsilon) : 0;
    },
    isShare: false,
    compiled: `${module}.SquaredEpsilonInsensitive`,
    numbers: [epsilon],
  };
}
