// What manifolds are made of: training points that are searched for neighbours, and a place for each of them.

import { inTrainingOrder } from "../../delegation.ts";
import type { InputSpec } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import type { State } from "../../state.ts";
import type { TrainingPoints } from "../neighbors/point-search.ts";
import { readTrainingPoints } from "../neighbors/training-points.ts";

export interface EmbeddedPoints {
  /** Searched with samples in the order of training; `take` puts them into it. */
  readonly points: TrainingPoints;
  readonly rule: NumberRule;
  /** The record of the NearestNeighbors that holds the points. */
  readonly holder: State;
}

/** `nbrs_`. @throws ESTIMATOR_INVALID */
export function readEmbeddedPoints(state: State): EmbeddedPoints {
  const holder = state.member("nbrs_", state.value("nbrs_"));
  const points = readTrainingPoints(holder);
  const width = state.width(points.inputs.width);
  const names = state.featureNames(width) ?? points.inputs.names;
  const inputs: InputSpec = { ...points.inputs, width, names };
  const rule: NumberRule = { className: state.className, inputs };
  const take = (samples: Parameters<TrainingPoints["take"]>[0]) =>
    points.take(inTrainingOrder(samples, rule));
  return { points: { ...points, take }, rule, holder };
}
