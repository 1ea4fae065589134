// Prior probabilities of classes that the caller states.

import { PicklejarError } from "../errors.ts";

/**
 * One probability per class.
 *
 * @param parameter  its name, for messages
 * @throws TRAIN_PARAMETER unless there is one above 0 per class, and their sum is 1
 */
export function givenPriors(
  priors: readonly number[],
  classes: number,
  parameter: string,
  className: string,
): Float64Array {
  const sum = priors.reduce((total, prior) => total + prior, 0);
  const isSound = priors.length === classes && priors.every((prior) => prior > 0);
  if (isSound && Math.abs(sum - 1) <= 1e-5) return Float64Array.from(priors);
  throw new PicklejarError("TRAIN_PARAMETER", {
    className,
    parameter,
    reason: `it is not ${classes} probabilities above 0 with the sum 1`,
    advice: "Give one per class, in the order of the sorted labels.",
  });
}
