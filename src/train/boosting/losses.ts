// What boosting lowers: for each row the loss of its sum, its slope and its curvature.

/** y, the sums that trees add to, and weights; all of n rows. */
export interface LossRows {
  /** Numbers, or indices of classes. */
  readonly y: Float64Array;
  /** One array of n sums per output. */
  readonly sums: readonly Float64Array[];
  readonly weights: Float64Array | null;
}

export interface Loss {
  /** Sums per row: one, or one per class where there are more than two. */
  readonly outputs: number;
  /** Whether every hessian is 1 where rows have no weights. */
  readonly hasConstantHessian: boolean;
  /** The sums before the first tree, one per output. */
  baseline(y: Float64Array, weights: Float64Array | null): Float64Array;
  /** Slopes and, unless they are constant, curvatures: an array of n per output. */
  steps(
    rows: LossRows,
    gradients: readonly Float32Array[],
    hessians: readonly Float32Array[],
  ): void;
  /** The weighted mean over the rows. */
  mean(rows: LossRows): number;
  /** What a leaf answers, from y − sum of its rows, where a Newton step is not what lowers the loss most. */
  readonly leafValue?: (residuals: Float64Array) => number;
}

/** A loss of one sum per row. */
interface PointLoss {
  readonly loss: (y: number, sum: number) => number;
  readonly gradient: (y: number, sum: number) => number;
  /** null: always 1. */
  readonly hessian: ((sum: number) => number) | null;
}

/** @see sklearn/_loss/_loss.pyx `CyHalfSquaredError`; 0.5 (y − sum)² */
export const squaredError: Loss = {
  ...pointLoss({
    loss: (y, sum) => 0.5 * (sum - y) * (sum - y),
    gradient: (y, sum) => sum - y,
    hessian: null,
  }),
  baseline: (y, weights) => Float64Array.of(mean(y, weights)),
};

/** @see sklearn/_loss/_loss.pyx `CyAbsoluteError`; leaves answer the median of what is left */
export const absoluteError: Loss = {
  ...pointLoss({
    loss: (y, sum) => Math.abs(y - sum),
    gradient: (y, sum) => (y < sum ? 1 : -1),
    hessian: null,
  }),
  baseline: (y) => Float64Array.of(percentile(y, 0.5)),
  leafValue: (residuals) => percentile(residuals, 0.5),
};

/** @see sklearn/_loss/_loss.pyx `CyPinballLoss`; leaves answer the quantile of what is left */
export function pinballLoss(quantile: number): Loss {
  return {
    ...pointLoss({
      loss: (y, sum) => (y >= sum ? quantile * (y - sum) : (1 - quantile) * (sum - y)),
      gradient: (y, sum) => (y >= sum ? -quantile : 1 - quantile),
      hessian: null,
    }),
    baseline: (y) => Float64Array.of(percentile(y, quantile)),
    leafValue: (residuals) => percentile(residuals, quantile),
  };
}

/** Means are kept as far from where they have no link. @see sklearn/_loss/loss.py `BaseLoss.fit_intercept_only` */
const leastShare = 10 * Number.EPSILON;

/** @see sklearn/_loss/_loss.pyx `CyHalfPoissonLoss`; sums are logarithms */
export const poissonLoss: Loss = {
  ...pointLoss({
    loss: (y, sum) => Math.exp(sum) - y * sum,
    gradient: (y, sum) => Math.exp(sum) - y,
    hessian: Math.exp,
  }),
  baseline: (y, weights) => Float64Array.of(Math.log(Math.max(mean(y, weights), leastShare))),
};

/** Beyond it, exp(−sum) adds nothing to 1. */
const largeNegative = -37;

/** @see sklearn/_loss/_loss.pyx `CyHalfBinomialLoss`; y is 0 or 1, sums are log-odds */
export const binomialLoss: Loss = {
  ...pointLoss({
    loss: (y, sum) => logOnePlusExp(sum) - y * sum,
    gradient(y, sum) {
      if (sum <= largeNegative) return Math.exp(sum) - y;
      const inverse = Math.exp(-sum);
      return (1 - y - y * inverse) / (1 + inverse);
    },
    hessian(sum) {
      if (sum <= largeNegative) return Math.exp(sum);
      const inverse = Math.exp(-sum);
      return inverse / ((1 + inverse) * (1 + inverse));
    },
  }),
  baseline(y, weights) {
    const share = Math.min(Math.max(mean(y, weights), leastShare), 1 - leastShare);
    return Float64Array.of(Math.log(share / (1 - share)));
  },
};

function pointLoss({ loss, gradient, hessian }: PointLoss): Omit<Loss, "baseline"> {
  return {
    outputs: 1,
    hasConstantHessian: hessian === null,
    steps({ y, sums: [sums = y], weights }, [gradients], [hessians]) {
      if (gradients === undefined) return;
      for (let i = 0; i < y.length; i++) {
        const sum = sums[i] ?? 0;
        const weight = weights?.[i] ?? 1;
        gradients[i] = weight * gradient(y[i] ?? 0, sum);
        if (hessians !== undefined) hessians[i] = weight * (hessian === null ? 1 : hessian(sum));
      }
    },
    mean({ y, sums: [sums = y], weights }) {
      return mean(
        y.map((own, i) => loss(own, sums[i] ?? 0)),
        weights,
      );
    },
  };
}

/** @see numpy `percentile(method="linear")` @param share  in [0, 1] */
function percentile(values: Float64Array, share: number): number {
  const sorted = values.toSorted();
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.min(Math.floor(at) + 1, sorted.length - 1)] ?? 0;
  const part = at - Math.floor(at);
  return part >= 0.5 ? high - (high - low) * (1 - part) : low + (high - low) * part;
}

/** The mean of numbers, weighted where rows have weights. */
export function mean(values: Float64Array, weights: Float64Array | null): number {
  let [sum, total] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const weight = weights?.[i] ?? 1;
    sum += weight * (values[i] ?? 0);
    total += weight;
  }
  return sum / total;
}

/** log(1 + exp(x)) without overflow. @see Mächler 2012, Accurately Computing log(1 − exp(−|a|)) */
function logOnePlusExp(x: number): number {
  if (x <= largeNegative) return Math.exp(x);
  if (x <= 18) return Math.log1p(Math.exp(x));
  return x <= 33.3 ? x + Math.exp(-x) : x;
}
