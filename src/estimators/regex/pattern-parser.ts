// Python's syntax of regular expressions, read into a tree. What a search in linear time cannot do
// (references to groups, long look-around, atomic groups) is refused.

import type { PicklejarError } from "../../errors.ts";
import { asciiWord, type CharRange, CharSet, wordCharacters } from "./char-set.ts";
import type { Assertion, Characters, Pattern } from "./pattern.ts";
import {
  classOf,
  type EscapedCharacter,
  escapedCharacter,
  foldedRanges,
} from "./pattern-escapes.ts";
import { noFlags, type PatternFlags, withLetters } from "./pattern-flags.ts";

/** Makes the error that a pattern is refused for `what`. */
export type Refusal = (what: string) => PicklejarError;

export interface ParsedPattern {
  readonly pattern: Pattern;
  /** Number of groups whose text Python would give. */
  readonly groups: number;
}

const maxDepth = 50;

/**
 * @param flags   besides those that the pattern itself names
 * @param refuse  called with the part that is not understood
 * @see Lib/re/_parser.py `_parse_sub`, `_parse`
 */
export function parsePattern(
  source: string,
  refuse: Refusal,
  flags: PatternFlags = noFlags,
): ParsedPattern {
  const parser = new PatternParser(source, refuse);
  return parser.parse(flags);
}

class PatternParser {
  readonly #source: string;
  readonly #refuse: Refusal;
  #at = 0;
  #groups = 0;
  #depth = 0;

  constructor(source: string, refuse: Refusal) {
    this.#source = source;
    this.#refuse = refuse;
  }

