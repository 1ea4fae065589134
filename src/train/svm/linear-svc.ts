// Linear support vector classifier: a plane with a margin between two classes, or between each class and the others.

import { PicklejarError } from "../../errors.ts";
import { type Design, designOf } from "../design.ts";
import { type Dialect, since } from "../dialect.ts";
import { Classifier } from "../kinds.ts";
import { minimizeSmooth, type SmoothObjective } from "../newton-descent.ts";
import { pythonClass } from "../parameters.ts";
import { floatArray, labelArray, pyFloat } from "../python.ts";
import { type LabelTarget, labelTarget } from "../targets.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface LinearSVCParameters {
  /** Weight of the errors against the size of the coefficients, above 0; 1 unless told. */
  readonly C?: number;
  /** Whether intercepts are learned; true unless told. They are penalized as coefficients are. */
  readonly fitIntercept?: boolean;
  /** The larger, the less an intercept is penalized; above 0, 1 unless told. */
  readonly interceptScaling?: number;
  /** "balanced": errors weigh the more the rarer their class is. */
  readonly classWeight?: "balanced" | null;
  /** How scikit-learn would solve it, for the file: the solution is the same. */
  readonly dual?: boolean | "auto";
  /** The largest part of the gradient of the mean loss that is taken for 0; 1e-4 unless told. */
  readonly tol?: number;
  /** The most steps; 1000 unless told. */
  readonly maxIter?: number;
}

const honoured = [
  "C",
  "fitIntercept",
  "interceptScaling",
  "classWeight",
  "dual",
  "tol",
  "maxIter",
] as const;

/**
 * Squared hinge loss with a penalty on squares: C Σ max(0, 1 − y (w·x + b))² + ½ (‖w‖² + (b / interceptScaling)²).
 *
 * @see sklearn/svm/_classes.py `LinearSVC`; sklearn/svm/src/liblinear/linear.cpp `l2r_l2_svc_fun`
 */
export class LinearSVC extends Classifier<LinearSVCParameters> {
  constructor(params: LinearSVCParameters = {}) {
    super(pythonClass("svm.LinearSVC"), params, honoured);
    const { C = 1, interceptScaling = 1, tol = 1e-4, maxIter = 1000 } = params;
    const { classWeight = null } = params;
    const isKnown = classWeight === null || classWeight === "balanced";
    if (C > 0 && interceptScaling > 0 && tol >= 0 && maxIter >= 1 && isKnown) return;
    throw new PicklejarError("TRAIN_PARAMETER", {
      className: this.className,
      parameter: "C, interceptScaling, classWeight, tol, maxIter",
      reason: "one of them is out of its range",
      advice: 'C > 0, interceptScaling > 0, classWeight "balanced" or null, tol ≥ 0, maxIter ≥ 1.',
    });
  }

