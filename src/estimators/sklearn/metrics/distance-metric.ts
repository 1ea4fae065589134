// Distances between rows of numbers. Each has a reduced form that ranks alike and is cheaper: the square of
// a Euclidean distance, the p-th power of Minkowski's. Sums run in scikit-learn's order of additions.

import type { PairSum } from "../../kernels/pair-sums.ts";

export interface DistanceMetric {
  /** The sum that a reduced distance is, where it is one that kernels add up. */
  readonly sum?: PairSum;
  /** The order p of Minkowski's family, which the boxes of a KDTree need; NaN for all others. */
  readonly order: number;
  /** The reduced distance between the row x and the row of `points` that begins at `start`. */
  reduced(x: Float64Array, points: Float64Array, start: number): number;
  /** From reduced to true distance. */
  distance(reduced: number): number;
  /** From true to reduced distance. */
  reduce(distance: number): number;
}

const itself = (value: number): number => value;
const square = (value: number): number => value * value;

/** Σ of a term per column; `finish` makes the distance of it. */
function summed(
  order: number,
  term: (x: number, y: number) => number,
  [distance, reduce]: readonly [(reduced: number) => number, (distance: number) => number],
): DistanceMetric {
  return {
    order,
    reduced(x, points, start) {
      let sum = 0;
      for (let j = 0; j < x.length; j++) sum += term(x[j] ?? 0, points[start + j] ?? 0);
      return sum;
    },
    distance,
    reduce,
  };
}

/** √Σ (x − y)². */
export const euclidean: DistanceMetric = {
  sum: "squares",
  order: 2,
  reduced(x, points, start) {
    let sum = 0;
    for (let j = 0; j < x.length; j++) {
      const difference = (x[j] ?? 0) - (points[start + j] ?? 0);
      sum += difference * difference;
    }
    return sum;
  },
  distance: Math.sqrt,
  reduce: square,
};

/** Σ (x − y)²: the square itself is the distance. */
export const squaredEuclidean: DistanceMetric = {
  ...euclidean,
  order: Number.NaN,
  distance: itself,
  reduce: itself,
};

/** Σ |x − y|. */
export const manhattan: DistanceMetric = {
  sum: "lengths",
  order: 1,
  reduced(x, points, start) {
    let sum = 0;
    for (let j = 0; j < x.length; j++) sum += Math.abs((x[j] ?? 0) - (points[start + j] ?? 0));
    return sum;
  },
  distance: itself,
  reduce: itself,
};

/** The largest |x − y|. */
export const chebyshev: DistanceMetric = {
  order: Infinity,
  reduced(x, points, start) {
    let most = 0;
    for (let j = 0; j < x.length; j++) {
      most = Math.max(most, Math.abs((x[j] ?? 0) - (points[start + j] ?? 0)));
    }
    return most;
  },
  distance: itself,
  reduce: itself,
};

/** |value|^p, exact for the two commonest orders. */
export function powerOf(p: number): (value: number) => number {
  if (p === 1) return Math.abs;
  return p === 2 ? square : (value) => Math.abs(value) ** p;
}

/** The p-th root. */
export function rootOf(p: number): (value: number) => number {
  if (p === 1) return itself;
  return p === 2 ? Math.sqrt : (value) => value ** (1 / p);
}

/**
 * (Σ w·|x − y|^p)^(1/p).
 *
 * @param weights  one per column, not negative; null for 1 everywhere
 */
export function minkowski(p: number, weights: Float64Array | null): DistanceMetric {
  const power = powerOf(p);
  const ends = [rootOf(p), power] as const;
  if (weights === null) return summed(p, (x, y) => power(x - y), ends);
  return {
    ...summed(Number.NaN, () => 0, ends),
    reduced(x, points, start) {
      let sum = 0;
      for (let j = 0; j < x.length; j++) {
        sum += (weights[j] ?? 0) * power((x[j] ?? 0) - (points[start + j] ?? 0));
      }
      return sum;
    },
  };
}

/** √Σ (x − y)² / V. */
export function standardizedEuclidean(variances: Float64Array): DistanceMetric {
  return {
    order: Number.NaN,
    reduced(x, points, start) {
      let sum = 0;
      for (let j = 0; j < x.length; j++) {
        const difference = (x[j] ?? 0) - (points[start + j] ?? 0);
        sum += (difference * difference) / (variances[j] ?? 1);
      }
      return sum;
    },
    distance: Math.sqrt,
    reduce: square,
  };
}

/**
 * √(x − y)ᵀ·VI·(x − y).
 *
 * @param inverse  columns × columns: the inverse of the covariances
 */
