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

/** The numbers that keys stand for; the keys are overwritten. */
export function floatsOfKeys(keys: Int32Array<ArrayBuffer>): Float32Array {
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? 0;
    keys[i] = key ^ ((key >> 31) & missingKey);
  }
  return new Float32Array(keys.buffer);
}

/** Below the keys of all numbers. */
const lowestKey = -(2 ** 31);

/**
 * For each number the key of the largest float32 that is not above it: for a float32 y, y ≤ x exactly when its key
 * is not above this one. The nearest float32 would not do: a good half of all thresholds in trees are none. NaN, which
 * nothing is below, has the lowest key.
 */
export function keysNotAbove(numbers: Float32Array | Float64Array): Int32Array {
  const singles = new Float32Array(numbers);
  const keys = new Int32Array(singles.buffer);
  for (let i = 0; i < keys.length; i++) {
    const nearest = singles[i] ?? 0;
    const pattern = keys[i] ?? 0;
    const key = nearest === 0 ? 0 : pattern ^ ((pattern >> 31) & missingKey);
    const x = numbers[i] ?? 0;
    if (nearest > x) keys[i] = key - 1;
    else keys[i] = nearest <= x ? key : lowestKey;
  }
  return keys;
}

/** The float32 before x: for a float32 y, y < x exactly when y ≤ this one; NaN before −∞. */
export function floatBelow(x: number): number {
  return floatOfKey(belowZero(keyOf(x) - 1));
}

/** Between the keys of 0 and of the first number below it lies that of −0, which is 0 already. */
function belowZero(key: number): number {
  return key === -1 ? -2 : key;
}