  parse(flags: PatternFlags): ParsedPattern {
    const pattern = this.#choice(this.#leadingFlags(flags));
    if (this.#at < this.#source.length) throw this.#refuse("a parenthesis too many");
    return { pattern, groups: this.#groups };
  }

  /** `(?u)(?i)` at the very start, where they hold for the whole. */
  #leadingFlags(flags: PatternFlags): PatternFlags {
    for (;;) {
      const found = /^\(\?([a-zA-Z]+)\)/.exec(this.#source.slice(this.#at));
      if (found === null) return flags;
      this.#at += found[0].length;
      flags = this.#changedFlags(flags, found[1] ?? "");
    }
  }

  #changedFlags(flags: PatternFlags, letters: string): PatternFlags {
    const changed = withLetters(flags, letters);
    if (changed === null) throw this.#refuse(`the flags ${letters}`);
    return changed;
  }

  #take(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #choice(flags: PatternFlags): Pattern {
    this.#depth++;
    if (this.#depth > maxDepth) throw this.#refuse(`groups nested over ${maxDepth} deep`);
    const options = [this.#sequence(flags)];
    while (this.#take("|")) options.push(this.#sequence(flags));
    this.#depth--;
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: "choice", options };
  }

  #sequence(flags: PatternFlags): Pattern {
    const items: Pattern[] = [];
    while (this.#at < this.#source.length && !/[|)]/.test(this.#source[this.#at] ?? "")) {
      const count = this.#repetition();
      if (count === null) {
        const item = this.#item(flags);
        if (item !== null) items.push(item);
        continue;
      }
      const item = items.pop();
      const single = item?.kind !== "repeat" && item?.kind !== "assertion";
      if (item === undefined || !single) throw this.#refuse("a repetition of nothing");
      if (this.#take("+")) throw this.#refuse("a possessive repetition");
      items.push({ kind: "repeat", item, ...count, lazy: this.#take("?") });
    }
    const [only] = items;
    return items.length === 1 && only !== undefined ? only : { kind: "sequence", items };
  }

  /** `*`, `+`, `?`, `{2,5}`; null when none stands here, as a brace that is no repetition is itself. */
  #repetition(): { least: number; most: number } | null {
    if (this.#take("*")) return { least: 0, most: Infinity };
    if (this.#take("+")) return { least: 1, most: Infinity };
    if (this.#take("?")) return { least: 0, most: 1 };
    const found = /^\{(\d*)(,?)(\d*)\}/.exec(this.#source.slice(this.#at, this.#at + 24));
    if (found === null || found[0] === "{}") return null;
    const [whole, low = "", comma, high = ""] = found;
    this.#at += whole.length;
    const least = Number(low);
    const most = comma === "" ? least : highest(high);
    if (most < least) throw this.#refuse(`the repetition ${whole}`);
    return { least, most };
  }

  /** One item without its repetition; null for a comment. */
  #item(flags: PatternFlags): Pattern | null {
    if (this.#take("(")) return this.#group(flags);
    if (this.#take("[")) return character(this.#set(flags));
    if (this.#take("\\")) return this.#escape(flags);
    if (this.#take("^")) return assertion({ kind: "start", lines: flags.lines });
    if (this.#take("$")) return assertion({ kind: "end", lines: flags.lines, newline: true });
    if (this.#take(".")) {
      const set = flags.dotAll ? new CharSet([]) : CharSet.of(10);
      return character({ set, fold: "none", negated: true });
    }
    return this.#literal(this.#next(), flags);
  }

  #next(): number {
    const code = this.#source.codePointAt(this.#at);
    if (code === undefined) throw this.#refuse("an end too early");
    this.#at += code > 0xffff ? 2 : 1;
    return code;
  }

  #literal(code: number, flags: PatternFlags): Pattern {
    return character(this.#characters([[code, code]], [], flags, false));
  }

  /** @param classes  sets such as `\w`, which have no case */
  #characters(
    ranges: readonly CharRange[],
    classes: readonly CharSet[],
    flags: PatternFlags,
    negated: boolean,
  ): Characters {
    const [only] = classes;
    if (only !== undefined && classes.length + ranges.length === 1 && !flags.ignoreCase) {
      return { set: only, fold: "none", negated };
    }
    const plain = classes.flatMap((set) => set.ranges);
    if (!flags.ignoreCase) {
      return { set: new CharSet([...ranges, ...plain]), fold: "none", negated };
    }
    const fold = flags.ascii ? "ascii" : "unicode";
    const folded = foldedRanges(ranges, fold);
    if (folded === null) throw this.#refuse("a wide range without case");
    return { set: new CharSet([...folded, ...plain]), fold, negated };
  }

  #escape(flags: PatternFlags): Pattern {
    const letter = this.#source[this.#at] ?? "";
    const word = flags.ascii ? asciiWord() : wordCharacters();
    const set = classOf(letter, flags);
    const zeroWidth: Assertion | undefined = new Map<string, Assertion>([
      ["b", { kind: "boundary", word, negated: false }],
      ["B", { kind: "boundary", word, negated: true }],
      ["A", { kind: "start", lines: false }],
      ["Z", { kind: "end", lines: false, newline: false }],
    ]).get(letter);
    if (set === null && zeroWidth === undefined) {
      return this.#literal(this.#escaped(false).code, flags);
    }
    this.#at++;
    return zeroWidth
      ? assertion(zeroWidth)
      : character(this.#characters([], [set ?? word], flags, false));
  }

  #escaped(inClass: boolean): EscapedCharacter {
    const rest = this.#source.slice(this.#at, this.#at + 9);
    const found = rest === "" ? null : escapedCharacter(rest, inClass);
    if (found === null) throw this.#refuse(`the escape \\${rest.slice(0, 1)}`);
    this.#at += found.length;
    return found;
  }

  /** What follows `[`. */
  #set(flags: PatternFlags): Characters {
    const negated = this.#take("^");
    const ranges: CharRange[] = [];
    const classes: CharSet[] = [];
    const start = this.#at;
    while (this.#at === start || !this.#take("]")) {
      const first = this.#setItem(flags);
      const isRange = this.#source[this.#at] === "-" && this.#source[this.#at + 1] !== "]";
      if (!isRange) {
        if (first instanceof CharSet) classes.push(first);
        else ranges.push([first, first]);
        continue;
      }
      this.#at++;
      const last = this.#setItem(flags);
      if (first instanceof CharSet || last instanceof CharSet || last < first) {
        throw this.#refuse("a range that is none");
      }
      ranges.push([first, last]);
    }
    return this.#characters(ranges, classes, flags, negated);
  }

  #setItem(flags: PatternFlags): number | CharSet {
    if (!this.#take("\\")) return this.#next();
    const set = classOf(this.#source[this.#at] ?? "", flags);
    if (set === null) return this.#escaped(true).code;
    this.#at++;
    return set;
  }

  /** What follows `(`. */
  #group(flags: PatternFlags): Pattern | null {
    if (!this.#take("?")) return this.#captured(flags);
    if (this.#take(":")) return this.#closed(flags);
    if (this.#take("#")) return this.#comment();
    const name = /^P<[\p{L}_][\p{L}\p{N}_]*>/u.exec(this.#source.slice(this.#at));
    if (name !== null) {
      this.#at += name[0].length;
      return this.#captured(flags);
    }
    const look = /^<?[=!]/.exec(this.#source.slice(this.#at, this.#at + 2))?.[0];
    if (look !== undefined) {
      this.#at += look.length;
      return this.#look(look, flags);
    }
    const scoped = /^([a-zA-Z]*(?:-[a-zA-Z]+)?):/.exec(this.#source.slice(this.#at));
    if (scoped === null)
      throw this.#refuse(`the group (?${this.#source.slice(this.#at, this.#at + 2)}`);
    this.#at += scoped[0].length;
    return this.#closed(this.#changedFlags(flags, scoped[1] ?? ""));
  }

  #captured(flags: PatternFlags): Pattern {
    this.#groups++;
    return { kind: "group", item: this.#closed(flags) };
  }

  #closed(flags: PatternFlags): Pattern {
    const inner = this.#choice(flags);
    if (!this.#take(")")) throw this.#refuse("a group without its end");
    // A group of one assertion can be repeated, the assertion itself cannot.
    return inner.kind === "assertion" || inner.kind === "repeat"
      ? { kind: "sequence", items: [inner] }
      : inner;
  }

  #comment(): null {
    const end = this.#source.indexOf(")", this.#at);
    if (end < 0) throw this.#refuse("a comment without its end");
    this.#at = end + 1;
    return null;
  }

  #look(kind: string, flags: PatternFlags): Pattern {
    const inner = this.#closed(flags);
    const options = (inner.kind === "choice" ? inner.options : [inner]).map((option) => {
      const [only] =
        option.kind === "sequence" && option.items.length === 1 ? option.items : [option];
      if (only?.kind === "character" || only?.kind === "assertion") return only;
      throw this.#refuse("a look-around of more than one character");
    });
    return assertion({
      kind: "look",
      behind: kind.startsWith("<"),
      negated: kind.endsWith("!"),
      options,
    });
  }
}

function highest(digits: string): number {
  return digits === "" ? Infinity : Number(digits);
}

function character(among: Characters): Pattern {
  return { kind: "character", among };
}

function assertion(zeroWidth: Assertion): Pattern {
  return { kind: "assertion", assertion: zeroWidth };
}
