// The digamma function, the derivative of log Γ.

/** From here on the asymptotic series is exact to the last bit or two. */
const large = 10;

/** Bernoulli numbers over twice the power that they stand at: B₂ₙ / 2n. */
const series = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12];

/** ψ(x) for x > 0. @see scipy.special.digamma */
export function digamma(x: number): number {
  let shift = 0;
  let y = x;
  for (; y < large; y++) shift += 1 / y;
  const inverse = 1 / (y * y);
  let tail = 0;
  for (const term of series.toReversed()) tail = (tail + term) * inverse;
  return Math.log(y) - 0.5 / y - tail - shift;
}
