// The questions that random trees need on average to part n samples, as scikit-learn has estimated them.

import { versionAtLeast } from "../../version.ts";

const eulerGamma = 0.5772156649015329;

/**
 * 2 (ln(n − 1) + γ) − 2 (n − 1) / n for n > 2; 1 for two samples and 0 for one since 0.21 (before, one sample
 * counted 1, and two followed the formula); with ln n and a short γ until 0.18.
 *
 * @see sklearn/ensemble/_iforest.py `_average_path_length`
 */
export function averagePathLength(n: number, writtenBy: string | null): number {
  const isFixed = versionAtLeast(writtenBy, "0.21");
  if (n <= 1) return isFixed ? 0 : 1;
  if (n === 2 && isFixed) return 1;
  const logarithm = versionAtLeast(writtenBy, "0.19")
    ? Math.log(n - 1) + eulerGamma
    : Math.log(n) + 0.5772156649;
  return 2 * logarithm - (2 * (n - 1)) / n;
}
