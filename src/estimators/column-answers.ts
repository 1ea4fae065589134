// Vectors side by side as one answer, of the one kind that numpy finds for all of them.

import { floatRepr } from "../objects/python-repr.ts";
import { answerNumbers } from "./members.ts";
import type { ArrayResult, Cell, ElementType } from "./samples.ts";

/**
 * Vectors of the same length as the columns of a matrix. Numbers of different kinds become the wider one, and
 * numbers beside texts become texts, as in `np.asarray`.
 *
 * @param vectors  at least one
 */
export function columnsOfVectors(vectors: readonly ArrayResult[]): ArrayResult {
  const type = commonType(vectors);
  if (type === "float") return matrixOfColumns(vectors.map(answerNumbers));
  const columns = vectors.length;
  const rows = vectors[0]?.data.length ?? 0;
  const shape = [rows, columns];
  const data: Cell[] = new Array(rows * columns);
  for (const [j, vector] of vectors.entries()) {
    for (let row = 0; row < rows; row++) {
      data[row * columns + j] = converted(vector.data[row] ?? null, vector.type, type);
    }
  }
  return { kind: "array", shape, type, data };
}

/** Columns of numbers as one matrix. @param columns  at least one, all of the same length */
export function matrixOfColumns(columns: readonly Float64Array[]): FloatResult {
  const count = columns.length;
  const rows = columns[0]?.length ?? 0;
  const data = new Float64Array(rows * count);
  for (const [j, column] of columns.entries()) {
    for (let row = 0; row < rows; row++) data[row * count + j] = column[row] ?? 0;
  }
  return { kind: "array", shape: [rows, count], type: "float", data };
}

/** An answer that is sure to be of numbers in a typed array. */
export type FloatResult = ArrayResult & { readonly data: Float64Array };

/** numpy's order: the later takes in the earlier. */
const widening: readonly ElementType[] = ["bool", "int", "float", "str", "object"];

function commonType(vectors: readonly ArrayResult[]): ElementType {
  const widest = Math.max(...vectors.map(({ type }) => widening.indexOf(type)));
  return widening[widest] ?? "object";
}

function converted(cell: Cell, from: ElementType, to: ElementType): Cell {
  if (from === to || to === "object") return cell;
  if (to === "int") return Number(cell);
  if (from === "bool") return cell === true || cell === 1 ? "True" : "False";
  return from === "float" ? floatRepr(Number(cell)) : String(cell);
}