export function mahalanobis(inverse: Float64Array): DistanceMetric {
  const difference = new Float64Array(Math.sqrt(inverse.length));
  return {
    order: Number.NaN,
    reduced(x, points, start) {
      for (let j = 0; j < x.length; j++) difference[j] = (x[j] ?? 0) - (points[start + j] ?? 0);
      let sum = 0;
      for (let i = 0; i < x.length; i++) {
        const row = i * x.length;
        let product = 0;
        for (let j = 0; j < x.length; j++)
          product += (inverse[row + j] ?? 0) * (difference[j] ?? 0);
        sum += product * (difference[i] ?? 0);
      }
      return sum;
    },
    distance: Math.sqrt,
    reduce: square,
  };
}

/** Σ |x − y| / (|x| + |y|); 0 where both are 0. */
export const canberra: DistanceMetric = summed(
  Number.NaN,
  (x, y) => (x === 0 && y === 0 ? 0 : Math.abs(x - y) / (Math.abs(x) + Math.abs(y))),
  [itself, itself],
);

/** Distances that are not sums. */
function whole(
  reduced: DistanceMetric["reduced"],
  distance: (reduced: number) => number = itself,
  reduce: (distance: number) => number = itself,
): DistanceMetric {
  return { order: Number.NaN, reduced, distance, reduce };
}

/**
 * Σ |x − y| over the sum of the sizes.
 *
 * @param size  |x| + |y| in scikit-learn, |x + y| in scipy
 */
export function brayCurtis(size: (x: number, y: number) => number): DistanceMetric {
  return whole((x, points, start) => {
    let differences = 0;
    let sizes = 0;
    for (let j = 0; j < x.length; j++) {
      const y = points[start + j] ?? 0;
      differences += Math.abs((x[j] ?? 0) - y);
      sizes += size(x[j] ?? 0, y);
    }
    return sizes > 0 ? differences / sizes : 0;
  });
}

/** The share of columns that differ. */
export const hamming: DistanceMetric = whole((x, points, start) => {
  let unequal = 0;
  for (let j = 0; j < x.length; j++) if (x[j] !== points[start + j]) unequal++;
  return unequal / x.length;
});

/** 1 − cos of the angle, from 0 to 2; 1 from a row of zeros. */
export const cosine: DistanceMetric = whole((x, points, start) => {
  let product = 0;
  let squaresX = 0;
  let squaresY = 0;
  for (let j = 0; j < x.length; j++) {
    const a = x[j] ?? 0;
    const b = points[start + j] ?? 0;
    product += a * b;
    squaresX += a * a;
    squaresY += b * b;
  }
  return cosineDistance(product, squaresX, squaresY);
});

/** From x·y, x·x and y·y. */
export function cosineDistance(product: number, squaresX: number, squaresY: number): number {
  if (squaresX === 0 || squaresY === 0) return 1;
  const distance = 1 - product / (Math.sqrt(squaresX) * Math.sqrt(squaresY));
  return Math.min(Math.max(distance, 0), 2);
}

/** The cosine distance of the rows minus their means; NaN for a row of equal numbers. */
export const correlation: DistanceMetric = whole((x, points, start) => {
  const meanX = meanOf(x, 0, x.length);
  const meanY = meanOf(points, start, x.length);
  let product = 0;
  let squaresX = 0;
  let squaresY = 0;
  for (let j = 0; j < x.length; j++) {
    const a = (x[j] ?? 0) - meanX;
    const b = (points[start + j] ?? 0) - meanY;
    product += a * b;
    squaresX += a * a;
    squaresY += b * b;
  }
  return 1 - product / (Math.sqrt(squaresX) * Math.sqrt(squaresY));
});

function meanOf(data: Float64Array, start: number, count: number): number {
  let sum = 0;
  for (let j = 0; j < count; j++) sum += data[start + j] ?? 0;
  return sum / count;
}

/** The angle between two points on a sphere, each given as latitude and longitude in radians. */
export const haversine: DistanceMetric = whole(
  (x, points, start) => {
    const [latitude = 0, longitude = 0] = x;
    const other = points[start] ?? 0;
    const rise = Math.sin(0.5 * (latitude - other));
    const turn = Math.sin(0.5 * (longitude - (points[start + 1] ?? 0)));
    return rise * rise + Math.cos(latitude) * Math.cos(other) * turn * turn;
  },
  (reduced) => 2 * Math.asin(Math.sqrt(reduced)),
  (distance) => square(Math.sin(0.5 * distance)),
);

/**
 * The Euclidean distance over the columns that both rows have, scaled up to all; NaN where they share none.
 *
 * @see sklearn/metrics/pairwise.py `nan_euclidean_distances`
 */
export const nanEuclidean: DistanceMetric = whole((x, points, start) => {
  let sum = 0;
  let present = 0;
  for (let j = 0; j < x.length; j++) {
    const difference = (x[j] ?? 0) - (points[start + j] ?? 0);
    if (Number.isNaN(difference)) continue;
    sum += difference * difference;
    present++;
  }
  return present === 0 ? Number.NaN : Math.sqrt((sum / present) * x.length);
});
