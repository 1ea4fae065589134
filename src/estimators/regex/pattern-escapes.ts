// Characters of a pattern that stand for others: escapes, the classes `\w \d \s`, upper and lower case.

import {
  asciiDigits,
  asciiSpace,
  asciiWord,
  type CharRange,
  type CharSet,
  decimalDigits,
  whiteSpace,
  wordCharacters,
} from "./char-set.ts";
import { lowerCase } from "./pattern.ts";
import type { PatternFlags } from "./pattern-flags.ts";
import { caseGroups } from "./unicode.generated.ts";

const controls: ReadonlyMap<string, number> = new Map([
  ["a", 7],
  ["f", 12],
  ["n", 10],
  ["r", 13],
  ["t", 9],
  ["v", 11],
]);

const hexLengths: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

/** One character written with a backslash: its code point and the characters that it takes. */
export interface EscapedCharacter {
  readonly code: number;
  readonly length: number;
}

/**
 * The character that an escape stands for; null for a reference to a group and for what Python refuses.
 *
 * @param rest     what follows the backslash
 * @param inClass  whether it stands between brackets, where every number is octal
 * @see Lib/re/_parser.py `_escape`, `_class_escape`
 */
export function escapedCharacter(rest: string, inClass: boolean): EscapedCharacter | null {
  const letter = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  const control = inClass && letter === "b" ? 8 : controls.get(letter);
  if (control !== undefined) return { code: control, length: 1 };
  const hexLength = hexLengths.get(letter);
  if (hexLength !== undefined) {
    const digits = rest.slice(1, 1 + hexLength);
    if (digits.length < hexLength || !/^[0-9a-fA-F]+$/.test(digits)) return null;
    const code = Number.parseInt(digits, 16);
    return code > 0x10ffff ? null : { code, length: 1 + hexLength };
  }
  const octal = /^(0[0-7]{0,2}|[0-3][0-7]{2})/.exec(rest) ?? (inClass && /^[0-7]{1,2}/.exec(rest));
  if (octal) return { code: Number.parseInt(octal[0], 8), length: octal[0].length };
  if (/^[0-9A-Za-z]/.test(letter)) return null;
  return { code: letter.codePointAt(0) ?? 0, length: letter.length };
}

/** The set of `\w`, `\W`, `\d`, `\D`, `\s` or `\S`; null for other letters. */
export function classOf(letter: string, { ascii }: PatternFlags): CharSet | null {
  const positive = positiveClass(letter.toLowerCase(), ascii);
  if (positive === null) return null;
  return letter === letter.toLowerCase() ? positive : positive.complement();
}

function positiveClass(letter: string, ascii: boolean): CharSet | null {
  if (letter === "w") return ascii ? asciiWord() : wordCharacters();
  if (letter === "d") return ascii ? asciiDigits() : decimalDigits();
  if (letter === "s") return ascii ? asciiSpace() : whiteSpace();
  return null;
}

/** The most characters of a pattern that are folded one by one. */
const maxFolded = 70_000;

/**
 * Ranges in lower case, with the letters that count as the same: what a character's lower case is looked up
 * in. Null when there are too many characters to fold.
 *
 * @see Lib/re/_compiler.py `_optimize_charset`
 */
export function foldedRanges(
  ranges: readonly CharRange[],
  fold: "ascii" | "unicode",
): readonly CharRange[] | null {
  const count = ranges.reduce((total, [first, last]) => total + last - first + 1, 0);
  if (count > maxFolded) return null;
  const mates = fold === "unicode" ? matesByCode() : null;
  const folded = new Set<number>();
  for (const [first, last] of ranges) {
    for (let code = first; code <= last; code++) {
      const lower = lowerCase(code, fold);
      folded.add(lower);
      for (const mate of mates?.get(lower) ?? []) folded.add(mate);
    }
  }
  return [...folded].map((code): CharRange => [code, code]);
}

/** For each letter of `caseGroups` the letters of its group. */
function matesByCode(): ReadonlyMap<number, readonly number[]> {
  const groups = caseGroups.trim().split(/\s/);
  return new Map(
    groups.flatMap((group) => {
      const codes = Array.from(group, (letter) => letter.codePointAt(0) ?? 0);
      return codes.map((code) => [code, codes] as const);
    }),
  );
}
