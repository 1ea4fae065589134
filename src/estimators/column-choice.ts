// Some columns of the samples, in a given order and perhaps repeated: what each member of a bagging takes.

import type { Samples, SparseMatrix } from "./samples.ts";

/**
 * @param samples  already in training order
 * @param columns  positions inside of the samples
 */
export function takeColumns(samples: Samples, columns: Int32Array): Samples {
  switch (samples.kind) {
    case "dense": {
      const { rows, columns: width, data } = samples;
      const taken = new Float64Array(rows * columns.length);
      for (let row = 0, to = 0; row < rows; row++) {
        for (const column of columns) taken[to++] = data[row * width + column] ?? 0;
      }
      return { kind: "dense", rows, columns: columns.length, data: taken };
    }
    case "sparse":
      return takeSparse(samples, columns);
    case "table": {
      const taken = Array.from(columns, (column) => samples.columns[column]);
      return { ...samples, columns: taken.filter((column) => column !== undefined) };
    }
    case "texts":
    case "labels":
      return samples;
  }
}

function takeSparse(samples: SparseMatrix, columns: Int32Array): SparseMatrix {
  const { rows } = samples;
  const targets = new Map<number, number[]>();
  for (const [target, column] of columns.entries()) {
    const known = targets.get(column);
    if (known === undefined) targets.set(column, [target]);
    else known.push(target);
  }
  const indptr = new Int32Array(rows + 1);
  const indices: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < rows; row++) {
    const entries: [number, number][] = [];
    for (let i = samples.indptr[row] ?? 0; i < (samples.indptr[row + 1] ?? 0); i++) {
      for (const target of targets.get(samples.indices[i] ?? -1) ?? []) {
        entries.push([target, samples.values[i] ?? 0]);
      }
    }
    for (const [index, value] of entries.sort(([a], [b]) => a - b)) {
      indices.push(index);
      values.push(value);
    }
    indptr[row + 1] = indices.length;
  }
  const stored = { indices: Int32Array.from(indices), values: Float64Array.from(values) };
  return { kind: "sparse", rows, columns: columns.length, indptr, ...stored };
}
