// All matches of a program in a text, as Python's `findall` finds them: at each place the match that comes
// first in the pattern's order of preference. Every place of the program is tried at once, character by
// character, so that no pattern can make it slow.

import { codePointBefore } from "./char-set.ts";
import type { Assertion } from "./pattern.ts";
import { isOneOf } from "./pattern.ts";
import type { Program } from "./pattern-program.ts";

/** Characters are code points, as in Python; −1 is none. */
const none = -1;

/**
 * @param take    called with the text of each match's group, or the whole match without a group
 * @param budget  steps that may be taken; a few for each character and place of the program
 * @returns       whether the budget sufficed
 */
export function findAll(
  program: Program,
  text: string,
  take: (found: string) => void,
  budget: number,
): boolean {
  const search = new Search(program, text, budget);
  const grouped = program.some(({ op }) => op === "mark");
  let at = 0;
  let emptyBefore = false;
  while (at <= text.length && search.from(at, emptyBefore)) {
    const { start, end, groupStart, groupEnd } = search;
    take(grouped ? text.slice(groupStart, groupEnd) : text.slice(start, end));
    emptyBefore = end === start;
    at = end;
  }
  return search.budget >= 0;
}

/** Places of the program that are alive at one position, in the order of preference. */
class Threads {
  readonly places: Int32Array;
  readonly starts: Int32Array;
  readonly groupStarts: Int32Array;
  readonly groupEnds: Int32Array;
  readonly #seen: Int32Array;
  count = 0;
  #generation = 0;

  constructor(size: number) {
    this.places = new Int32Array(size);
    this.starts = new Int32Array(size);
    this.groupStarts = new Int32Array(size);
    this.groupEnds = new Int32Array(size);
    this.#seen = new Int32Array(size);
  }

  clear(): void {
    this.count = 0;
    this.#generation++;
  }

  /** False when the place was tried already at this position. */
  visit(place: number): boolean {
    if (this.#seen[place] === this.#generation) return false;
    this.#seen[place] = this.#generation;
    return true;
  }

  add(place: number, start: number, groupStart: number, groupEnd: number): void {
    const i = this.count++;
    this.places[i] = place;
    this.starts[i] = start;
    this.groupStarts[i] = groupStart;
    this.groupEnds[i] = groupEnd;
  }
}

class Search {
  readonly #program: Program;
  readonly #text: string;
  #now: Threads;
  #next: Threads;
  #position = 0;
  #before = none;
  #after = none;
  budget: number;
  start = 0;
  end = 0;
  groupStart = 0;
  groupEnd = 0;

  constructor(program: Program, text: string, budget: number) {
    this.#program = program;
    this.#text = text;
    this.#now = new Threads(program.length);
    this.#next = new Threads(program.length);
    this.budget = budget;
  }

  /**
   * The first match at or after a position, into `start`, `end` and the group's.
   *
   * @param emptyBefore  whether an empty match ended here: then another empty one is none
   */
  from(first: number, emptyBefore: boolean): boolean {
    const text = this.#text;
    this.#before = codePointBefore(text, first);
    this.#after = text.codePointAt(first) ?? none;
    this.#position = first;
    this.#now.clear();
    let found = false;
    for (;;) {
      if (!found) this.#follow(this.#now, 0, this.#position, 0, 0);
      const ended = this.#step(emptyBefore && this.#position === first);
      found ||= ended;
      if (this.budget < 0 || this.#before === none) return found;
      if (found && this.#now.count === 0) return true;
    }
  }

  /** Takes one character in every thread. Returns whether a match ended before it. */
  #step(refuseEmpty: boolean): boolean {
    const now = this.#now;
    const next = this.#next;
    const character = this.#after;
    const matched = this.#firstMatch(now, refuseEmpty);
    if (matched >= 0) now.count = matched;
    this.budget -= now.count + 1;
    next.clear();
    const width = character > 0xffff ? 2 : 1;
    this.#before = character;
    this.#after = this.#text.codePointAt(this.#position + width) ?? none;
    this.#position += width;
    for (let i = 0; i < now.count && character !== none; i++) {
      const place = now.places[i] ?? 0;
      const instruction = this.#program[place];
      if (instruction?.op !== "character" || !isOneOf(instruction.among, character)) continue;
      const { starts, groupStarts, groupEnds } = now;
      this.#follow(next, place + 1, starts[i] ?? 0, groupStarts[i] ?? 0, groupEnds[i] ?? 0);
    }
    this.#next = now;
    this.#now = next;
    return matched >= 0;
  }

  /** Keeps the first thread that has arrived, and gives its number; −1 when none has. */
  #firstMatch(now: Threads, refuseEmpty: boolean): number {
    for (let i = 0; i < now.count; i++) {
      if (this.#program[now.places[i] ?? 0]?.op !== "match") continue;
      const start = now.starts[i] ?? 0;
      if (refuseEmpty && start === this.#position) continue;
      this.start = start;
      this.end = this.#position;
      this.groupStart = now.groupStarts[i] ?? 0;
      this.groupEnd = now.groupEnds[i] ?? 0;
      return i;
    }
    return -1;
  }

  /** Adds what can be reached from a place without a character; its depth is at most the program's length. */
  #follow(
    threads: Threads,
    place: number,
    start: number,
    groupStart: number,
    groupEnd: number,
  ): void {
    if (!threads.visit(place)) return;
    this.budget--;
    const instruction = this.#program[place];
    switch (instruction?.op) {
      case "character":
      case "match":
        threads.add(place, start, groupStart, groupEnd);
        return;
      case "jump":
        this.#follow(threads, instruction.to, start, groupStart, groupEnd);
        return;
      case "split":
        this.#follow(threads, instruction.first, start, groupStart, groupEnd);
        this.#follow(threads, instruction.second, start, groupStart, groupEnd);
        return;
      case "mark":
        if (instruction.end) this.#follow(threads, place + 1, start, groupStart, this.#position);
        else this.#follow(threads, place + 1, start, this.#position, groupEnd);
        return;
      case "assertion":
        if (this.#holds(instruction.assertion)) {
          this.#follow(threads, place + 1, start, groupStart, groupEnd);
        }
        return;
    }
  }

  #holds(assertion: Assertion): boolean {
    switch (assertion.kind) {
      case "boundary": {
        const { word, negated } = assertion;
        // -1 is in no set.
        return (word.has(this.#before) !== word.has(this.#after)) !== negated;
      }
      case "start":
        return this.#before === none || (assertion.lines && this.#before === 10);
      case "end":
        return this.#atEnd(assertion);
      case "look": {
        const character = assertion.behind ? this.#before : this.#after;
        const stands = assertion.options.some((option) =>
          option.kind === "assertion"
            ? this.#holds(option.assertion)
            : character !== none && isOneOf(option.among, character),
        );
        return stands !== assertion.negated;
      }
    }
  }

  #atEnd({ lines, newline }: { lines: boolean; newline: boolean }): boolean {
    if (this.#after === none) return true;
    if (this.#after !== 10 || !newline) return false;
    return lines || this.#position === this.#text.length - 1;
  }
}
