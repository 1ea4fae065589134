// Least squares with a penalty on the sizes of the coefficients: lasso and elastic net, by coordinate descent.

import { PicklejarError } from "../../errors.ts";
import { Regressor } from "../kinds.ts";
import { type PythonClass, pythonClass } from "../parameters.ts";
import { floatArray, pyFloat } from "../python.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";
import { type CentredData, centredData, coefficientArray, interceptOf } from "./centred.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface LassoParameters {
  /** Weight of the penalty, above 0; 1 unless told. */
  readonly alpha?: number;
  /** Whether an intercept is learned; true unless told. */
  readonly fitIntercept?: boolean;
  /** The most passes over all columns; 1000 unless told. */
  readonly maxIter?: number;
  /** The solution is good enough when its duality gap is below tol · Σy²; 1e-4 unless told. */
  readonly tol?: number;
  /** Whether coefficients may not be negative. */
  readonly positive?: boolean;
}

export interface ElasticNetParameters extends LassoParameters {
  /** Share of the absolute penalty in [0, 1], the rest being squares; 0.5 unless told. */
  readonly l1Ratio?: number;
}

const common = ["alpha", "fitIntercept", "maxIter", "tol", "positive"] as const;

/** The coefficients that make Σ(y − Xw − b)² / 2n + alpha · (ratio · Σ|w| + (1 − ratio) · Σw² / 2) smallest. */
export class ElasticNet extends Regressor<ElasticNetParameters> {
  constructor(
    params: ElasticNetParameters = {},
    python: PythonClass = pythonClass("linear_model.ElasticNet"),
    honoured: readonly (keyof ElasticNetParameters)[] = [...common, "l1Ratio"],
  ) {
    super(python, params, honoured);
  }

  /** The share of the absolute penalty. */
  protected get ratio(): number {
    return this.params.l1Ratio ?? 0.5;
  }

  /** @see sklearn/linear_model/_cd_fast.pyx `enet_coordinate_descent` */
  protected learn(data: TrainingData): Learned {
    const { alpha = 1, maxIter = 1000, tol = 1e-4, fitIntercept = true, positive } = this.params;
    const { ratio } = this;
    if (!(alpha >= 0 && ratio >= 0 && ratio <= 1 && maxIter >= 1 && tol >= 0)) {
      throw new PicklejarError("TRAIN_PARAMETER", {
        className: this.className,
        parameter: "alpha, l1Ratio, maxIter, tol",
        reason: "one of them is out of its range",
        advice: "alpha ≥ 0, l1Ratio in [0, 1], maxIter ≥ 1, tol ≥ 0.",
      });
    }
    const centred = centredData(data, this.className, fitIntercept);
    const { rows, outputs, columns } = centred;
    const total = data.weights?.reduce((sum, weight) => sum + weight, 0) ?? rows;
    const penalty = {
      absolute: alpha * ratio * total,
      square: alpha * (1 - ratio) * total,
      positive: positive === true,
    };
    const solutions = Array.from({ length: outputs }, (_, j) => {
      const problem = { ...columnsOf(centred), y: column(centred.y, j, outputs) };
      return descend(problem, penalty, { maxIter, tol });
    });
    const coefficients = new Float64Array(outputs * columns);
    for (const [j, solution] of solutions.entries()) {
      coefficients.set(solution.coefficients, j * columns);
    }
    const gaps = solutions.map(({ gap }) => gap / rows);
    const passes = solutions.map((solution) => solution.passes);
    const single = centred.vector || outputs === 1;
    return () => [
      ["n_iter_", single ? (passes[0] ?? 0) : [...passes]],
      ["dual_gap_", single ? pyFloat(gaps[0] ?? 0) : floatArray(gaps)],
      ["coef_", coefficientArray(centred, coefficients)],
      ["intercept_", interceptOf(centred, coefficients)],
    ];
  }
}

/** Least squares with a penalty on Σ|w|: many coefficients become exactly 0. */
export class Lasso extends ElasticNet {
  constructor(params: LassoParameters = {}) {
    super(params, pythonClass("linear_model.Lasso"), common);
  }

  protected override get ratio(): number {
    return 1;
  }

