// The columns that members of a stacking give to the final estimator.

import type { PyValue } from "../../../objects/values.ts";
import { scalarText } from "../../attribute-values.ts";
import type { Estimator } from "../../estimator.ts";
import { answerColumns, answerNumbers } from "../../members.ts";
import { floatMatrix } from "../../results.ts";
import type { ArrayResult, Matrix, Result, Samples, SparseMatrix } from "../../samples.ts";

/** What one member gives. */
export interface Block {
  /** null where only the answer tells: SVC has one score per class or one per pair of them. */
  readonly width: number | null;
  /** n × width. */
  ask(samples: Samples): ArrayResult;
}

/**
 * @param method  `predict_proba`, `decision_function` or `predict`
 * @param binary  whether the ensemble has two classes: then the first probability is left out, as the second
 *   says as much
 * @returns       null when the member cannot answer so
 * @see sklearn/ensemble/_stacking.py `_BaseStacking._concatenate_predictions`
 */
export function answerBlock(member: Estimator, method: PyValue, binary: boolean): Block | null {
  const { predict, predictProba, decisionFunction } = member;
  const classes = member.classes?.length === 1 ? (member.classes[0]?.values.length ?? 0) : 0;
  switch (scalarText(method)) {
    case "predict_proba": {
      if (predictProba === undefined || classes === 0) return null;
      const first = binary ? 1 : 0;
      return {
        width: classes - first,
        ask: (samples) => lastColumns(predictProba(samples), first),
      };
    }
    case "decision_function":
      if (decisionFunction === undefined || classes === 0) return null;
      return { width: classes === 2 ? 1 : null, ask: decisionFunction };
    case "predict": {
      const labels = member.classes?.[0]?.values ?? [];
      if (predict === undefined || labels.some((label) => typeof label === "string")) return null;
      return { width: member.outputs, ask: predict };
    }
    default:
      return null;
  }
}

/**
 * As `answerBlock`, for several labels per row: the shares of all but the first class of each output, or an answer
 * as it is.
 */
export function labelBlock(member: Estimator, method: PyValue, outputs: number): Block | null {
  const { predict, predictProba, decisionFunction, classes } = member;
  if (member.outputs !== outputs) return null;
  switch (scalarText(method)) {
    case "predict_proba": {
      if (predictProba === undefined || classes === null) return null;
      const isEach = classes.length === outputs;
      // Two labels are taken for two classes.
      const first = outputs === 2 ? 1 : 0;
      const width = isEach
        ? classes.reduce((sum, { values }) => sum + values.length - 1, 0)
        : outputs - first;
      return {
        width,
        ask(samples) {
          const answer = predictProba(samples);
          if ("kind" in answer) return lastColumns(answer, first);
          const parts = answer.map((part) => lastColumns(part, 1));
          const joined = joinBlocks(parts, null, answer[0]?.shape[0] ?? 0);
          return joined.kind === "array" ? joined : floatMatrix(new Float64Array(0), 0, 0);
        },
      };
    }
    case "decision_function":
      return decisionFunction === undefined ? null : { width: outputs, ask: decisionFunction };
    case "predict":
      return predict === undefined ? null : { width: outputs, ask: predict };
    default:
      return null;
  }
}

function lastColumns(answer: ArrayResult | readonly ArrayResult[], first: number): ArrayResult {
  if (!("kind" in answer)) return floatMatrix(new Float64Array(0), 0, 0);
  if (first === 0) return answer;
  const columns = answerColumns(answer);
  const data = answerNumbers(answer).filter((_, i) => i % columns >= first);
  return floatMatrix(data, data.length / (columns - first), columns - first);
}

/**
 * Blocks side by side, and the samples behind them where they are passed on; sparse samples make the whole
 * sparse.
 */
export function joinBlocks(
  blocks: readonly ArrayResult[],
  samples: Matrix | SparseMatrix | null,
  rows: number,
): Result {
  const width = blocks.reduce((total, block) => total + answerColumns(block), 0);
  const columns = width + (samples?.columns ?? 0);
  const parts = blocks.map((block) => ({ data: answerNumbers(block), size: answerColumns(block) }));
  const dense = new Float64Array(rows * width);
  for (let row = 0, to = 0; row < rows; row++) {
    for (const { data, size } of parts) {
      for (let j = 0; j < size; j++) dense[to++] = data[row * size + j] ?? 0;
    }
  }
  if (samples === null) {
    const whole = blocks.every(({ type }) => type === "int");
    return { kind: "array", shape: [rows, width], type: whole ? "int" : "float", data: dense };
  }
  if (samples.kind === "sparse") return joinSparse(dense, width, samples);
  const data = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    data.set(dense.subarray(row * width, (row + 1) * width), row * columns);
    const own = samples.data.subarray(row * samples.columns, (row + 1) * samples.columns);
    data.set(own, row * columns + width);
  }
  return floatMatrix(data, rows, columns);
}

function joinSparse(dense: Float64Array, width: number, samples: SparseMatrix): SparseMatrix {
  const indptr = new Int32Array(samples.rows + 1);
  const indices: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < samples.rows; row++) {
    for (let j = 0; j < width; j++) {
      const value = dense[row * width + j] ?? 0;
      if (value === 0) continue;
      indices.push(j);
      values.push(value);
    }
    for (let i = samples.indptr[row] ?? 0; i < (samples.indptr[row + 1] ?? 0); i++) {
      indices.push(width + (samples.indices[i] ?? 0));
      values.push(samples.values[i] ?? 0);
    }
    indptr[row + 1] = indices.length;
  }
  return {
    kind: "sparse",
    rows: samples.rows,
    columns: width + samples.columns,
    indptr,
    indices: Int32Array.from(indices),
    values: Float64Array.from(values),
  };
}
