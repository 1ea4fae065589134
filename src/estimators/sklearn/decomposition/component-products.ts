// Products of components with each other, whose inverse turns projections into coordinates.

import { type CholeskyRoot, choleskyRoot, choleskySolve } from "../../cholesky.ts";
import type { State } from "../../state.ts";
import type { Components } from "./projection.ts";

/** More multiplications than this would take seconds. */
const maxProducts = 2 ** 30;

interface ProductOptions {
  /** One per feature; 1 unless told. */
  readonly weights?: Float64Array;
  /** Added to each number on the diagonal. */
  readonly diagonal: number;
}

/**
 * components · diag(weights) · componentsᵀ + diagonal, count × count.
 *
 * @throws ESTIMATOR_UNSUPPORTED for very many components
 */
export function productsOf(
  state: State,
  { count, features, data }: Components,
  { weights, diagonal }: ProductOptions,
): Float64Array {
  if (count * count * Math.max(count, features) > maxProducts) {
    throw state.unsupported(`${count} components of ${features} features`);
  }
  const products = new Float64Array(count * count);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let j = 0; j < features; j++) {
        const product = (data[a * features + j] ?? 0) * (data[b * features + j] ?? 0);
        sum += product * (weights?.[j] ?? 1);
      }
      if (a === b) sum += diagonal;
      products[a * count + b] = sum;
      products[b * count + a] = sum;
    }
  }
  return products;
}

/**
 * The root of components · diag(weights) · componentsᵀ + diagonal.
 *
 * @throws ESTIMATOR_INVALID where the sum has no root, ESTIMATOR_UNSUPPORTED for very many components
 */
export function rootOfProducts(
  state: State,
  components: Components,
  options: ProductOptions,
): CholeskyRoot {
  const root = choleskyRoot(productsOf(state, components, options), components.count);
  if (root === null) throw state.invalid("its components depend on each other");
  return root;
}

/** Each row of n × size solved for, in place. */
export function solveRows(root: CholeskyRoot, rows: Float64Array): Float64Array {
  const { size } = root;
  for (let start = 0; start < rows.length; start += size) {
    const row = rows.subarray(start, start + size);
    row.set(choleskySolve(root, row));
  }
  return rows;
}
