// y: numbers for regressors, labels for classifiers; and the weights of samples.

import { PicklejarError } from "../errors.ts";
import type { Labels } from "../estimators/estimator.ts";
import type { Cell, ElementType } from "../estimators/samples.ts";
import { byCodePoint } from "./columns.ts";
import type { Target } from "./training-data.ts";

/** Labels as classifiers learn them: the distinct ones in numpy's order, and for each sample which it has. */
export interface LabelTarget {
  readonly classes: Labels;
  /** n indices into `classes`. */
  readonly codes: Int32Array;
  /** How many samples each class has. */
  readonly counts: Float64Array;
}

/** n × outputs numbers, row-major. */
export interface NumberTarget {
  readonly data: Float64Array;
  readonly outputs: number;
  /** Whether y is a plain vector, so that answers are one too. */
  readonly vector: boolean;
}

/**
 * Labels of a classifier: integers, texts or booleans, of one kind.
 *
 * @throws TRAIN_DATA for missing labels, fractions (which are no classes), mixed kinds, and a single class
 * @see numpy `unique`: numbers ascending, text by code points, False before True
 */
export function labelTarget(target: Target | null, rows: number, className: string): LabelTarget {
  const values = cells(target, rows, className);
  const type = labelType(values, className);
  const distinct = [...new Set(values)].sort(type === "str" ? byCodePoint : byNumber);
  if (distinct.length < 2) {
    throw notTarget(
      className,
      "all samples have the same label",
      "Give samples of two classes or more.",
    );
  }
  const codeOf = new Map(distinct.map((value, code) => [value, code]));
  const codes = Int32Array.from(values, (value) => codeOf.get(value) ?? 0);
  const counts = new Float64Array(distinct.length);
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return { classes: { type, values: distinct }, codes, counts };
}

/**
 * Numbers of a regressor: one per sample, or a row of them.
 *
 * @throws TRAIN_DATA for missing or infinite numbers, texts, and rows of different lengths
 */
export function numberTarget(target: Target | null, rows: number, className: string): NumberTarget {
  const given = target === null ? [] : Array.from<unknown>(target as ArrayLike<unknown>);
  checkLength(given.length, rows, className);
  const [first] = given;
  const outputs = isRow(first) ? first.length : 1;
  const data = new Float64Array(rows * outputs);
  for (const [i, value] of given.entries()) {
    const row = isRow(value) ? value : [value];
    if (row.length !== outputs) throw notNumbers(className, `row ${i} of y has another length`);
    for (let j = 0; j < outputs; j++) {
      const number = typeof row[j] === "boolean" ? Number(row[j]) : row[j];
      if (typeof number !== "number" || !Number.isFinite(number)) {
        throw notNumbers(className, `y[${i}] is no finite number`);
      }
      data[i * outputs + j] = number;
    }
  }
  return { data, outputs, vector: !isRow(first) };
}

/** Weights: n numbers of at least 0, not all 0. @throws TRAIN_DATA */
export function sampleWeights(
  weights: ArrayLike<number> | undefined,
  rows: number,
  className: string,
): Float64Array | null {
  if (weights === undefined) return null;
  const data = Float64Array.from(weights);
  const isSound = data.every((weight) => weight >= 0 && Number.isFinite(weight));
  if (data.length !== rows || !isSound || data.every((weight) => weight === 0)) {
    const reason = `sampleWeight is not ${rows} numbers of at least 0, some above it`;
    throw notTarget(className, reason, "Give one weight per row of X.");
  }
  return data;
}

/** For estimators that scikit-learn gives no weights. @throws TRAIN_PARAMETER */
export function refuseWeights(weights: Float64Array | null, className: string): void {
  if (weights === null) return;
  throw new PicklejarError("TRAIN_PARAMETER", {
    className,
    parameter: "sampleWeight",
    reason: `${className} takes no weights`,
    advice: "Leave it out: all rows count the same.",
  });
}

function cells(target: Target | null, rows: number, className: string): readonly Cell[] {
  const values = target === null ? [] : Array.from(target as ArrayLike<Cell>);
  checkLength(values.length, rows, className);
  return values;
}

function checkLength(length: number, rows: number, className: string): void {
  if (length === rows) return;
  throw notTarget(className, `X has ${rows} rows and y ${length}`, "Give one y per row of X.");
}

function labelType(values: readonly Cell[], className: string): ElementType {
  const at = values.findIndex((value) => value == null || Number.isNaN(value));
  if (at >= 0) throw notTarget(className, `y[${at}] is missing`, "Leave out rows without a label.");
  const kinds = new Set(values.map((value) => typeof value));
  const [kind] = kinds;
  const advice = "Give labels of one kind: integers, texts or booleans.";
  if (kinds.size !== 1) throw notTarget(className, "its labels are of several kinds", advice);
  if (kind === "string") return "str";
  if (kind === "boolean") return "bool";
  if (kind === "number" && values.every((value) => Number.isSafeInteger(value))) return "int";
  if (kind !== "number") throw notTarget(className, `its labels are of the kind ${kind}`, advice);
  const reason = "its labels are fractions, not classes";
  throw notTarget(className, reason, "Use a regressor for numbers.");
}

function byNumber(a: Cell, b: Cell): number {
  return Number(a) - Number(b);
}

function isRow(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

function notNumbers(className: string, reason: string): PicklejarError {
  return notTarget(className, reason, "Give a finite number per row of X, or use a classifier.");
}

function notTarget(className: string, reason: string, advice: string): PicklejarError {
  return new PicklejarError("TRAIN_DATA", { className, reason, advice });
}
