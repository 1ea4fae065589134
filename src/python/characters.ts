// Python's text is of code points, JavaScript's of UTF-16 units: the difference, for texts that have characters beyond the
// basic plane.

const surrogate = /[\ud800-\udfff]/;

/** `len(text)`. */
export function characterCount(text: string): number {
  if (!surrogate.test(text)) return text.length;
  let count = 0;
  for (let i = 0; i < text.length; count++) i += (text.codePointAt(i) ?? 0) > 0xffff ? 2 : 1;
  return count;
}

/** The characters of a text: itself where every unit is one. Both give `length`, `[i]` and slices by position. */
export function characters(text: string): string | readonly string[] {
  return surrogate.test(text) ? Array.from(text) : text;
}

/** Characters from `start` to before `end`, both within the text. */
export function sliceCharacters(text: string, start: number, end: number): string {
  if (!surrogate.test(text)) return text.slice(start, end);
  return Array.from(text).slice(start, end).join("");
}

/** Whether `a` sorts before `b`: by code point, not by unit. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for characters beyond the basic plane, so that they sort after all others. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
