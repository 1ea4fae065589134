// How far the functions of a Gaussian process differ from their mean: at each row, and between rows.

import { dotProduct } from "../../dot-product.ts";
import type { Estimator } from "../../estimator.ts";
import { floatMatrix, floatVector } from "../../results.ts";
import type { State } from "../../state.ts";
import { checkAnswerSize } from "../../transformer.ts";
import { versionAtLeast } from "../../version.ts";
import { kernelWithin } from "./kernel.ts";
import { readRoot, type TrainingRows } from "./posterior.ts";

interface Posterior {
  readonly training: TrainingRows;
  /** What the targets were divided by: one number for each output. */
  readonly scales: Float64Array;
  /** Whether answers have no axis for outputs. */
  readonly isVector: boolean;
}

/**
 * Until 1.0 all outputs shared one deviation, and it failed where they had different scales.
 *
 * @see sklearn/gaussian_process/_gpr.py `GaussianProcessRegressor.predict`
 */
export function readDeviations(
  state: State,
  { training, scales, isVector }: Posterior,
): Pick<Estimator, "predictStd" | "predictCovariance"> {
  const { count, kernel, rule } = training;
  const solve = readRoot(state, count);
  const isShared = !versionAtLeast(state.writtenBy, "1.1");
  if (isShared && scales.some((scale) => scale !== scales[0])) return {};
  const spread = isShared ? scales.slice(0, 1) : scales;
  const isFlat = isVector || isShared;
  return {
    predictStd(samples) {
      const x = training.take(samples);
      const answers = new Float64Array(x.rows * spread.length);
      training.compare(x, (values, row, own) => {
        const solved = solve(values);
        const variance = Math.max(kernel.own(own) - dotProduct(solved, solved), 0);
        for (const [k, scale] of spread.entries()) {
          answers[row * spread.length + k] = Math.sqrt(variance * scale ** 2);
        }
      });
      return isFlat ? floatVector(answers) : floatMatrix(answers, x.rows, spread.length);
    },
    predictCovariance(samples) {
      const x = training.take(samples);
      checkAnswerSize(x.rows, x.rows * spread.length + count, rule);
      const solved: Float64Array[] = [];
      training.compare(x, (values) => solved.push(solve(values)));
      const prior = kernelWithin(kernel, x);
      const data = new Float64Array(prior.length * spread.length);
      for (const [i, first] of solved.entries()) {
        for (const [j, second] of solved.entries()) {
          const at = i * x.rows + j;
          const covariance = (prior[at] ?? 0) - dotProduct(first, second);
          for (const [k, scale] of spread.entries()) {
            data[at * spread.length + k] = covariance * scale ** 2;
          }
        }
      }
      const shape = isFlat ? [x.rows, x.rows] : [x.rows, x.rows, spread.length];
      return { kind: "array", shape, type: "float", data };
    },
  };
}
