// The exponential function as pair-sums.wat computes it, step by step, so that both come to the same bits.

/** Has no bits behind the point, so that adding it rounds. */
const rounding = 1.5 * 2 ** 52;

/** ln 2 as the sum of two numbers, of which the first times a small whole number is exact. */
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const log2e = Math.LOG2E;

/** (e^r − 1 − r) / r² for |r| ≤ ln 2 / 2, from the highest power down, by interpolation at Chebyshev's points. */
const coefficients = Float64Array.of(
  2.510038549551032e-8,
  2.7620088445409746e-7,
  2.7557268459997064e-6,
  2.4801521295954376e-5,
  0.00019841269863053618,
  0.0013888888917213717,
  0.008333333333330062,
  0.04166666666662413,
  0.16666666666666669,
  0.5000000000000001,
);

/** 2^−1022 to 2^1023. */
const powers = new Float64Array(2046);
powers[1022] = 1;
for (let k = 1; k <= 1023; k++) powers[1022 + k] = (powers[1021 + k] ?? 0) * 2;
for (let k = 1; k <= 1022; k++) powers[1022 - k] = (powers[1023 - k] ?? 0) / 2;

/**
 * e^x for x ≤ 700, within 2⁻⁵¹ of it.
 *
 * @see pair-sums.wat `exponentials`
 */
export function exponential(x: number): number {
  if (Number.isNaN(x)) return x;
  // Below −1000 all is 0.
  const given = x < -1000 ? -1000 : x;
  const n = given * log2e + rounding - rounding;
  const r = given - n * ln2High - n * ln2Low;
  let q = coefficients[0] ?? 0;
  for (let k = 1; k < coefficients.length; k++) q = q * r + (coefficients[k] ?? 0);
  const power = 1 + (r + r * r * q);
  // 2ⁿ in two factors, so that what is too small for a normal number becomes a denormal one.
  const half = n * 0.5 + rounding - rounding;
  return power * (powers[1022 + half] ?? 0) * (powers[1022 + n - half] ?? 0);
}
