// SplineTransformer: each number as the values of all splines of its column at that place.

import type { Estimator } from "../../estimator.ts";
import { denseRows, type NumberRule } from "../../inputs.ts";
import { inputNames } from "../../output-names.ts";
import { floatMatrix } from "../../results.ts";
import { SparseRows } from "../../sparse-rows.ts";
import type { State } from "../../state.ts";
import { checkAnswerSize, transformer } from "../../transformer.ts";
import type { BSpline } from "./b-spline.ts";
import {
  type Extrapolation,
  extrapolations,
  type SplineColumn,
  splineColumn,
} from "./spline-column.ts";

/** @see sklearn/preprocessing/_polynomial.py `SplineTransformer.transform` */
export function readSplineTransformer(state: State): Estimator {
  const degree = state.integer("degree", 0, maxDegree, 3);
  const extrapolation = state.option("extrapolation", extrapolations, "constant");
  const columns = readSplines(state, degree, extrapolation).map((spline, j) =>
    splineColumn(spline, extrapolation, j),
  );
  const kept = keptSplines(state, columns);
  const width = kept * columns.length;
  const missing = state.option("handle_missing", ["error", "zeros"], "error") === "zeros";
  const inputs = state.numberInputs(columns.length, { missing });
  const rule: NumberRule = { className: state.className, inputs };
  const sparse = state.boolean("sparse_output", false);
  return transformer(state, {
    inputs,
    width,
    outputNames: (given) =>
      inputNames(given, rule).flatMap((name) =>
        Array.from({ length: kept }, (_, spline) => `${name}_sp_${spline}`),
      ),
    hints: () => columns.map(({ low, high }) => ({ low, high })),
    transform(samples) {
      const { data, rows } = denseRows(samples, rule);
      const stored = new SparseRows();
      if (!sparse) checkAnswerSize(rows, width, rule);
      const dense = new Float64Array(sparse ? 0 : rows * width);
      for (let row = 0; row < rows; row++) {
        for (const [j, column] of columns.entries()) {
          const x = data[row * columns.length + j] ?? 0;
          for (const [spline, value] of column.values(x, rule, j)) {
            if (spline >= kept) continue;
            if (sparse) stored.add(j * kept + spline, value);
            else dense[row * width + j * kept + spline] = value;
          }
        }
        stored.endRow();
      }
      return sparse ? stored.matrix(width) : floatMatrix(dense, rows, width);
    },
  });
}

/** No limit of scikit-learn's, but beyond all use. */
const maxDegree = 255;

/** Number of splines per column that are answered: all, or all but the last. */
function keptSplines(state: State, columns: readonly SplineColumn[]): number {
  const [first] = columns;
  if (first === undefined) throw state.mismatch("bsplines_", "a list of splines", "empty");
  for (const [j, { count }] of columns.entries()) {
    if (count === first.count) continue;
    throw state.mismatch(`bsplines_[${j}]`, `${first.count} splines`, String(count));
  }
  const kept = first.count - (state.boolean("include_bias", true) ? 0 : 1);
  const width = kept * columns.length;
  const stated = state.integer("n_features_out_", 0, 2 ** 31, width);
  if (stated !== width) throw state.mismatch("n_features_out_", String(width), String(stated));
  return kept;
}

function readSplines(
  state: State,
  degree: number,
  extrapolation: Extrapolation,
): readonly BSpline[] {
  return state.list("bsplines_").map((value, j) => {
    const part = state.part(`bsplines_[${j}]`, value, "scipy.interpolate._bsplines.BSpline");
    // Private since scipy 1.17.
    const [knotsName, coefficientsName] = part.has("_t") ? ["_t", "_c"] : ["t", "c"];
    const knots = part.float64(knotsName, [null]).data;
    if (part.integer("k", 0, maxDegree) !== degree) {
      throw part.mismatch("k", String(degree), String(part.number("k")));
    }
    checkKnots(part, knotsName, knots, degree);
    const count = knots.length - degree - 1;
    checkIdentity(part, coefficientsName, count, extrapolation === "periodic" ? degree : 0);
    return { knots, degree };
  });
}

function checkKnots(part: State, name: string, knots: Float64Array, degree: number): void {
  const least = 2 * (degree + 1);
  if (knots.length < least) {
    throw part.mismatch(name, `at least ${least} knots`, String(knots.length));
  }
  for (let i = 1; i < knots.length; i++) {
    if ((knots[i] ?? 0) < (knots[i - 1] ?? 0)) throw part.mismatch(name, "rising", `${knots[i]}`);
  }
}

/** Each spline is its own answer; of periodic ones the last are the first again. */
function checkIdentity(part: State, name: string, count: number, repeated: number): void {
  const columns = count - repeated;
  const { data } = part.float64(name, [count, columns]);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < columns; j++) {
      const expected = i % columns === j ? 1 : 0;
      const got = data[i * columns + j] ?? 0;
      if (got !== expected) throw part.mismatch(name, "an identity matrix", `${got} at ${i}, ${j}`);
    }
  }
}
