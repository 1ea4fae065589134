// Euclidean distances between rows with gaps, rounded as scikit-learn rounds them: of many rows at nearly the
// same distance the rounding decides which are nearest.

/** Rows that others are compared with. */
export interface GappedPoints {
  /** n × width, row-major; NaN = missing. */
  readonly data: Float64Array;
  readonly width: number;
  /** Σ y² of each row. */
  readonly squares: Float64Array;
}

export function gappedPoints(data: Float64Array, width: number): GappedPoints {
  const squares = Float64Array.from({ length: data.length / width }, (_, i) =>
    sumOfSquares(data.subarray(i * width, (i + 1) * width)),
  );
  return { data, width, squares };
}

/**
 * √(columns / shared · Σ (x − y)²) over the columns that both rows have, by x² − 2xy + y²; NaN where they share
 * none.
 *
 * @param x  one row of the same width
 * @see sklearn/metrics/pairwise.py `nan_euclidean_distances`
 */
export function nanDistances(
  x: Float64Array,
  { data, width, squares }: GappedPoints,
): Float64Array {
  const distances = new Float64Array(squares.length);
  const own = sumOfSquares(x);
  for (let i = 0; i < distances.length; i++) {
    let product = 0;
    let lostOwn = 0;
    let lostOther = 0;
    let shared = 0;
    for (let j = 0; j < width; j++) {
      const a = x[j] ?? 0;
      const b = data[i * width + j] ?? 0;
      const lacksOwn = Number.isNaN(a);
      const lacksOther = Number.isNaN(b);
      if (!lacksOwn && !lacksOther) {
        product += a * b;
        shared++;
      } else if (!lacksOwn) lostOwn += a * a;
      else if (!lacksOther) lostOther += b * b;
    }
    const all = Math.max(-2 * product + own + (squares[i] ?? 0), 0);
    const sum = Math.max(all - lostOwn - lostOther, 0);
    distances[i] = shared === 0 ? Number.NaN : Math.sqrt((sum / shared) * width);
  }
  return distances;
}

function sumOfSquares(row: Float64Array): number {
  let sum = 0;
  for (const value of row) if (!Number.isNaN(value)) sum += value * value;
  return sum;
}
