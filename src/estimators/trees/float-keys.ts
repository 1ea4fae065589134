// Float32 numbers as int32 keys of the same order, which are compared faster, and where NaN has a place.

const single = new Float32Array(1);
const bits = new Int32Array(single.buffer);

/** What NaN counts as: more than every number. */
export const missingKey: number = 2 ** 31 - 1;

/** The key of a float32: those below 0 are turned over, so that they count up too; −0 is 0. */
export function keyOf(x: number): number {
  if (Number.isNaN(x)) return missingKey;
  single[0] = x + 0;
  const pattern = bits[0] ?? 0;
  return pattern ^ ((pattern >> 31) & missingKey);
}

/** The number that a key stands for. */
export function floatOfKey(key: number): number {
  bits[0] = key ^ ((key >> 31) & missingKey);
  return single[0] ?? 0;
}

/**
 * The key of the largest float32 that is not above x: for a float32 y, y ≤ x exactly when its key is not above this
 * one. Nearest numbers would not do: a good half of all thresholds in trees are none of float32.
 *
 * @param x  not NaN
 */
export function keyNotAbove(x: number): number {
  const nearest = keyOf(Math.fround(x));
  return floatOfKey(nearest) > x ? nearest - 1 : nearest;
}

/** Rounded down to float32, as `keyNotAbove` does. */
export function floatNotAbove(x: number): number {
  return Math.fround(x) === x ? x : floatOfKey(belowZero(keyNotAbove(x)));
}

/** The float32 before x: for a float32 y, y < x exactly when y ≤ this one; NaN before −∞. */
export function floatBelow(x: number): number {
  return floatOfKey(belowZero(keyOf(x) - 1));
}

/** Between the keys of 0 and of the first number below it lies that of −0, which is 0 already. */
function belowZero(key: number): number {
  return key === -1 ? -2 : key;
}
