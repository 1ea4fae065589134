// n × m numbers to multiply with, dense or sparse: what gradient methods ask of the data, and nothing more.

import { PicklejarError } from "../errors.ts";
import { denseSamples } from "./dense.ts";
import type { TrainingData } from "./training-data.ts";

export interface Design {
  readonly rows: number;
  readonly columns: number;
  /**
   * Adds X · W to `target`.
   *
   * @param weights  outputs × m, row-major
   * @param target   n × outputs, row-major
   */
  addProducts(weights: Float64Array, outputs: number, target: Float64Array): void;
  /**
   * Adds Rᵀ · X to `target`.
   *
   * @param residuals  n × outputs, row-major
   * @param target     outputs × m, row-major
   */
  addGradient(residuals: Float64Array, outputs: number, target: Float64Array): void;
}

/** The samples as a design. Sparse ones stay sparse. @throws TRAIN_DATA */
export function designOf(data: TrainingData, className: string): Design {
  const { samples } = data;
  if (samples.kind !== "sparse") return denseDesign(denseSamples(data, className));
  const { rows, columns, indptr, indices, values } = samples;
  if (!values.every(Number.isFinite)) {
    throw new PicklejarError("TRAIN_DATA", {
      className,
      reason: "a number is missing or infinite",
      advice: "Fill missing values first, with SimpleImputer in a Pipeline.",
    });
  }
  return {
    rows,
    columns,
    addProducts(weights, outputs, target) {
      for (let i = 0; i < rows; i++) {
        for (let k = indptr[i] ?? 0; k < (indptr[i + 1] ?? 0); k++) {
          const column = indices[k] ?? 0;
          const value = values[k] ?? 0;
          for (let o = 0; o < outputs; o++) {
            const at = i * outputs + o;
            target[at] = (target[at] ?? 0) + value * (weights[o * columns + column] ?? 0);
          }
        }
      }
    },
    addGradient(residuals, outputs, target) {
      for (let i = 0; i < rows; i++) {
        for (let k = indptr[i] ?? 0; k < (indptr[i + 1] ?? 0); k++) {
          const column = indices[k] ?? 0;
          const value = values[k] ?? 0;
          for (let o = 0; o < outputs; o++) {
            const at = o * columns + column;
            target[at] = (target[at] ?? 0) + value * (residuals[i * outputs + o] ?? 0);
          }
        }
      }
    },
  };
}

function denseDesign({
  data,
  rows,
  columns,
}: {
  data: Float64Array;
  rows: number;
  columns: number;
}): Design {
  return {
    rows,
    columns,
    addProducts(weights, outputs, target) {
      for (let i = 0; i < rows; i++) {
        const start = i * columns;
        for (let o = 0; o < outputs; o++) {
          const from = o * columns;
          let sum = 0;
          for (let j = 0; j < columns; j++)
            sum += (data[start + j] ?? 0) * (weights[from + j] ?? 0);
          target[i * outputs + o] = (target[i * outputs + o] ?? 0) + sum;
        }
      }
    },
    addGradient(residuals, outputs, target) {
      for (let i = 0; i < rows; i++) {
        const start = i * columns;
        for (let o = 0; o < outputs; o++) {
          const residual = residuals[i * outputs + o] ?? 0;
          if (residual === 0) continue;
          const to = o * columns;
          for (let j = 0; j < columns; j++) {
            target[to + j] = (target[to + j] ?? 0) + residual * (data[start + j] ?? 0);
          }
        }
      }
    },
  };
}
