// The linear booster: a sum in the order of the features, rounded to float32 at every step.

/**
 * Adds to each row's outputs bias + Σ x · weight. Missing values count as nothing.
 *
 * @param weights  (features + 1) × outputs, the last row is the bias; empty when it was not trained
 * @param rows     n × features; NaN = missing
 * @param margins  n × outputs, changed in place
 * @see xgboost/src/gbm/gblinear.cc `GBLinear::Pred`
 */
export function addLinear(
  weights: Float32Array,
  { features, outputs }: { readonly features: number; readonly outputs: number },
  rows: Float32Array,
  margins: Float32Array,
): void {
  if (weights.length === 0) return;
  for (let i = 0, row = 0; i < margins.length; row += features) {
    for (let k = 0; k < outputs; k++, i++) {
      let sum = Math.fround((weights[features * outputs + k] ?? 0) + (margins[i] ?? 0));
      for (let j = 0; j < features; j++) {
        const x = rows[row + j] ?? 0;
        if (Number.isNaN(x)) continue;
        sum = Math.fround(sum + Math.fround(x * (weights[j * outputs + k] ?? 0)));
      }
      margins[i] = sum;
    }
  }
}
