// B-splines: bumps of a given degree over a row of knots, of which degree + 1 are not zero at any place.

export interface BSpline {
  /** Rising; at least 2 · (degree + 1). */
  readonly knots: Float64Array;
  readonly degree: number;
}

/**
 * The number of the first spline that is not zero at x; beyond the base interval the outermost one inside.
 *
 * @see scipy/interpolate/src/__fitpack.cc `_find_interval`
 */
export function firstSpline({ knots, degree }: BSpline, x: number): number {
  const last = knots.length - degree - 2;
  let low = degree;
  let high = last;
  // The largest interval that begins at or before x.
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (x >= (knots[middle] ?? 0)) low = middle;
    else high = middle - 1;
  }
  return low - degree;
}

/**
 * The degree + 1 splines that are not zero at x, or their slopes.
 *
 * @param first  of `firstSpline`
 * @param order  0 for the values, 1 for the slopes
 * @see scipy/interpolate/src/__fitpack.cc `_deBoor_D`
 */
export function splineValues(
  spline: BSpline,
  x: number,
  first: number,
  order: 0 | 1,
): Float64Array {
  const { knots, degree } = spline;
  const interval = first + degree;
  const values = new Float64Array(degree + 1);
  const former = new Float64Array(degree + 1);
  values[0] = 1;
  for (let j = 1; j <= degree; j++) {
    const isSlope = j > degree - order;
    former.set(values);
    values[0] = 0;
    for (let n = 1; n <= j; n++) {
      const right = knots[interval + n] ?? 0;
      const left = knots[interval + n - j] ?? 0;
      if (right === left) {
        values[n] = 0;
        continue;
      }
      const before = values[n - 1] ?? 0;
      const share = ((isSlope ? j : 1) * (former[n - 1] ?? 0)) / (right - left);
      values[n - 1] = isSlope ? before - share : before + share * (right - x);
      values[n] = isSlope ? share : share * (x - left);
    }
  }
  if (order > degree) values.fill(0);
  return values;
}
