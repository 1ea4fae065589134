// The arrays of one model where kernels read them, in a few large pieces that are given back when the model is gone.

import { type KernelMemory, kernelMemory } from "./kernel-memory.ts";

export type NumberArray = Int32Array | Uint32Array | Float32Array | Float64Array;

/** An array, and where kernels find it. */
export interface Placed<A extends NumberArray> {
  readonly array: A;
  /** Its first byte in the kernels' memory; null where it lies outside. */
  readonly address: number | null;
}

interface Piece {
  readonly address: number;
  readonly bytes: number;
}

/** Small models take little, and large ones few pieces. */
const firstPiece = 2 ** 12;
const largestPiece = 2 ** 20;

const alignment = 16;

const forgotten = new FinalizationRegistry<{ memory: KernelMemory; pieces: readonly Piece[] }>(
  ({ memory, pieces }) => {
    for (const { address, bytes } of pieces) memory.release(address, bytes);
  },
);

/** Must be kept by whoever uses what it placed. */
export class ModelMemory {
  readonly #memory: KernelMemory | null;
  readonly #pieces: Piece[] = [];
  #free = 0;
  #end = 0;

  /** @param memory  null keeps everything outside */
  constructor(memory: KernelMemory | null = kernelMemory()) {
    this.#memory = memory;
    if (memory !== null) forgotten.register(this, { memory, pieces: this.#pieces });
  }

  /** The array where kernels read it; where there is no room, the array itself. It must not change any more. */
  place<A extends NumberArray>(array: A): Placed<A> {
    const address = this.#take(array.byteLength);
    if (address === null || this.#memory === null) return { array, address: null };
    const placed = viewLike(array, this.#memory.buffer, address);
    placed.set(array);
    return { array: placed, address };
  }

  #take(bytes: number): number | null {
    const size = Math.ceil(bytes / alignment) * alignment;
    if (this.#free + size > this.#end && !this.#grow(size)) return null;
    const address = this.#free;
    this.#free += size;
    return address;
  }

  #grow(size: number): boolean {
    const usual = Math.min(firstPiece * 2 ** this.#pieces.length, largestPiece);
    const bytes = Math.max(size, usual);
    const address = this.#memory?.reserve(bytes) ?? null;
    if (address === null) return false;
    this.#pieces.push({ address, bytes });
    this.#free = address;
    this.#end = address + bytes;
    return true;
  }
}

/** An array of the same kind and length over other memory. */
function viewLike<A extends NumberArray>(array: A, buffer: SharedArrayBuffer, address: number): A {
  const View = array.constructor as new (
    buffer: SharedArrayBuffer,
    start: number,
    length: number,
  ) => A;
  return new View(buffer, address, array.length);
}
