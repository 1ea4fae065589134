// Some of the samples, in any order, with what belongs to them.

import type { Cell, Samples } from "../../estimators/samples.ts";
import type { Target, TrainingData } from "../training-data.ts";

/** The samples of these rows, in this order; their y and weights too. */
export function takeRows(data: TrainingData, rows: Int32Array): TrainingData {
  const { target, weights } = data;
  return {
    samples: takeSamples(data.samples, rows),
    names: data.names,
    rows: rows.length,
    target: target === null ? null : takeTarget(target, rows),
    weights: weights === null ? null : takeNumbers(weights, rows),
  };
}

/** @param target  labels or numbers, one per row */
export function takeTarget(target: Target, rows: Int32Array): ArrayLike<Cell> {
  if (target instanceof Float64Array) return takeNumbers(target, rows);
  const values = target as ArrayLike<Cell>;
  return Array.from(rows, (row) => values[row] ?? null);
}

export function takeSamples(samples: Samples, rows: Int32Array): Samples {
  switch (samples.kind) {
    case "dense": {
      const { columns } = samples;
      const data = new Float64Array(rows.length * columns);
      for (const [to, from] of rows.entries()) {
        data.set(samples.data.subarray(from * columns, (from + 1) * columns), to * columns);
      }
      return { kind: "dense", data, rows: rows.length, columns };
    }
    case "sparse":
      return takeSparse(samples, rows);
    case "table": {
      const columns = samples.columns.map(({ name, values }) => {
        const taken =
          values instanceof Float64Array
            ? takeNumbers(values, rows)
            : Array.from(rows, (row) => values[row] ?? null);
        return { name, values: taken };
      });
      return { kind: "table", rows: rows.length, columns };
    }
    case "texts":
      return { kind: "texts", values: Array.from(rows, (row) => samples.values[row] ?? "") };
    case "labels":
      return { kind: "labels", values: Array.from(rows, (row) => samples.values[row] ?? null) };
  }
}

function takeSparse(samples: Samples & { readonly kind: "sparse" }, rows: Int32Array): Samples {
  const { indptr, indices, values } = samples;
  const starts = new Int32Array(rows.length + 1);
  for (const [to, from] of rows.entries()) {
    const length = (indptr[from + 1] ?? 0) - (indptr[from] ?? 0);
    starts[to + 1] = (starts[to] ?? 0) + length;
  }
  const size = starts.at(-1) ?? 0;
  const taken = { indices: new Int32Array(size), values: new Float64Array(size) };
  for (const [to, from] of rows.entries()) {
    const [start, end] = [indptr[from] ?? 0, indptr[from + 1] ?? 0];
    taken.indices.set(indices.subarray(start, end), starts[to]);
    taken.values.set(values.subarray(start, end), starts[to]);
  }
  return { ...samples, ...taken, indptr: starts, rows: rows.length };
}

export function takeNumbers(numbers: Float64Array, rows: Int32Array): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = numbers[rows[i] ?? 0] ?? Number.NaN;
  return taken;
}
