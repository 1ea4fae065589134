// The shorter ways to an estimator's answers give the very same answers.

import { expect } from "vitest";
import type { Estimator } from "../../src/estimators/estimator.ts";
import type { LinearMap } from "../../src/estimators/linear-map.ts";
import { linearScores } from "../../src/estimators/linear-scores.ts";
import {
  type Cell,
  type Matrix,
  type Result,
  type Samples,
  sampleCount,
} from "../../src/estimators/samples.ts";
import { joinAnswers, rowsOf } from "./sample-rows.ts";

/** @throws an assertion where a shortcut answers anything else on these samples */
export function expectShortcuts(estimator: Estimator, samples: Samples): void {
  const both = estimator.predictBoth?.(samples);
  if (both !== undefined) {
    expect(both.labels).toEqual(estimator.predict?.(samples));
    expect(both.probabilities).toEqual(estimator.predictProba?.(samples));
  }
  const next = estimator.handOver?.(samples);
  if (next !== undefined) {
    for (const name of ["predict", "predictProba", "transform"] as const) {
      if (estimator[name] === undefined) continue;
      expect(next.estimator[name]?.(next.samples), name).toEqual(estimator[name](samples));
    }
  }
  if (estimator.rowsTogether !== true) expectSingleRows(estimator, samples);
  expectChangedCells(estimator, samples);
  expectWrittenColumns(estimator, samples);
  expectAddedScores(estimator, samples);
  expectScores(estimator, samples);
}

/** Cells that are changed one by one are those that `transform` gives. */
function expectChangedCells({ changeCell, transform, inputs }: Estimator, samples: Samples): void {
  const rows = rowsInOrder(samples, inputs.names);
  const answer = transform?.(samples);
  if (changeCell === undefined || rows === null || answer === undefined) return;
  const wanted = joinAnswers([answer]);
  for (const [i, row] of rows.entries()) {
    const changed = row.map(changeCell);
    if (changed.includes(undefined)) expect(row.every(isPlain)).toBe(false);
    else expect(changed).toEqual(wanted[i]);
    expect(changeCell(undefined, 0)).toBeUndefined();
  }
}

/** What is written into a wider matrix is what `transform` gives. */
function expectWrittenColumns(estimator: Estimator, samples: Samples): void {
  const { writeColumns, transform, inputs } = estimator;
  const rows = rowsInOrder(samples, inputs.names);
  const answer = transform?.(samples);
  if (writeColumns === undefined || rows === null || answer === undefined) return;
  const own = answer.kind === "sparse" ? answer.columns : (answer.shape[1] ?? 1);
  const columns = columnsOf(rows);
  const width = own + 2;
  const data = new Float64Array(rows.length * width);
  if (!writeColumns(columns, { data, rows: rows.length, width, start: 1 })) {
    expect(inputs.kind === "numbers" && rows.flat().every(isPlain)).toBe(false);
    return;
  }
  const wanted = denseRows(joinAnswers([answer]), own).flatMap((row) => [0, ...row, 0]);
  expect([...data]).toEqual(wanted);
}

/** What is added to scores is what `transform` gives, times the coefficients; to the last bit. */
function expectAddedScores({ addScores, transform, inputs }: Estimator, samples: Samples): void {
  const rows = rowsInOrder(samples, inputs.names);
  const answer = transform?.(samples);
  if (addScores === undefined || rows === null || answer === undefined) return;
  const x = matrixOf(answer);
  for (const outputs of [1, 3]) {
    // Two features of others stand before.
    const map = mapOf(x.columns + 2, outputs);
    const data = Float64Array.from({ length: x.rows * map.features }, (_, i) => {
      const [row, j] = [Math.floor(i / map.features), i % map.features];
      return j < 2 ? 0 : (x.data[row * x.columns + j - 2] ?? 0);
    });
    const wanted = linearScores({ ...x, data, columns: map.features }, map);
    const scores = new Float64Array(wanted.length);
    const middle = x.rows >> 1;
    const parts = [0, middle, x.rows].map((from, i, ends) => ({ from, to: ends[i + 1] ?? from }));
    const columns = columnsOf(rows);
    if (!parts.every((part) => addScores(columns, { ...part, scores, map, start: 2 }))) {
      expect(inputs.kind === "numbers" && rows.flat().every(isPlain)).toBe(false);
      return;
    }
    expect(scores.map((score, i) => score + (map.intercepts[i % outputs] ?? 0))).toEqual(wanted);
  }
}

