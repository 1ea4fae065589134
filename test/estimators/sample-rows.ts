// Some rows of samples, and answers as one list of rows: for comparing batches with single rows.

import type { Result, Samples } from "../../src/estimators/samples.ts";

/** The rows with these numbers, in this order. */
export function rowsOf(samples: Samples, rows: readonly number[]): Samples {
  switch (samples.kind) {
    case "dense": {
      const { columns } = samples;
      const data = new Float64Array(rows.length * columns);
      for (const [i, row] of rows.entries()) {
        data.set(samples.data.subarray(row * columns, (row + 1) * columns), i * columns);
      }
      return { kind: "dense", data, rows: rows.length, columns };
    }
    case "sparse": {
      const entries = rows.map((row) => {
        const [start, end] = [samples.indptr[row] ?? 0, samples.indptr[row + 1] ?? 0];
        return Array.from({ length: end - start }, (_, i) => start + i);
      });
      const indptr = [0];
      for (const { length } of entries) indptr.push((indptr.at(-1) ?? 0) + length);
      const stored = entries.flat();
      return {
        kind: "sparse",
        rows: rows.length,
        columns: samples.columns,
        indptr: Int32Array.from(indptr),
        indices: Int32Array.from(stored, (i) => samples.indices[i] ?? 0),
        values: Float64Array.from(stored, (i) => samples.values[i] ?? 0),
      };
    }
    case "table":
      return {
        kind: "table",
        rows: rows.length,
        columns: samples.columns.map(({ name, values }) => ({
          name,
          values:
            values instanceof Float64Array
              ? Float64Array.from(rows, (row) => values[row] ?? 0)
              : rows.map((row) => values[row] ?? null),
        })),
      };
    case "texts":
      return { kind: "texts", values: rows.map((row) => samples.values[row] ?? "") };
    case "labels":
      return { kind: "labels", values: rows.map((row) => samples.values[row] ?? null) };
  }
}

/** Answers of consecutive samples as one list, with everything that belongs to a row in its item. */
export function joinAnswers(answers: readonly (Result | readonly Result[])[]): unknown[][] {
  return answers.flatMap((answer) => {
    const outputs = "kind" in answer ? [answer] : answer;
    const columns = outputs.map(rowItems);
    return (columns[0] ?? []).map((_, row) => columns.flatMap((items) => items[row] ?? []));
  });
}

function rowItems(result: Result): unknown[][] {
  if (result.kind === "sparse") {
    return Array.from({ length: result.rows }, (_, row) => {
      const [start, end] = [result.indptr[row] ?? 0, result.indptr[row + 1] ?? 0];
      const indices = [...result.indices.subarray(start, end)];
      return [indices, [...result.values.subarray(start, end)], result.columns];
    });
  }
  const [rows = 0, columns = 1] = result.shape;
  const items = [...result.data];
  return Array.from({ length: rows }, (_, row) => items.slice(row * columns, (row + 1) * columns));
}
