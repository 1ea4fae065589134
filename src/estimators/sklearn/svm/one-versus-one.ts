// Classification by libsvm: one decision for every pair of classes, votes, and one score per class.

/** What decides between every two of `classes` classes. */
export interface PairDecisions {
  readonly classes: number;
  /** Number of support vectors of each class; they stand in the order of the classes. */
  readonly supports: Int32Array;
  /** (classes − 1) × all support vectors, row-major. */
  readonly coefficients: Float64Array;
  /** One per pair: (0, 1), (0, 2), …, (1, 2), … */
  readonly intercepts: Float64Array;
}

/**
 * Writes the decisions between classes i < j, positive for i.
 *
 * @param kernel  the kernel's values with all support vectors
 * @see sklearn/svm/src/libsvm/svm.cpp `svm_predict_values`
 */
export function decidePairs(
  { classes, supports, coefficients, intercepts }: PairDecisions,
  kernel: Float64Array,
  decisions: Float64Array,
): void {
  let pair = 0;
  for (let i = 0, startI = 0; i < classes; startI += supports[i++] ?? 0) {
    const endI = startI + (supports[i] ?? 0);
    for (let j = i + 1, startJ = endI; j < classes; startJ += supports[j++] ?? 0) {
      const endJ = startJ + (supports[j] ?? 0);
      const rowI = (j - 1) * kernel.length;
      const rowJ = i * kernel.length;
      let sum = 0;
      for (let k = startI; k < endI; k++) sum += (coefficients[rowI + k] ?? 0) * (kernel[k] ?? 0);
      for (let k = startJ; k < endJ; k++) sum += (coefficients[rowJ + k] ?? 0) * (kernel[k] ?? 0);
      decisions[pair] = sum + (intercepts[pair] ?? 0);
      pair++;
    }
  }
}

/** The class that wins most pairs; the first of several. */
export function votedClass(decisions: Float64Array, classes: number): number {
  const votes = new Int32Array(classes);
  let pair = 0;
  for (let i = 0; i < classes; i++) {
    for (let j = i + 1; j < classes; j++) {
      const winner = (decisions[pair++] ?? 0) > 0 ? i : j;
      votes[winner] = (votes[winner] ?? 0) + 1;
    }
  }
  return votes.reduce((best, count, i) => (count > (votes[best] ?? 0) ? i : best), 0);
}

/**
 * Writes one score per class: its votes, and less than half a vote for how clear they were. Until 0.20
 * scikit-learn scaled that part by the whole batch; here rows never depend on each other.
 *
 * @see sklearn/utils/multiclass.py `_ovr_decision_function`
 */
export function scoreClasses(decisions: Float64Array, scores: Float64Array): void {
  const classes = scores.length;
  const confidences = new Float64Array(classes);
  scores.fill(0);
  let pair = 0;
  for (let i = 0; i < classes; i++) {
    for (let j = i + 1; j < classes; j++) {
      const decision = decisions[pair++] ?? 0;
      confidences[i] = (confidences[i] ?? 0) + decision;
      confidences[j] = (confidences[j] ?? 0) - decision;
      const winner = decision < 0 ? j : i;
      scores[winner] = (scores[winner] ?? 0) + 1;
    }
  }
  for (let i = 0; i < classes; i++) {
    const confidence = confidences[i] ?? 0;
    scores[i] = (scores[i] ?? 0) + confidence / (3 * (Math.abs(confidence) + 1));
  }
}
