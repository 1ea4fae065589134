// The terms of a polynomial in the order of itertools: all of degree 1, then of degree 2, and so on.
//
// The terms of degree d that begin with feature i are the terms of degree d − 1 that begin with i or later,
// each times feature i; both stand side by side. So a few such blocks describe all products.

/** Columns `from` to `to` (exclusive), each times a feature, are the columns from `at` on. */
export interface TermBlock {
  readonly feature: number;
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

export interface Polynomial {
  readonly features: number;
  readonly minDegree: number;
  readonly maxDegree: number;
  /** Whether no feature is multiplied with itself. */
  readonly interactionOnly: boolean;
  /** Whether the first column is 1. */
  readonly includeBias: boolean;
}

/**
 * The number of terms; Infinity where it is beyond all use.
 *
 * @see sklearn/preprocessing/_polynomial.py `PolynomialFeatures._num_combinations`
 */
export function termCount(polynomial: Polynomial): number {
  const { features, minDegree, maxDegree, interactionOnly, includeBias } = polynomial;
  const bias = includeBias ? 1 : 0;
  if (!interactionOnly) {
    const upTo = (degree: number) => binomial(features + degree, degree) - 1;
    return upTo(maxDegree) - (minDegree > 0 ? upTo(minDegree - 1) : 0) + bias;
  }
  let count = bias;
  const most = Math.min(maxDegree, features);
  for (let degree = Math.max(1, minDegree); degree <= most && count <= tooMany; degree++) {
    count += binomial(features, degree);
  }
  return count;
}

const tooMany = 2 ** 40;

function binomial(n: number, k: number): number {
  let ways = 1;
  const least = Math.min(k, n - k);
  for (let i = 1; i <= least; i++) {
    ways = (ways * (n - least + i)) / i;
    if (ways > tooMany) return Infinity;
  }
  return Math.round(ways);
}

/**
 * The blocks of degree 2 and more, in order, all degrees from 0 on counted. There are never more than terms.
 *
 * @see sklearn/preprocessing/_polynomial.py `PolynomialFeatures.transform`
 */
export function termBlocks(polynomial: Polynomial): readonly TermBlock[] {
  const { features, maxDegree, interactionOnly, includeBias } = polynomial;
  const blocks: TermBlock[] = [];
  const first = includeBias ? 1 : 0;
  // Where the terms begin that begin with each feature, and where the last ones end.
  let starts = Array.from({ length: features + 1 }, (_, feature) => first + feature);
  let at = first + features;
  const degrees = interactionOnly ? Math.min(maxDegree, features) : maxDegree;
  for (let degree = 2; degree <= degrees; degree++) {
    const next: number[] = [];
    const to = starts[features] ?? at;
    for (let feature = 0; feature < features; feature++) {
      const from = starts[interactionOnly ? feature + 1 : feature] ?? to;
      next.push(at);
      if (to > from) blocks.push({ feature, from, to, at });
      at += Math.max(to - from, 0);
    }
    starts = [...next, at];
  }
  return blocks;
}
