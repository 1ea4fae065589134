// Logistic regression. How scores become probabilities depends on `multi_class`, the solver and the version.

import type { Estimator } from "../../estimator.ts";
import {
  type ClassScores,
  labelsOf,
  scoreMethods,
  singleClassifier,
} from "../../linear-classifier.ts";
import { checkedScores } from "../../linear-scores.ts";
import { expit, sigmoidColumns, softmaxRows } from "../../probabilities.ts";
import { floatMatrix, logOf } from "../../results.ts";
import type { ArrayResult, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import { readClassMap } from "./coefficients.ts";

/** @see sklearn/linear_model/_logistic.py `LogisticRegression` */
export function readLogisticRegression(state: State): Estimator {
  const { map, classes } = readClassMap(state);
  const rule = { className: state.className, inputs: state.numberInputs(map.features) };
  const source: ClassScores = {
    map,
    columns: map.intercepts.length,
    classes,
    scores: (samples) => checkedScores(samples, rule, map),
  };
  const sigmoid = oneVersusRest(state, source);
  const zeros = versionAtLeast(state.writtenBy, "1.9") ? "uniform" : "nan";
  const columns = classes.values.length;
  const sharesOf = (scores: Float64Array): Float64Array =>
    sigmoid ? sigmoidColumns(scores, source.columns, zeros) : softmaxes(scores, source.columns);
  const probabilitiesOf = (scores: Float64Array): ArrayResult => {
    const data = sharesOf(scores);
    return floatMatrix(data, data.length / columns, columns);
  };
  const predictProba = (samples: Samples) => probabilitiesOf(source.scores(samples));
  return {
    ...state.description(),
    role: "classifier",
    inputs: rule.inputs,
    classes: [classes],
    outputs: 1,
    children: [],
    hints: () => null,
    linearMap: map,
    single: singleClassifier(source, sigmoid && source.columns === 1 ? binaryShares : sharesOf),
    ...scoreMethods(source),
    predictBoth(samples) {
      const scores = source.scores(samples);
      return { labels: labelsOf(source, scores), probabilities: probabilitiesOf(scores) };
    },
    predictProba,
    predictLogProba: (samples) => logOf(predictProba(samples)),
  };
}

function binaryShares(scores: Float64Array): readonly number[] {
  const second = expit(scores[0] ?? 0);
  return [1 - second, second];
}

/**
 * Whether each class has a model of its own, so that probabilities are sigmoids and not a softmax. The rule
 * changed in 0.20 (a binary multinomial model became a softmax of ±score), in 1.2 (newton-cholesky), in 1.6
 * (newton-cholesky again) and in 1.8 (`multi_class` is gone: only two classes are sigmoids).
 *
 * @see sklearn/linear_model/_logistic.py `LogisticRegression.predict_proba`
 */
function oneVersusRest(state: State, { columns, classes }: ClassScores): boolean {
  const multiClass = state.text("multi_class", "auto");
  if (!versionAtLeast(state.writtenBy, "0.20")) return columns === 1 || multiClass === "ovr";
  if (multiClass === "ovr" || multiClass === "warn") return true;
  if (multiClass !== "auto" && multiClass !== "deprecated") return false;
  if (classes.values.length === 2) return true;
  const solver = state.text("solver", "lbfgs");
  return (
    solver === "liblinear" ||
    (solver === "newton-cholesky" && !versionAtLeast(state.writtenBy, "1.6"))
  );
}

function softmaxes(scores: Float64Array, columns: number): Float64Array {
  if (columns > 1) return softmaxRows(scores, columns);
  const both = new Float64Array(2 * scores.length);
  for (const [i, score] of scores.entries()) {
    both[2 * i] = -score;
    both[2 * i + 1] = score;
  }
  return softmaxRows(both, 2);
}
