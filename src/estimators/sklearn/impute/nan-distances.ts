// Euclidean distances between rows with gaps.

/**
 * √(columns / shared · Σ (x − y)²) over the columns that both rows have; NaN where they share none.
 *
 * @param x        one row
 * @param points   n rows of the same width, row-major; NaN = missing
 * @see sklearn/metrics/pairwise.py `nan_euclidean_distances`
 */
export function nanDistances(x: Float64Array, points: Float64Array): Float64Array {
  const width = x.length;
  const distances = new Float64Array(points.length / width);
  for (let i = 0; i < distances.length; i++) {
    let sum = 0;
    let shared = 0;
    for (let j = 0; j < width; j++) {
      const difference = (x[j] ?? 0) - (points[i * width + j] ?? 0);
      if (Number.isNaN(difference)) continue;
      sum += difference * difference;
      shared++;
    }
    distances[i] = shared === 0 ? Number.NaN : Math.sqrt((sum / shared) * width);
  }
  return distances;
}
