// Estimators of neighbours: they learn by heart.

import { PicklejarError } from "../../errors.ts";
import type { PyValue } from "../../objects/values.ts";
import { denseSamples } from "../dense.ts";
import type { Dialect } from "../dialect.ts";
import { ProbabilityClassifier, Regressor } from "../kinds.ts";
import { pythonClass } from "../parameters.ts";
import { type Attributes, floatArray, intArray, labelArray, pyFloat } from "../python.ts";
import { labelTarget, numberTarget, refuseWeights } from "../targets.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface KNeighborsParameters {
  /** How many neighbours answer; 5 unless told. */
  readonly nNeighbors?: number;
  /** Whether all neighbours count the same ("uniform", unless told), or the more the nearer they are. */
  readonly weights?: "uniform" | "distance";
  /** How far points are from each other; "minkowski" unless told. */
  readonly metric?: "minkowski" | "euclidean" | "manhattan" | "chebyshev";
  /** The power of "minkowski", from 1 on; 2 (Euclid's distance) unless told. */
  readonly p?: number;
  /** Points are compared one by one, whatever is told; the file says "brute". */
  readonly algorithm?: "auto" | "brute";
}

const honoured = ["nNeighbors", "weights", "metric", "p", "algorithm"] as const;
const choices = {
  weights: ["uniform", "distance"],
  metric: ["minkowski", "euclidean", "manhattan", "chebyshev"],
  algorithm: ["auto", "brute"],
} as const;

/** The commonest label among the nearest training points. */
export class KNeighborsClassifier extends ProbabilityClassifier<KNeighborsParameters> {
  constructor(params: KNeighborsParameters = {}) {
    super(pythonClass("neighbors.KNeighborsClassifier"), params, honoured);
    checkParameters(params, this.className);
  }

  /** @see sklearn/neighbors/_base.py `NeighborsBase._fit` */
  protected learn(data: TrainingData): Learned {
    const points = pointAttributes(data, this.params, this.className);
    const { classes, codes } = labelTarget(data.target, data.rows, this.className);
    return () => [
      ["outputs_2d_", false],
      ["classes_", labelArray(classes)],
      ["_y", intArray(codes)],
      ...points,
    ];
  }

  protected override givenParameters(_dialect: Dialect): Readonly<Record<string, unknown>> {
    return { ...this.params, algorithm: "brute" };
  }
}

/** The mean of the nearest training points. */
export class KNeighborsRegressor extends Regressor<KNeighborsParameters> {
  constructor(params: KNeighborsParameters = {}) {
    super(pythonClass("neighbors.KNeighborsRegressor"), params, honoured);
    checkParameters(params, this.className);
  }

  protected learn(data: TrainingData): Learned {
    const points = pointAttributes(data, this.params, this.className);
    const target = numberTarget(data.target, data.rows, this.className);
    const shape = target.vector ? [data.rows] : [data.rows, target.outputs];
    return () => [["_y", floatArray(target.data, shape)], ...points];
  }

  protected override givenParameters(_dialect: Dialect): Readonly<Record<string, unknown>> {
    return { ...this.params, algorithm: "brute" };
  }
}

/** The points, and how their distances are measured. @throws TRAIN_DATA, TRAIN_PARAMETER */
function pointAttributes(
  data: TrainingData,
  params: KNeighborsParameters,
  className: string,
): readonly (readonly [string, PyValue])[] {
  refuseWeights(data.weights, className);
  const { nNeighbors = 5 } = params;
  const { data: points, rows, columns } = denseSamples(data, className);
  if (nNeighbors > rows) {
    const reason = `${rows} rows have not ${nNeighbors} neighbours`;
    throw refused(className, "nNeighbors", reason, `Give at most ${rows}.`);
  }
  return [
    ["radius", null],
    ...distanceAttributes(params),
    ["_fit_method", "brute"],
    ["_fit_X", floatArray(points.slice(), [rows, columns])],
    ["n_samples_fit_", rows],
    ["_tree", null],
  ];
}

/** A power of 1 or 2 is named as the metric that it is. */
function distanceAttributes({ metric = "minkowski", p = 2 }: KNeighborsParameters): Attributes {
  const named = p === 1 ? "manhattan" : "euclidean";
  const isNamed = metric !== "minkowski" || p === 1 || p === 2;
  const power: PyValue = Number.isSafeInteger(p) ? p : pyFloat(p);
  return [
    [
      "effective_metric_params_",
      new Map<PyValue, PyValue>(
        isNamed
          ? []
          : [
              ["p", power],
              ["w", null],
            ],
      ),
    ],
    ["effective_metric_", metric === "minkowski" && isNamed ? named : metric],
  ];
}

function checkParameters(params: KNeighborsParameters, className: string): void {
  const { nNeighbors = 5, p = 2 } = params;
  if (!(Number.isSafeInteger(nNeighbors) && nNeighbors >= 1)) {
    throw refused(className, "nNeighbors", `${nNeighbors} is no number of neighbours`, "Give 5.");
  }
  if (!(p >= 1 && Number.isFinite(p))) {
    const advice = 'Give a power from 1 on, or the metric "chebyshev".';
    throw refused(className, "p", `${p} is no power of a distance`, advice);
  }
  for (const [name, values] of Object.entries(choices)) {
    const value = new Map(Object.entries(params)).get(name);
    if (value === undefined || (values as readonly unknown[]).includes(value)) continue;
    const reason = `${JSON.stringify(value)} is not among its values here`;
    throw refused(className, name, reason, `Give ${values.join(" or ")}.`);
  }
}

function refused(
  className: string,
  parameter: string,
  reason: string,
  advice: string,
): PicklejarError {
  return new PicklejarError("TRAIN_PARAMETER", { className, parameter, reason, advice });
}
