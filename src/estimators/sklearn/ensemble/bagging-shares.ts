// What one member of a BaggingClassifier says about all classes of the ensemble.

import type { Estimator } from "../../estimator.ts";
import { answerNumbers, probabilitiesOf } from "../../members.ts";
import type { Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { encodedClasses } from "./encoded-classes.ts";

/** n × classes, row-major. */
export type Ask = (samples: Samples) => Float64Array;

/**
 * A member's probabilities by the ensemble's classes, or a vote where it has none. Members were fitted on the
 * positions of labels, and may not have seen all of them.
 */
export function readShares(state: State, member: Estimator, count: number): Ask {
  const columns = encodedClasses(state, member, count);
  if (member.predictProba === undefined) {
    const { predict } = member;
    if (predict === undefined) throw state.invalid(`a ${member.className} in it cannot predict`);
    return (samples) => {
      const voted = answerNumbers(predict(samples));
      const shares = new Float64Array(voted.length * count);
      for (const [row, position] of voted.entries()) shares[row * count + position] = 1;
      return shares;
    };
  }
  const probabilities = probabilitiesOf(state, member);
  return (samples) => spread(probabilities(samples), columns, count, 0);
}

/** Columns of a member's answer at their places among all classes; the others get `missing`. */
function spread(
  values: Float64Array,
  columns: Int32Array,
  count: number,
  missing: number,
): Float64Array {
  if (columns.length === count) return values;
  const rows = values.length / columns.length;
  const all = new Float64Array(rows * count).fill(missing);
  for (let row = 0; row < rows; row++) {
    for (const [k, column] of columns.entries()) {
      all[row * count + column] = values[row * columns.length + k] ?? missing;
    }
  }
  return all;
}

/** The logarithms of a member's probabilities; −∞ for classes that it has not seen. */
export function readLogShares(state: State, member: Estimator, count: number): Ask {
  const { predictLogProba } = member;
  if (predictLogProba === undefined) throw state.invalid("a member has no probabilities");
  const columns = encodedClasses(state, member, count);
  return (samples) => {
    const answer = predictLogProba(samples);
    const logs = "kind" in answer ? answerNumbers(answer) : new Float64Array(0);
    return spread(logs, columns, count, -Infinity);
  };
}

/** log(e^a + e^b). @see numpy/core/src/npymath/npy_math_internal.h.src `npy_logaddexp` */
export function logAddExp(a: number, b: number): number {
  if (a === b) return a + Math.LN2;
  const difference = a - b;
  return difference > 0
    ? a + Math.log1p(Math.exp(-difference))
    : b + Math.log1p(Math.exp(difference));
}
