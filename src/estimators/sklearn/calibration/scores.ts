// The scores that calibration starts from: of `decision_function` where a classifier has it, else its
// probabilities.

import type { Estimator } from "../../estimator.ts";
import type { ArrayResult, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";

/** n × columns numbers, row-major. */
export interface Scores {
  readonly data: Float64Array;
  readonly columns: number;
  /** Whether they are probabilities. */
  readonly areShares: boolean;
}

export interface ScoreSource {
  of(samples: Samples): Scores;
}

/**
 * Two classes have one column, that of the second class. Until 1.3 the probabilities of a fold that knew two
 * of several classes kept both columns.
 *
 * @param classes  how many the calibrated classifier has
 * @see sklearn/calibration.py `_compute_predictions`, sklearn/utils/_response.py `_get_response_values`
 */
export function readScores(state: State, estimator: Estimator, classes: number): ScoreSource {
  const { decisionFunction, predictProba } = estimator;
  if (decisionFunction !== undefined) {
    return { of: (samples) => decisions(decisionFunction(samples)) };
  }
  if (predictProba === undefined) {
    throw state.invalid(
      `its classifier, a ${estimator.className}, has no decision_function or predict_proba`,
    );
  }
  const known = estimator.classes?.[0]?.values.length ?? 0;
  const isBinary = (versionAtLeast(state.writtenBy, "1.4") ? known : classes) === 2;
  return {
    of(samples) {
      const answer = predictProba(samples);
      const whole = "kind" in answer ? answer : (answer[0] ?? nothing);
      const { data, columns } = decisions(whole);
      if (!isBinary || columns !== 2) return { data, columns, areShares: true };
      const second = Float64Array.from({ length: data.length / 2 }, (_, row) =>
        Number(data[2 * row + 1]),
      );
      return { data: second, columns: 1, areShares: true };
    },
  };
}

const nothing: ArrayResult = { kind: "array", shape: [0], type: "float", data: new Float64Array() };

function decisions({ data, shape }: ArrayResult): Scores {
  const numbers = data instanceof Float64Array ? data : Float64Array.from(data, Number);
  return { data: numbers, columns: shape[1] ?? 1, areShares: false };
}
