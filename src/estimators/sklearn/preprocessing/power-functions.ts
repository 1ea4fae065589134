// The power functions that make skewed numbers look normal, Yeo and Johnson's and Box and Cox's, and back.

export interface PowerFunction {
  forth(x: number): number;
  back(y: number): number;
}

/** How a version of scikit-learn computes them; the results differ in the last digits. */
export interface PowerEra {
  /** By `log1p` and `expm1`, which lose nothing near 0, instead of powers. */
  readonly byLogarithms: boolean;
  /** Whether λ is float32, so that 2 − λ and 1 / λ are rounded to it. */
  readonly isSingle: boolean;
}

/** scipy's and scikit-learn's bound for λ that counts as 0 or 2. */
const least = Number.EPSILON;

/**
 * @see sklearn/preprocessing/_data.py `PowerTransformer._yeo_johnson_transform`, `_yeo_johnson_inverse_transform`;
 *   by logarithms since 1.9: scipy/stats/_morestats.py `_yeojohnson_transform`
 */
export function yeoJohnson(lambda: number, { byLogarithms, isSingle }: PowerEra): PowerFunction {
  const rounded = (value: number) => (isSingle ? Math.fround(value) : value);
  const mirror = rounded(2 - lambda);
  const isZero = Math.abs(lambda) < least;
  const isTwo = Math.abs(lambda - 2) <= least;
  // (x + 1)^power − 1, over power, for x ≥ 0.
  const grown = byLogarithms
    ? (x: number, power: number) => Math.expm1(power * Math.log1p(x)) / power
    : (x: number, power: number) => ((x + 1) ** power - 1) / power;
  return {
    forth(x) {
      if (x >= 0) return isZero ? Math.log1p(x) : grown(x, lambda);
      return isTwo ? -Math.log1p(-x) : -grown(-x, mirror);
    },
    back(y) {
      if (y >= 0) return (isZero ? Math.exp(y) : (y * lambda + 1) ** rounded(1 / lambda)) - 1;
      return 1 - (isTwo ? Math.exp(-y) : (-mirror * y + 1) ** rounded(1 / mirror));
    },
  };
}

/**
 * @see scipy/special/_boxcox.pxd `boxcox`; back by logarithms since 1.5: `inv_boxcox`, before
 *   sklearn/preprocessing/_data.py `PowerTransformer._box_cox_inverse_tranform`
 */
export function boxCox(lambda: number, { byLogarithms, isSingle }: PowerEra): PowerFunction {
  const root = isSingle ? Math.fround(1 / lambda) : 1 / lambda;
  return {
    forth(x) {
      const log = Math.log(x);
      return Math.abs(lambda) < 1e-19 ? log : Math.expm1(lambda * log) / lambda;
    },
    back(y) {
      if (lambda === 0) return Math.exp(y);
      return byLogarithms ? Math.exp(Math.log1p(lambda * y) / lambda) : (y * lambda + 1) ** root;
    },
  };
}
