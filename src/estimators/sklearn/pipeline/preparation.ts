// What a pipeline's steps before the last one do to samples, and what the last one can do where they change cells alone.

import { addChanged, inTurn, writeChanged } from "../../changed-cells.ts";
import type { Estimator, InputSpec } from "../../estimator.ts";
import { denseMatrix, type NumberRule } from "../../inputs.ts";
import type { LinearMap } from "../../linear-map.ts";
import { samplesOf } from "../../results.ts";
import type { Samples } from "../../samples.ts";
import { scoredRows } from "../../scored-rows.ts";

/** An estimator that can stand before others. */
export type Transformer = Estimator & Required<Pick<Estimator, "transform">>;

/** Whatever a pipeline without a final estimator is given. */
export const anyNumbers: InputSpec = {
  kind: "numbers",
  width: null,
  names: null,
  allowsMissing: true,
};

export const anyRule: NumberRule = { className: "Pipeline", inputs: anyNumbers };

/** What the last step can do with columns, where those before it change them cell by cell. */
export function behindChanges(
  transformers: readonly Transformer[],
  last: Estimator | null,
): Pick<Estimator, "writeColumns" | "addScores" | "changeCell"> {
  const changes = transformers.flatMap(({ changeCell }) => changeCell ?? []);
  if (last === null || changes.length < transformers.length) return {};
  const { changeCell, writeColumns, addScores } = last;
  if (changes.length === 0) {
    return {
      ...(changeCell && { changeCell }),
      ...(writeColumns && { writeColumns }),
      ...(addScores && { addScores }),
    };
  }
  const change = inTurn(changes);
  return {
    ...(changeCell && { changeCell: inTurn([...changes, changeCell]) }),
    ...(writeColumns && { writeColumns: writeChanged(change, writeColumns) }),
    ...(addScores && { addScores: addChanged(change, addScores) }),
  };
}

/**
 * What happens to samples before the last step.
 *
 * @param map  that of the last step where it asks for no more than linear scores
 */
export function preparation(
  transformers: readonly Transformer[],
  map: LinearMap | undefined,
): (samples: Samples) => Samples {
  const others = transformers.slice(0, -1);
  const nearest = transformers.at(-1);
  if (nearest === undefined) return (samples) => samples;
  return (samples) => {
    const given = others.reduce((some, { transform }) => samplesOf(transform(some)), samples);
    const prepared = (): Samples => samplesOf(nearest.transform(given));
    const scores = (map && nearest.scoresOf?.(given, map)) ?? null;
    if (map === undefined || scores === null) return prepared();
    return scoredRows(map, scores, () => denseMatrix(prepared(), anyRule).data);
  };
}
