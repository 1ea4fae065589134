// Linear algebra for learning, over ml-matrix: the one place that knows that library.

import { EigenvalueDecomposition, Matrix, SingularValueDecomposition } from "ml-matrix";

/** n × m numbers, row-major. */
export interface DenseMatrix {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** A thin singular value decomposition: A = U · diag(s) · Vᵀ, with r = min(n, m). */
export interface SingularValues {
  /** n × r. */
  readonly left: DenseMatrix;
  /** r values, descending. */
  readonly values: Float64Array;
  /** r × m: the rows of Vᵀ. */
  readonly right: DenseMatrix;
}

/** The decomposition of a matrix, whatever its shape. */
export function singularValues(matrix: DenseMatrix): SingularValues {
  const svd = new SingularValueDecomposition(toMatrix(matrix), { autoTranspose: true });
  const rank = Math.min(matrix.rows, matrix.columns);
  const right = svd.rightSingularVectors.transpose();
  return {
    left: leading(svd.leftSingularVectors, matrix.rows, rank),
    values: Float64Array.from(svd.diagonal.slice(0, rank)),
    right: leading(right, rank, matrix.columns),
  };
}

/** Eigenvalues, ascending, and eigenvectors (as rows) of a symmetric matrix. */
export function symmetricEigen(matrix: DenseMatrix): {
  readonly values: Float64Array;
  readonly vectors: DenseMatrix;
} {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(toMatrix(matrix), {
    assumeSymmetric: true,
  });
  const order = realEigenvalues
    .map((_, i) => i)
    .sort((a, b) => (realEigenvalues[a] ?? 0) - (realEigenvalues[b] ?? 0));
  const n = matrix.rows;
  const data = new Float64Array(n * n);
  for (const [to, from] of order.entries()) {
    for (let i = 0; i < n; i++) data[to * n + i] = eigenvectorMatrix.get(i, from);
  }
  const values = Float64Array.from(order, (i) => realEigenvalues[i] ?? 0);
  return { values, vectors: { data, rows: n, columns: n } };
}

function toMatrix({ data, rows, columns }: DenseMatrix): Matrix {
  const matrix = new Matrix(rows, columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) matrix.set(i, j, data[i * columns + j] ?? 0);
  }
  return matrix;
}

function leading(matrix: Matrix, rows: number, columns: number): DenseMatrix {
  const data = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) data[i * columns + j] = matrix.get(i, j);
  }
  return { data, rows, columns };
}
