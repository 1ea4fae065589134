// Random numbers that repeat: the same seed gives the same numbers on every machine. They are not numpy's.
// @see Blackman & Vigna 2018, xoshiro128**; the seed is spread by splitmix32

export interface RandomNumbers {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, below). */
  integer(below: number): number;
}

/** A sequence of random numbers. @param seed  a whole number; 0 unless told */
export function randomNumbers(seed = 0): RandomNumbers {
  let spread = seed >>> 0;
  const part = (): number => {
    spread = (spread + 0x9e3779b9) | 0;
    let mixed = spread ^ (spread >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  let [a, b, c, d] = [part(), part(), part(), part()];
  const bits = (): number => {
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  // 53 bits: 27 and 26 of two draws.
  const next = (): number => ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) / 2 ** 53;
  return { next, integer: (below) => Math.floor(next() * below) };
}

/** 0 to n − 1 in random order. @see Fisher & Yates */
export function permutation(n: number, random: RandomNumbers): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const kept = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = kept;
  }
  return order;
}
