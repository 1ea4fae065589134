// Symmetric, positive definite systems of equations, solved by their Cholesky root.

/** A lower triangle L with L · Lᵀ = the matrix. */
export interface CholeskyRoot {
  readonly size: number;
  /** size × size, row-major; zeros above the diagonal. */
  readonly data: Float64Array;
}

/**
 * The root of a matrix, in about size³ / 3 multiplications; null where the matrix is not positive definite.
 *
 * @param matrix  size × size, symmetric
 */
export function choleskyRoot(matrix: Float64Array, size: number): CholeskyRoot | null {
  const data = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column] ?? 0;
      for (let k = 0; k < column; k++) {
        sum -= (data[row * size + k] ?? 0) * (data[column * size + k] ?? 0);
      }
      if (column < row) data[row * size + column] = sum / (data[column * size + column] ?? 1);
      else if (sum > 0) data[row * size + row] = Math.sqrt(sum);
      else return null;
    }
  }
  return { size, data };
}

/** The solution of matrix · x = vector. */
export function choleskySolve({ size, data }: CholeskyRoot, vector: Float64Array): Float64Array {
  const x = vector.slice();
  for (let row = 0; row < size; row++) {
    let sum = x[row] ?? 0;
    for (let k = 0; k < row; k++) sum -= (data[row * size + k] ?? 0) * (x[k] ?? 0);
    x[row] = sum / (data[row * size + row] ?? 1);
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = x[row] ?? 0;
    for (let k = row + 1; k < size; k++) sum -= (data[k * size + row] ?? 0) * (x[k] ?? 0);
    x[row] = sum / (data[row * size + row] ?? 1);
  }
  return x;
}

/** The logarithm of the matrix's determinant. */
export function logDeterminant({ size, data }: CholeskyRoot): number {
  let sum = 0;
  for (let k = 0; k < size; k++) sum += 2 * Math.log(data[k * size + k] ?? 1);
  return sum;
}
