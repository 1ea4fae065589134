// How much a model leans on each column: how much worse it does when the column's values are put in another order.

import type { Estimator } from "../../estimators/estimator.ts";
import type { Cell, Samples } from "../../estimators/samples.ts";
import { Answers } from "../model-selection/answers.ts";
import { takeRows } from "../model-selection/rows.ts";
import { scorerOf } from "../model-selection/scorers.ts";
import { permutation, randomNumbers } from "../random.ts";
import type { TrainingData } from "../training-data.ts";

export interface Importance {
  readonly name: string;
  /** The mean loss of the score, in its own unit; about 0 where the column does not count. */
  readonly loss: number;
  /** Standard deviation over the repetitions. */
  readonly deviation: number;
}

const mostRows = 1000;
const repetitions = 5;

/**
 * Importances by permutation, the largest first.
 *
 * @see sklearn/inspection/_permutation_importance.py `permutation_importance`
 */
export function permutationImportances(
  estimator: Estimator,
  data: TrainingData,
  metric: string,
  seed: number,
): readonly Importance[] {
  const random = randomNumbers(seed);
  const some =
    data.rows > mostRows ? takeRows(data, permutation(data.rows, random).slice(0, mostRows)) : data;
  const scorer = scorerOf(metric);
  const y = (some.target ?? []) as ArrayLike<Cell>;
  const score = (samples: Samples): number => scorer(y, new Answers(estimator, samples));
  const whole = score(some.samples);
  const found = (data.names ?? []).map((name, j) => {
    const losses = Array.from({ length: repetitions }, () => {
      return whole - score(shuffledColumn(some.samples, j, permutation(some.rows, random)));
    });
    const loss = losses.reduce((sum, value) => sum + value, 0) / repetitions;
    const squares = losses.reduce((sum, value) => sum + (value - loss) ** 2, 0);
    return { name, loss, deviation: Math.sqrt(squares / repetitions) };
  });
  return found.sort((a, b) => b.loss - a.loss);
}

function shuffledColumn(samples: Samples, j: number, order: Int32Array): Samples {
  if (samples.kind === "dense") {
    const { columns } = samples;
    const data = samples.data.slice();
    for (const [to, from] of order.entries()) {
      data[to * columns + j] = samples.data[from * columns + j] ?? Number.NaN;
    }
    return { ...samples, data };
  }
  if (samples.kind !== "table") throw new TypeError("features are a matrix or a table");
  const columns = samples.columns.map((column, k) => {
    if (k !== j) return column;
    const { name, values } = column;
    const shuffled = Array.from(order, (row) => values[row] ?? null);
    return {
      name,
      values: values instanceof Float64Array ? Float64Array.from(shuffled, Number) : shuffled,
    };
  });
  return { ...samples, columns };
}
