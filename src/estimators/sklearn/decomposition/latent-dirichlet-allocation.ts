// LatentDirichletAllocation: the shares of topics in each text, found by going back and forth between the
// topics of the words and the topics of the text until little changes.

import type { Estimator } from "../../estimator.ts";
import { type NumberRule, numbers, wrongKind } from "../../inputs.ts";
import type { Matrix, Samples, SparseMatrix } from "../../samples.ts";
import type { State } from "../../state.ts";
import { projector } from "./projection.ts";

/** How often a text may go back and forth; 100 unless told otherwise. */
const maxRounds = 1000;

interface Topics {
  readonly count: number;
  readonly features: number;
  /** exp of the expected logarithm of each word's share: count × features. */
  readonly words: Float64Array;
  readonly prior: number;
  readonly rounds: number;
  readonly tolerance: number;
}

/** @see sklearn/decomposition/_lda.py `LatentDirichletAllocation.transform`, `_update_doc_distribution` */
export function readLatentDirichletAllocation(state: State): Estimator {
  const topics = readTopics(state);
  const { count, features } = topics;
  const rule = { className: state.className, inputs: state.numberInputs(features) };
  return projector(state, {
    rule,
    width: count,
    project(samples) {
      const x = notNegative(samples, rule);
      const shares = new Float64Array(x.rows * count);
      for (let row = 0; row < x.rows; row++) {
        shares.set(topicShares(wordsOf(x, row), topics), row * count);
      }
      return shares;
    },
  });
}

function readTopics(state: State): Topics {
  const { data: words, shape } = state.float64("exp_dirichlet_component_", [null, null]);
  const [count = 0, features = 0] = shape;
  if (count < 1) throw state.mismatch("exp_dirichlet_component_", "at least one topic", "none");
  for (const word of words) {
    if (word < 0) throw state.mismatch("exp_dirichlet_component_", "not below 0", String(word));
  }
  const prior = state.number("doc_topic_prior_");
  if (!(prior > 0)) throw state.mismatch("doc_topic_prior_", "a number above 0", String(prior));
  const rounds = state.integer("max_doc_update_iter", 0, maxRounds, 100);
  return {
    count,
    features,
    words,
    prior,
    rounds,
    tolerance: state.number("mean_change_tol", 1e-3),
  };
}

function notNegative(samples: Samples, rule: NumberRule): Matrix | SparseMatrix {
  const x = numbers(samples, rule);
  for (const value of x.kind === "dense" ? x.data : x.values) {
    if (value < 0) throw wrongKind(rule, "numbers from 0 on", String(value));
  }
  return x;
}

/** The words of one text and how often it holds them. */
interface Words {
  readonly ids: readonly number[];
  readonly counts: readonly number[];
}

function wordsOf(x: Matrix | SparseMatrix, row: number): Words {
  if (x.kind === "sparse") {
    const [start = 0, end = 0] = x.indptr.subarray(row, row + 2);
    return { ids: [...x.indices.subarray(start, end)], counts: [...x.values.subarray(start, end)] };
  }
  const ids: number[] = [];
  for (let j = 0; j < x.columns; j++) if (x.data[row * x.columns + j] !== 0) ids.push(j);
  return { ids, counts: ids.map((j) => x.data[row * x.columns + j] ?? 0) };
}

function topicShares({ ids, counts }: Words, topics: Topics): Float64Array {
  const { count, features, words, prior, rounds, tolerance } = topics;
  let weights: Float64Array = new Float64Array(count).fill(1);
  let expected = expectedShares(weights);
  const last = new Float64Array(count);
  for (let round = 0; round < rounds; round++) {
    last.set(weights);
    const found = new Float64Array(count);
    for (const [i, id] of ids.entries()) {
      let norm = 0;
      for (let k = 0; k < count; k++) norm += (expected[k] ?? 0) * (words[k * features + id] ?? 0);
      const ratio = (counts[i] ?? 0) / (norm + Number.EPSILON);
      for (let k = 0; k < count; k++) {
        found[k] = (found[k] ?? 0) + ratio * (words[k * features + id] ?? 0);
      }
    }
    weights = found.map((value, k) => value * (expected[k] ?? 0) + prior);
    expected = expectedShares(weights);
    let change = 0;
    for (let k = 0; k < count; k++) change += Math.abs((last[k] ?? 0) - (weights[k] ?? 0));
    if (change / count < tolerance) break;
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** exp(ψ(weight) − ψ(sum)). @see sklearn/decomposition/_online_lda_fast.pyx `_dirichlet_expectation_1d` */
function expectedShares(weights: Float64Array): Float64Array {
  const total = psi(weights.reduce((sum, weight) => sum + weight, 0));
  return weights.map((weight) => Math.exp(psi(weight) - total));
}

/** Digamma, in the approximation that scikit-learn uses here. @see _online_lda_fast.pyx `psi` */
function psi(x: number): number {
  if (x <= 1e-6) return -0.5772156649015329 - 1 / x;
  let [result, y] = [0, x];
  for (; y < 6; y++) result -= 1 / y;
  const inverse = 1 / y;
  const square = inverse * inverse;
  result += Math.log(y) - 0.5 * inverse;
  return result - square * (1 / 12 - square * (1 / 120 - square * (1 / 252)));
}
