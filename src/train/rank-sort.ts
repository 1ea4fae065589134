// Sorts the samples of a node by the ranks of one column: by insertion where they are few, else digit by digit.
// @see Knuth, The Art of Computer Programming 3, 5.2.5 (radix sorting)

/** Nodes up to this size are sorted by insertion. */
const few = 48;

/** Bits of a pass's digit. */
const mostBits = 11;

/** Sorts again and again without new memory. */
export class RankSorter {
  /** The ranks to sort; sorted afterwards. */
  keys: Int32Array;
  /** Afterwards: where the key at a place stood before. */
  positions: Int32Array;
  #otherKeys: Int32Array;
  #otherPositions: Int32Array;
  readonly #counts = new Int32Array(2 ** mostBits);

  /** @param size  the most keys there will be */
  constructor(size: number) {
    this.keys = new Int32Array(size);
    this.positions = new Int32Array(size);
    this.#otherKeys = new Int32Array(size);
    this.#otherPositions = new Int32Array(size);
  }

  /** Sorts the first n keys, which lie between `low` and `high`. Equal keys keep their order. */
  sort(n: number, low: number, high: number): void {
    const { positions } = this;
    for (let k = 0; k < n; k++) positions[k] = k;
    if (n <= few) {
      insertionSort(this.keys, positions, n);
      return;
    }
    const bits = 32 - Math.clz32(high - low);
    // As few passes as there can be, and each of them over as few digits.
    const passes = Math.ceil(bits / mostBits);
    const passBits = Math.ceil(bits / passes);
    for (let pass = 0; pass < passes; pass++) this.#pass(n, low, pass * passBits, passBits);
  }

  #pass(n: number, low: number, shift: number, bits: number): void {
    const counts = this.#counts;
    const { keys, positions } = this;
    const [toKeys, toPositions] = [this.#otherKeys, this.#otherPositions];
    const mask = (1 << bits) - 1;
    counts.fill(0, 0, mask + 1);
    for (let k = 0; k < n; k++) {
      const digit = (((keys[k] ?? 0) - low) >> shift) & mask;
      counts[digit] = (counts[digit] ?? 0) + 1;
    }
    let before = 0;
    for (let digit = 0; digit <= mask; digit++) {
      const count = counts[digit] ?? 0;
      counts[digit] = before;
      before += count;
    }
    for (let k = 0; k < n; k++) {
      const key = keys[k] ?? 0;
      const digit = ((key - low) >> shift) & mask;
      const to = counts[digit] ?? 0;
      counts[digit] = to + 1;
      toKeys[to] = key;
      toPositions[to] = positions[k] ?? 0;
    }
    this.keys = toKeys;
    this.positions = toPositions;
    this.#otherKeys = keys;
    this.#otherPositions = positions;
  }
}

function insertionSort(keys: Int32Array, positions: Int32Array, n: number): void {
  for (let k = 1; k < n; k++) {
    const key = keys[k] ?? 0;
    const position = positions[k] ?? 0;
    let to = k;
    while (to > 0 && (keys[to - 1] ?? 0) > key) {
      keys[to] = keys[to - 1] ?? 0;
      positions[to] = positions[to - 1] ?? 0;
      to--;
    }
    keys[to] = key;
    positions[to] = position;
  }
}
