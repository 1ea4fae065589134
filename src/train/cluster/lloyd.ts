// Lloyd's algorithm: rows go to their nearest center, centers to the middle of their rows, until neither moves.

/** n × m numbers with weights. */
export interface WeighedPoints {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** n numbers of at least 0. */
  readonly weights: Float64Array;
}

export interface Clustering {
  /** Clusters × m. */
  readonly centers: Float64Array;
  readonly labels: Int32Array;
  /** The weighted sum of squared distances to the centers. */
  readonly inertia: number;
  readonly iterations: number;
}

/**
 * @param start  centers to begin with: clusters × m
 * @param stop   the squared way of all centers that is taken for none, and the most steps
 * @see sklearn/cluster/_kmeans.py `_kmeans_single_lloyd`
 */
export function lloyd(
  points: WeighedPoints,
  start: Float64Array,
  stop: { readonly tolerance: number; readonly maxIterations: number },
): Clustering {
  const labels = new Int32Array(points.rows).fill(-1);
  let centers = start;
  let iterations = 0;
  let isSettled = false;
  while (!isSettled && iterations < stop.maxIterations) {
    iterations++;
    const changed = assign(points, centers, labels);
    const moved = middles(points, centers, labels);
    let way = 0;
    for (let k = 0; k < moved.length; k++) way += ((moved[k] ?? 0) - (centers[k] ?? 0)) ** 2;
    centers = moved;
    isSettled = !changed;
    if (way <= stop.tolerance) break;
  }
  if (!isSettled) assign(points, centers, labels);
  return { centers, labels, inertia: inertiaOf(points, centers, labels), iterations };
}

/** Every row's nearest center, the first of several; tells whether any is another than before. */
function assign(points: WeighedPoints, centers: Float64Array, labels: Int32Array): boolean {
  const { data, rows, columns } = points;
  const count = centers.length / columns;
  const norms = new Float64Array(count);
  for (let k = 0; k < centers.length; k++) {
    const at = Math.floor(k / columns);
    norms[at] = (norms[at] ?? 0) + (centers[k] ?? 0) ** 2;
  }
  let changed = false;
  for (let i = 0; i < rows; i++) {
    const from = i * columns;
    let least = Number.POSITIVE_INFINITY;
    let nearest = 0;
    for (let c = 0; c < count; c++) {
      const to = c * columns;
      // Two sums at once, which do not wait for each other.
      let product = 0;
      let odd = 0;
      let j = 0;
      for (; j + 1 < columns; j += 2) {
        product += (data[from + j] ?? 0) * (centers[to + j] ?? 0);
        odd += (data[from + j + 1] ?? 0) * (centers[to + j + 1] ?? 0);
      }
      if (j < columns) product += (data[from + j] ?? 0) * (centers[to + j] ?? 0);
      product += odd;
      const distance = (norms[c] ?? 0) - 2 * product;
      if (distance < least) {
        least = distance;
        nearest = c;
      }
    }
    if (labels[i] !== nearest) changed = true;
    labels[i] = nearest;
  }
  return changed;
}

/** The means of the clusters; one without rows gets the row that is farthest from its center. */
function middles(points: WeighedPoints, centers: Float64Array, labels: Int32Array): Float64Array {
  const { data, rows, columns, weights } = points;
  const count = centers.length / columns;
  const sums = new Float64Array(centers.length);
  const totals = new Float64Array(count);
  for (let i = 0; i < rows; i++) {
    const label = labels[i] ?? 0;
    const weight = weights[i] ?? 1;
    totals[label] = (totals[label] ?? 0) + weight;
    for (let j = 0; j < columns; j++) {
      const at = label * columns + j;
      sums[at] = (sums[at] ?? 0) + weight * (data[i * columns + j] ?? 0);
    }
  }
  if (totals.includes(0)) relocate(points, centers, labels, { sums, totals });
  return sums.map((sum, at) => {
    const total = totals[Math.floor(at / columns)] ?? 0;
    return total > 0 ? sum / total : (centers[at] ?? 0);
  });
}

/** @see sklearn/cluster/_k_means_common.pyx `_relocate_empty_clusters_dense` */
function relocate(
  points: WeighedPoints,
  centers: Float64Array,
  labels: Int32Array,
  { sums, totals }: { readonly sums: Float64Array; readonly totals: Float64Array },
): void {
  const { data, columns, weights } = points;
  const distances = Float64Array.from(labels, (label, i) =>
    squaredDistance(data, i * columns, centers, label * columns, columns),
  );
  const farthest = [...distances.keys()].sort((a, b) => (distances[b] ?? 0) - (distances[a] ?? 0));
  let next = 0;
  for (const [empty, total] of totals.entries()) {
    const row = farthest[next++];
    // With fewer different rows than clusters some stay empty.
    if (total !== 0 || row === undefined) {
      next--;
      continue;
    }
    if (distances[row] === 0) return;
    const weight = weights[row] ?? 1;
    const old = labels[row] ?? 0;
    totals[empty] = weight;
    totals[old] = (totals[old] ?? 0) - weight;
    for (let j = 0; j < columns; j++) {
      const part = weight * (data[row * columns + j] ?? 0);
      sums[empty * columns + j] = part;
      sums[old * columns + j] = (sums[old * columns + j] ?? 0) - part;
    }
  }
}

function inertiaOf(points: WeighedPoints, centers: Float64Array, labels: Int32Array): number {
  const { data, columns, weights } = points;
  let inertia = 0;
  for (const [i, label] of labels.entries()) {
    const weight = weights[i] ?? 1;
    inertia += weight * squaredDistance(data, i * columns, centers, label * columns, columns);
  }
  return inertia;
}

/** Between row vectors of two arrays, which begin at `atA` and `atB`. */
export function squaredDistance(
  a: Float64Array,
  atA: number,
  b: Float64Array,
  atB: number,
  columns: number,
): number {
  let sum = 0;
  for (let j = 0; j < columns; j++) sum += ((a[atA + j] ?? 0) - (b[atB + j] ?? 0)) ** 2;
  return sum;
}
