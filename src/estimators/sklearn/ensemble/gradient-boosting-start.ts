// Where the sums of gradient boosting start: what the initial estimator says, on the scale of the trees. Until
// 0.20 initial estimators spoke that scale themselves; since then they are Dummy estimators, or any others,
// whose answers pass through the link of the loss.

import { answerNumbers, probabilitiesOf } from "../../members.ts";
import type { Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";

/** What the trees add up to. */
export type Loss = "regression" | "logistic" | "exponential" | "multinomial";

/**
 * n × outputs numbers to add the trees to.
 *
 * @param rounded  makes samples of float32 numbers; asked only where the numbers depend on them
 */
export type Start = (rounded: () => Samples, rows: number) => Float64Array;

/**
 * @param outputs  trees per stage
 * @see sklearn/ensemble/_gb.py `_init_raw_predictions`; before 1.4 _gb_losses.py `get_init_raw_predictions`;
 *   before 0.21 gradient_boosting.py `init_.predict`
 */
export function readStart(state: State, loss: Loss, outputs: number): Start {
  const init = state.value("init_");
  if (init === "zero") return (_, rows) => new Float64Array(rows * outputs);
  const former = readFormerStart(state, outputs);
  if (former !== null) return (_, rows) => repeated(former, rows);
  if (!versionAtLeast(state.writtenBy, "0.21")) {
    throw state.unsupported("an init estimator of one's own before 0.21");
  }
  const estimator = state.estimator("init_");
  const samplesFor = estimator.path.startsWith("sklearn.dummy.")
    ? (_: () => Samples, rows: number) => emptyRows(rows)
    : (rounded: () => Samples) => rounded();
  if (loss === "regression") {
    const { predict } = estimator;
    if (predict === undefined || estimator.classes !== null || estimator.outputs !== 1) {
      throw state.mismatch("init_", "a regressor of one output", `a ${estimator.className}`);
    }
    return (...asked) => answerNumbers(predict(samplesFor(...asked))).slice();
  }
  const probabilities = probabilitiesOf(state, estimator);
  const classes = estimator.classes?.[0]?.values.length ?? 0;
  const wanted = loss === "multinomial" ? outputs : 2;
  if (classes !== wanted) {
    throw state.mismatch("init_", `a classifier of ${wanted} classes`, `one of ${classes}`);
  }
  const eps = versionAtLeast(state.writtenBy, "1.8") ? 2 ** -52 : 2 ** -23;
  const centered = versionAtLeast(state.writtenBy, "1.4");
  return (...asked) => {
    const clipped = probabilities(samplesFor(...asked)).map((p) =>
      Math.min(Math.max(p, eps), 1 - eps),
    );
    return loss === "multinomial"
      ? logarithms(clipped, outputs, centered)
      : logits(clipped, loss === "exponential" ? 0.5 : 1);
  };
}

/** Samples for Dummy estimators, which only count them. */
function emptyRows(rows: number): Samples {
  return { kind: "dense", data: new Float64Array(0), rows, columns: 0 };
}

/** A number per output from scikit-learn 0.20 and before; null for other estimators. */
function readFormerStart(state: State, outputs: number): Float64Array | null {
  if (!state.isEstimator(state.value("init_"))) return null;
  const init = state.member("init_", state.value("init_"));
  if (init.path !== `sklearn.ensemble.gradient_boosting.${init.className}`) return null;
  if (init.className === "ZeroEstimator") return new Float64Array(outputs);
  const attribute = formerAttributes.get(init.className);
  if (attribute === undefined) return null;
  const { data } = init.float64(attribute);
  if (data.length === outputs) return data;
  throw init.mismatch(attribute, `${outputs} numbers`, String(data.length));
}

const formerAttributes: ReadonlyMap<string, string> = new Map([
  ["LogOddsEstimator", "prior"],
  ["MeanEstimator", "mean"],
  ["PriorProbabilityEstimator", "priors"],
  ["QuantileEstimator", "quantile"],
  ["ScaledLogOddsEstimator", "prior"],
]);

function repeated(row: Float64Array, rows: number): Float64Array {
  const all = new Float64Array(rows * row.length);
  for (let start = 0; start < all.length; start += row.length) all.set(row, start);
  return all;
}

/** log(p / (1 − p)) of the second class. */
function logits(probabilities: Float64Array, scale: number): Float64Array {
  const raw = new Float64Array(probabilities.length / 2);
  for (let i = 0; i < raw.length; i++) {
    const p = probabilities[2 * i + 1] ?? 0;
    raw[i] = scale * Math.log(p / (1 - p));
  }
  return raw;
}

/** log p of each class; centered, log(p / geometric mean of the row). */
function logarithms(probabilities: Float64Array, classes: number, centered: boolean): Float64Array {
  const logs = probabilities.map(Math.log);
  if (!centered) return logs;
  for (let start = 0; start < logs.length; start += classes) {
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += logs[start + k] ?? 0;
    const mean = Math.exp(sum / classes);
    for (let k = 0; k < classes; k++) {
      logs[start + k] = Math.log((probabilities[start + k] ?? 0) / mean);
    }
  }
  return logs;
}
