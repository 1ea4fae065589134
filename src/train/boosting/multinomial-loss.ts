// The loss of more than two classes: a sum per class, whose exponentials' shares are the probabilities.

import type { Loss } from "./losses.ts";
import { mean } from "./losses.ts";

/** @see sklearn/_loss/_loss.pyx `CyHalfMultinomialLoss`; y holds indices of classes */
export function multinomialLoss(classes: number): Loss {
  const shares = new Float64Array(classes);
  return {
    outputs: classes,
    hasConstantHessian: false,
    baseline(y, weights) {
      const logs = Float64Array.from({ length: classes }, (_, c) => {
        const share = mean(
          y.map((own) => (own === c ? 1 : 0)),
          weights,
        );
        return Math.log(Math.min(Math.max(share, Number.EPSILON), 1 - Number.EPSILON));
      });
      const middle = mean(logs, null);
      return logs.map((log) => log - middle);
    },
    steps({ y, sums, weights }, gradients, hessians) {
      for (let i = 0; i < y.length; i++) {
        softmax(sums, i, shares);
        const weight = weights?.[i] ?? 1;
        for (let c = 0; c < classes; c++) {
          const share = shares[c] ?? 0;
          const [slopes, curvatures] = [gradients[c], hessians[c]];
          if (slopes === undefined || curvatures === undefined) continue;
          slopes[i] = weight * (y[i] === c ? share - 1 : share);
          curvatures[i] = weight * (share * (1 - share));
        }
      }
    },
    mean({ y, sums, weights }) {
      const losses = y.map((own, i) => softmax(sums, i, shares) - (sums[own]?.[i] ?? 0));
      return mean(losses, weights);
    },
  };
}

/**
 * Probabilities of row i from its sums.
 *
 * @param shares  where they are put
 * @returns the logarithm of the sum of the exponentials
 */
function softmax(sums: readonly Float64Array[], i: number, shares: Float64Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (const own of sums) largest = Math.max(largest, own[i] ?? 0);
  let total = 0;
  for (const [c, own] of sums.entries()) {
    const power = Math.exp((own[i] ?? 0) - largest);
    shares[c] = power;
    total += power;
  }
  for (let c = 0; c < shares.length; c++) shares[c] = (shares[c] ?? 0) / total;
  return Math.log(total) + largest;
}
