// The pseudo-inverse of symmetric matrices without negative eigenvalues, as covariances and products of columns
// are: the inverse where there is one, else that of the part which can be undone.

import { choleskyRoot, choleskySolve } from "./cholesky.ts";
import { dotProduct } from "./dot-product.ts";

/** Applies an inverse to a vector. */
export type Inverse = (vector: Float64Array) => Float64Array;

/** The share of the largest number under which another one is the rounding of 0. */
const negligible = 1e-12;

/**
 * The pseudo-inverse of a matrix, in about size³ / 3 multiplications where it has an inverse.
 *
 * @param matrix  size × size, symmetric, without negative eigenvalues
 */
export function pseudoInverse(matrix: Float64Array, size: number): Inverse {
  const root = choleskyRoot(matrix, size);
  if (root !== null) {
    const pivots = Float64Array.from({ length: size }, (_, i) => root.data[i * size + i] ?? 0);
    const largest = pivots.reduce((a, b) => Math.max(a, b), 0);
    if (pivots.every((pivot) => pivot ** 2 > negligible * largest ** 2)) {
      return (vector) => choleskySolve(root, vector);
    }
  }
  return inverseOfColumns(independentColumns(matrix, size), size);
}

/** As few columns L as make up the whole matrix, which is L · Lᵀ: by Cholesky's method, the largest pivot first. */
function independentColumns(matrix: Float64Array, size: number): readonly Float64Array[] {
  const left = Float64Array.from({ length: size }, (_, i) => matrix[i * size + i] ?? 0);
  const least = negligible * left.reduce((a, b) => Math.max(a, b), 0);
  const columns: Float64Array[] = [];
  while (columns.length < size) {
    let pivot = 0;
    for (let i = 1; i < size; i++) if ((left[i] ?? 0) > (left[pivot] ?? 0)) pivot = i;
    const rest = left[pivot] ?? 0;
    if (!(rest > least)) break;
    const column = matrix.slice(pivot * size, (pivot + 1) * size);
    for (const known of columns) {
      const share = known[pivot] ?? 0;
      for (let i = 0; i < size; i++) column[i] = (column[i] ?? 0) - share * (known[i] ?? 0);
    }
    for (let i = 0; i < size; i++) {
      column[i] = (column[i] ?? 0) / Math.sqrt(rest);
      left[i] = (left[i] ?? 0) - (column[i] ?? 0) ** 2;
    }
    columns.push(column);
  }
  return columns;
}

/** (L · Lᵀ)⁺ = L · (Lᵀ · L)⁻² · Lᵀ. */
function inverseOfColumns(columns: readonly Float64Array[], size: number): Inverse {
  const rank = columns.length;
  const products = new Float64Array(rank * rank);
  for (const [a, first] of columns.entries()) {
    for (const [b, second] of columns.entries()) products[a * rank + b] = dotProduct(first, second);
  }
  const root = choleskyRoot(products, rank);
  return (vector) => {
    const answer = new Float64Array(size);
    if (root === null) return answer;
    const shares = Float64Array.from(columns, (column) => dotProduct(column, vector));
    const weights = choleskySolve(root, choleskySolve(root, shares));
    for (const [k, column] of columns.entries()) {
      const weight = weights[k] ?? 0;
      for (let i = 0; i < size; i++) answer[i] = (answer[i] ?? 0) + weight * (column[i] ?? 0);
    }
    return answer;
  };
}
