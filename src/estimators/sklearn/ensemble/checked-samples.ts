// What ensembles check before they ask their members.

import { denseNumbers, type NumberRule, numbers } from "../../inputs.ts";
import { withoutNames } from "../../members.ts";
import type { Samples } from "../../samples.ts";

/**
 * Samples in training order without names, with finite numbers where they are numbers.
 *
 * @throws INPUT_WIDTH, INPUT_KIND, INPUT_NOT_FINITE
 * @see sklearn/utils/validation.py `check_array` with `dtype=None`
 */
export function checkedSamples(samples: Samples, rule: NumberRule): Samples {
  const ordered = withoutNames(samples, rule);
  if (ordered.kind === "dense") return denseNumbers(ordered, rule);
  return ordered.kind === "sparse" ? numbers(ordered, rule) : ordered;
}
