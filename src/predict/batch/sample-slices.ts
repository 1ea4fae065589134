// Some of the samples, as views where that is possible.

import { type Samples, sampleCount } from "../../estimators/samples.ts";

/** Samples `from` to `to` (exclusive), counted from 0. */
export function sliceSamples(samples: Samples, from: number, to: number): Samples {
  if (from === 0 && to === sampleCount(samples)) return samples;
  switch (samples.kind) {
    case "dense": {
      const { data, columns } = samples;
      return { ...samples, data: data.subarray(from * columns, to * columns), rows: to - from };
    }
    case "sparse": {
      const indptr = samples.indptr.slice(from, to + 1);
      const start = indptr[0] ?? 0;
      const indices = samples.indices.subarray(start, indptr.at(-1));
      const values = samples.values.subarray(start, indptr.at(-1));
      return {
        ...samples,
        rows: to - from,
        indptr: indptr.map((at) => at - start),
        indices,
        values,
      };
    }
    case "table": {
      const columns = samples.columns.map(({ name, values }) => ({
        name,
        values: values instanceof Float64Array ? values.subarray(from, to) : values.slice(from, to),
      }));
      return { kind: "table", rows: to - from, columns };
    }
    case "texts":
      return { kind: "texts", values: samples.values.slice(from, to) };
    case "labels":
      return { kind: "labels", values: samples.values.slice(from, to) };
  }
}
