// Transformers that learn nothing: rows of length one, numbers above a threshold.

import { mapColumns, mapStored } from "../../columns.ts";
import type { Estimator } from "../../estimator.ts";
import { type NumberRule, numbers, wrongKind } from "../../inputs.ts";
import { floatMatrix } from "../../results.ts";
import type { Matrix, Result, SparseMatrix } from "../../samples.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";

/** 1 where a number is above the threshold, else 0. @see sklearn/preprocessing/_data.py `binarize` */
export function readBinarizer(state: State): Estimator {
  const threshold = state.number("threshold", 0);
  return stateless(state, (x, rule) => {
    const above = (value: number) => (value > threshold ? 1 : 0);
    if (x.kind === "dense") return mapColumns(x, above);
    if (threshold < 0)
      throw wrongKind(rule, "dense rows, as its threshold is negative", "sparse rows");
    return withoutZeros(mapStored(x, above));
  });
}

type Norm = "l1" | "l2" | "max";

/** Each row over its norm; rows of zeros stay. @see sklearn/preprocessing/_data.py `normalize` */
export function readNormalizer(state: State): Estimator {
  const norm = state.option<Norm>("norm", ["l1", "l2", "max"], "l2");
  // Since 1.0 numbers this close to zero count as zero where they would divide.
  const least = versionAtLeast(state.writtenBy, "1.0") ? 10 * Number.EPSILON : 0;
  return stateless(state, (x) => {
    if (x.kind === "dense") {
      const data = x.data.slice();
      for (let row = 0; row < x.rows; row++) {
        normalize(data.subarray(row * x.columns, (row + 1) * x.columns), norm, least);
      }
      return floatMatrix(data, x.rows, x.columns);
    }
    const values = x.values.slice();
    for (let row = 0; row < x.rows; row++) {
      normalize(values.subarray(x.indptr[row], x.indptr[row + 1]), norm, 0);
    }
    return { ...x, values };
  });
}

function normalize(row: Float64Array, norm: Norm, least: number): void {
  let size = 0;
  for (const value of row) {
    const length = Math.abs(value);
    if (norm === "max") size = Math.max(size, length);
    else size += norm === "l1" ? length : value * value;
  }
  if (norm === "l2") size = Math.sqrt(size);
  if (size === 0 || size < least) return;
  for (let i = 0; i < row.length; i++) row[i] = (row[i] ?? 0) / size;
}

function stateless(
  state: State,
  apply: (x: Matrix | SparseMatrix, rule: NumberRule) => Result,
): Estimator {
  const inputs = state.numberInputs(null);
  const rule = { className: state.className, inputs };
  return {
    ...state.description(),
    role: "transformer",
    inputs,
    classes: null,
    outputs: 1,
    ...(inputs.width === null ? { keepsWidth: true } : { transformWidth: inputs.width }),
    children: [],
    hints: () => null,
    transform: (samples) => apply(numbers(samples, rule), rule),
  };
}

function withoutZeros(matrix: SparseMatrix): SparseMatrix {
  const kept = [...matrix.values.keys()].filter((i) => matrix.values[i] !== 0);
  const indptr = new Int32Array(matrix.rows + 1);
  for (let row = 0, i = 0; row < matrix.rows; row++) {
    while (i < kept.length && (kept[i] ?? 0) < (matrix.indptr[row + 1] ?? 0)) i++;
    indptr[row + 1] = i;
  }
  return {
    ...matrix,
    indptr,
    indices: Int32Array.from(kept, (i) => matrix.indices[i] ?? 0),
    values: Float64Array.from(kept, (i) => matrix.values[i] ?? 0),
  };
}
