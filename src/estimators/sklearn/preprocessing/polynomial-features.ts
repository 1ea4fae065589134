// PolynomialFeatures: all products of features up to a degree.

import type { PyValue } from "../../../objects/values.ts";
import { describe, scalarNumber, sequence } from "../../attribute-values.ts";
import type { Estimator } from "../../estimator.ts";
import { type NumberRule, numbers } from "../../inputs.ts";
import { inputNames } from "../../output-names.ts";
import { floatMatrix } from "../../results.ts";
import type { Matrix, Result, SparseMatrix } from "../../samples.ts";
import { SparseRows } from "../../sparse-rows.ts";
import type { State } from "../../state.ts";
import { checkAnswerSize, maxColumns, transformer } from "../../transformer.ts";
import { termNames } from "./polynomial-names.ts";
import { type Polynomial, type TermBlock, termBlocks, termCount } from "./polynomial-terms.ts";

interface Expansion extends Polynomial {
  readonly blocks: readonly TermBlock[];
  /** Number of terms from degree 0 on, which are computed in any case. */
  readonly computed: number;
  /** Number of terms that are answered: the bias and the last ones. */
  readonly answered: number;
}

/** @see sklearn/preprocessing/_polynomial.py `PolynomialFeatures`; until 0.24 in _data.py */
export function readPolynomialFeatures(state: State): Estimator {
  const expansion = readExpansion(state);
  const { features, answered } = expansion;
  const inputs = state.numberInputs(features);
  const rule: NumberRule = { className: state.className, inputs };
  return transformer(state, {
    inputs,
    width: answered,
    outputNames: (given) => termNames(expansion, inputNames(given, rule), answered),
    transform(samples): Result {
      const x = numbers(samples, rule);
      if (x.kind === "sparse") {
        checkAnswerSize(x.rows, Math.ceil(storedTerms(x, expansion) / x.rows), rule);
        return expandSparse(x, expansion);
      }
      checkAnswerSize(x.rows, answered, rule);
      return floatMatrix(expandDense(x, expansion), x.rows, answered);
    },
  });
}

/** @throws ESTIMATOR_INVALID when the terms are too many, or not as many as the file says */
function readExpansion(state: State): Expansion {
  const known = ["n_input_features_", "n_features_in_"].find((name) => state.isSet(name));
  const name = known ?? "n_features_in_";
  const features = state.integer(name, 1, maxColumns);
  const [minDegree, maxDegree] = readDegrees(state);
  const interactionOnly = state.boolean("interaction_only", false);
  const includeBias = state.boolean("include_bias", true);
  const polynomial = { features, minDegree, maxDegree, interactionOnly, includeBias };
  const computed = termCount({ ...polynomial, minDegree: 0 });
  if (computed > maxColumns) {
    throw state.mismatch("degree", `for at most ${maxColumns} terms`, `for ${computed}`);
  }
  const answered = termCount(polynomial);
  const stated = state.integer("n_output_features_", 0, maxColumns, answered);
  if (stated !== answered) {
    throw state.mismatch("n_output_features_", String(answered), String(stated));
  }
  return { ...polynomial, computed, answered, blocks: termBlocks(polynomial) };
}

/** A number, or a pair of numbers since 1.0; then they are kept apart as well. */
function readDegrees(state: State): readonly [number, number] {
  const most = 2 ** 31;
  if (state.isSet("_max_degree")) {
    const maxDegree = state.integer("_max_degree", 0, most);
    return [state.integer("_min_degree", 0, maxDegree), maxDegree];
  }
  const value: PyValue = state.has("degree") ? state.value("degree") : 2;
  const pair = sequence(value)?.map((item) => scalarNumber(item) ?? Number.NaN);
  const [low, high] = pair ?? [0, scalarNumber(value) ?? Number.NaN];
  if (low !== undefined && high !== undefined && low >= 0 && low <= high && high <= most) {
    if (Number.isInteger(low) && Number.isInteger(high)) return [low, high];
  }
  throw state.mismatch("degree", "a degree or a pair of them", describe(value));
}

