// What reading a model file may cost. Every limit is a number with a name, a default and an error.

import { PicklejarError } from "./errors.ts";

/** Budgets for reading one model file. All are upper bounds, inclusive. */
export interface Limits {
  /** Size of the file as it lies on disk, bytes. */
  readonly fileBytes: number;
  /** Size after decompression, all members together, bytes. */
  readonly inflatedBytes: number;
  /** Objects that the pickle may create, and entries of its memo. */
  readonly objects: number;
  /**
   * Memory that the pickle's objects may take, estimated, bytes; and, apart from that, what its estimators take
   * beyond the file's own bytes. Arrays that are views of the file are not counted.
   */
  readonly memoryBytes: number;
  /** Values on the pickle machine's stack at once. */
  readonly stack: number;
  /** Open marks at once. */
  readonly marks: number;
  /** Estimators nested in estimators. */
  readonly estimatorDepth: number;
  /** Wall-clock time for reading, milliseconds. */
  readonly timeMs: number;
}

export const defaultLimits: Limits = {
  fileBytes: 512 * 2 ** 20,
  // With Node itself and the last step of growth, the process stays under 512 MB.
  inflatedBytes: 384 * 2 ** 20,
  objects: 20_000_000,
  memoryBytes: 256 * 2 ** 20,
  stack: 1_000_000,
  marks: 100_000,
  estimatorDepth: 64,
  timeMs: 60_000,
};

/** Throws when a budget is overdrawn. @throws LIMIT_EXCEEDED naming the limit to raise */
export function checkLimit(limits: Limits, name: keyof Limits, used: number): void {
  if (used > limits[name]) throw limitExceeded(limits, name);
}

export function limitExceeded(limits: Limits, name: keyof Limits): PicklejarError {
  return new PicklejarError("LIMIT_EXCEEDED", { limit: name, value: limits[name] });
}
