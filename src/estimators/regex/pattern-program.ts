// A pattern as a program for a search in linear time: each instruction is one place where a match can be.
// @see Russ Cox, "Regular Expression Matching: the Virtual Machine Approach" (2009)

import type { Assertion, Characters, Pattern, RepeatedPattern } from "./pattern.ts";
import type { Refusal } from "./pattern-parser.ts";

export type Instruction =
  | { readonly op: "character"; readonly among: Characters }
  | { readonly op: "assertion"; readonly assertion: Assertion }
  /** Continues at `first`, and at `second` where that leads to no match. */
  | { readonly op: "split"; first: number; second: number }
  | { readonly op: "jump"; to: number }
  /** The group starts or ends here. */
  | { readonly op: "mark"; readonly end: boolean }
  | { readonly op: "match" };

export type Program = readonly Instruction[];

/** Repetitions are written out, so that a short pattern can ask for a long program. */
const maxInstructions = 1000;

/** @throws what `refuse` makes, for patterns that are too long or repeat nothing without end */
export function compilePattern(pattern: Pattern, refuse: Refusal): Program {
  const compiler = new Compiler(refuse);
  compiler.add(pattern);
  compiler.emit({ op: "match" });
  return compiler.program;
}

class Compiler {
  readonly program: Instruction[] = [];
  readonly #refuse: Refusal;

  constructor(refuse: Refusal) {
    this.#refuse = refuse;
  }

  emit<T extends Instruction>(instruction: T): T {
    if (this.program.length >= maxInstructions) throw this.#refuse("too many repetitions");
    this.program.push(instruction);
    return instruction;
  }

  add(pattern: Pattern): void {
    switch (pattern.kind) {
      case "character":
        this.emit({ op: "character", among: pattern.among });
        return;
      case "assertion":
        this.emit({ op: "assertion", assertion: pattern.assertion });
        return;
      case "sequence":
        for (const item of pattern.items) this.add(item);
        return;
      case "group":
        this.emit({ op: "mark", end: false });
        this.add(pattern.item);
        this.emit({ op: "mark", end: true });
        return;
      case "choice":
        this.#addChoice(pattern.options);
        return;
      case "repeat":
        this.#addRepeat(pattern);
        return;
    }
  }

  #addChoice(options: readonly Pattern[]): void {
    const ends: { to: number }[] = [];
    for (const [i, option] of options.entries()) {
      if (i === options.length - 1) {
        this.add(option);
        break;
      }
      const split = this.#split();
      this.add(option);
      ends.push(this.emit({ op: "jump", to: 0 }));
      split.second = this.program.length;
    }
    for (const end of ends) end.to = this.program.length;
  }

  #addRepeat({ item, least, most, lazy }: RepeatedPattern): void {
    // Engines differ in what a second round of nothing means.
    if (most > 1 && canBeEmpty(item)) throw this.#refuse("a repetition of what can be empty");
    for (let i = 0; i < least; i++) this.add(item);
    if (most === Infinity) {
      const start = this.program.length;
      const split = this.#split();
      this.add(item);
      this.emit({ op: "jump", to: start });
      this.#leave(split, lazy);
      return;
    }
    const splits = [];
    for (let i = least; i < most; i++) {
      splits.push(this.#split());
      this.add(item);
    }
    for (const split of splits) this.#leave(split, lazy);
  }

  #split(): Instruction & { op: "split" } {
    const next = this.program.length + 1;
    return this.emit({ op: "split", first: next, second: next });
  }

  /** Lets a split go to the end of what is written so far: at last, or at once when lazy. */
  #leave(split: { first: number; second: number }, lazy: boolean): void {
    if (lazy) split.first = this.program.length;
    else split.second = this.program.length;
  }
}

function canBeEmpty(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case "character":
      return false;
    case "assertion":
      return true;
    case "sequence":
      return pattern.items.every(canBeEmpty);
    case "choice":
      return pattern.options.some(canBeEmpty);
    case "group":
      return canBeEmpty(pattern.item);
    case "repeat":
      return pattern.least === 0 || canBeEmpty(pattern.item);
  }
}
