// Products of vectors that come out as one number.

/** Σ xᵢ · yᵢ. */
export function dotProduct(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] ?? 0) * (y[i] ?? 0);
  return sum;
}

/** xᵀ · matrix · x. @param matrix  as many rows and columns as x is long, row-major */
export function quadraticForm(x: Float64Array, matrix: Float64Array): number {
  const size = x.length;
  let sum = 0;
  for (let i = 0; i < size; i++) {
    let product = 0;
    for (let j = 0; j < size; j++) product += (matrix[i * size + j] ?? 0) * (x[j] ?? 0);
    sum += product * (x[i] ?? 0);
  }
  return sum;
}
