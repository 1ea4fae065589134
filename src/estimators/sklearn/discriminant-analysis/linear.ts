// LinearDiscriminantAnalysis: a linear classifier, and a projection on the directions that part the classes.

import type { Estimator, InputHint } from "../../estimator.ts";
import { denseRows, type NumberRule, numbers } from "../../inputs.ts";
import { type ClassScores, scoreMethods } from "../../linear-classifier.ts";
import { linearScores } from "../../linear-scores.ts";
import { centerHints } from "../../point-hints.ts";
import { binaryColumns, expit, sigmoidColumns, softmaxRows } from "../../probabilities.ts";
import { floatMatrix } from "../../results.ts";
import type { ArrayResult, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { transposed } from "../../transposed.ts";
import { versionAtLeast } from "../../version.ts";
import { readClassMap } from "../linear-model/coefficients.ts";

/** The smallest float64 that is not denormal, which stands for a probability of 0 before its logarithm. */
const smallestNormal = 2 ** -1022;

/** @see sklearn/discriminant_analysis.py `LinearDiscriminantAnalysis` */
export function readLinearDiscriminant(state: State): Estimator {
  const { map, classes } = readClassMap(state);
  const rule = { className: state.className, inputs: state.numberInputs(map.features) };
  const columns = classes.values.length;
  const source: ClassScores = {
    map,
    columns: map.intercepts.length,
    classes,
    scores: (samples) => linearScores(numbers(samples, rule), map),
  };
  const probabilities = (samples: Samples): Float64Array => {
    const scores = source.scores(samples);
    if (columns === 2) return binaryColumns(scores.map(expit));
    // Until 0.20 each class had a sigmoid of its own.
    return versionAtLeast(state.writtenBy, "0.21")
      ? softmaxRows(scores, columns)
      : sigmoidColumns(scores, columns, "nan");
  };
  const least = versionAtLeast(state.writtenBy, "1.0") ? smallestNormal : 0;
  const answer = (data: Float64Array) => floatMatrix(data, data.length / columns, columns);
  return {
    ...state.description(),
    role: "classifier",
    inputs: rule.inputs,
    classes: [classes],
    outputs: 1,
    children: [],
    hints: () => classMeans(state, map.features),
    ...scoreMethods(source),
    predictProba: (samples) => answer(probabilities(samples)),
    predictLogProba: (samples) =>
      answer(probabilities(samples).map((share) => Math.log(share === 0 ? least : share))),
    ...projection(state, rule, map.features),
  };
}

function classMeans(state: State, features: number): readonly InputHint[] | null {
  if (!state.isSet("means_")) return null;
  return centerHints(state.float64("means_", [null, features]).data, features);
}

/** `transform`, which the solver `lsqr` leaves out. */
function projection(
  state: State,
  rule: NumberRule,
  features: number,
): Pick<Estimator, "transform" | "transformWidth"> {
  const solver = state.option("solver", ["svd", "lsqr", "eigen"], "svd");
  if (solver === "lsqr") return {};
  const { data, shape } = state.float64("scalings_", [features, null]);
  const directions = shape[1] ?? 0;
  const width = Math.min(directions, state.integer("_max_components", 0, 2 ** 31, directions));
  const coefficients = transposed(data, features, directions).subarray(0, width * features);
  const map = { coefficients, intercepts: new Float64Array(width), features };
  const middle = solver === "svd" ? state.float64("xbar_", [features]).data : null;
  return {
    transformWidth: width,
    transform(samples): ArrayResult {
      const x = denseRows(samples, rule);
      const away = x.data.map((value, i) => value - (middle?.[i % features] ?? 0));
      return floatMatrix(linearScores({ ...x, data: away }, map), x.rows, width);
    },
  };
}
