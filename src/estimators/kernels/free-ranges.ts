// Ranges of memory that were given back, in the order of their addresses; neighbours become one.

interface Range {
  readonly start: number;
  readonly size: number;
}

export class FreeRanges {
  #ranges: Range[] = [];

  /** Gives back a range that is not free already. */
  add(start: number, size: number): void {
    const at = this.#after(start);
    const before = this.#ranges[at - 1];
    const next = this.#ranges[at];
    const joinsBefore = before !== undefined && before.start + before.size === start;
    const joinsNext = next !== undefined && start + size === next.start;
    const from = joinsBefore ? before.start : start;
    const to = joinsNext ? next.start + next.size : start + size;
    const first = joinsBefore ? at - 1 : at;
    this.#ranges.splice(first, Number(joinsBefore) + Number(joinsNext), {
      start: from,
      size: to - from,
    });
  }

  /** The start of `size` bytes out of the smallest range that has them; null where none has. */
  take(size: number): number | null {
    let best = -1;
    for (const [i, range] of this.#ranges.entries()) {
      if (range.size >= size && range.size < (this.#ranges[best]?.size ?? Infinity)) best = i;
    }
    const range = this.#ranges[best];
    if (range === undefined) return null;
    const rest = { start: range.start + size, size: range.size - size };
    this.#ranges.splice(best, 1, ...(rest.size > 0 ? [rest] : []));
    return range.start;
  }

  /** The index of the first range behind an address. */
  #after(address: number): number {
    let low = 0;
    let high = this.#ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ranges[middle]?.start ?? 0) < address) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
