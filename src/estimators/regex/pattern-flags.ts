// The flags of a regular expression: `(?i)` at its start, `(?i:…)` for a part, numbers of a compiled one.

/** What the flags change; `u` is Python's default for text. */
export interface PatternFlags {
  /** `i` */
  readonly ignoreCase: boolean;
  /** `m`: `^` and `$` at every line. */
  readonly lines: boolean;
  /** `s`: `.` takes line feeds. */
  readonly dotAll: boolean;
  /** `a`: classes of ASCII only. */
  readonly ascii: boolean;
}

export const noFlags: PatternFlags = {
  ignoreCase: false,
  lines: false,
  dotAll: false,
  ascii: false,
};

const changes: ReadonlyMap<string, Partial<PatternFlags>> = new Map([
  ["i", { ignoreCase: true }],
  ["m", { lines: true }],
  ["s", { dotAll: true }],
  ["a", { ascii: true }],
  ["u", { ascii: false }],
]);

/**
 * Flags with letters added and removed; null for a letter that is not understood (`x`, `L`).
 *
 * @param letters  as they stand between `(?` and `:` or `)`: `i`, `ms`, `i-s`
 */
export function withLetters(flags: PatternFlags, letters: string): PatternFlags | null {
  const [added = "", removed = ""] = letters.split("-");
  let changed = flags;
  for (const letter of added) {
    const change = changes.get(letter);
    if (change === undefined) return null;
    changed = { ...changed, ...change };
  }
  for (const letter of removed) {
    if (letter === "i") changed = { ...changed, ignoreCase: false };
    else if (letter === "m") changed = { ...changed, lines: false };
    else if (letter === "s") changed = { ...changed, dotAll: false };
    else return null;
  }
  return changed;
}

/** `re.I | re.U`, as a pickled `re.compile` holds it; null for flags that are not understood. */
export function flagsOfNumber(bits: number): PatternFlags | null {
  const known = [2, 8, 16, 32, 256];
  if ((bits & ~known.reduce((a, b) => a | b)) !== 0) return null;
  return {
    ignoreCase: (bits & 2) !== 0,
    lines: (bits & 8) !== 0,
    dotAll: (bits & 16) !== 0,
    ascii: (bits & 256) !== 0,
  };
}
