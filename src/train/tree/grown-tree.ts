// A tree while it grows: its nodes as columns of numbers.

/** A node when it is added. */
export interface NewNode {
  /** −1 for the root. */
  readonly parent: number;
  readonly isLeft: boolean;
  readonly impurity: number;
  /** How many samples it has, and what they weigh. */
  readonly samples: number;
  readonly weight: number;
}

/** Where a node splits its samples. */
export interface NodeSplit {
  readonly feature: number;
  readonly threshold: number;
  /** Where a sample goes whose number is missing: to the side that had more. */
  readonly missingGoLeft: boolean;
}

/** Nodes in the order in which scikit-learn numbers them; a leaf has no children (−1), feature and threshold (−2). */
export class GrownTree {
  /** Numbers of a node's value. */
  readonly width: number;
  maxDepth = 0;
  nodeCount = 0;
  /** left, right, feature, samples: four a node. */
  links: Int32Array<ArrayBuffer> = new Int32Array(4 * 64);
  /** threshold, impurity, weight: three a node. */
  numbers: Float64Array<ArrayBuffer> = new Float64Array(3 * 64);
  /** 1 where missing numbers go left. */
  missing: Uint8Array<ArrayBuffer> = new Uint8Array(64);
  values: Float64Array<ArrayBuffer>;

  constructor(width: number) {
    this.width = width;
    this.values = new Float64Array(64 * width);
  }

  /** Adds a leaf. @returns its number */
  add({ parent, isLeft, impurity, samples, weight }: NewNode): number {
    const node = this.nodeCount++;
    if (node >= this.missing.length) this.#resize(2 * this.missing.length);
    const { links, numbers } = this;
    if (parent >= 0) links[4 * parent + (isLeft ? 0 : 1)] = node;
    links[4 * node] = -1;
    links[4 * node + 1] = -1;
    links[4 * node + 2] = -2;
    links[4 * node + 3] = samples;
    numbers[3 * node] = -2;
    numbers[3 * node + 1] = impurity;
    numbers[3 * node + 2] = weight;
    return node;
  }

  /** Makes a leaf an inner node, whose children come next. */
  divide(node: number, { feature, threshold, missingGoLeft }: NodeSplit): void {
    this.links[4 * node + 2] = feature;
    this.numbers[3 * node] = threshold;
    this.missing[node] = missingGoLeft ? 1 : 0;
  }

  /** Gives back memory that was kept for more nodes. */
  finish(): this {
    this.#resize(this.nodeCount);
    return this;
  }

  #resize(capacity: number): void {
    this.links = resized(this.links, new Int32Array(4 * capacity));
    this.numbers = resized(this.numbers, new Float64Array(3 * capacity));
    this.missing = resized(this.missing, new Uint8Array(capacity));
    this.values = resized(this.values, new Float64Array(this.width * capacity));
  }
}

function resized<T extends Int32Array | Float64Array | Uint8Array>(from: T, to: T): T {
  to.set(from.subarray(0, to.length));
  return to;
}
