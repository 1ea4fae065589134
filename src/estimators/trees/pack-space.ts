// The part of the kernels' memory in which a tree is checked and laid out: a job for kernels/tree-pack.wat, and room for
// what it reads and writes. Records come through a window, so that room is needed for nodes, and not for the file's bytes.

import type { KernelMemory } from "../kernels/kernel-memory.ts";

/** Words of a job, as tree-pack.wat has them. */
export const jobWords = {
  count: 0,
  features: 1,
  step: 2,
  left: 3,
  right: 4,
  feature: 5,
  threshold: 6,
  missing: 7,
  leaf: 8,
  set: 9,
  wide: 10,
  wideFeature: 11,
  width: 12,
  saidStep: 13,
  nodes: 14,
  places: 15,
  values: 16,
  seen: 17,
  stack: 18,
  stackEnd: 19,
  first: 20,
  last: 21,
  records: 22,
  said: 23,
  top: 24,
  free: 25,
  leaves: 26,
  deepest: 27,
  depths: 28,
  leafNodes: 30,
  wanted: 31,
  leafDepths: 32,
} as const;

const jobBytes = 136;

/** Of one node that waits: itself, its place, its depth. */
export const entryBytes = 12;

/** Nodes that wait: one per step to the deepest leaf. Trees that are deeper than this are for JavaScript. */
const mostWaiting = 4096;

/** What passes through the window at once, bytes; more only where one node has more. */
const windowBytes = 2 ** 18;

/** What is kept for the next model, bytes. */
const mostKept = 2 ** 22;

/** Trees are mostly of a size; the first ones need not be the largest. Room for leaves of so many nodes, if it is small. */
const usualCount = 512;

export interface PackNeeds {
  /** Nodes. */
  readonly count: number;
  /** Numbers that a leaf says. */
  readonly width: number;
  /** Bytes of a node's record; and of its numbers, where they do not lie in the record. */
  readonly recordBytes: number;
  readonly numberBytes: number;
}

/** Parts of the kernels' memory, and where they lie: room for what was needed at least. */
export interface OpenPackSpace {
  readonly address: number;
  readonly job: Int32Array;
  /** `job[jobWords.depths]`. */
  readonly depths: Float64Array;
  /** A byte per node. */
  readonly seen: Uint8Array;
  /** The first entry of the stack. */
  readonly root: Int32Array;
  /** Records that the windows have room for. */
  readonly windowNodes: number;
  readonly records: PackWindow;
  readonly numbers: PackWindow;
}

export interface PackWindow {
  /** 8 bytes more than its records take, so that they can lie as they do in words of the file. */
  readonly bytes: Uint8Array;
  readonly address: number;
}

export class PackSpace {
  readonly #memory: KernelMemory;
  #address = 0;
  #bytes = 0;
  /** What was opened last, and what for. */
  #open: (OpenPackSpace & { readonly needs: PackNeeds }) | null = null;

  constructor(memory: KernelMemory) {
    this.#memory = memory;
  }

  /**
   * Good until another one is opened, and for as long as nobody waits for anything. The job knows where its parts are.
   *
   * @returns null where there is no room
   */
  open(needs: PackNeeds): OpenPackSpace | null {
    const known = this.#open;
    if (known !== null && hasRoom(known.needs, needs)) return known;
    this.#open = null;
    const { width, recordBytes, numberBytes } = needs;
    const count = Math.max(
      needs.count,
      Math.min(usualCount, Math.floor(windowBytes / (8 * width))),
    );
    const windowNodes = Math.max(1, Math.floor(windowBytes / (recordBytes + numberBytes)));
    const shown = Math.min(count, windowNodes);
    const mostLeaves = (count + 1) >> 1;
    const sizes = [
      jobBytes,
      8 * width * mostLeaves,
      4 * mostLeaves,
      4 * mostLeaves,
      4 * mostLeaves,
      entryBytes * mostWaiting,
      count,
      recordBytes * shown + 8,
      numberBytes * shown + 8,
    ];
    const starts: number[] = [];
    const bytes = sizes.reduce((start, size) => {
      starts.push(start);
      return start + Math.ceil(size / 64) * 64;
    }, 0);
    if (!this.#reserve(bytes)) return null;
    const [
      job = 0,
      values = 0,
      places = 0,
      leafNodes = 0,
      leafDepths = 0,
      stack = 0,
      seen = 0,
      records = 0,
      numbers = 0,
    ] = starts.map((start) => this.#address + start);
    const { buffer } = this.#memory;
    const words = new Int32Array(buffer, job, jobBytes / 4);
    words[jobWords.values] = values;
    words[jobWords.places] = places;
    words[jobWords.leafNodes] = leafNodes;
    words[jobWords.leafDepths] = leafDepths;
    words[jobWords.stack] = stack;
    words[jobWords.stackEnd] = stack + entryBytes * mostWaiting;
    words[jobWords.seen] = seen;
    const windowAt = (address: number, size: number): PackWindow => ({
      bytes: new Uint8Array(buffer, address, size * shown + 8),
      address,
    });
    this.#open = {
      needs: { ...needs, count },
      address: job,
      job: words,
      depths: new Float64Array(buffer, job + 4 * jobWords.depths, 1),
      seen: new Uint8Array(buffer, seen, count),
      root: new Int32Array(buffer, stack, entryBytes / 4),
      windowNodes: shown,
      records: windowAt(records, recordBytes),
      numbers: windowAt(numbers, numberBytes),
    };
    return this.#open;
  }

  #reserve(bytes: number): boolean {
    if (bytes <= this.#bytes) return true;
    this.#release();
    const address = this.#memory.reserve(bytes);
    if (address === null) return false;
    this.#address = address;
    this.#bytes = bytes;
    // A model is read in one go: by then it is done, or was refused.
    if (bytes > mostKept) queueMicrotask(() => this.#release());
    return true;
  }

  #release(): void {
    if (this.#bytes > 0) this.#memory.release(this.#address, this.#bytes);
    this.#bytes = 0;
    this.#open = null;
  }
}

function hasRoom(known: PackNeeds, needs: PackNeeds): boolean {
  return (
    needs.count <= known.count &&
    needs.width === known.width &&
    needs.recordBytes === known.recordBytes &&
    needs.numberBytes === known.numberBytes
  );
}
