// From a text to its features (tokens, n-grams), step by step as the vectorizer's parameters say.

import { PicklejarError } from "../../../errors.ts";
import { elements, NdArray } from "../../../objects/ndarray.ts";
import { PyObject, PySet, type PyValue } from "../../../objects/values.ts";
import { describe, scalarNumber, scalarText, sequence } from "../../attribute-values.ts";
import { flagsOfNumber } from "../../regex/pattern-flags.ts";
import { compileTokenPattern, type TokenPattern } from "../../regex/token-pattern.ts";
import type { State } from "../../state.ts";
import { stripAccentsAscii, stripAccentsUnicode } from "./accents.ts";
import { charGrams, charGramsInWords, type GramRange, wordGrams } from "./grams.ts";
import { type TextChange, textChange, textSplit } from "./named-functions.ts";
import { englishStopWords } from "./stop-words.ts";
import type { PlainAnalysis } from "./token-buffer.ts";

/** Calls `take` with every feature of a text, as often as it occurs. */
export type Analyzer = (text: string, take: Take) => void;

type Take = (feature: string) => void;

const defaultPattern = "(?u)\\b\\w\\w+\\b";
const maxGram = 100;
const maxGramRange = 10;

/** An analyzer, and what it does where that is one of the usual ways. */
export interface Analysis {
  readonly analyze: Analyzer;
  /** What is done to texts step by step; null where code or a search decides it. */
  readonly plain: PlainAnalysis | null;
}

/** @throws as `readAnalysis` */
export function readAnalyzer(state: State): Analyzer {
  return readAnalysis(state).analyze;
}

/**
 * @throws ESTIMATOR_UNSUPPORTED for custom code, files as input and patterns that cannot be followed
 * @see sklearn/feature_extraction/text.py `_VectorizerMixin.build_analyzer`
 */
export function readAnalysis(state: State): Analysis {
  const input = state.text("input", "content");
  if (input !== "content") throw state.unsupported(`input='${input}'`);
  const kind = scalarText(state.optional("analyzer") ?? "word");
  if (kind === undefined) {
    const split = textSplit(state, "analyzer");
    return { analyze: (text, take) => each(split(text), take), plain: null };
  }
  const { prepare, lower } = readPreparation(state);
  const range = readGramRange(state);
  const analyzer = state.option("analyzer", ["word", "char", "char_wb"], "word");
  if (analyzer === "word") {
    const { tokenize, runs } = readTokenizer(state);
    const stopWords = readStopWords(state);
    const analyze = wordAnalyzer({ prepare, tokenize, stopWords, range });
    const isPlain = lower !== null && runs !== null;
    return { analyze, plain: isPlain ? { prepare, lower, tokens: runs, range, stopWords } : null };
  }
  const grams = analyzer === "char" ? charGrams : charGramsInWords;
  return {
    analyze: (text, take) => grams(prepare(text), range, take),
    plain: lower === null ? null : { prepare, lower, tokens: analyzer, range, stopWords: null },
  };
}

interface WordSteps extends Pick<TokenPattern, "tokenize"> {
  readonly prepare: TextChange;
  readonly stopWords: ReadonlySet<string> | null;
  readonly range: GramRange;
}

function wordAnalyzer({ prepare, tokenize, stopWords, range }: WordSteps): Analyzer {
  const tokens: Analyzer = (text, take) => tokenize(prepare(text), without(stopWords, take));
  if (range.most === 1) return tokens;
  return (text, take) => {
    const kept: string[] = [];
    tokens(text, (token) => kept.push(token));
    wordGrams(kept, range, take);
  };
}

function without(stopWords: ReadonlySet<string> | null, take: Take): Take {
  if (stopWords === null) return take;
  return (token) => {
    if (!stopWords.has(token)) take(token);
  };
}

/**
 * `lower` is whether text of ASCII becomes lower case and nothing else; null where a function decides.
 *
 * @see sklearn/feature_extraction/text.py `build_preprocessor`
 */
function readPreparation(state: State): {
  readonly prepare: TextChange;
  readonly lower: boolean | null;
} {
  if (state.isSet("preprocessor")) {
    return { prepare: textChange(state, "preprocessor"), lower: null };
  }
  const lower = state.boolean("lowercase", true);
  const strip = readAccentStripping(state);
  const prepare = (text: string): string => {
    const cased = lower ? text.toLowerCase() : text;
    return strip === null ? cased : strip(cased);
  };
  const isKnown = scalarText(state.optional("strip_accents") ?? "") !== undefined;
  return { prepare, lower: strip === null || isKnown ? lower : null };
}

function readAccentStripping(state: State): TextChange | null {
  const value = state.optional("strip_accents") ?? null;
  if (value === null || value === false || value === "") return null;
  if (scalarText(value) === undefined) return textChange(state, "strip_accents");
  return state.option("strip_accents", ["ascii", "unicode"]) === "ascii"
    ? stripAccentsAscii
    : stripAccentsUnicode(state.writtenBy);
}

function readGramRange(state: State): GramRange {
  if (!state.isSet("ngram_range")) return { least: 1, most: 1 };
  const [least, most, ...others] = state.list("ngram_range").map(scalarNumber);
  const whole = Number.isInteger(least) && Number.isInteger(most) && others.length === 0;
  if (!whole || least === undefined || most === undefined || least < 1 || most < least) {
    throw state.mismatch("ngram_range", "two rising whole numbers", `(${least}, ${most})`);
  }
  if (most > maxGram || most - least >= maxGramRange) {
    throw state.unsupported(`ngram_range=(${least}, ${most})`);
  }
  return { least, most };
}

/** @see sklearn/feature_extraction/text.py `build_tokenizer` */
function readTokenizer(state: State): TokenPattern {
  if (state.isSet("tokenizer")) {
    const split = textSplit(state, "tokenizer");
    return { tokenize: (text, take) => each(split(text), take), runs: null };
  }
  const [source, bits] = readPattern(state);
  const flags = flagsOfNumber(bits);
  if (flags === null) throw state.unsupported("the flags of its token_pattern");
  const refuse = (what: string) =>
    state.unsupported(`token_pattern=${JSON.stringify(source)} (${what})`);
  const overrun = () =>
    new PicklejarError("INPUT_KIND", {
      className: state.className,
      expected: "texts that its token_pattern is soon done with",
      got: "a longer one",
    });
  return compileTokenPattern(source, { refuse, overrun }, flags);
}

/** The pattern and its flags: text, or what `re.compile` made of it. */
function readPattern(state: State): readonly [source: string, flags: number] {
  const value = state.optional("token_pattern");
  if (value instanceof PyObject && value.global.path === "re._compile") {
    const [source, flags] = value.args;
    return [scalarText(source) ?? "", scalarNumber(flags) ?? 0];
  }
  return [state.text("token_pattern", defaultPattern), 0];
}

function readStopWords(state: State): ReadonlySet<string> | null {
  const value = state.optional("stop_words") ?? null;
  if (value === null) return null;
  if (scalarText(value) !== undefined) {
    state.option("stop_words", ["english"]);
    return englishStopWords();
  }
  const items = wordsIn(value);
  if (items === undefined) throw state.mismatch("stop_words", "words", describe(value));
  state.charge(items, items.length);
  return new Set(items.flatMap((item) => scalarText(item) ?? []));
}

function wordsIn(value: PyValue): readonly PyValue[] | undefined {
  if (value instanceof PySet) return value.items;
  if (value instanceof NdArray) return elements(value);
  return value instanceof Map ? [...value.keys()] : sequence(value);
}

function each(tokens: Iterable<string>, take: Take): void {
  for (const token of tokens) take(token);
}
