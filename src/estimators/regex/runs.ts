// The patterns that nearly all vectorizers have: `\b\w\w+\b`, `\w+`, `[a-zA-Z]{3,}`. They find the longest
// runs of characters of one set, which a plain loop over the text does much faster than a search.

import { type CharSet, codePointBefore } from "./char-set.ts";
import type { Pattern } from "./pattern.ts";

/** Longest runs of characters of a set. */
export interface Runs {
  readonly set: CharSet;
  /** The fewest characters of a run that counts. */
  readonly least: number;
  /** What the character directly before or after a run may not be; null when it may be any. */
  readonly notBefore: CharSet | null;
  readonly notAfter: CharSet | null;
}

/** One or more characters of a set, or a word's boundary, in the order of the pattern. */
type Part =
  | {
      readonly kind: "characters";
      readonly set: CharSet;
      readonly least: number;
      /** Whether there is no upper limit. */
      readonly open: boolean;
      readonly grouped: boolean;
    }
  | { readonly kind: "boundary"; readonly word: CharSet };

/** The runs that a pattern finds; null when it finds anything else. */
export function runsOf(pattern: Pattern): Runs | null {
  const parts = partsOf(pattern, false);
  if (parts === null) return null;
  const notBefore = boundaryAt(parts, 0);
  const notAfter = boundaryAt(parts, parts.length - 1);
  const inner = parts.slice(notBefore === null ? 0 : 1, notAfter === null ? undefined : -1);
  const characters = inner.filter((part) => part.kind === "characters");
  const [first] = characters;
  if (first === undefined || characters.length < inner.length) return null;
  const { set, grouped } = first;
  const alike = characters.every((part) => part.set.equals(set) && part.grouped === grouped);
  const least = characters.reduce((sum, part) => sum + part.least, 0);
  if (!alike || least < 1 || !characters.some(({ open }) => open)) return null;
  // A boundary inside of a run would end it early; there is none where every character is a word's.
  const whole = [notBefore, notAfter].every((word) => word === null || set.isSubsetOf(word));
  return whole ? { set, least, notBefore, notAfter } : null;
}

function boundaryAt(parts: readonly Part[], index: number): CharSet | null {
  const part = parts[index];
  return part?.kind === "boundary" && parts.length > 1 ? part.word : null;
}

function partsOf(pattern: Pattern, grouped: boolean): readonly Part[] | null {
  switch (pattern.kind) {
    case "character": {
      const { set, fold, negated } = pattern.among;
      if (fold !== "none") return null;
      const taken = negated ? set.complement() : set;
      return [{ kind: "characters", set: taken, least: 1, open: false, grouped }];
    }
    case "repeat": {
      const [part, ...others] = partsOf(pattern.item, grouped) ?? [];
      const single = part?.kind === "characters" && others.length === 0 && part.least === 1;
      if (!single || part.open || pattern.lazy) return null;
      return [{ ...part, least: pattern.least, open: pattern.most === Infinity }];
    }
    case "assertion": {
      const { assertion } = pattern;
      if (assertion.kind !== "boundary" || assertion.negated) return null;
      return [{ kind: "boundary", word: assertion.word }];
    }
    case "group":
      return partsOf(pattern.item, true);
    case "sequence": {
      const parts: Part[] = [];
      for (const item of pattern.items) {
        const more = partsOf(item, grouped);
        if (more === null) return null;
        parts.push(...more);
      }
      return parts;
    }
    case "choice":
      return null;
  }
}

/** Calls `take` with every run, from left to right. */
export function forEachRun(text: string, runs: Runs, take: (run: string) => void): void {
  const { set, least, notBefore, notAfter } = runs;
  const { ascii } = set;
  const { length } = text;
  let start = 0;
  while (start < length) {
    let end = start;
    let count = 0;
    while (end < length) {
      const code = text.charCodeAt(end);
      if (code < 128) {
        if (ascii[code] !== 1) break;
        end++;
      } else {
        const codePoint = text.codePointAt(end) ?? code;
        if (!set.has(codePoint)) break;
        end += codePoint > 0xffff ? 2 : 1;
      }
      count++;
    }
    if (count >= least && isApart(text, start, end, notBefore, notAfter)) {
      take(text.slice(start, end));
    }
    // What ends a run is in none.
    start = end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
  }
}

function isApart(
  text: string,
  start: number,
  end: number,
  notBefore: CharSet | null,
  notAfter: CharSet | null,
): boolean {
  if (notBefore?.has(codePointBefore(text, start))) return false;
  return !notAfter?.has(text.codePointAt(end) ?? -1);
}
