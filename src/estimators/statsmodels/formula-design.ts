// The design of a formula: the columns of the training table by name, and from them the columns that
// coefficients are multiplied by.

import { frameOf } from "../../objects/pandas-tables.ts";
import { PyObject, type PyValue } from "../../objects/values.ts";
import { cellOf, scalarText } from "../attribute-values.ts";
import { CategoryIndex, unknownCategory } from "../category-index.ts";
import { pythonText } from "../element-texts.ts";
import type { InputHint, InputSpec } from "../estimator.ts";
import { type NumberRule, wrongKind } from "../inputs.ts";
import { pointHints } from "../point-hints.ts";
import { type Cell, type Samples, sampleCount } from "../samples.ts";
import { trainingColumns } from "../sklearn/compose/part-samples.ts";
import type { State } from "../state.ts";
import { type Column, checkMissing } from "../table-columns.ts";
import { checkAnswerSize } from "../transformer.ts";
import { columnNames, type Design, modelData } from "./design.ts";
import { type Factor, parseTerm } from "./formula-terms.ts";

/** A column of the training table that the formula speaks of. */
interface Variable {
  readonly name: string;
  /** What was seen in training. */
  readonly seen: readonly PyValue[];
  /** Its levels in training, where the formula asks which one a row is on. */
  readonly levels: readonly Level[] | null;
  /** Whether the formula computes with it. */
  readonly isNumber: boolean;
}

interface Level {
  /** As Python writes it. */
  readonly text: string;
  readonly cell: Cell;
}

/** The most different values of a column of levels. */
const maxLevels = 10_000;

/** @param model  the record of a model that was fitted by a formula */
export function formulaDesign(model: State, width: number): Design {
  const data = modelData(model);
  const names = columnNames(model, data.optional("orig_exog") ?? null, width);
  if (names === null) throw model.unsupported("a formula whose design is gone");
  const terms = names.map((name) => {
    const term = parseTerm(name);
    if (term === null) throw model.unsupported(`the formula's term ${name}`);
    return term;
  });
  const variables = readVariables(model, data.optional("frame") ?? null, terms);
  const inputs: InputSpec = {
    kind: "table",
    width: variables.length,
    names: variables.map(({ name }) => name),
    allowsMissing: false,
  };
  const rule: NumberRule = { className: model.className, inputs };
  const columns = terms.map((term) => columnMaker(term, variables));
  return {
    inputs,
    hints: () => variables.map(hintOf),
    rows(samples) {
      const rows = sampleCount(samples);
      checkAnswerSize(rows, width, rule);
      const given = checkedColumns(samples, variables, rule);
      const matrix = new Float64Array(rows * width);
      for (const [j, make] of columns.entries()) {
        const values = make(given);
        for (let row = 0; row < rows; row++) matrix[row * width + j] = values(row);
      }
      return { kind: "dense", data: matrix, rows, columns: width };
    },
  };
}

/** The variables of a formula in the order of the training table. */
function readVariables(
  model: State,
  frame: PyValue,
  terms: readonly (readonly Factor[])[],
): readonly Variable[] {
  const numeric = new Set<string>();
  const leveled = new Map<string, Set<string>>();
  for (const factor of terms.flat()) {
    if (factor.kind === "number") for (const name of factor.variables) numeric.add(name);
    else leveled.set(factor.variable, levelTexts(leveled, factor.variable).add(factor.level));
  }
  const wanted = new Set([...numeric, ...leveled.keys()]);
  const table = frameOf(frame, (name) => wanted.has(scalarText(name) ?? ""));
  if (table === null) throw model.unsupported("a formula without its training table");
  if (frame instanceof PyObject) model.spend(frame, 16 * table.rows * table.columns.length);
  const found = table.columns.flatMap(({ name, values }) => {
    const text = scalarText(name);
    if (text === undefined || !wanted.delete(text)) return [];
    const asked = leveled.get(text);
    const levels = asked === undefined ? null : levelsOf(model, text, { values, asked });
    return [{ name: text, seen: values, levels, isNumber: numeric.has(text) }];
  });
  const [lost] = wanted;
  if (lost !== undefined) throw model.unsupported(`a formula that reads ${lost}`);
  return found;
}

function levelTexts(leveled: ReadonlyMap<string, Set<string>>, variable: string): Set<string> {
  return leveled.get(variable) ?? new Set();
}

