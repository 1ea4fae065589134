// From scores to probabilities, in place and row by row.

/**
 * The softmax of each row, in place: exp(x − max) over its sum.
 *
 * @see sklearn/utils/extmath.py `softmax`
 */
export function softmaxRows(scores: Float64Array, columns: number): Float64Array {
  for (let start = 0; start < scores.length; start += columns) {
    let largest = -Infinity;
    for (let k = 0; k < columns; k++) largest = Math.max(largest, scores[start + k] ?? 0);
    let sum = 0;
    for (let k = 0; k < columns; k++) {
      const power = Math.exp((scores[start + k] ?? 0) - largest);
      scores[start + k] = power;
      sum += power;
    }
    for (let k = 0; k < columns; k++) scores[start + k] = (scores[start + k] ?? 0) / sum;
  }
  return scores;
}

/** The logistic function 1 / (1 + e^−x). @see scipy.special.expit */
export function expit(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Two columns, [1 − p, p], from the probability p of the second class. */
export function binaryColumns(second: Float64Array): Float64Array {
  const both = new Float64Array(2 * second.length);
  for (let i = 0; i < second.length; i++) {
    const p = second[i] ?? 0;
    both[2 * i] = 1 - p;
    both[2 * i + 1] = p;
  }
  return both;
}

/**
 * Each row divided by its sum, in place.
 *
 * @param zeros  what a row of zeros becomes: NaN as 0 / 0 is, the same share for everyone, or zeros still
 */
export function normalizeRows(
  values: Float64Array,
  columns: number,
  zeros: "nan" | "uniform" | "zero",
): Float64Array {
  for (let start = 0; start < values.length; start += columns) {
    let sum = 0;
    for (let k = 0; k < columns; k++) sum += values[start + k] ?? 0;
    if (sum === 0 && zeros === "zero") continue;
    for (let k = 0; k < columns; k++) {
      const share = (values[start + k] ?? 0) / sum;
      values[start + k] = sum === 0 && zeros === "uniform" ? 1 / columns : share;
    }
  }
  return values;
}

/**
 * The probabilities of one-versus-rest models: a sigmoid per class, over their sum where they are several.
 *
 * @see sklearn/linear_model/_base.py `LinearClassifierMixin._predict_proba_lr`
 */
export function sigmoidColumns(
  scores: Float64Array,
  columns: number,
  zeros: "nan" | "uniform",
): Float64Array {
  const each = scores.map(expit);
  return columns === 1 ? binaryColumns(each) : normalizeRows(each, columns, zeros);
}

/**
 * log Σ exp of each row, with the largest number taken out first so that nothing overflows.
 *
 * @see scipy.special.logsumexp
 */
export function logSumExpRows(values: Float64Array, columns: number): Float64Array {
  const logs = new Float64Array(values.length / columns);
  for (let row = 0; row < logs.length; row++) {
    const start = row * columns;
    let largest = -Infinity;
    for (let k = 0; k < columns; k++) largest = Math.max(largest, values[start + k] ?? 0);
    if (largest === Infinity || largest === -Infinity) largest = 0;
    let sum = 0;
    for (let k = 0; k < columns; k++) sum += Math.exp((values[start + k] ?? 0) - largest);
    logs[row] = Math.log(sum) + largest;
  }
  return logs;
}
