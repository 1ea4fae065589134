// Memory that goes to and fro between threads. What is sent and let go of each time is only found by a long collection:
// V8 counts its bytes, and collects the whole heap for them.

/** Less than this is not worth a copy, bytes. */
const leastBytes = 2 ** 14;

/** New memory is of whole steps, so that it serves other parts as well. */
const stepBytes = 2 ** 16;

/** More pieces than this are never kept. */
export const mostPieces: number = 8;

export class SpareMemory {
  #free: ArrayBuffer[] = [];

  /** Takes memory that is free again. */
  add(buffers: readonly ArrayBuffer[]): void {
    const useful = buffers.filter(({ byteLength }) => byteLength >= stepBytes);
    this.#free.push(...useful.slice(0, mostPieces - this.#free.length));
  }

  /** The same bytes in memory that may be given away. */
  move(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    if (bytes.length < leastBytes) return bytes;
    const found = this.#free.findIndex(({ byteLength }) => byteLength >= bytes.length);
    const [spare] = found < 0 ? [] : this.#free.splice(found, 1);
    // What is too small now is likely too small again.
    if (spare === undefined) this.#free.shift();
    const size = Math.ceil(bytes.length / stepBytes) * stepBytes;
    const moved = new Uint8Array(spare ?? new ArrayBuffer(size), 0, bytes.length);
    moved.set(bytes);
    return moved;
  }

  clear(): void {
    this.#free = [];
  }
}