/** The levels that were seen, and those that a column of categories had besides. */
function levelsOf(
  model: State,
  name: string,
  { values, asked }: { readonly values: readonly PyValue[]; readonly asked: ReadonlySet<string> },
): readonly Level[] {
  const levels = new Map<string, Level>();
  for (const value of values) {
    const cell = cellOf(value);
    if (cell === undefined) throw model.unsupported(`the kind of values in ${name}`);
    if (cell === null || Number.isNaN(cell)) continue;
    const text = pythonText(value);
    if (!levels.has(text)) levels.set(text, { text, cell });
    if (levels.size > maxLevels)
      throw model.unsupported(`more than ${maxLevels} levels of ${name}`);
  }
  const areNumbers = [...levels.values()].some(({ cell }) => typeof cell === "number");
  for (const level of asked) {
    if (candidates(level).some((text) => levels.has(text))) continue;
    const [text = level] = candidates(level);
    levels.set(text, { text, cell: areNumbers ? Number(text) : text });
  }
  return [...levels.values()].sort((a, b) => (a.text < b.text ? -1 : 1));
}

/** `T.high` is the level `high` beside an intercept, unless there is none but one of the whole name. */
function candidates(level: string): readonly string[] {
  return level.startsWith("T.") ? [level.slice(2), level] : [level];
}

/** The values of one column of the design, row by row. */
type ColumnValues = (row: number) => number;

function columnMaker(
  term: readonly Factor[],
  variables: readonly Variable[],
): (given: readonly GivenColumn[]) => ColumnValues {
  const place = new Map(variables.map(({ name }, j) => [name, j]));
  const factors = term.map((factor) => {
    if (factor.kind === "number") {
      return (given: readonly GivenColumn[]) => (row: number) =>
        factor.value((name) => given[place.get(name) ?? -1]?.number(row) ?? Number.NaN);
    }
    const j = place.get(factor.variable) ?? -1;
    const level = levelNumber(factor.level, variables[j]);
    return (given: readonly GivenColumn[]) => (row: number) =>
      given[j]?.level(row) === level ? 1 : 0;
  });
  return (given) => {
    const values = factors.map((factor) => factor(given));
    return (row) => values.reduce((product, value) => product * value(row), 1);
  };
}

function levelNumber(level: string, variable: Variable | undefined): number {
  const texts = variable?.levels?.map(({ text }) => text) ?? [];
  const places = candidates(level).map((text) => texts.indexOf(text));
  return places.find((place) => place >= 0) ?? -1;
}

/** One column of the samples: its numbers, and its levels. */
interface GivenColumn {
  number(row: number): number;
  level(row: number): number;
}

function checkedColumns(
  samples: Samples,
  variables: readonly Variable[],
  rule: NumberRule,
): readonly GivenColumn[] {
  const used = new Set(variables.keys());
  return trainingColumns(samples, used, rule).map((column, j) => {
    checkMissing(column, j, rule);
    const { levels = null, isNumber = false } = variables[j] ?? {};
    const numbers = isNumber ? numbersOf(column, j, rule) : new Float64Array();
    const places = levels === null ? new Int32Array() : placesOf(column, levels, j, rule);
    return { number: (row) => numbers[row] ?? Number.NaN, level: (row) => places[row] ?? -1 };
  });
}

function numbersOf(column: Column, feature: number, rule: NumberRule): Float64Array {
  if (column instanceof Float64Array) return column;
  return Float64Array.from(column, (cell) => {
    if (typeof cell === "number" || typeof cell === "boolean") return Number(cell);
    throw wrongKind(rule, "numbers", `${String(cell)} in column ${rule.inputs.names?.[feature]}`);
  });
}

function placesOf(
  column: Column,
  levels: readonly Level[],
  feature: number,
  rule: NumberRule,
): Int32Array {
  const index = new CategoryIndex(levels.map(({ cell }) => cell));
  return Int32Array.from(column, (cell) => {
    const place = index.numberOf(cell);
    if (place < 0) throw unknownCategory(rule, feature, cell);
    return place;
  });
}

function hintOf({ seen, levels }: Variable): InputHint {
  if (levels !== null) return { choices: levels.map(({ cell }) => cell) };
  const numbers = seen.map((value) => Number(cellOf(value) ?? Number.NaN));
  const [hint = {}] = pointHints(Float64Array.from(numbers), 1);
  return hint;
}
