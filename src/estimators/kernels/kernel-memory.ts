// The memory that kernels compute in: one for the process, which threads can share, handed out in pieces. What does
// not fit, or what the system refuses, stays outside, where plain JavaScript computes the same.

import { pageBytes, type WasmMemory, webAssembly } from "../../bytes/web-assembly.ts";
import { FreeRanges } from "./free-ranges.ts";

/** Addresses are 32 bits wide; the last page stays free, so that no sum of an address and a small offset wraps. */
const mostPages = 65_535;

/** A part of the memory that another thread hands out; all of it can be read there. */
export interface LentMemory {
  readonly memory: WasmMemory;
  readonly start: number;
  readonly bytes: number;
}

/** Pieces begin where vectors and cache lines do. */
const alignment = 64;

export class KernelMemory {
  readonly #memory: WasmMemory;
  readonly #free = new FreeRanges();
  /** The first byte that was never handed out; address 0 never is. */
  #top: number;
  readonly #limit: number;

  constructor(memory: WasmMemory, lent?: Omit<LentMemory, "memory">) {
    this.#memory = memory;
    this.#top = lent?.start ?? alignment;
    this.#limit = lent === undefined ? mostPages * pageBytes : lent.start + lent.bytes;
  }

  /** What a kernel's instance imports. */
  get imported(): WasmMemory {
    return this.#memory;
  }

  /** All of it, as it is now; views that were taken before it grew stay valid. */
  get buffer(): SharedArrayBuffer {
    return this.#memory.buffer;
  }

  /**
   * A piece of memory, of whatever content.
   *
   * @param bytes  0 or more
   * @returns      its address, a multiple of 64; null where there is no room
   */
  reserve(bytes: number): number | null {
    const size = roundUp(bytes);
    const reused = this.#free.take(size);
    if (reused !== null) return reused;
    const address = this.#top;
    const end = address + size;
    if (end > this.#limit) return null;
    const missing = end - this.#memory.buffer.byteLength;
    if (missing > 0) {
      try {
        this.#memory.grow(Math.ceil(missing / pageBytes));
      } catch {
        return null;
      }
    }
    this.#top = end;
    return address;
  }

  /** Gives back what `reserve` gave. */
  release(address: number, bytes: number): void {
    this.#free.add(address, roundUp(bytes));
  }
}

function roundUp(bytes: number): number {
  return Math.max(alignment, Math.ceil(bytes / alignment) * alignment);
}

/**
 * A part of this thread's memory for another one, which sees all of it; to be given back when that thread has ended.
 *
 * @returns null where there is none, or no room
 */
export function lendKernelMemory(bytes: number): LentMemory | null {
  const memory = kernelMemory();
  const start = memory?.reserve(bytes) ?? null;
  return memory === null || start === null ? null : { memory: memory.imported, start, bytes };
}

/** Takes back what was lent. */
export function takeBackKernelMemory({ start, bytes }: LentMemory): void {
  kernelMemory()?.release(start, bytes);
}

/** Makes another thread's memory this one's; to be called before anything asks for it. */
export function borrowKernelMemory({ memory, start, bytes }: LentMemory): void {
  own = new KernelMemory(memory, { start, bytes });
}

let own: KernelMemory | null | undefined;

/** This thread's memory; null where there is no WebAssembly, or no room for it. */
export function kernelMemory(): KernelMemory | null {
  if (own !== undefined) return own;
  own = null;
  try {
    if (webAssembly !== null) {
      const options = { initial: 1, maximum: mostPages + 1, shared: true } as const;
      own = new KernelMemory(new webAssembly.Memory(options));
    }
  } catch {
    // The system keeps address space from us: everything runs in plain JavaScript.
  }
  return own;
}
