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
  /** undefined until something is placed: most models need none. */
  #memory: KernelMemory | null | undefined;
  readonly #pieces: Piece[] = [];
  readonly #placed: number[] = [];
  #free = 0;
  #end = 0;

  /** @param memory  this thread's unless told; null keeps everything outside */
  constructor(memory?: KernelMemory | null) {
    this.#memory = memory;
  }

  /** A copy of the array where kernels read it; where there is no room, elsewhere. It must not be written to. */
  place<A extends NumberArray>(array: A): Placed<A> {
    return this.#copy(array) ?? { array: array.slice() as A, address: null };
  }

  /** As `place`, for an array that nobody else uses: it is empty afterwards, or is what is answered. */
  move<A extends NumberArray>(array: A): Placed<A> {
    const placed = this.#copy(array);
    if (placed === null) return { array, address: null };
    discard(array);
    return placed;
  }

  /** Room for numbers that are written to: no other thread has a part in it. Null where there is none. */
  lay(count: number): (Placed<Float64Array> & { readonly address: number }) | null {
    const memory = this.#opened();
    const address = memory === null ? null : this.#take(8 * count, memory);
    if (memory === null || address === null) return null;
    return { array: new Float64Array(memory.buffer, address, count), address };
  }

  /**
   * Room for an array that is written at once; then it is told to `keep`, or to `leave`.
   *
   * @param memory  that of who writes it
   * @returns       null where there is none, or the model's arrays lie in another memory
   */
  room(bytes: number, memory: KernelMemory): number | null {
    return this.#opened() === memory ? this.#take(bytes, memory) : null;
  }

  /** Keeps what was written into the room that was taken last. It must not be written to any more. */
  keep<A extends NumberArray>(array: A, room: number): Placed<A> {
    const offered = findOffered(array, array.buffer);
    if (offered !== null) this.leave(room);
    const address = offered ?? room;
    this.#placed.push(address, array.byteLength);
    return { array: offered === null ? array : viewLike(array, array.buffer, address), address };
  }

  /** Gives back the room that was taken last. */
  leave(room: number): void {
    this.#free = room;
  }

  #copy<A extends NumberArray>(array: A): Placed<A> | null {
    const memory = this.#opened();
    if (memory === null) return null;
    const offered = findOffered(array, memory.buffer);
    const address = offered ?? this.#take(array.byteLength, memory);
    if (address === null) return null;
    const placed = viewLike(array, memory.buffer, address);
    if (offered === null) placed.set(array);
    this.#placed.push(address, array.byteLength);
    return { array: placed, address };
  }

  /** What was placed: for each array its address and its length in bytes, for a thread that reads the same model. */
  get placed(): Float64Array {
    return Float64Array.from(this.#placed);
  }

  #opened(): KernelMemory | null {
    if (this.#memory === undefined) this.#memory = kernelMemory();
    return this.#memory;
  }

  #take(bytes: number, memory: KernelMemory): number | null {
    const size = Math.ceil(bytes / alignment) * alignment;
    if (this.#free + size > this.#end && !this.#grow(size, memory)) return null;
    const address = this.#free;
    this.#free += size;
    return address;
  }

  #grow(size: number, memory: KernelMemory): boolean {
    const usual = Math.min(firstPiece * 2 ** this.#pieces.length, largestPiece);
    const bytes = Math.max(size, usual);
    const address = memory.reserve(bytes);
    if (address === null) return false;
    if (this.#pieces.length === 0) forgotten.register(this, { memory, pieces: this.#pieces });
    this.#pieces.push({ address, bytes });
    this.#free = address;
    this.#end = address + bytes;
    return true;
  }
}

/** Arrays of one length that another thread placed, in its order. */
interface Offer {
  readonly addresses: number[];
  /** Which of them is likely the next one asked for: the same model is read in the same order. */
  next: number;
}

/** By length in bytes. */
const offers = new Map<number, Offer>();

/** Arrays that are compared with one before it is placed anew. */
const mostCompared = 8;

/**
 * Says what another thread, whose memory this one borrows, has placed and keeps: the same arrays are not placed again.
 *
 * @param placed  of the other thread's `ModelMemory`
 */
export function offerArrays(placed: Float64Array): void {
  for (let i = 0; i < placed.length; i += 2) {
    const bytes = placed[i + 1] ?? 0;
    const offer = offers.get(bytes) ?? { addresses: [], next: 0 };
    offer.addresses.push(placed[i] ?? 0);
    offers.set(bytes, offer);
  }
}

/** Where an array lies already that is equal to the last bit. */
function findOffered(array: NumberArray, buffer: ArrayBufferLike): number | null {
  const offer = offers.get(array.byteLength);
  if (offer === undefined) return null;
  const words = new Int32Array(array.buffer, array.byteOffset, array.byteLength / 4);
  const { addresses } = offer;
  for (let i = 0; i < Math.min(mostCompared, addresses.length); i++) {
    const at = (offer.next + i) % addresses.length;
    const address = addresses[at] ?? 0;
    if (!areEqual(words, new Int32Array(buffer, address, words.length))) continue;
    offer.next = at + 1;
    return address;
  }
  return null;
}

function areEqual(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * Gives an array's memory back at once; it has no elements any more. Large models make and leave so many that the
 * garbage collector, which does not see their size, comes late.
 */
export function discard({ buffer }: NumberArray | Uint8Array): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}

/** An array of the same kind and length over other memory. */
function viewLike<A extends NumberArray>(array: A, buffer: ArrayBufferLike, address: number): A {
  const View = array.constructor as new (
    buffer: ArrayBufferLike,
    start: number,
    length: number,
  ) => A;
  return new View(buffer, address, array.length);
}
