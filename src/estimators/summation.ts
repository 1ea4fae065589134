// Sums in numpy's order, where scikit-learn's answers depend on it to the last bit.

const unrolled = 8;
const blockSize = 128;

/**
 * The sum of `count` numbers that lie `stride` apart, rounded as numpy rounds it: eight running sums
 * in blocks of 128, halves of longer stretches apart.
 *
 * @see numpy/core/src/umath/loops_utils.h.src `pairwise_sum`
 */
export function pairwiseSum(data: Float64Array, start: number, count: number, stride = 1): number {
  if (count < unrolled) {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += data[start + i * stride] ?? 0;
    return sum;
  }
  if (count > blockSize) {
    let half = count >> 1;
    half -= half % unrolled;
    return (
      pairwiseSum(data, start, half, stride) +
      pairwiseSum(data, start + half * stride, count - half, stride)
    );
  }
  const sums = new Float64Array(unrolled);
  const whole = count - (count % unrolled);
  for (let i = 0; i < whole; i += unrolled) {
    for (let j = 0; j < unrolled; j++)
      sums[j] = (sums[j] ?? 0) + (data[start + (i + j) * stride] ?? 0);
  }
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = sums;
  let sum = a + b + (c + d) + (e + f + (g + h));
  for (let i = whole; i < count; i++) sum += data[start + i * stride] ?? 0;
  return sum;
}
