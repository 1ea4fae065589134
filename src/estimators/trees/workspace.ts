// The part of the kernels' memory in which blocks of rows are computed; kept between calls, as long as it is not large.

import type { KernelMemory } from "../kernels/kernel-memory.ts";

export interface WorkspaceNeeds {
  /** Numbers of rows, and how many bytes each takes. */
  readonly numbers: number;
  /** Numbers of rows before they become tiles, up to 8 bytes each; 0 where they do not. */
  readonly staged: number;
  readonly numberBytes: 4 | 8;
  readonly leaves: number;
  readonly sums: number;
  /** Whether sums are float32. */
  readonly single: boolean;
}

/** An array, and where kernels find it. */
export interface Region<A> {
  readonly array: A;
  readonly address: number;
}

export interface OpenWorkspace {
  readonly rows: Region<Float32Array | Float64Array>;
  readonly stage: Region<Float32Array> & { readonly doubles: Float64Array };
  readonly leaves: Region<Int32Array>;
  readonly sums: Region<Float32Array | Float64Array>;
}

/** What a vector, or a node of no feature at all, may read behind the rows, bytes. */
const slack = 64;

export class Workspace {
  readonly #memory: KernelMemory;
  #address = 0;
  #bytes = 0;

  constructor(memory: KernelMemory) {
    this.#memory = memory;
  }

  /** Good until the next one is opened; null where there is no room. */
  open(needs: WorkspaceNeeds): OpenWorkspace | null {
    const { numbers, numberBytes, staged, leaves, sums, single } = needs;
    const stageBytes = aligned(staged * 8 + slack);
    const rowBytes = aligned(numbers * numberBytes + slack);
    const leafBytes = aligned(leaves * 4);
    const sumBytes = aligned(sums * 8);
    if (!this.#reserve(stageBytes + rowBytes + leafBytes + sumBytes)) return null;
    const { buffer } = this.#memory;
    const stage = this.#address;
    const rows = stage + stageBytes;
    const leafStart = rows + rowBytes;
    const sumStart = leafStart + leafBytes;
    const rowArray =
      numberBytes === 4
        ? new Float32Array(buffer, rows, numbers)
        : new Float64Array(buffer, rows, numbers);
    const sumArray = single
      ? new Float32Array(buffer, sumStart, sums)
      : new Float64Array(buffer, sumStart, sums);
    return {
      rows: { array: rowArray, address: rows },
      stage: {
        array: new Float32Array(buffer, stage, staged + slack / 4),
        doubles: new Float64Array(buffer, stage, staged),
        address: stage,
      },
      leaves: { array: new Int32Array(buffer, leafStart, leaves), address: leafStart },
      sums: { array: sumArray, address: sumStart },
    };
  }

  #reserve(bytes: number): boolean {
    if (bytes <= this.#bytes) return true;
    if (this.#bytes > 0) this.#memory.release(this.#address, this.#bytes);
    this.#bytes = 0;
    const address = this.#memory.reserve(bytes);
    if (address === null) return false;
    this.#address = address;
    this.#bytes = bytes;
    return true;
  }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}
