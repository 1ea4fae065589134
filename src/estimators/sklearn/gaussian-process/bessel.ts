// The gamma function and the modified Bessel function of the second kind, which Matérn kernels of any
// smoothness are made of.

/** Coefficients of z, z², … in the series of 1 / Γ(z). @see Abramowitz and Stegun, 6.1.34 */
const reciprocalGamma = [
  1, 0.5772156649015329, -0.6558780715202538, -0.0420026350340952, 0.1665386113822915,
  -0.0421977345555443, -0.009621971527877, 0.007218943246663, -0.0011651675918591,
  -0.0002152416741149, 0.0001280502823882, -0.0000201348547807, -0.0000012504934821,
  0.000001133027232, -2.056338417e-7, 6.116095e-9, 5.0020075e-9, -1.1812746e-9, 1.043427e-10,
  7.7823e-12, -3.6968e-12, 5.1e-13, -2.06e-14, -5.4e-15, 1.4e-15,
];

/** 1 / Γ(1 + z) for |z| ≤ ½, and its parts: `even(z²) + z · odd(z²)`. */
function reciprocalParts(square: number): { readonly even: number; readonly odd: number } {
  let even = 0;
  let odd = 0;
  for (let k = reciprocalGamma.length - 1; k >= 0; k--) {
    const coefficient = reciprocalGamma[k] ?? 0;
    if (k % 2 === 0) even = even * square + coefficient;
    else odd = odd * square + coefficient;
  }
  return { even, odd };
}

/** Γ(x) for 0 < x ≤ 171, as Γ(x + 1) = x · Γ(x) leads there from around 1. */
export function gammaFunction(x: number): number {
  const steps = Math.round(x) - 1;
  const z = x - 1 - steps;
  const { even, odd } = reciprocalParts(z * z);
  let product = 1 / (even + z * odd);
  for (let k = 1; k <= steps; k++) product *= z + k;
  return steps < 0 ? product / x : product;
}

const epsilon = 2.220446049250313e-16;
/** Both methods settle long before this, wherever they are used. */
const maxTerms = 10_000;

/** Two neighbours: of the orders μ and μ + 1. */
type Pair = readonly [number, number];

/**
 * K_ν(x) for x > 0 and ν > 0: of an order within ±½ first, then up by its recurrence, which is stable.
 *
 * @see N. M. Temme, On the numerical evaluation of the modified Bessel function of the third kind (1975)
 */
export function besselK(order: number, x: number): number {
  const steps = Math.round(order);
  const mu = order - steps;
  let [below, value] = x <= 2 ? seriesPair(mu, x) : fractionPair(mu, x);
  for (let k = 1; k <= steps; k++) {
    [below, value] = [value, ((2 * (mu + k)) / x) * value + below];
  }
  return below;
}

/** Temme's series, for x up to 2. */
function seriesPair(mu: number, x: number): Pair {
  const square = mu * mu;
  const { even, odd } = reciprocalParts(square);
  const log = Math.log(2 / x);
  const angle = Math.PI * mu;
  const scale = Math.abs(angle) < epsilon ? 1 : angle / Math.sin(angle);
  const growth = mu * log;
  const slope = Math.abs(growth) < epsilon ? 1 : Math.sinh(growth) / growth;
  let term = scale * (-odd * Math.cosh(growth) + even * slope * log);
  let p = (0.5 * Math.exp(growth)) / (even + mu * odd);
  let q = (0.5 * Math.exp(-growth)) / (even - mu * odd);
  let power = 1;
  let sum = term;
  let nextSum = p;
  for (let k = 1; k < maxTerms; k++) {
    term = (k * term + p + q) / (k * k - square);
    power *= (x * x) / 4 / k;
    p /= k - mu;
    q /= k + mu;
    const change = power * term;
    sum += change;
    nextSum += power * (p - k * term);
    if (Math.abs(change) < Math.abs(sum) * epsilon) break;
  }
  return [sum, (nextSum * 2) / x];
}

/** Steed's continued fraction, for x above 2. */
function fractionPair(mu: number, x: number): Pair {
  const first = 0.25 - mu * mu;
  let b = 2 * (1 + x);
  let d = 1 / b;
  let step = d;
  let h = d;
  let [before, last] = [0, 1];
  let q = first;
  let c = first;
  let a = -first;
  let sum = 1 + q * step;
  for (let k = 2; k < maxTerms; k++) {
    a -= 2 * (k - 1);
    c = (-a * c) / k;
    [before, last] = [last, (before - b * last) / a];
    q += c * last;
    b += 2;
    d = 1 / (b + a * d);
    step = (b * d - 1) * step;
    h += step;
    const change = q * step;
    sum += change;
    if (Math.abs(change / sum) < epsilon) break;
  }
  const value = (Math.sqrt(Math.PI / (2 * x)) * Math.exp(-x)) / sum;
  return [value, (value * (mu + x + 0.5 - first * h)) / x];
}
