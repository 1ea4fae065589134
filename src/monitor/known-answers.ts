// Which answers were given lately, under which ids: what feedback is about. The oldest are forgotten.

import type { JsonValue } from "../predict/json-value.ts";

/** Values that are remembered, of all answers together. */
const capacity = 20_000;

/** Rows of one request that are remembered. */
const rowsPerAnswer = 100;

export class KnownAnswers {
  readonly #answers = new Map<string, JsonValue[]>();
  #order: string[] = [];
  #next = 0;
  #size = 0;

  /** Remembers what a request was answered; of many rows the first ones. */
  add(id: string, values: readonly JsonValue[]): void {
    const kept = values.slice(0, rowsPerAnswer);
    const before = this.#answers.get(id)?.length ?? 0;
    this.#answers.set(id, kept);
    this.#size += kept.length - before;
    this.#order.push(id);
    while (this.#size > capacity && this.#next < this.#order.length - 1) this.#forget();
    if (this.#next < capacity) return;
    this.#order = this.#order.slice(this.#next);
    this.#next = 0;
  }

  /** Ids stand in line: to ask a map for its first key costs as much as it has lost before. */
  #forget(): void {
    const id = this.#order[this.#next] ?? "";
    this.#next++;
    this.#size -= this.#answers.get(id)?.length ?? 0;
    this.#answers.delete(id);
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
