// Text from a file or a request, made safe to show to a person: on a terminal, in a log, in JSON.

// Control characters, and the bidirectional and invisible ones that make text read as what it is not.
const unsafe =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]|\p{Cs}/gu;

/**
 * Text with what could disguise it or drive a terminal written as escapes (`\u001b`), and cut to
 * `limit` characters.
 *
 * @param limit  the most characters of the text that are kept, 120 unless told
 */
export function show(text: string, limit = 120): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return cut.replace(unsafe, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

/** JSON in which the same characters are written as escapes, which read back as what they were. */
export function showJson(json: string): string {
  return json.replace(unsafe, (character) => {
    // JSON's own texts hold no bare line end: this one is layout.
    if (character === "\n") return character;
    const units = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
  });
}

/**
 * The known name nearest to a misspelt one, for "did you mean"; null when none is near.
 *
 * Near means at most a third of the name's length in edits (insertions, deletions, substitutions, swaps), and something
 * left as it was. Case, accents, spaces, underscores and hyphens count for nothing.
 */
export function nearestName(name: string, known: Iterable<string>): string | null {
  const wanted = folded(name.slice(0, maxCompared));
  let best: string | null = null;
  let bestDistance = Math.floor(Math.max(wanted.length, 3) / 3) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) > 2 * maxCompared) continue;
    const other = folded(candidate.slice(0, 2 * maxCompared));
    if (Math.abs(other.length - wanted.length) >= bestDistance) continue;
    const distance = editDistance(wanted, other);
    if (distance < bestDistance && distance < Math.max(wanted.length, other.length, 1)) {
      bestDistance = distance;
      best = candidate;
    }
  }
  return best;
}

/** Characters of a name that are compared. */
const maxCompared = 100;

function folded(name: string): string {
  const letters = name.normalize("NFKD").replace(/\p{M}/gu, "");
  return letters.toLowerCase().replace(/[\s_-]+/g, "");
}

/** The fewest insertions, deletions, substitutions and swaps of neighbours (optimal string alignment), row by row. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwap ? (before[j - 2] ?? 0) + 1 : substitution;
      row.push(Math.min(substitution, swap, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
