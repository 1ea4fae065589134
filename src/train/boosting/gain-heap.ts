// A heap of nodes that can be split, the largest gain on top; of equal gains the one that Python's heap gives.

/** @see CPython Lib/heapq.py: the same comparisons, so that ties fall the same way */
export class GainHeap<T extends { readonly split: { readonly gain: number } }> {
  readonly #items: T[] = [];

  get size(): number {
    return this.#items.length;
  }

  push(item: T): void {
    this.#items.push(item);
    this.#rise(0, this.#items.length - 1);
  }

  pop(): T | undefined {
    const last = this.#items.pop();
    const [first] = this.#items;
    if (last === undefined || first === undefined) return last;
    this.#items[0] = last;
    this.#sink();
    return first;
  }

  /** Everything that is left, in no order. */
  drain(): T[] {
    return this.#items.splice(0);
  }

  /** heapq's `_siftdown`: towards the root, while the parent's gain is less. */
  #rise(start: number, from: number): void {
    const items = this.#items;
    const item = items[from];
    let at = from;
    while (item !== undefined && at > start) {
      const parentAt = (at - 1) >> 1;
      const parent = items[parentAt];
      if (parent === undefined || item.split.gain <= parent.split.gain) break;
      items[at] = parent;
      items[parentAt] = item;
      at = parentAt;
    }
  }

  /** heapq's `_siftup`: the root goes down to a leaf, then up to where it belongs. */
  #sink(): void {
    const items = this.#items;
    let at = 0;
    for (let child = 1; child < items.length; child = 2 * at + 1) {
      const [left, right] = [items[child], items[child + 1]];
      const isRight =
        right !== undefined && !(left !== undefined && left.split.gain > right.split.gain);
      const to = isRight ? child + 1 : child;
      const [own, other] = [items[at], items[to]];
      if (own === undefined || other === undefined) return;
      items[at] = other;
      items[to] = own;
      at = to;
    }
    this.#rise(0, at);
  }
}
