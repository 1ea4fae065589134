// MultiLabelBinarizer: sets of labels as one column of zeros and ones for each class.

import { CategoryIndex } from "../../category-index.ts";
import type { Estimator, InputSpec } from "../../estimator.ts";
import { denseMatrix, type NumberRule, wrongKind } from "../../inputs.ts";
import type { Cell, ListResult, Result, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";

/**
 * Samples are tables in which each row holds its labels in unnamed columns, or says yes or no in columns named
 * after the labels. Labels that are no class are passed over, as in scikit-learn, which warns of them.
 *
 * @see sklearn/preprocessing/_label.py `MultiLabelBinarizer`
 */
export function readMultiLabelBinarizer(state: State): Estimator {
  const { type, values: classes } = state.labels("classes_");
  const sparse = state.boolean("sparse_output", false);
  const index = new CategoryIndex(classes);
  const names = columnNames(classes);
  const inputs: InputSpec = {
    kind: "table",
    width: classes.length,
    names,
    allowsMissing: true,
    openRecords: true,
  };
  const rule: NumberRule = { className: state.className, inputs };
  return {
    ...state.description(),
    role: "transformer",
    inputs,
    classes: null,
    outputs: 1,
    transformWidth: classes.length,
    children: [],
    hints: () => classes.map(() => ({ typical: false })),
    transform: (samples) =>
      sparse
        ? sparseSets(positionSets(samples, index, names, rule), classes.length)
        : denseSets(positionSets(samples, index, names, rule), classes.length),
    inverseTransform: (samples) => setsFrom(samples, { type, values: classes }, rule),
  };
}

/** The labels as texts; where 1 and "1" are both labels, texts stand in quotes. */
function columnNames(classes: readonly Cell[]): readonly string[] {
  const names = classes.map(String);
  if (new Set(names).size === names.length) return names;
  return classes.map((label) =>
    typeof label === "string" ? JSON.stringify(label) : String(label),
  );
}

/** The columns of each row that hold a one, rising. */
function positionSets(
  samples: Samples,
  index: CategoryIndex,
  names: readonly string[],
  rule: NumberRule,
): readonly (readonly number[])[] {
  if (samples.kind !== "table") throw wrongKind(rule, "lists of labels", samples.kind);
  const sets = Array.from({ length: samples.rows }, () => new Set<number>());
  for (const { name, values } of samples.columns) {
    const named = name === null ? -1 : names.indexOf(name);
    for (const [row, set] of sets.entries()) {
      const cell = values[row] ?? null;
      if (name === null) set.add(positionOf(cell, index));
      else if (isYes(cell)) set.add(named);
    }
  }
  return sets.map((set) => [...set].filter((position) => position >= 0).sort((a, b) => a - b));
}

/** A missing cell only fills a shorter row up. */
function positionOf(cell: Cell, index: CategoryIndex): number {
  return cell === null ? -1 : index.numberOf(cell);
}

function isYes(cell: Cell): boolean {
  return cell === true || cell === 1;
}

function denseSets(sets: readonly (readonly number[])[], columns: number): Result {
  const data: Cell[] = new Array(sets.length * columns).fill(0);
  for (const [row, set] of sets.entries()) {
    for (const position of set) data[row * columns + position] = 1;
  }
  return { kind: "array", shape: [sets.length, columns], type: "int", data };
}

function sparseSets(sets: readonly (readonly number[])[], columns: number): Result {
  const indptr = new Int32Array(sets.length + 1);
  for (const [row, set] of sets.entries()) indptr[row + 1] = (indptr[row] ?? 0) + set.length;
  const indices = Int32Array.from(sets.flat());
  const values = new Float64Array(indices.length).fill(1);
  return { kind: "sparse", rows: sets.length, columns, indptr, indices, values };
}

function setsFrom(
  samples: Samples,
  { type, values }: Pick<ListResult, "type"> & { readonly values: readonly Cell[] },
  { className }: NumberRule,
): ListResult {
  const inputs = {
    kind: "numbers",
    width: values.length,
    names: null,
    allowsMissing: false,
  } as const;
  const rule: NumberRule = { className, inputs };
  const { data, rows, columns } = denseMatrix(samples, rule);
  const unexpected = data.find((value) => value !== 0 && value !== 1);
  if (unexpected !== undefined) throw wrongKind(rule, "zeros and ones", String(unexpected));
  return {
    kind: "lists",
    type,
    rows: Array.from({ length: rows }, (_, row) =>
      values.filter((_, column) => data[row * columns + column] === 1),
    ),
  };
}
