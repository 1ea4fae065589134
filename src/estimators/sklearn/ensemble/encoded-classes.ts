// Ensembles that fit their members on the positions of labels (0, 1, 2 …) and not on the labels themselves.

import type { Estimator } from "../../estimator.ts";
import type { State } from "../../state.ts";

/**
 * The positions that a member's classes stand for; a member may not have seen all of them.
 *
 * @param count  number of labels of the ensemble
 * @throws ESTIMATOR_INVALID for other classes
 */
export function encodedClasses(state: State, member: Estimator, count: number): Int32Array {
  const values = member.classes?.length === 1 ? (member.classes[0]?.values ?? []) : [];
  const positions = Int32Array.from(values, Number);
  const known = values.every((value, k) => Number(value) === positions[k]);
  if (values.length === 0 || !known || positions.some((at) => at < 0 || at >= count)) {
    throw state.invalid(`a ${member.className} in it knows other classes than it does`);
  }
  return positions;
}
