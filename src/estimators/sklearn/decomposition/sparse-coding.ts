// DictionaryLearning, MiniBatchDictionaryLearning and SparseCoder: each row as the sum of a few atoms of a
// dictionary, found by one of five algorithms.

import type { Estimator } from "../../estimator.ts";
import { denseRows } from "../../inputs.ts";
import { linearScores } from "../../linear-scores.ts";
import type { Matrix, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import { productsOf } from "./component-products.ts";
import { lassoDescent } from "./lasso-descent.ts";
import { leastAngles } from "./least-angles.ts";
import { type CodingProblem, matchingPursuit } from "./matching-pursuit.ts";
import { type Components, combine, projector, readComponents } from "./projection.ts";

/** The code of one row. @param norm  the row's squared length */
type Coder = (problem: CodingProblem, norm: number) => Float64Array;

/** Multiplications for one row, more of which would take many seconds. */
const maxWork = 2 ** 33;

/** @see sklearn/decomposition/_dict_learning.py `_BaseSparseCoding._transform`, `sparse_encode` */
export function readSparseCoding(state: State): Estimator {
  const place = state.has("dictionary") ? "dictionary" : "components_";
  const atoms = readComponents(state, place);
  const { count, features } = atoms;
  if (count < 1) throw state.mismatch(place, "at least one atom", "none");
  const encode = readEncoder(state, atoms);
  const splits = state.boolean("split_sign", false);
  const rule = { className: state.className, inputs: state.numberInputs(features) };
  return projector(state, {
    rule,
    width: splits ? 2 * count : count,
    project(samples: Samples) {
      const codes = encode(denseRows(samples, rule));
      return splits ? splitSigns(codes, count) : codes;
    },
    // The way back came with 1.7.
    ...(versionAtLeast(state.writtenBy, "1.7") && {
      restore: (x) => combine(splits ? joinSigns(x, count) : x, atoms),
    }),
  });
}

function readEncoder(state: State, atoms: Components): (x: Matrix) => Float64Array {
  const { count, features, data } = atoms;
  const map = { coefficients: data, intercepts: new Float64Array(count), features };
  const positive = state.boolean("positive_code", false);
  const algorithms = ["omp", "lars", "lasso_lars", "lasso_cd", "threshold"] as const;
  const algorithm = state.option("transform_algorithm", algorithms);
  if (algorithm === "threshold") {
    const threshold = readPenalty(state);
    return (x) => linearScores(x, map).map((score) => shrunk(score, threshold, positive));
  }
  if (positive && (algorithm === "omp" || algorithm === "lars")) {
    throw state.mismatch("positive_code", `False with '${algorithm}'`, "True");
  }
  const gram = productsOf(state, atoms, { diagonal: 0 });
  const coder = readCoder(state, atoms, { algorithm, positive });
  return (x) => {
    const codes = linearScores(x, map);
    for (let row = 0; row < x.rows; row++) {
      const products = codes.subarray(row * count, (row + 1) * count);
      const norm = squaredLength(x.data.subarray(row * features, (row + 1) * features));
      codes.set(coder({ size: count, gram, products }, norm), row * count);
    }
    return codes;
  };
}

interface CoderChoice {
  readonly algorithm: "omp" | "lars" | "lasso_lars" | "lasso_cd";
  readonly positive: boolean;
}

function readCoder(state: State, atoms: Components, { algorithm, positive }: CoderChoice): Coder {
  const { count, features } = atoms;
  const { writtenBy } = state;
  if (algorithm === "omp") {
    const wanted = readCount(state, atoms);
    if (wanted > count) throw state.invalid(`it asks for ${wanted} of ${count} atoms`);
    return (problem) => matchingPursuit(problem, wanted);
  }
  const roundsCorrelations = versionAtLeast(writtenBy, "0.24");
  if (algorithm === "lars") {
    const rounds = readCount(state, atoms);
    const options = { lasso: false, penalty: 0, features, rounds, positive, roundsCorrelations };
    return (problem) => leastAngles(problem, options);
  }
  const rounds = state.integer("transform_max_iter", 0, Number.MAX_SAFE_INTEGER, 1000);
  if (rounds * count ** 2 > maxWork) throw state.unsupported(`${rounds} rounds for each row`);
  if (algorithm === "lasso_lars") {
    const penalty = readPenalty(state) / features;
    const options = { lasso: true, penalty, features, rounds, positive, roundsCorrelations };
    return (problem) => leastAngles(problem, options);
  }
  const screens = versionAtLeast(writtenBy, "1.8");
  const tolerance = screens ? 1e-8 : 1e-4;
  const options = { penalty: readPenalty(state), rounds, tolerance, positive, screens };
  return (problem, norm) => lassoDescent(problem, norm, options);
}

/** `transform_alpha`; since 1.2 the `alpha` of training where there is none. */
function readPenalty(state: State): number {
  const name =
    !state.isSet("transform_alpha") && versionAtLeast(state.writtenBy, "1.2")
      ? "alpha"
      : "transform_alpha";
  const penalty = state.isSet(name) ? state.number(name) : 1;
  if (!(penalty >= 0)) throw state.mismatch(name, "a number from 0 on", String(penalty));
  return penalty;
}

/** How many atoms a row is made of: a tenth of the features unless told. */
function readCount(state: State, { count, features }: Components): number {
  if (state.isSet("transform_n_nonzero_coefs")) {
    return state.integer("transform_n_nonzero_coefs", 1, Number.MAX_SAFE_INTEGER);
  }
  return Math.trunc(Math.min(Math.max(features / 10, 1), count));
}

function shrunk(score: number, threshold: number, positive: boolean): number {
  const code = Math.sign(score) * Math.max(Math.abs(score) - threshold, 0);
  return positive ? Math.max(code, 0) : code;
}

function squaredLength(row: Float64Array): number {
  return row.reduce((sum, value) => sum + value ** 2, 0);
}

/** What is above 0 of each code, then what is below. */
function splitSigns(codes: Float64Array, count: number): Float64Array {
  const split = new Float64Array(2 * codes.length);
  for (const [i, code] of codes.entries()) {
    const at = 2 * (i - (i % count)) + (i % count);
    split[at] = Math.max(code, 0);
    split[at + count] = Math.max(-code, 0);
  }
  return split;
}

function joinSigns(x: Matrix, count: number): Matrix {
  const data = new Float64Array(x.rows * count);
  for (let i = 0; i < data.length; i++) {
    const at = 2 * (i - (i % count)) + (i % count);
    data[i] = (x.data[at] ?? 0) - (x.data[at + count] ?? 0);
  }
  return { kind: "dense", data, rows: x.rows, columns: count };
}
