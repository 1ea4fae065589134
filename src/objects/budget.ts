// What one file has used of its limits so far, shared by all pickles inside of it.

import { type Limits, limitExceeded } from "../limits.ts";
import { KeyWatch } from "./key-watch.ts";

/** Estimated heap cost of Python's kinds as V8 holds them, bytes (measured on Node 24, rounded up). */
export const cost = {
  float: 56,
  tuple: 96,
  list: 32,
  /** What a list takes at once for its first element: room for seventeen. */
  firstElement: 152,
  /** One element of a list, tuple or set, or one memo entry, with the slack of growing arrays. */
  element: 16,
  dict: 184,
  /** One key with its value in a Map that doubles when it is full. */
  entry: 64,
  object: 160,
  /** A module and name that a file mentions first, with what is noted about it. */
  name: 460,
  text: 32,
} as const;

/** What our own values take beyond `object`, by their kind: an array has a dtype, a shape and views. */
const builtCosts: ReadonlyMap<string, number> = new Map([
  ["ndarray", 360],
  ["masked-ndarray", 440],
  ["sklearn-tree", 1800],
]);

/** What a value of ours takes beyond `cost.object`, estimated bytes. */
export function builtCost(kind: string): number {
  return builtCosts.get(kind) ?? 0;
}

export class Budget {
  readonly limits: Limits;
  readonly keyWatch: KeyWatch = new KeyWatch();
  readonly #deadline: number;
  #objects = 0;
  #memory = 0;
  #untilClock = 4096;

  constructor(limits: Limits, startedAt: number = performance.now()) {
    this.limits = limits;
    this.#deadline = startedAt + limits.timeMs;
  }

  /** When reading must be done, on `performance.now()`'s clock. */
  get deadline(): number {
    return this.#deadline;
  }

  /**
   * Counts one new object of about `bytes` bytes.
   *
   * @throws LIMIT_EXCEEDED `objects` or `memoryBytes`
   */
  spend(bytes: number): void {
    const { limits } = this;
    if (++this.#objects > limits.objects) throw limitExceeded(limits, "objects");
    this.#memory += bytes;
    if (this.#memory > limits.memoryBytes) throw limitExceeded(limits, "memoryBytes");
  }

  /** Counts about `bytes` bytes more of what is there already. @throws LIMIT_EXCEEDED `memoryBytes` */
  grow(bytes: number): void {
    this.#memory += bytes;
    if (this.#memory > this.limits.memoryBytes) throw limitExceeded(this.limits, "memoryBytes");
  }

  /** Counts one step; looks at the clock every few thousand. @throws LIMIT_EXCEEDED `timeMs` */
  step(): void {
    if (--this.#untilClock > 0) return;
    this.#untilClock = 4096;
    this.checkTime();
  }

  /** @throws LIMIT_EXCEEDED `timeMs` */
  checkTime(): void {
    if (performance.now() > this.#deadline) throw limitExceeded(this.limits, "timeMs");
  }
}
