// Texts of ASCII are counted by their bytes, in kernels or without, as texts are that need a search.

import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { MersenneTwister } from "../../../../src/estimators/mersenne-twister.ts";
import type { SparseMatrix } from "../../../../src/estimators/samples.ts";
import { PyGlobal, PyObject, PyTuple, type PyValue } from "../../../../src/objects/values.ts";
import { type Changes, readChanged } from "../../damage.ts";

const twister = new MersenneTwister(3);
const below = (count: number) => twister.next() % count;
const pick = (list: readonly string[]) => list[below(list.length)] ?? "";

const plain = [
  ..."aab bBcC1_ '\t\n.-",
  "  ",
  "\r\n",
  "\u001c",
  "\v\f",
  "\u0000",
  "the",
  "The",
  "AA",
];
const beyond = [
  "é",
  "É",
  "İ",
  "ſ",
  "K",
  "ß",
  "Σ",
  "\u0301",
  "\u00a0",
  "\u2003",
  "日",
  "日本",
  "😀",
  "𝒳",
  "𠀀",
];

const longWord = "abcdefghij".repeat(8);

function textOf(parts: readonly string[]): string {
  return Array.from({ length: below(60) }, () => pick(parts)).join("");
}

const texts = [
  ...Array.from({ length: 250 }, () => textOf(plain)),
  ...Array.from({ length: 150 }, () => textOf([...plain, ...beyond])),
  "",
  " ",
  "a",
  "aa",
  "aa bb",
  // Words as long as what is compared at once, and longer.
  ...Array.from({ length: 80 }, (_, i) => ` ${longWord.slice(0, i)} ${longWord.slice(i)}`),
  // Beyond what kernels look at, and what has no UTF-8.
  "aa 𠀀𠀀 bb",
  "É".repeat(3000),
  // Longer texts than there is room for at first, and at all.
  Array.from({ length: 200 }, () => textOf(plain)).join(" "),
  Array.from({ length: 70 }, () => longWord.repeat(13)).join(" "),
];

/** Pieces of the texts, with and without what stands between words. */
const terms = new Set(Array.from({ length: 80 }, (_, i) => longWord.slice(0, i + 1)));
while (terms.size < 3000) {
  const text = pick(texts).toLowerCase();
  const words = text.split(/[^\p{L}\p{N}_]+/u);
  const at = below(text.length + 1);
  const from = below(words.length);
  terms.add(text.slice(at, at + 1 + below(4)));
  terms.add(words.slice(from, from + 1 + below(3)).join(" "));
  terms.add(` ${pick(words)} `);
  terms.add(pick(texts).slice(at, at + 3));
}

const lower = new PyObject(
  new PyGlobal("builtins", "getattr", 0),
  [new PyGlobal("builtins", "str", 0), "lower"],
  0,
);
const asIs = new PyGlobal("builtins", "str", 0);

/** Rows of a CountVectorizer, of texts that are counted by their bytes and as texts. */
function bothWays(name: string, changes: Changes): readonly [SparseMatrix, SparseMatrix] {
  const isLower = changes["lowercase"] !== false;
  const slow = { ...changes, preprocessor: isLower ? lower : asIs, strip_accents: null };
  const answers = [changes, slow].map((parameters) => {
    const estimator = readChanged("feature-extraction/1.9.0.json", name, parameters);
    const answer = estimator.transform?.({ kind: "texts", values: texts });
    if (answer?.kind !== "sparse") throw new Error("the answer is not sparse");
    return answer;
  });
  const [fast, plainly] = answers;
  if (fast === undefined || plainly === undefined) throw new Error("no answer");
  return [fast, plainly];
}

const range = (least: number, most: number) => new PyTuple([least, most]);

const cases: readonly (readonly [string, Readonly<Record<string, PyValue>>])[] = [
  ["words", {}],
  ["words with capitals", { lowercase: false }],
  ["words up to three together", { ngram_range: range(1, 3) }],
  ["two or three words together", { ngram_range: range(2, 3) }],
  ["all but stop words", { stop_words: "english", ngram_range: range(1, 2) }],
  ["all but stop words of one's own", { stop_words: ["aa", "é", "bb", "1"] }],
  ["words of one letter", { token_pattern: "(?u)\\b\\w+\\b" }],
  ["words without boundaries", { token_pattern: "\\w\\w+" }],
  ["letters of a class", { token_pattern: "[a-c]{2,}" }],
  ["letters of a class at boundaries", { token_pattern: "\\b[a-zA-Z]+\\b", lowercase: false }],
  ["a group", { token_pattern: "(?u)\\b(\\w\\w+)\\b" }],
  ["what is not white space", { token_pattern: "\\S+" }],
  ["ASCII words", { token_pattern: "(?a)\\b\\w+\\b" }],
  ["a pattern that is searched", { token_pattern: "a+b|c" }],
  ["accents that are taken off", { strip_accents: null, analyzer: "word" }],
  ["characters", { analyzer: "char", ngram_range: range(1, 3) }],
  ["characters with capitals", { analyzer: "char", ngram_range: range(2, 2), lowercase: false }],
  ["characters in words", { analyzer: "char_wb", ngram_range: range(2, 4) }],
  ["characters in words, all of them", { analyzer: "char_wb", ngram_range: range(1, 7) }],
  ["characters in words that are shorter", { analyzer: "char_wb", ngram_range: range(6, 8) }],
];

/** What holds with kernels and without. */
export function plainTextsContract(): void {
  describe("readCountVectorizer", () => {
    it.each(cases)("counts texts of ASCII by their bytes as others: %s", (_, parameters) => {
      const vocabulary = { vocabulary_: undefined, vocabulary: [...terms] };
      const [fast, plainly] = bothWays("CountVectorizer a list of terms", {
        ...vocabulary,
        ...parameters,
      });
      expect(isDeepStrictEqual(fast, plainly)).toBe(true);
      expect(fast.values.length).toBeGreaterThan(50);
    });
  });

  describe("readHashingVectorizer", () => {
    it.each(cases)("hashes texts of ASCII by their bytes as others: %s", (_, parameters) => {
      const [fast, plainly] = bothWays("HashingVectorizer counts", { ...parameters, norm: null });
      expect(isDeepStrictEqual(fast, plainly)).toBe(true);
      expect(fast.values.length).toBeGreaterThan(50);
    });
  });
}