/** Scores without a matrix are those of what `transform` gives, where there are many rows. */
function expectScores({ scoresOf, transform }: Estimator, samples: Samples): void {
  const count = sampleCount(samples);
  const given = rowsOf(
    samples,
    Array.from({ length: count === 0 ? 0 : count + 2100 }, (_, i) => i % count),
  );
  const answer = scoresOf && transform?.(given);
  if (scoresOf === undefined || answer === undefined || sampleCount(given) === 0) return;
  if (answer.kind === "array" && !(answer.data instanceof Float64Array)) return;
  const x = matrixOf(answer);
  for (const outputs of [1, 3]) {
    const map = mapOf(x.columns, outputs);
    const scores = scoresOf(given, map);
    if (scores !== null) expect(scores).toEqual(linearScores(x, map));
    expect(scoresOf(given, mapOf(x.columns + 1, outputs))).toBeNull();
  }
}

/** Coefficients and intercepts of both signs, some of them 0. */
function mapOf(features: number, outputs: number): LinearMap {
  const number = (_: unknown, i: number) => (i % 5 === 4 ? -0 : Math.sin(7 * i + outputs));
  return {
    features,
    coefficients: Float64Array.from({ length: features * outputs }, number),
    intercepts: Float64Array.from({ length: outputs }, number),
  };
}

function matrixOf(answer: Result): Matrix {
  const [rows, columns] =
    answer.kind === "sparse" ? [answer.rows, answer.columns] : [answer.shape[0], answer.shape[1]];
  const data = denseRows(joinAnswers([answer]), columns ?? 1).flat();
  return { kind: "dense", data: Float64Array.from(data), rows: rows ?? 0, columns: columns ?? 1 };
}

/** Rows that are answered alone get what they get among others; those of plain values are. */
function expectSingleRows({ single, ...estimator }: Estimator, samples: Samples): void {
  const rows = rowsInOrder(samples, estimator.inputs.names);
  if (single === undefined || rows === null) return;
  const { transform, predict } = single;
  // Categories may be unknown ones; numbers are answered wherever they are finite.
  const isOfNumbers = estimator.inputs.kind === "numbers";
  const mayLeave = (row: readonly Cell[]) => !isOfNumbers || !row.every(isPlain);
  const transformed = estimator.transform?.(samples);
  if (transform !== undefined && transformed !== undefined) {
    const width = transformed.kind === "sparse" ? transformed.columns : (transformed.shape[1] ?? 1);
    const out = new Float64Array(width + 2).fill(-7);
    for (const [i, wanted] of denseRows(joinAnswers([transformed]), width).entries()) {
      if (transform(rows[i] ?? [], out, 1)) expect([...out]).toEqual([-7, ...wanted, -7]);
      else expect(mayLeave(rows[i] ?? []), "a row of plain numbers").toBe(true);
    }
  }
  if (predict === undefined || estimator.predict === undefined) return;
  const labels = joinAnswers([estimator.predict(samples)]);
  const shares = estimator.predictProba && joinAnswers([estimator.predictProba(samples)]);
  for (const [i, row] of rows.entries()) {
    const answer = predict(row);
    if (answer === null) {
      expect(mayLeave(row), "a row of plain numbers").toBe(true);
      continue;
    }
    expect([answer.value]).toEqual(labels[i]);
    expect(answer.probabilities === null).toBe(shares === undefined);
    if (shares !== undefined) expect(Array.from(answer.probabilities ?? [])).toEqual(shares[i]);
  }
}

function columnsOf(rows: Cell[][]): (Float64Array | Cell[])[] {
  return Array.from({ length: rows[0]?.length ?? 0 }, (_, j) => {
    const cells = rows.map((row) => row[j] ?? null);
    const numbers = cells.filter((cell) => typeof cell === "number");
    return numbers.length === cells.length ? Float64Array.from(numbers) : cells;
  });
}

function isPlain(value: Cell): boolean {
  return typeof value === "number" && Number.isFinite(value);
}

/** Null where the samples are no rows of values in training order. */
function rowsInOrder(samples: Samples, names: readonly string[] | null): Cell[][] | null {
  const rows = Array.from({ length: sampleCount(samples) }, (_, row) => row);
  if (samples.kind === "dense") {
    const { data, columns } = samples;
    return rows.map((row) => [...data.subarray(row * columns, (row + 1) * columns)]);
  }
  if (samples.kind !== "table") return null;
  const inOrder = samples.columns.every(
    ({ name }, j) => name === null || names === null || names[j] === name,
  );
  if (!inOrder) return null;
  return rows.map((row) => samples.columns.map(({ values }) => values[row] ?? null));
}

/** Rows of answers as numbers: sparse ones, which are indices and values, made dense. */
function denseRows(rows: unknown[][], width: number): number[][] {
  return rows.map((row) => {
    const [indices, values] = row;
    if (!Array.isArray(indices) || !Array.isArray(values)) return row.map(Number);
    const dense = new Array<number>(width).fill(0);
    for (const [k, index] of indices.entries()) dense[index] = values[k];
    return dense;
  });
}
