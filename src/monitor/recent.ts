// The requests that a person may want to see one by one: the latest, the slowest and the failed ones. How much is held
// does not depend on the traffic, and neither does what it costs: of many requests a second, only some are held.

/** One answered request. */
export interface HeldAnswer {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly id: string;
  /** How many rows it asked; what follows is the first one. */
  readonly rows: number;
  readonly ms: number;
  /** JSON of the inputs; null where they are too long to be held, or not to be seen. */
  readonly inputs: string | null;
  /** JSON of the answer; null likewise. */
  readonly answer: string | null;
}

/** One request that was not answered. Its values are not held. */
export interface HeldFailure {
  readonly at: number;
  readonly id: string;
  readonly status: number;
  readonly code: string;
}

/** How many of each are held. */
export const heldAnswers = 200;
export const heldFailures = 50;
export const heldSlowest = 10;

/** At most so many a second are held of the latest. */
export const heldPerSecond = 20;

/** What is longer than this is not held, characters. */
export const heldCharacters = 2000;

const dayMs = 24 * 3600 * 1000;

/** What was asked and answered, told only where it is held. */
export type Describe = () => Pick<HeldAnswer, "inputs" | "answer">;

export class Recent {
  #latest: HeldAnswer[] = [];
  #slowest: HeldAnswer[] = [];
  #failed: HeldFailure[] = [];
  #second = 0;
  #inSecond = 0;

  /** Newest first. */
  get latest(): readonly HeldAnswer[] {
    return this.#latest.toReversed();
  }

  /** The slowest of a day, slowest first. */
  slowest(now: number): readonly HeldAnswer[] {
    return this.#slowest.filter(({ at }) => at > now - dayMs);
  }

  /** Newest first. */
  get failed(): readonly HeldFailure[] {
    return this.#failed.toReversed();
  }

  answered(entry: Pick<HeldAnswer, "at" | "id" | "rows" | "ms">, describe: Describe): void {
    const { at, ms } = entry;
    const isSlow =
      this.#slowest.length < heldSlowest || ms > (this.#slowest[heldSlowest - 1]?.ms ?? 0);
    const isHeld = this.#takes(at);
    if (!isSlow && !isHeld) return;
    const held = { ...entry, ...describe() };
    if (isHeld) keep(this.#latest, held, heldAnswers);
    if (!isSlow) return;
    const others = this.#slowest.filter((one) => one.at > at - dayMs);
    this.#slowest = [...others, held].sort((a, b) => b.ms - a.ms).slice(0, heldSlowest);
  }

  failedWith(failure: HeldFailure): void {
    keep(this.#failed, failure, heldFailures);
  }

  #takes(at: number): boolean {
    const second = Math.floor(at / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#inSecond = 0;
    }
    this.#inSecond++;
    return this.#inSecond <= heldPerSecond;
  }
}

/** Appends, keeping the order of time although old events may be told late. */
function keep<Event extends { readonly at: number }>(
  list: Event[],
  event: Event,
  most: number,
): void {
  let place = list.length;
  while (place > 0 && (list[place - 1]?.at ?? 0) > event.at) place--;
  list.splice(place, 0, event);
  if (list.length > most) list.shift();
}