  protected learn(data: TrainingData): Learned {
    const { tol = 1e-4, maxIter = 1000, fitIntercept = true, interceptScaling = 1 } = this.params;
    const design = designOf(data, this.className);
    const target = labelTarget(data.target, data.rows, this.className);
    const size = target.classes.values.length;
    const outputs = size === 2 ? 1 : size;
    const { columns } = design;
    const bias = fitIntercept ? interceptScaling : null;
    const coefficients = new Float64Array(outputs * columns);
    const intercepts = new Float64Array(outputs);
    let most = 0;
    for (let output = 0; output < outputs; output++) {
      const loss = squaredHinge(design, this.#sides(data, target, output), bias);
      const { x, iterations } = minimizeSmooth(loss, { tolerance: tol, maxIterations: maxIter });
      coefficients.set(x.subarray(0, columns), output * columns);
      intercepts[output] = interceptScaling * (x[columns] ?? 0);
      most = Math.max(most, iterations);
    }
    return () => [
      ["classes_", labelArray(target.classes)],
      ["coef_", floatArray(coefficients, [outputs, columns])],
      ["intercept_", fitIntercept ? floatArray(intercepts) : pyFloat(0)],
      ["n_iter_", most],
    ];
  }

  /** Before scikit-learn 1.3 there was no "auto". */
  protected override givenParameters(dialect: Dialect): Readonly<Record<string, unknown>> {
    const { dual, ...others } = this.params;
    return dual === undefined || (dual === "auto" && !since(dialect, "1.4"))
      ? others
      : { ...others, dual };
  }

  /**
   * One problem: the class of a number (the second of two) against the others. With several classes the weight of a
   * class is given to it alone, not to the others, as liblinear does.
   */
  #sides(data: TrainingData, { codes, counts }: LabelTarget, output: number): Sides {
    const { C = 1, classWeight = null } = this.params;
    const positive = counts.length === 2 ? 1 : output;
    const classWeights = balancedWeights(data, codes, counts.length);
    const sides = new Float64Array(codes.length);
    const costs = new Float64Array(codes.length);
    for (const [i, code] of codes.entries()) {
      const isWeighed = classWeight !== null && (counts.length === 2 || code === positive);
      sides[i] = code === positive ? 1 : -1;
      costs[i] = C * (data.weights?.[i] ?? 1) * (isWeighed ? (classWeights[code] ?? 1) : 1);
    }
    return { sides, costs };
  }
}

/** The weight of a class that makes all classes count the same. @see sklearn/utils/class_weight.py */
function balancedWeights(data: TrainingData, codes: Int32Array, classes: number): Float64Array {
  const counts = new Float64Array(classes);
  let total = 0;
  for (const [i, code] of codes.entries()) {
    const weight = data.weights?.[i] ?? 1;
    counts[code] = (counts[code] ?? 0) + weight;
    total += weight;
  }
  return counts.map((count) => (count === 0 ? 1 : total / (classes * count)));
}

/** For each row the side it belongs on, 1 or −1, and what an error costs. */
interface Sides {
  readonly sides: Float64Array;
  readonly costs: Float64Array;
}

/**
 * The objective, divided by the sum of the costs, over m coefficients and the intercept's.
 *
 * @param bias  the value of the column that the intercept belongs to; null without intercept
 */
function squaredHinge(
  design: Design,
  { sides, costs }: Sides,
  bias: number | null,
): SmoothObjective {
  const { rows, columns } = design;
  const size = columns + (bias === null ? 0 : 1);
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  const scores = new Float64Array(rows);
  /** Twice a row's share of the costs where it is inside of the margin, else 0. */
  const bends = new Float64Array(rows);
  const turned = new Float64Array(rows);

  const score = (x: Float64Array, target: Float64Array): void => {
    target.fill((bias ?? 0) * (x[columns] ?? 0));
    design.addProducts(x.subarray(0, columns), 1, target);
  };
  const back = (slopes: Float64Array, x: Float64Array, target: Float64Array): void => {
    for (let k = 0; k < size; k++) target[k] = (x[k] ?? 0) / total;
    design.addGradient(slopes, 1, target.subarray(0, columns));
    if (bias === null) return;
    const sum = slopes.reduce((all, slope) => all + slope, 0);
    target[columns] = (target[columns] ?? 0) + bias * sum;
  };
  return {
    size,
    evaluate(x, gradient) {
      score(x, scores);
      let value = 0;
      for (const coefficient of x) value += (0.5 * coefficient * coefficient) / total;
      for (let i = 0; i < rows; i++) {
        const side = sides[i] ?? 1;
        const missing = 1 - side * (scores[i] ?? 0);
        bends[i] = missing > 0 ? (2 * (costs[i] ?? 0)) / total : 0;
        value += 0.5 * (bends[i] ?? 0) * missing * missing;
        scores[i] = (bends[i] ?? 0) * ((scores[i] ?? 0) - side);
      }
      back(scores, x, gradient);
      return value;
    },
    curvature(direction, product) {
      score(direction, turned);
      for (let i = 0; i < rows; i++) turned[i] = (turned[i] ?? 0) * (bends[i] ?? 0);
      back(turned, direction, product);
    },
  };
}
