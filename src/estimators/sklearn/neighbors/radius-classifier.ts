// RadiusNeighborsClassifier: all training points within a radius vote. A row without any is an outlier.

import { NdArray } from "../../../objects/ndarray.ts";
import { cellOf, labelsOf, sequence } from "../../attribute-values.ts";
import type { Estimator, Labels } from "../../estimator.ts";
import { wrongKind } from "../../inputs.ts";
import { argmax, floatMatrix } from "../../results.ts";
import type { ArrayResult, Cell, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { pairwiseSum } from "../../summation.ts";
import { type NeighborWeights, readRadius, readWeights, weigh } from "./neighbor-table.ts";
import { Neighborhood } from "./neighborhood.ts";
import type { TrainingPoints } from "./point-search.ts";
import { type LabelTargets, readLabelTargets } from "./targets.ts";
import { readTrainingPoints } from "./training-points.ts";

interface Model extends LabelTargets {
  readonly points: TrainingPoints;
  readonly radius: number;
  readonly weights: NeighborWeights;
  /** The label of an outlier for each output; null where outliers are refused. */
  readonly outliers: readonly Cell[] | null;
  /** The error that a row has no neighbour. */
  alone(row: number): Error;
}

/** @see sklearn/neighbors/_classification.py `RadiusNeighborsClassifier` */
export function readRadiusNeighborsClassifier(state: State): Estimator {
  const model = readModel(state);
  const { points, classes, isTable } = model;
  const predictProba = (samples: Samples): ArrayResult | readonly ArrayResult[] => {
    const { rows, shares } = sharesOf(model, samples);
    const results = classes.map(({ values }, output) =>
      floatMatrix(shares[output] ?? new Float64Array(0), rows, values.length),
    );
    return isTable ? results : (results[0] ?? results);
  };
  return {
    ...state.description(),
    role: "classifier",
    inputs: points.inputs,
    classes,
    outputs: classes.length,
    children: [],
    hints: () => points.hints(),
    predict: (samples) => predicted(model, sharesOf(model, samples)),
    // There were no probabilities before 0.22, which brought outlier_label_.
    ...(state.has("outlier_label_") && { predictProba }),
  };
}

function readModel(state: State): Model {
  const points = readTrainingPoints(state);
  const targets = readLabelTargets(state, points.count);
  const rule = { className: state.className, inputs: points.inputs };
  return {
    ...targets,
    points,
    radius: readRadius(state),
    weights: readWeights(state),
    outliers: readOutliers(state, targets.classes),
    alone: (row) => wrongKind(rule, "rows with a training point within its radius", `row ${row}`),
  };
}

/** `outlier_label_` holds one label per output since 0.22; before, `outlier_label` was one for all. */
function readOutliers(state: State, classes: readonly Labels[]): readonly Cell[] | null {
  const name = state.has("outlier_label_") ? "outlier_label_" : "outlier_label";
  const value = state.optional(name) ?? null;
  if (value === null) return null;
  const items = value instanceof NdArray ? labelsOf(value)?.values : sequence(value)?.map(cellOf);
  const cells = items ?? classes.map(() => cellOf(value));
  const labels = cells.filter((cell) => cell !== undefined);
  if (labels.length === classes.length && cells.length === labels.length) return labels;
  throw state.mismatch(name, `${classes.length} labels`, `${labels.length}`);
}

interface Shares {
  readonly rows: number;
  /** For each output rows × labels. */
  readonly shares: readonly Float64Array[];
}

function sharesOf(model: Model, samples: Samples): Shares {
  const { points, radius, classes } = model;
  const x = points.take(samples);
  const found = new Neighborhood(points.count);
  const shares = classes.map(({ values }) => new Float64Array(x.rows * values.length));
  for (let row = 0; row < x.rows; row++) {
    points.within(x, row, { radius, found });
    if (found.count === 0 && model.outliers === null) throw model.alone(row);
    if (model.weights === "distance") weigh(found.distances);
    for (const [output, data] of shares.entries()) {
      const labels = classes[output]?.values.length ?? 0;
      const own = data.subarray(row * labels, (row + 1) * labels);
      if (found.count > 0) addVotes(model, { output, found, own });
      else own.set(outlierShares(model, output));
      const total = pairwiseSum(own, 0, labels);
      for (let i = 0; i < labels; i++) own[i] = (own[i] ?? 0) / (total || 1);
    }
  }
  return { rows: x.rows, shares };
}

function addVotes(
  { codes, classes, weights }: Model,
  {
    output,
    found,
    own,
  }: { readonly output: number; readonly found: Neighborhood; readonly own: Float64Array },
): void {
  const { distances, indices } = found;
  for (const [i, point] of indices.entries()) {
    const code = codes[point * classes.length + output] ?? 0;
    own[code] = (own[code] ?? 0) + (weights === "distance" ? (distances[i] ?? 0) : 1);
  }
}

/** All for the outliers' label; nothing at all where it is none of the classes. */
function outlierShares({ classes, outliers }: Model, output: number): readonly number[] {
  const label = outliers?.[output] ?? null;
  return classes[output]?.values.map((value) => (value === label ? 1 : 0)) ?? [];
}

/** The label with the largest share; the outliers' own where all shares are 0. */
function predicted(model: Model, { rows, shares }: Shares): ArrayResult {
  const { classes, isTable, outliers } = model;
  const data: Cell[] = [];
  for (let row = 0; row < rows; row++) {
    for (const [output, { values }] of classes.entries()) {
      const own = shares[output] ?? new Float64Array(0);
      const best = argmax(own, row * values.length, values.length);
      const isNone = own[row * values.length + best] === 0;
      data.push((isNone ? outliers?.[output] : values[best]) ?? null);
    }
  }
  const type = classes[0]?.type ?? "object";
  return { kind: "array", shape: isTable ? [rows, classes.length] : [rows], type, data };
}
