// Sequences of n tokens or n characters, from the shortest to the longest.

import { characterStarts, joinSpaces, splitWords } from "../../python-text.ts";

/** Lengths from `least` to `most`. */
export interface GramRange {
  readonly least: number;
  readonly most: number;
}

type Take = (feature: string) => void;

/** Tokens joined by spaces. @see sklearn/feature_extraction/text.py `_word_ngrams` */
export function wordGrams(tokens: readonly string[], { least, most }: GramRange, take: Take): void {
  // Written out once, every sequence of tokens is a piece of it.
  const text = tokens.join(" ");
  const starts = new Int32Array(tokens.length + 1);
  for (const [i, token] of tokens.entries()) starts[i + 1] = (starts[i] ?? 0) + token.length + 1;
  for (let n = least; n <= Math.min(most, tokens.length); n++) {
    for (let i = 0; i + n <= tokens.length; i++) {
      take(n === 1 ? (tokens[i] ?? "") : text.slice(starts[i], (starts[i + n] ?? 0) - 1));
    }
  }
}

/** Characters (code points) of the whole text. @see sklearn/feature_extraction/text.py `_char_ngrams` */
export function charGrams(text: string, { least, most }: GramRange, take: Take): void {
  const spaced = joinSpaces(text);
  const starts = characterStarts(spaced);
  const count = starts === null ? spaced.length : starts.length - 1;
  for (let n = least; n <= Math.min(most, count); n++) {
    for (let i = 0; i + n <= count; i++) {
      take(starts === null ? spaced.slice(i, i + n) : spaced.slice(starts[i], starts[i + n]));
    }
  }
}

/**
 * Characters inside of words, which get a space on both sides; a word shorter than n counts once.
 *
 * @see sklearn/feature_extraction/text.py `_char_wb_ngrams`
 */
export function charGramsInWords(text: string, { least, most }: GramRange, take: Take): void {
  for (const word of splitWords(text)) {
    const padded = ` ${word} `;
    const starts = characterStarts(padded);
    const count = starts === null ? padded.length : starts.length - 1;
    for (let n = least; n <= most; n++) {
      for (let i = 0; i === 0 || i + n <= count; i++) {
        const end = Math.min(i + n, count);
        take(starts === null ? padded.slice(i, end) : padded.slice(starts[i], starts[end]));
      }
      if (n >= count) break;
    }
  }
}
