// The standard normal distribution: how much of it lies under a number, and the way back. Cephes' rational
// approximations, as scipy has them: right to about 1e-15.

/** exp(−2): between this and its complement the middle approximation holds. */
const middle = 0.1353352832366127;
/** Cephes' bound of exp. */
const largestPower = 709.782712893384;
const rootOf2Pi = 2.5066282746310007;

/**
 * The number under which this share of the distribution lies; −∞ for 0, ∞ for 1, NaN outside of [0, 1].
 *
 * @see scipy/special/cephes/ndtri.c `ndtri`
 */
export function normalQuantile(share: number): number {
  if (!(share > 0 && share < 1)) {
    if (share === 0) return -Infinity;
    return share === 1 ? Infinity : Number.NaN;
  }
  const upper = share > 1 - middle;
  const tail = upper ? 1 - share : share;
  if (tail > middle) {
    const y = tail - 0.5;
    const y2 = y * y;
    return (y + y * ((y2 * polynomial(y2, middleP)) / monic(y2, middleQ))) * rootOf2Pi;
  }
  const x = Math.sqrt(-2 * Math.log(tail));
  const z = 1 / x;
  const [p, q] = x < 8 ? [tailP, tailQ] : [farP, farQ];
  const distance = x - Math.log(x) / x - (z * polynomial(z, p)) / monic(z, q);
  return upper ? distance : -distance;
}

/**
 * The share of the distribution that lies under a number.
 *
 * @see scipy/special/cephes/ndtr.c `ndtr`
 */
export function normalShare(value: number): number {
  const x = value * Math.SQRT1_2;
  const z = Math.abs(x);
  if (z < 1) return 0.5 + 0.5 * errorFunction(x);
  const tail = 0.5 * complementaryError(z);
  return x > 0 ? 1 - tail : tail;
}

/** erf(x). @see scipy/special/cephes/ndtr.c `erf` */
export function errorFunction(x: number): number {
  if (Math.abs(x) > 1) return 1 - complementaryError(x);
  const z = x * x;
  return (x * polynomial(z, errorP)) / monic(z, errorQ);
}

/** 1 − erf(x), exact where that is tiny. @see scipy/special/cephes/ndtr.c `erfc` */
export function complementaryError(value: number): number {
  const x = Math.abs(value);
  if (x < 1) return 1 - errorFunction(value);
  if (x * x > largestPower) return value < 0 ? 2 : 0;
  const power = Math.exp(-value * value);
  const ratio =
    x < 8 ? polynomial(x, nearP) / monic(x, nearQ) : polynomial(x, distantP) / monic(x, distantQ);
  const tail = power * ratio;
  return value < 0 ? 2 - tail : tail;
}

/** Σ coefficient · x^power, the highest power first. */
function polynomial(x: number, coefficients: readonly number[]): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}

/** As `polynomial`, with a 1 before all coefficients. */
function monic(x: number, coefficients: readonly number[]): number {
  let sum = 1;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}

const middleP = [
  -59.96335010141079, 98.00107541859997, -56.67628574690703, 13.931260938727968,
  -1.2391658386738125,
];
const middleQ = [
  1.9544885833814176, 4.676279128988815, 86.36024213908905, -225.46268785411937, 200.26021238006066,
  -82.03722561683334, 15.90562251262117, -1.1833162112133,
];
const tailP = [
  4.0554489230596245, 31.525109459989388, 57.16281922464213, 44.08050738932008, 14.684956192885803,
  2.1866330685079025, -0.1402560791713545, -0.03504246268278482, -0.0008574567851546854,
];
const tailQ = [
  15.779988325646675, 45.39076351288792, 41.3172038254672, 15.04253856929075, 2.504649462083094,
  -0.14218292285478779, -0.03808064076915783, -0.0009332594808954574,
];
const farP = [
  3.2377489177694603, 6.915228890689842, 3.9388102529247444, 1.3330346081580755,
  0.20148538954917908, 0.012371663481782003, 0.00030158155350823543, 2.6580697468673755e-6,
  6.239745391849833e-9,
];
const farQ = [
  6.02427039364742, 3.6798356385616087, 1.3770209948908132, 0.21623699359449663,
  0.013420400608854318, 0.00032801446468212774, 2.8924786474538068e-6, 6.790194080099813e-9,
];
const errorP = [
  9.604973739870516, 90.02601972038427, 2232.005345946843, 7003.325141128051, 55592.30130103949,
];
const errorQ = [
  33.56171416475031, 521.3579497801527, 4594.323829709801, 22629.000061389095, 49267.39426086359,
];
const nearP = [
  2.461969814735305e-10, 0.5641895648310689, 7.463210564422699, 48.63719709856814,
  196.5208329560771, 526.4451949954773, 934.5285271719576, 1027.5518868951572, 557.5353353693994,
];
const nearQ = [
  13.228195115474499, 86.70721408859897, 354.9377788878199, 975.7085017432055, 1823.9091668790973,
  2246.3376081871097, 1656.6630919416134, 557.5353408177277,
];
const distantP = [
  0.5641895835477551, 1.275366707599781, 5.019050422511805, 6.160210979930536, 7.4097426995044895,
  2.9788666537210022,
];
const distantQ = [
  2.2605286322011726, 9.396035249380015, 12.048953980809666, 17.08144507475659, 9.608968090632859,
  3.369076451000815,
];
