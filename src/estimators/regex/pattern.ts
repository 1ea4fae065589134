// A regular expression in Python's sense, as a tree.

import type { CharSet } from "./char-set.ts";

export type Pattern =
  /** One character. */
  | { readonly kind: "character"; readonly among: Characters }
  | { readonly kind: "sequence"; readonly items: readonly Pattern[] }
  /** The first option that leads to a match. */
  | { readonly kind: "choice"; readonly options: readonly Pattern[] }
  | RepeatedPattern
  /** The one group whose text is wanted. */
  | { readonly kind: "group"; readonly item: Pattern }
  | { readonly kind: "assertion"; readonly assertion: Assertion };

/** From `least` to `most` times: as often as possible, or as rarely when `lazy`. */
export interface RepeatedPattern {
  readonly kind: "repeat";
  readonly item: Pattern;
  readonly least: number;
  readonly most: number;
  readonly lazy: boolean;
}

export interface Characters {
  readonly set: CharSet;
  /** Whether the character's lower case is looked up; the set holds lower case then. */
  readonly fold: "none" | "ascii" | "unicode";
  readonly negated: boolean;
}

/** What must hold between two characters. */
export type Assertion =
  | { readonly kind: "boundary"; readonly word: CharSet; readonly negated: boolean }
  /** The text's start or end; with `lines`, a line's. */
  | { readonly kind: "start"; readonly lines: boolean }
  | { readonly kind: "end"; readonly lines: boolean; readonly newline: boolean }
  /** `(?=x|$)`, `(?!x)`, `(?<=x)`, `(?<!x)`: any of the options stands at the next or last character. */
  | {
      readonly kind: "look";
      readonly behind: boolean;
      readonly negated: boolean;
      readonly options: readonly (Pattern & { readonly kind: "character" | "assertion" })[];
    };

export function isOneOf(among: Characters, codePoint: number): boolean {
  const code = among.fold === "none" ? codePoint : lowerCase(codePoint, among.fold);
  return among.set.has(code) !== among.negated;
}

/** The simple lower case of a code point, which is always one code point. */
export function lowerCase(codePoint: number, fold: "ascii" | "unicode"): number {
  if (codePoint < 128) return codePoint >= 65 && codePoint <= 90 ? codePoint + 32 : codePoint;
  if (fold === "ascii") return codePoint;
  // The only letter whose full lower case is longer is İ.
  if (codePoint === 0x130) return 0x69;
  return String.fromCodePoint(codePoint).toLowerCase().codePointAt(0) ?? codePoint;
}