function expandDense({ data, rows, columns }: Matrix, expansion: Expansion): Float64Array {
  const { blocks, includeBias, maxDegree, computed, answered } = expansion;
  const bias = includeBias ? 1 : 0;
  const terms = new Float64Array(computed);
  const answer = new Float64Array(rows * answered);
  if (includeBias) terms[0] = 1;
  for (let row = 0; row < rows; row++) {
    const given = data.subarray(row * columns, (row + 1) * columns);
    if (maxDegree > 0) terms.set(given, bias);
    for (const { feature, from, to, at } of blocks) {
      const factor = given[feature] ?? 0;
      for (let k = from; k < to; k++) terms[at + k - from] = (terms[k] ?? 0) * factor;
    }
    const start = row * answered;
    answer.set(terms.subarray(0, bias), start);
    answer.set(terms.subarray(computed - answered + bias), start + bias);
  }
  return answer;
}

/** How many terms of the rows are stored. */
function storedTerms({ rows, indptr }: SparseMatrix, expansion: Expansion): number {
  let count = 0;
  for (let row = 0; row < rows; row++) {
    count += termCount({ ...expansion, features: (indptr[row + 1] ?? 0) - (indptr[row] ?? 0) });
  }
  return count;
}

/** Only products of stored numbers are stored. */
function expandSparse(x: SparseMatrix, expansion: Expansion): SparseMatrix {
  const { includeBias, computed, answered } = expansion;
  const bias = includeBias ? 1 : 0;
  const cut = computed - answered;
  const degrees = blocksByDegree(expansion);
  const out = new SparseRows();
  for (let row = 0; row < x.rows; row++) {
    if (includeBias) out.add(0, 1);
    let terms = firstTerms(x, row, expansion);
    const stored = new Map(terms.map(({ column, value }) => [column - bias, value]));
    for (const blocks of degrees) {
      if (terms.length === 0) break;
      for (const { column, value } of terms) if (column >= cut + bias) out.add(column - cut, value);
      terms = multiplied(terms, stored, blocks);
    }
    out.endRow();
  }
  return out.matrix(answered);
}

interface Term {
  readonly column: number;
  readonly value: number;
}

/** The blocks of degree 2, of degree 3, …, and none at the end; by feature. */
function blocksByDegree({ blocks, maxDegree }: Expansion): readonly (readonly TermBlock[])[] {
  const degrees: TermBlock[][] = [];
  let last = Infinity;
  for (const block of blocks) {
    if (block.feature <= last) degrees.push([]);
    degrees.at(-1)?.push(block);
    last = block.feature;
  }
  return maxDegree === 0 ? [] : [...degrees, []];
}

function firstTerms(x: SparseMatrix, row: number, { includeBias }: Expansion): readonly Term[] {
  const first = includeBias ? 1 : 0;
  const terms: Term[] = [];
  for (let i = x.indptr[row] ?? 0; i < (x.indptr[row + 1] ?? 0); i++) {
    terms.push({ column: first + (x.indices[i] ?? 0), value: x.values[i] ?? 0 });
  }
  return terms.sort((a, b) => a.column - b.column);
}

/** The terms of the next degree. */
function multiplied(
  terms: readonly Term[],
  stored: ReadonlyMap<number, number>,
  blocks: readonly TermBlock[],
): readonly Term[] {
  const products: Term[] = [];
  let start = 0;
  for (const { feature, from, to, at } of blocks) {
    const factor = stored.get(feature);
    if (factor === undefined) continue;
    while ((terms[start]?.column ?? Infinity) < from) start++;
    for (let k = start; k < terms.length; k++) {
      const { column, value } = terms[k] ?? { column: to, value: 0 };
      if (column < to) products.push({ column: at + column - from, value: value * factor });
    }
  }
  return products;
}
