// A model for a thread: loaded once more from the same bytes, but with its large arrays where they are already.

import {
  borrowKernelMemory,
  type LentMemory,
  lendKernelMemory,
  takeBackKernelMemory,
} from "../../estimators/kernels/kernel-memory.ts";
import { type ModelMemory, offerArrays } from "../../estimators/kernels/model-memory.ts";
import type { LoadedModel } from "../loaded-model.ts";
import { loadOrigin } from "../model.ts";
import type { ModelOrigin } from "../prediction.ts";

/** Values that can be sent to a thread. The model must be kept as long as the thread lives. */
export interface SharedModel {
  readonly origin: ModelOrigin;
  /** Memory for the thread's own arrays; null where there is nothing to share. */
  readonly lent: LentMemory | null;
  /** The arrays that are there already: addresses and lengths. */
  readonly placed: Float64Array;
}

/** What a thread computes in, bytes: reserved, and taken from the system only as far as it is used. */
const threadBytes = 2 ** 26;

/** The origin with its bytes where threads read them without a copy of their own. */
export function sharedOrigin(origin: ModelOrigin): ModelOrigin {
  const files = origin.files.map(({ name, bytes }) => ({ name, bytes: sharedBytes(bytes) }));
  return { ...origin, files };
}

function sharedBytes(bytes: Uint8Array): Uint8Array {
  if (bytes.buffer instanceof SharedArrayBuffer) return bytes;
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}

/** @param origin  of `sharedOrigin` */
export function shareModel(origin: ModelOrigin, arrays: ModelMemory | undefined): SharedModel {
  const placed = arrays?.placed ?? new Float64Array(0);
  const lent = placed.length === 0 ? null : lendKernelMemory(threadBytes);
  return { origin, lent, placed };
}

/** To be called when the thread has ended. */
export function takeBackModel({ lent }: SharedModel): void {
  if (lent !== null) takeBackKernelMemory(lent);
}

/** In the thread, which has nothing to do with any other model. */
export function loadShared({ origin, lent, placed }: SharedModel): Promise<LoadedModel> {
  if (lent !== null) {
    borrowKernelMemory(lent);
    offerArrays(placed);
  }
  return loadOrigin(origin);
}
