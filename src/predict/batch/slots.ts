// How many batches may run at once; the models of one app share them.

import { PicklejarError } from "../../errors.ts";

export class BatchSlots {
  readonly #limit: number;
  #taken = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Batches under way. */
  get taken(): number {
    return this.#taken;
  }

  get isFull(): boolean {
    return this.#taken >= this.#limit;
  }

  /**
   * Takes a slot.
   *
   * @returns what gives it back, once
   * @throws BATCHES_BUSY when all are taken
   */
  take(): () => void {
    if (this.#taken >= this.#limit)
      throw new PicklejarError("BATCHES_BUSY", { running: this.#limit });
    this.#taken++;
    let isOver = false;
    return () => {
      if (!isOver) this.#taken--;
      isOver = true;
    };
  }
}
