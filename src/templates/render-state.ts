// What one rendering uses up, and where it is: budgets, the place in the template, text as it is written.

import { BudgetExceeded } from "../python/exception.ts";
import type { TemplateLimits } from "./api.ts";
import type { TemplateText } from "./template-text.ts";

/** A place in a template that errors point at. */
export interface SourcePlace {
  readonly template: TemplateText;
  readonly at: number;
}

/** The counters of one rendering. */
export class Meter {
  readonly limits: TemplateLimits;
  /** Where the rendering is: set before whatever may fail. */
  place: SourcePlace | null = null;
  #steps = 0;
  #ticks = 0;
  #depth = 0;
  readonly #deadline: number;

  constructor(limits: TemplateLimits) {
    this.limits = limits;
    this.#deadline = performance.now() + limits.timeMs;
  }

  /** @throws BudgetExceeded when the steps or the time are used up */
  charge(steps = 1): void {
    this.#steps += steps;
    if (this.#steps > this.limits.steps) {
      throw new BudgetExceeded(`the page takes more than ${this.limits.steps} steps`);
    }
    if ((this.#ticks++ & 63) === 63 && performance.now() > this.#deadline) {
      throw new BudgetExceeded(`the page takes longer than ${this.limits.timeMs} ms`);
    }
  }

  /** Runs something that may call itself again: a macro, a block, an included template. */
  within<Result>(run: () => Result): Result {
    this.charge();
    if (++this.#depth > this.limits.depth) {
      throw new BudgetExceeded(
        `macros, blocks and templates call each other more than ${this.limits.depth} deep`,
      );
    }
    const place = this.place;
    const result = run();
    this.#depth--;
    this.place = place;
    return result;
  }
}

/** Text as it grows. */
export class Output {
  readonly #limit: number;
  #text = "";

  constructor(limits: TemplateLimits) {
    this.#limit = limits.characters;
  }

  get text(): string {
    return this.#text;
  }

  /** @throws BudgetExceeded when the page gets too long */
  write(text: string): void {
    this.#text += text;
    if (this.#text.length > this.#limit) {
      throw new BudgetExceeded(`the page has more than ${this.#limit} characters`);
    }
  }
}
