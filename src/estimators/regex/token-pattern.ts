// A token pattern made into a function that finds its tokens in a text, exactly as Python's `re.findall`
// would and in time that no pattern can stretch.

import type { PicklejarError } from "../../errors.ts";
import { noFlags, type PatternFlags } from "./pattern-flags.ts";
import { parsePattern, type Refusal } from "./pattern-parser.ts";
import { compilePattern } from "./pattern-program.ts";
import { findAll } from "./pattern-search.ts";
import { forEachRun, type Runs, runsOf } from "./runs.ts";

/** Calls `take` with every token of a text, from left to right. */
export type Tokenizer = (text: string, take: (token: string) => void) => void;

/** A compiled pattern. */
export interface TokenPattern {
  readonly tokenize: Tokenizer;
  /** The runs that are its tokens; null where they are found by a search. */
  readonly runs: Runs | null;
}

interface TokenErrors {
  /** The error that a pattern is refused for a part of it. */
  readonly refuse: Refusal;
  /** The error that a text is too long for its pattern. */
  readonly overrun: () => PicklejarError;
}

const maxPatternLength = 1000;
const maxSteps = 50_000_000;

/**
 * @param flags  besides those that the pattern itself names
 * @throws what `refuse` makes, for constructs that need more than linear time (references, look-around of
 *   several characters) and for what Python refuses too
 */
export function compileTokenPattern(
  source: string,
  errors: TokenErrors,
  flags: PatternFlags = noFlags,
): TokenPattern {
  const { refuse, overrun } = errors;
  if (source.length > maxPatternLength) {
    throw refuse(`more than ${maxPatternLength} characters`);
  }
  const { pattern, groups } = parsePattern(source, refuse, flags);
  if (groups > 1) throw refuse("more than one group");
  const runs = runsOf(pattern);
  if (runs !== null) return { tokenize: (text, take) => forEachRun(text, runs, take), runs };
  const program = compilePattern(pattern, refuse);
  return {
    tokenize(text, take) {
      if (!findAll(program, text, take, maxSteps)) throw overrun();
    },
    runs: null,
  };
}
