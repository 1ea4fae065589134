// Which answers were given lately, under which ids: what feedback is about. The oldest are forgotten.

import type { JsonValue } from "../predict/format.ts";

/** Values that are remembered, of all answers together. */
const capacity = 20_000;

/** Rows of one request that are remembered. */
const rowsPerAnswer = 100;

export class KnownAnswers {
  readonly #answers = new Map<string, JsonValue[]>();
  #size = 0;

  /** Remembers what a request was answered; of many rows the first ones. */
  add(id: string, values: readonly JsonValue[]): void {
    const kept = values.slice(0, rowsPerAnswer);
    const before = this.#answers.get(id)?.length ?? 0;
    this.#answers.delete(id);
    this.#answers.set(id, kept);
    this.#size += kept.length - before;
    for (const [oldest, { length }] of this.#answers) {
      if (this.#size <= capacity || oldest === id) break;
      this.#answers.delete(oldest);
      this.#size -= length;
    }
  }

  /** Remembers one row more of the request that was added last. */
  addRow(id: string, value: JsonValue): void {
    const values = this.#answers.get(id);
    if (values === undefined || values.length >= rowsPerAnswer) return;
    values.push(value);
    this.#size++;
  }

  /** @returns undefined for an id that is not known, or a row that is not @param row  counted from 0 */
  find(id: string, row: number | null): JsonValue | undefined {
    return this.#answers.get(id)?.[row ?? 0];
  }
}
