// PolynomialCountSketch: random sums of features, multiplied as polynomials, whose inner products come near a
// polynomial kernel.

import type { Estimator } from "../../estimator.ts";
import { denseNumbers, type NumberRule } from "../../inputs.ts";
import { floatMatrix } from "../../results.ts";
import type { State } from "../../state.ts";
import { checkAnswerSize, maxColumns, transformer } from "../../transformer.ts";

interface Sketch {
  readonly degree: number;
  readonly count: number;
  /** Number of features, the constant one included. */
  readonly terms: number;
  /** degree × terms: the column that each feature is added to. */
  readonly columns: Float64Array;
  /** degree × terms: +1 or −1. */
  readonly signs: Float64Array;
}

/**
 * scikit-learn multiplies by Fourier transforms, which leave noise of 1e-17 where sums are 0; here they are 0.
 *
 * @see sklearn/kernel_approximation.py `PolynomialCountSketch.transform`
 */
export function readPolynomialCountSketch(state: State): Estimator {
  const sketch = readSketch(state);
  const { count, terms, degree } = sketch;
  const scale = Math.sqrt(state.number("gamma", 1));
  const coef0 = state.number("coef0", 0);
  const features = terms - (coef0 === 0 ? 0 : 1);
  const inputs = state.numberInputs(features);
  const rule: NumberRule = { className: state.className, inputs };
  return transformer(state, {
    inputs,
    width: count,
    transform(samples) {
      const { data, rows } = denseNumbers(samples, rule);
      checkAnswerSize(rows, count, rule);
      const answer = new Float64Array(rows * count);
      const given = new Float64Array(terms).fill(Math.sqrt(coef0));
      for (let row = 0; row < rows; row++) {
        for (let j = 0; j < features; j++) given[j] = scale * (data[row * features + j] ?? 0);
        let product = addedUp(given, sketch, 0);
        for (let d = 1; d < degree; d++)
          product = multiplied(product, addedUp(given, sketch, d), count);
        for (const [column, value] of product) answer[row * count + column] = value;
      }
      return floatMatrix(answer, rows, count);
    },
  });
}

function readSketch(state: State): Sketch {
  const { data: columns, shape } = state.float64("indexHash_", [null, null]);
  const [degree = 0, terms = 0] = shape;
  const count = state.integer("n_components", 1, maxColumns);
  if (degree === 0) throw state.mismatch("indexHash_", "at least one row", "empty");
  const outside = columns.find(
    (column) => !(Number.isInteger(column) && column >= 0 && column < count),
  );
  if (outside !== undefined) {
    throw state.mismatch("indexHash_", `whole numbers under ${count}`, String(outside));
  }
  return { degree, count, terms, columns, signs: state.float64("bitHash_", [degree, terms]).data };
}

/** Sums by column, without those that nothing is added to. */
type Sums = ReadonlyMap<number, number>;

function addedUp(given: Float64Array, { terms, columns, signs }: Sketch, d: number): Sums {
  const sums = new Map<number, number>();
  for (let j = 0; j < terms; j++) {
    const column = columns[d * terms + j] ?? 0;
    const value = (signs[d * terms + j] ?? 0) * (given[j] ?? 0);
    sums.set(column, (sums.get(column) ?? 0) + value);
  }
  return sums;
}

/** The product of polynomials whose powers are counted around. */
function multiplied(left: Sums, right: Sums, count: number): Sums {
  const sums = new Map<number, number>();
  for (const [i, x] of left) {
    for (const [j, y] of right) {
      const column = (i + j) % count;
      sums.set(column, (sums.get(column) ?? 0) + x * y);
    }
  }
  return sums;
}