  protected override learn(data: TrainingData): Learned {
    const learned = super.learn(data);
    return (dialect) => [["l1_ratio", pyFloat(1)], ...learned(dialect)];
  }
}

/** Columns one after the other, as coordinate descent reads them. */
interface Problem {
  readonly x: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly y: Float64Array;
}

interface Penalty {
  readonly absolute: number;
  readonly square: number;
  readonly positive: boolean;
}

function columnsOf({ x, rows, columns }: CentredData): Omit<Problem, "y"> {
  const turned = new Float64Array(x.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) turned[j * rows + i] = x[i * columns + j] ?? 0;
  }
  return { x: turned, rows, columns };
}

function column(y: Float64Array, j: number, outputs: number): Float64Array {
  return outputs === 1 ? y : y.filter((_, at) => at % outputs === j);
}

interface Solution {
  readonly coefficients: Float64Array;
  readonly gap: number;
  readonly passes: number;
}

/** Passes over the columns, each set to its best value while the others stay, until the duality gap is small. */
function descend(
  problem: Problem,
  penalty: Penalty,
  { maxIter, tol }: { readonly maxIter: number; readonly tol: number },
): Solution {
  const { x, rows, columns, y } = problem;
  const coefficients = new Float64Array(columns);
  const residual = y.slice();
  const norms = Float64Array.from({ length: columns }, (_, j) =>
    dot(x, j * rows, x, j * rows, rows),
  );
  const enough = tol * dot(y, 0, y, 0, rows);
  let gap = enough + 1;
  let passes = 0;
  while (passes < maxIter) {
    passes++;
    let largest = 0;
    let largestStep = 0;
    for (let j = 0; j < columns; j++) {
      const norm = norms[j] ?? 0;
      if (norm === 0) continue;
      const before = coefficients[j] ?? 0;
      const pull = dot(x, j * rows, residual, 0, rows) + norm * before;
      const after = shrunk(pull, penalty) / (norm + penalty.square);
      if (after !== before) addColumn(residual, x, j * rows, before - after);
      coefficients[j] = after;
      largestStep = Math.max(largestStep, Math.abs(after - before));
      largest = Math.max(largest, Math.abs(after));
    }
    if (largest !== 0 && largestStep / largest >= tol && passes < maxIter) continue;
    gap = dualityGap(problem, penalty, coefficients, residual);
    if (gap < enough || gap === 0) break;
  }
  return { coefficients, gap, passes };
}

function shrunk(pull: number, { absolute, positive }: Penalty): number {
  if (positive && pull < 0) return 0;
  return Math.sign(pull) * Math.max(Math.abs(pull) - absolute, 0);
}

/** How far the objective can still be from its smallest value, at most. */
function dualityGap(
  { x, rows, columns, y }: Problem,
  { absolute, square, positive }: Penalty,
  coefficients: Float64Array,
  residual: Float64Array,
): number {
  let pullMost = positive ? Number.NEGATIVE_INFINITY : 0;
  let sizes = 0;
  let squares = 0;
  for (let j = 0; j < columns; j++) {
    const weight = coefficients[j] ?? 0;
    const pull = dot(x, j * rows, residual, 0, rows) - square * weight;
    pullMost = Math.max(pullMost, positive ? pull : Math.abs(pull));
    sizes += Math.abs(weight);
    squares += weight * weight;
  }
  const errors = dot(residual, 0, residual, 0, rows);
  const scale = pullMost > absolute ? absolute / pullMost : 1;
  const start = pullMost > absolute ? 0.5 * (errors + errors * scale * scale) : errors;
  const matched = scale * dot(residual, 0, y, 0, rows);
  return start + absolute * sizes - matched + 0.5 * square * (1 + scale * scale) * squares;
}

function dot(
  a: Float64Array,
  startA: number,
  b: Float64Array,
  startB: number,
  count: number,
): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += (a[startA + i] ?? 0) * (b[startB + i] ?? 0);
  return sum;
}

function addColumn(target: Float64Array, x: Float64Array, start: number, factor: number): void {
  for (let i = 0; i < target.length; i++) {
    target[i] = (target[i] ?? 0) + factor * (x[start + i] ?? 0);
  }
}
