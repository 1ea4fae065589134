// Projections on components and back: what all linear decompositions share.

import type { Estimator, InputHint } from "../../estimator.ts";
import { denseNumbers, type NumberRule } from "../../inputs.ts";
import { floatMatrix } from "../../results.ts";
import type { ArrayResult, Matrix, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { transformer } from "../../transformer.ts";

/** Directions in the space of the features. */
export interface Components {
  readonly count: number;
  readonly features: number;
  /** count × features. */
  readonly data: Float64Array;
}

/** An attribute of shape components × features. */
export function readComponents(state: State, name = "components_"): Components {
  const { data, shape } = state.float64(name, [null, null]);
  const [count = 0, features = 0] = shape;
  return { count, features, data };
}

/**
 * Each row's numbers times the components, added up: the way back into the space of the features.
 *
 * @param x  n × components
 * @returns  n × features
 */
export function combine(x: Matrix, { count, features, data }: Components): Float64Array {
  const sums = new Float64Array(x.rows * features);
  for (let row = 0; row < x.rows; row++) {
    for (let k = 0; k < count; k++) {
      const weight = x.data[row * count + k] ?? 0;
      for (let j = 0; j < features; j++) {
        const at = row * features + j;
        sums[at] = (sums[at] ?? 0) + weight * (data[k * features + j] ?? 0);
      }
    }
  }
  return sums;
}

/** Each row minus the mean, as new rows. */
export function centered(x: Matrix, mean: Float64Array): Matrix {
  return { ...x, data: x.data.map((value, i) => value - (mean[i % mean.length] ?? 0)) };
}

/** Adds one number to each column, in place. */
export function addToColumns(values: Float64Array, shift: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++) {
    values[i] = (values[i] ?? 0) + (shift[i % shift.length] ?? 0);
  }
  return values;
}

export interface Projection {
  readonly rule: NumberRule;
  /** Number of columns that `transform` gives. */
  readonly width: number;
  /** n × width. */
  project(samples: Samples): Float64Array;
  /** From n × width to n × features; absent where scikit-learn has no way back. */
  restore?(x: Matrix): Float64Array;
  hints?(): readonly InputHint[] | null;
}

/** A transformer whose answer has `width` columns. */
export function projector(state: State, projection: Projection): Estimator {
  const { rule, width, project, restore, hints = () => null } = projection;
  const transform = (samples: Samples): ArrayResult => {
    const data = project(samples);
    return floatMatrix(data, width === 0 ? 0 : data.length / width, width);
  };
  return transformer(state, {
    inputs: rule.inputs,
    width,
    hints,
    transform,
    ...(restore && { inverseTransform: wayBack(state.className, width, restore) }),
  });
}

function wayBack(
  className: string,
  width: number,
  restore: (x: Matrix) => Float64Array,
): (samples: Samples) => ArrayResult {
  const inputs = { kind: "numbers", width, names: null, allowsMissing: false } as const;
  return (samples) => {
    const x = denseNumbers(samples, { className, inputs });
    const data = restore(x);
    return floatMatrix(data, x.rows, x.rows === 0 ? 0 : data.length / x.rows);
  };
}
